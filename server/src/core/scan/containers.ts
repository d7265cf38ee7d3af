import { RETURN, SPACE, TAB } from './characters.js';
import { firstNotBelow } from './lookahead.js';
import { bulletEnd, definitionEnd, isDivClose, noteEnd, orderedEnd } from './markers.js';

/** What may hold blocks. */
export const QUOTE = 0;
export const ITEM = 1;
export const FOOTNOTE = 2;
export const DEFINITION = 3;
export const FENCED_DIV = 4;

const EVERYWHERE = Number.MAX_SAFE_INTEGER;

/**
 * The quotes, list items, footnotes and divs that are open, and how far a line belongs to them.
 *
 * A cursor stands behind what they take of the line: `first` is the line's first character that is no blank,
 * `indent` how many columns before it nothing has taken. Divs take nothing, so only the others ("holders") are
 * gone through for each line, and each costs the line at least one character.
 */
export class Containers {
  readonly #kinds: number[] = [];
  /** Of each holder in turn: its level among all that is open, and the columns it wants of its lines. */
  readonly #holders: number[] = [];
  readonly #indents: number[] = [];
  /** Among the holders: which are quotes, which are list items. Among all: which are divs. */
  readonly #quotes: number[] = [];
  readonly #items: number[] = [];
  readonly #divs: number[] = [];
  /** The first holder that saw the line before as blank: it takes no unmarked line. */
  #blankFrom = 0;

  first = 0;
  #column = 0;
  #firstColumn = 0;
  /** One past the line: its line break, or the end of the text. */
  #end = 0;

  constructor(private readonly source: string) {}

  get depth(): number {
    return this.#kinds.length;
  }
  get holders(): number {
    return this.#holders.length;
  }
  get inDiv(): boolean {
    return this.#divs.length > 0;
  }
  get inItem(): boolean {
    return this.#items.length > 0;
  }
  get innermost(): number {
    return this.#kinds.at(-1) ?? -1;
  }
  get indent(): number {
    return this.#firstColumn - this.#column;
  }
  /** Whether a div at this level lies in anything that can cut it short. */
  held(level: number): boolean {
    return this.#holders.length > 0 && this.#holders[0]! < level;
  }

  push(kind: number, indent: number): void {
    if (kind === FENCED_DIV) this.#divs.push(this.#kinds.length);
    else {
      if (kind === QUOTE) this.#quotes.push(this.#holders.length);
      if (kind === ITEM) this.#items.push(this.#holders.length);
      this.#holders.push(this.#kinds.length);
      this.#indents.push(indent);
    }
    this.#kinds.push(kind);
  }

  pop(): number {
    const kind = this.#kinds.pop()!;
    if (kind === FENCED_DIV) this.#divs.pop();
    else {
      if (kind === QUOTE) this.#quotes.pop();
      if (kind === ITEM) this.#items.pop();
      this.#holders.pop();
      this.#indents.pop();
    }
    return kind;
  }

  /** Puts the cursor on a line. */
  begin(start: number, end: number): void {
    this.first = start;
    this.#end = end;
    this.#column = 0;
    this.#firstColumn = 0;
    this.#toFirst();
  }

  #toFirst(): void {
    for (; this.first < this.#end; this.first++) {
      const unit = this.source.charCodeAt(this.first);
      if (unit === SPACE) this.#firstColumn++;
      else if (unit === TAB) this.#firstColumn += 4 - (this.#firstColumn % 4);
      else if (unit !== RETURN || this.first + 1 < this.#end) return;
    }
  }

  get blank(): boolean {
    return this.first >= this.#end;
  }

