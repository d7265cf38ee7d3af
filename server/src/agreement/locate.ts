import type { SideInput } from '../core/agreement/sides.js';
import type { SideOfDisagreement } from '../core/agreement/types.js';
import { LineIndex } from '../core/text.js';

/** Finds lines and columns of places in the sides' texts, each text read and indexed once. */
export class Locator {
  readonly #known = new Map<string, Promise<LineIndex | null>>();

  constructor(private readonly sides: readonly SideInput[]) {}

  /** null where the side has no such text. */
  linesOf({ side, file }: Pick<SideOfDisagreement, 'side' | 'file'>): Promise<LineIndex | null> {
    const found = this.sides.find(({ info }) => info.name === side);
    if (!found || file === null) return Promise.resolve(null);
    const key = JSON.stringify([side, file]);
    let lines = this.#known.get(key);
    if (!lines) {
      lines = found.read(file).then((text) => (typeof text === 'string' ? new LineIndex(text) : null));
      this.#known.set(key, lines);
    }
    return lines;
  }
}
