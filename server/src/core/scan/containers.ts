import { blanksEnd, bulletEnd, codeFenceEnd, isDivClose, orderedEnd, runEnd, SPACE, TAB } from './markers.js';

/** What may hold blocks. */
export const QUOTE = 0;
export const ITEM = 1;
/** The text of a footnote or of a term. */
export const INDENTED = 2;
export const FENCED_DIV = 3;

/**
 * The quotes, list items, footnotes and divs that are open, and how far a line belongs to them.
 * The cursor (`at`, `column`, `surplus`) stands behind what the matched ones take of the line.
 */
export class Containers {
  readonly kinds: number[] = [];
  /** Columns of indentation that a list item or footnote wants of its lines. */
  readonly #indents: number[] = [];
  depth = 0;
  /** How many of those open are list items, how many divs, how many anything but divs. */
  items = 0;
  divs = 0;
  at = 0;
  /** Columns of a tab that the containers took only a part of. */
  surplus = 0;
  #column = 0;

  constructor(private readonly source: string) {}

  push(kind: number, indent: number): void {
    this.kinds[this.depth] = kind;
    this.#indents[this.depth++] = indent;
    if (kind === ITEM) this.items++;
    if (kind === FENCED_DIV) this.divs++;
  }

  pop(): number {
    const kind = this.kinds[--this.depth]!;
    if (kind === ITEM) this.items--;
    if (kind === FENCED_DIV) this.divs--;
    return kind;
  }

  /** Whether lines begin with anything that belongs to containers. */
  get prefixed(): boolean {
    return this.depth > this.divs;
  }

  /** Puts the cursor on a line. */
  begin(lineStart: number): void {
    this.at = lineStart;
    this.surplus = 0;
    this.#column = 0;
  }

  /** How many containers the line at the cursor belongs to by its own marks; the cursor moves behind them. */
  match(eol: number): number {
    let level = 0;
    for (; level < this.depth; level++) {
      const kind = this.kinds[level]!;
      if (kind === FENCED_DIV) continue;
      if (kind === QUOTE ? !this.takeQuote(eol) : !this.#takeLevel(this.#indents[level]!, eol)) break;
    }
    return level;
  }

  #takeLevel(indent: number, eol: number): boolean {
    if (blanksEnd(this.source, this.at, eol) === eol) return true;
    return this.takeIndent(indent, eol);
  }

  /** Columns of indentation at the cursor. */
  indent(eol: number): number {
    let column = this.#column;
    for (let at = this.at; at < eol; at++) {
      const unit = this.source.charCodeAt(at);
      if (unit === SPACE) column++;
      else if (unit === TAB) column += 4 - (column % 4);
      else break;
    }
    return column - this.#column + this.surplus;
  }

  takeIndent(columns: number, eol: number): boolean {
    if (this.indent(eol) < columns) return false;
    let left = columns - this.surplus;
    this.surplus = Math.max(0, -left);
    while (left > 0) {
      const width = this.source.charCodeAt(this.at++) === TAB ? 4 - (this.#column % 4) : 1;
      this.#column += width;
      left -= width;
      if (left < 0) this.surplus = -left;
    }
    return true;
  }

  takeQuote(eol: number): boolean {
    const from = blanksEnd(this.source, this.at, eol);
    if (this.source.charCodeAt(from) !== 0x3e /* > */ || from >= eol || this.indent(eol) > 3) return false;
    this.#moveTo(from + 1);
    if (this.source.charCodeAt(this.at) === SPACE && this.at < eol) this.#moveTo(this.at + 1);
    return true;
  }

  /** Takes a list marker that ends at `end`, and the blanks behind it; returns the columns it indents by. */
  takeMarker(end: number, eol: number): number {
    const before = this.#column - this.surplus;
    this.#moveTo(end);
    if (end < eol) this.takeIndent(1, eol);
    const more = this.indent(eol);
    if (more > 0 && more <= 3) this.takeIndent(more, eol);
    return this.#column - this.surplus - before;
  }

  /** Moves the cursor on over characters that are no tabs, or blanks that count for themselves. */
  #moveTo(at: number): void {
    while (this.at < at) {
      this.#column += this.source.charCodeAt(this.at) === TAB ? 4 - (this.#column % 4) : 1;
      this.at++;
    }
    this.surplus = 0;
  }

  skip(at: number): void {
    this.#moveTo(at);
  }

  /** Whether a list item begins at the cursor. */
  listStarts(eol: number): boolean {
    if (this.indent(eol) > 3) return false;
    const from = blanksEnd(this.source, this.at, eol);
    return bulletEnd(this.source, from, eol) !== -1 || orderedEnd(this.source, from, eol) !== -1;
  }

  /**
   * The containers from which on an unmarked line ends them, though it directly follows a line of theirs: it begins
   * a list item, closes a div around, or opens a code fence. `depth` where it goes on as text of all of them.
   */
  lazyDepth(matched: number, eol: number, fenceCloses: () => boolean): number {
    const { source } = this;
    const first = blanksEnd(source, this.at, eol);
    const unit = source.charCodeAt(first);
    let lazy = this.depth;
    if (unit === 0x3a && this.divs > 0 && first === this.at && isDivClose(source, first, eol)) {
      lazy = Math.min(lazy, this.#firstAbove(this.#firstOf(FENCED_DIV), matched));
    }
    if (this.items > 0 && this.#listInIndent(eol)) {
      lazy = Math.min(lazy, this.#firstItemAt(matched));
    }
    if (unit === 0x60 && codeFenceEnd(source, first, eol) !== -1 && fenceCloses()) lazy = matched;
    return lazy;
  }

  /** As `listStarts`, whatever the indentation. */
  #listInIndent(eol: number): boolean {
    const from = blanksEnd(this.source, this.at, eol);
    return bulletEnd(this.source, from, eol) !== -1 || orderedEnd(this.source, from, eol) !== -1;
  }

  #firstOf(kind: number): number {
    let level = 0;
    while (level < this.depth && this.kinds[level] !== kind) level++;
    return level;
  }

  #firstAbove(level: number, matched: number): number {
    let above = Math.max(level + 1, matched);
    while (above < this.depth && this.kinds[above] === FENCED_DIV) above++;
    return above;
  }

  #firstItemAt(matched: number): number {
    let level = matched;
    const inItem = this.kinds.slice(0, matched).includes(ITEM);
    if (inItem) return matched;
    while (level < this.depth && this.kinds[level] !== ITEM) level++;
    return level;
  }

  /** One past the run of colons that opens or closes a fence at the cursor. */
  colonsEnd(eol: number): number {
    return runEnd(this.source, this.at, eol, 0x3a);
  }
}