  /** The cursor, to come back to after looking at lines ahead. */
  save(): readonly number[] {
    return [this.first, this.#column, this.#firstColumn, this.#end, this.#blankFrom];
  }
  restore(saved: readonly number[]): void {
    this.first = saved[0]!;
    this.#column = saved[1]!;
    this.#firstColumn = saved[2]!;
    this.#end = saved[3]!;
    this.#blankFrom = saved[4]!;
  }

  /** Takes a marker that ends at `end`, and of the blanks behind it the columns that `blanks` says of so many. */
  takeMarker(end: number, blanks: (columns: number) => number): void {
    this.#takeUnits(end - this.first);
    this.#column += blanks(this.indent);
  }

  /** Puts the cursor on what follows at `at`, on a line that ends at `end`; blanks there are no indentation. */
  goTo(at: number, end: number): void {
    this.#end = end;
    this.first = at;
    this.#toFirst();
    this.#column = this.#firstColumn;
  }

  takeQuote(): boolean {
    if (this.source.charCodeAt(this.first) !== 0x3e /* > */ || this.blank || this.indent > 3) return false;
    const after = this.first + 1;
    this.#takeUnits(1);
    if (after < this.#end && this.source.charCodeAt(after) === SPACE) this.#column++;
    return true;
  }

  /** Takes a list marker that ends at `end` and the blanks behind it; returns the columns its item is indented by. */
  takeListMarker(end: number): number {
    const before = this.#column;
    this.takeMarker(end, (columns) => (columns <= 4 ? columns : 1));
    return this.#column - before;
  }

  #takeUnits(units: number): void {
    this.first += units;
    this.#firstColumn += units;
    this.#column = this.#firstColumn;
    this.#toFirst();
  }

  /** The level of a holder among all that is open; `depth` behind the last. */
  level(holder: number): number {
    return this.#holders[holder] ?? this.depth;
  }

  /**
   * Moves the cursor behind what the first `count` holders take of the line.
   * @param fences whether the line opens a code fence that closes inside so many holders
   * @returns how many of them it goes on with
   */
  match(count: number, fences: (holders: number) => boolean): number {
    for (let holder = 0; holder < count;) {
      if (this.blank) return this.#blankAt(holder, count);
      if (this.#take(holder)) {
        holder++;
        continue;
      }
      const reach = Math.min(count, this.#blankFrom);
      const refusal = holder < reach ? this.#refusal(holder, fences) : holder;
      if (refusal < reach || holder >= reach) {
        this.#blankFrom = EVERYWHERE;
        return refusal;
      }
      const next = Math.min(this.#nextQuote(holder + 1), reach);
      // A quote takes an unmarked line without its indentation.
      const quote = this.#quotes[firstNotBelow(this.#quotes, holder)];
      if (quote !== undefined && quote < next) this.#column = this.#firstColumn;
      holder = next;
    }
    this.#blankFrom = this.blank ? count : EVERYWHERE;
    return count;
  }

  /** Quotes end where a line has none of their marks. */
  #blankAt(holder: number, count: number): number {
    this.#blankFrom = holder;
    return Math.min(count, this.#quotes[firstNotBelow(this.#quotes, holder)] ?? count);
  }

  #take(holder: number): boolean {
    const kind = this.#kinds[this.#holders[holder]!];
    if (kind === QUOTE) return this.takeQuote();
    const indent = this.#indents[holder]!;
    if (this.indent < indent) return false;
    this.#column += indent;
    return true;
  }

  /** The next quote that a line's `>` may belong to; none if it has no such mark. */
  #nextQuote(holder: number): number {
    if (this.source.charCodeAt(this.first) !== 0x3e || this.indent > 3) return this.#holders.length;
    return this.#quotes[firstNotBelow(this.#quotes, holder)] ?? this.#holders.length;
  }

  /** The first holder, from `holder` on, that an unmarked line under its text does not go on with. */
  #refusal(holder: number, fences: (holders: number) => boolean): number {
    const { source, first } = this;
    const unit = source.charCodeAt(first);
    let refusal = this.#holders.length;
    if (unit === 0x3a && this.#divs.length > 0 && this.indent === 0 && isDivClose(source, first, this.#end)) {
      refusal = Math.max(holder, firstNotBelow(this.#holders, this.#divs[0]!));
    }
    if (this.#items.length > 0 && this.listStarts())
      refusal = Math.min(refusal, Math.max(holder, this.#items[0]!));
    const kind = this.#kinds[this.#holders[holder]!];
    if (kind === QUOTE && unit === 0x3e /* > */) return holder; // indented so far that it marks no quote
    if (kind === FOOTNOTE && noteEnd(source, first, this.#end) !== -1) return holder;
    if ((kind === ITEM || kind === DEFINITION) && definitionEnd(source, first, this.#end) !== -1)
      return holder;
    const fence = unit === 0x60 || (unit === 0x7e && kind === ITEM);
    if (fence && this.indent <= (kind === ITEM ? 3 : 0) && fences(holder)) return holder;
    return refusal;
  }

  /** Whether a list item begins at the cursor. */
  listStarts(): boolean {
    if (this.indent > 3) return false;
    return (
      bulletEnd(this.source, this.first, this.#end) !== -1 ||
      orderedEnd(this.source, this.first, this.#end) !== -1
    );
  }
}
