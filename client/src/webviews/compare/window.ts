import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { redraw } from './state.js';

/** A stretch of rows or columns: one that is drawn, or the room of those that are not. */
export type Piece =
  { readonly index: number; readonly size: number } | { readonly gap: number; readonly nth: number };

export interface AxisOptions {
  readonly count: number;
  readonly size: (index: number) => number;
  /** Room of what stays in view at the start: the head, the names of rows. */
  readonly pinned: number;
  /** Drawn wherever the table is scrolled to, since it has the focus. */
  readonly active: number;
}

/** The rows or columns of a table that are near what is seen. */
export class Axis {
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #frame: HTMLElement | null = null;
  #sizes = '';

  constructor(readonly horizontal: boolean) {
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(
      this.#options({ count: 0, size: () => 0, pinned: 0, active: -1 }),
    );
  }

  #options({ count, size, pinned, active }: AxisOptions) {
    return {
      count,
      estimateSize: size,
      horizontal: this.horizontal,
      overscan: this.horizontal ? 2 : 8,
      paddingStart: pinned,
      getScrollElement: () => this.#frame,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: redraw,
      rangeExtractor: ({
        startIndex,
        endIndex,
        overscan,
        count: of,
      }: {
        startIndex: number;
        endIndex: number;
        overscan: number;
        count: number;
      }): number[] => {
        const shown: number[] = [];
        const last = Math.min(of - 1, endIndex + overscan);
        for (let index = Math.max(0, startIndex - overscan); index <= last; index++) shown.push(index);
        if (active >= 0 && active < of && !shown.includes(active)) shown.push(active);
        return shown.sort((a, b) => a - b);
      },
    };
  }

  /** What is to be drawn, in order, with the room between. */
  pieces(options: AxisOptions): Piece[] {
    this.#virtualizer.setOptions(this.#options(options));
    const sizes = Array.from({ length: options.count }, (_, index) => options.size(index)).join();
    if (sizes !== this.#sizes) this.#virtualizer.measure();
    this.#sizes = sizes;
    const pieces: Piece[] = [];
    let end = options.pinned;
    let nth = 0;
    for (const item of this.#virtualizer.getVirtualItems()) {
      if (item.start > end) pieces.push({ gap: item.start - end, nth: nth++ });
      pieces.push({ index: item.index, size: item.size });
      end = item.end;
    }
    const left = this.#virtualizer.getTotalSize() - end;
    return left > 0 ? [...pieces, { gap: left, nth }] : pieces;
  }

  /** To be called when the table has been drawn. */
  attach(frame: HTMLElement | null): void {
    const isNew = this.#frame !== frame;
    this.#frame = frame;
    if (isNew && frame) this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
  }
}
