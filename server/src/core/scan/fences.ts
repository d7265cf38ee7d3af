import { blanksEnd, runEnd } from './characters.js';
import type { Containers } from './containers.js';
import { blockTagEnd, rawNameEnd, tagEnd } from './html.js';
import { ClosingFences } from './lookahead.js';
import { codeFenceEnd } from './markers.js';
import type { State } from './state.js';

const LEAST_STEPS = 10_000;
const noFences = (): boolean => false;

/**
 * Looks ahead for what must be closed to be read at all: fenced code, and comments or `pre` over several lines.
 *
 * In a document's own margin tables answer. Inside quotes and lists the lines between must be looked at, since the
 * quote or list may end first; so that no document of unclosed fences takes for ever, this stops when four times the
 * document has been looked at: what is not closed by then counts as unclosed.
 */
export class Closings {
  readonly #fences = new Map<number, ClosingFences>();
  #left: number;

  constructor(
    private readonly state: State,
    private readonly containers: Containers,
  ) {
    this.#left = 4 * state.source.length + LEAST_STEPS;
  }

  /**
   * Where the line ends that closes the code fence at `at`, or -1: unclosed it is text.
   * @param holders how many containers the code block lies in
   */
  codeEnd(at: number, eol: number, holders: number): number {
    const { source } = this.state;
    const after = codeFenceEnd(source, at, eol);
    if (after === -1) return -1;
    const unit = source.charCodeAt(at);
    const close = this.#fencesOf(unit, holders === 0).next(eol, after - at);
    if (close === -1) return -1;
    if (holders === 0) return this.state.lineEnd(close);
    return this.#walk(eol, holders, (first, end) => {
      if (this.containers.indent > 3) return false;
      const closing = runEnd(source, first, end, unit);
      return closing - first >= after - at && blanksEnd(source, closing, end) === end;
    });
  }

  #fencesOf(unit: number, inMargin: boolean): ClosingFences {
    const key = inMargin ? unit : -unit;
    let fences = this.#fences.get(key);
    if (fences === undefined) {
      this.state.steps += this.state.source.length;
      fences = new ClosingFences(this.state.source, unit, inMargin);
      this.#fences.set(key, fences);
    }
    return fences;
  }

  /**
   * One past the HTML that opens a block at `at`: a comment, a block's tag, or `pre` and its like with what they hold;
   * -1 where nothing of the kind does.
   */
  htmlEnd(at: number, eol: number): number {
    const comment = this.#commentEnd(at, eol);
    if (comment !== -1) return comment;
    const tag = blockTagEnd(this.state.source, at, eol);
    return tag === -1 ? -1 : this.#rawEnd(at, tag, eol);
  }

  /** The end of the line on which a comment or `pre` ends that begins in [from, eol) and goes on behind it; else `eol`. */
  spanningEnd(from: number, eol: number): number {
    const { source } = this.state;
    let end = eol;
    for (let at = from; at < end;) {
      const unit = source.charCodeAt(at);
      if (unit === 0x5c /* \ */) at += 2;
      else if (unit === 0x60 /* ` */) at = codeOnLineEnd(source, at, end);
      else {
        const after = unit === 0x3c /* < */ ? this.#elementEnd(at, end) : -1;
        if (after > end) end = this.state.lineEnd(after);
        at = after === -1 ? at + 1 : after;
      }
    }
    this.state.steps += end - from;
    return end;
  }

  #elementEnd(at: number, eol: number): number {
    const comment = this.#commentEnd(at, eol);
    if (comment !== -1) return comment;
    if (rawNameEnd(this.state.source, at, eol) === -1) return -1;
    const tag = tagEnd(this.state.source, at, eol, () => -1);
    return tag === -1 ? -1 : this.#rawEnd(at, tag, eol);
  }

  #commentEnd(at: number, eol: number): number {
    const { source, commentEnds } = this.state;
    if (!source.startsWith('<!--', at)) return -1;
    const close = commentEnds.next(at + 2);
    return close !== -1 && this.#reaches(eol, close + 3) ? close + 3 : -1;
  }

  /** One past what `pre` and its like hold, whose tag ends at `tag`; `tag` itself for all others and where it is not closed. */
  #rawEnd(at: number, tag: number, eol: number): number {
    const { source } = this.state;
    const name = rawNameEnd(source, at, eol);
    if (name === -1) return tag;
    const close = this.state.rawCloses(source.slice(at + 1, name).toLowerCase(), tag);
    if (close === -1) return tag;
    const end = tagEnd(source, close, source.length, (lineBreak) => lineBreak + 1);
    return end !== -1 && this.#reaches(eol, end) ? end : tag;
  }

  /** Whether all lines from the one at `from` to the one that holds `to` lie in the containers that are open. */
  #reaches(from: number, to: number): boolean {
    const { containers } = this;
    if (containers.holders === 0 || to <= from) return true;
    return this.#walk(from, containers.holders, (_, end) => end >= to) !== -1;
  }

  /** The end of the first line behind `eol` for which `found` holds, inside so many containers; or -1. */
  #walk(eol: number, holders: number, found: (first: number, end: number) => boolean): number {
    const { containers, state } = this;
    const saved = containers.save();
    let result = -1;
    for (let start = eol + 1; start < state.source.length && this.#left > 0;) {
      const end = state.lineEnd(start);
      containers.begin(start, end);
      if (containers.match(holders, noFences) < holders) break;
      this.#left -= containers.first - start + 1;
      state.steps += containers.first - start + 1;
      if (found(containers.first, end)) {
        result = end;
        break;
      }
      start = end + 1;
    }
    containers.restore(saved);
    return result;
  }
}

/** One past the code that opens at `at` and closes on the same line, or past its backticks. */
function codeOnLineEnd(source: string, at: number, end: number): number {
  const after = runEnd(source, at, end, 0x60);
  for (let close = source.indexOf('`', after); close !== -1 && close < end;) {
    const closeEnd = runEnd(source, close, end, 0x60);
    if (closeEnd - close === after - at) return closeEnd;
    close = source.indexOf('`', closeEnd);
  }
  return after;
}
