import { blanksEnd, holds, isBlank, isDigit, isLatin, runEnd, SPACE } from './characters.js';
import { Containers, DEFINITION, FENCED_DIV, FOOTNOTE, ITEM, QUOTE } from './containers.js';
import { Divs } from './divs.js';
import { Closings } from './fences.js';
import { blockTagEnd } from './html.js';
import { BlockLines } from './lines.js';
import * as marker from './markers.js';
import { Paragraphs } from './paragraphs.js';
import { Sections } from './sections.js';
import type { State } from './state.js';

/** What the line before was, as far as the next one can change or go on with it. */
const NOTHING = 0;
const PARAGRAPH = 1;
/** `| a line of verse`, which goes on where the next line is indented. */
const VERSE = 2;

const noFences = (): boolean => false;

/** Reads a document line by line into blocks, and hands their text to `Paragraphs`. */
export class BlockReader {
  readonly sections: Sections;
  readonly paragraphs: Paragraphs;
  readonly #lines = new BlockLines();
  readonly #containers: Containers;
  readonly #closings: Closings;
  readonly #divs: Divs;
  readonly #source: string;
  /** Where the next line begins. */
  #next = 0;
  /** The block being gathered. */
  #open = NOTHING;
  #from = 0;
  #end = 0;
  #lineCount = 0;
  /** Columns by which what stands in an HTML element is indented: they make no code. */
  #htmlIndent = 0;
  /** Blank lines since a line that may be the term of a definition; -1 = there is no such line. */
  #sinceTerm = -1;

  constructor(private readonly state: State) {
    this.#source = state.source;
    this.#containers = new Containers(state.source);
    this.#closings = new Closings(state, this.#containers);
    this.#divs = new Divs(state);
    this.sections = new Sections(state);
    this.paragraphs = new Paragraphs(state, this.#lines);
  }

  read(from: number): void {
    const { length } = this.#source;
    this.#next = from;
    while (this.#next < length) this.#line();
    this.#finish();
    this.#closeTo(0, length);
    this.sections.close(0, 0, length);
    this.paragraphs.turns.end(length);
  }

  #line(): void {
    const containers = this.#containers;
    const start = this.#next;
    const eol = this.state.lineEnd(start);
    this.#next = eol + 1;
    this.state.steps++;
    containers.begin(start, eol);
    const kept = containers.match(containers.holders, this.#fenceCloses);
    if (kept < containers.holders) {
      this.#finish();
      this.#closeTo(containers.level(kept), start);
    }
    if (containers.blank) {
      this.#finish();
      if (this.#sinceTerm >= 0) this.#sinceTerm++;
    } else if (this.#open !== NOTHING && this.#goesOn(eol)) this.#append(eol);
    else {
      this.#finish();
      this.#block(start, eol);
      this.#sinceTerm = -1;
    }
  }

  readonly #fenceCloses = (holders: number): boolean => {
    const { first } = this.#containers;
    return this.#closings.codeEnd(first, this.state.lineEnd(first), holders) !== -1;
  };

  /** Whether a line goes on with the paragraph above it: headings, quotes and lists do not interrupt one. */
  #goesOn(eol: number): boolean {
    const containers = this.#containers;
    const { first, indent } = containers;
    if (this.#open === VERSE) return indent > 0;
    const unit = this.#source.charCodeAt(first);
    if (containers.inItem && containers.listStarts()) return false;
    if (this.#lineCount === 1 && this.#startsDefinition(first, eol)) return false;
    if (unit === 0x3a /* : */ && indent === 0 && runEnd(this.#source, first, eol, unit) - first >= 3) {
      if (containers.inDiv && marker.isDivClose(this.#source, first, eol)) return false;
      this.state.note('div-under-paragraph', first, eol);
    }
    if (unit === 0x60 /* ` */ && indent === 0 && this.#fenceCloses(containers.holders)) return false;
    return unit !== 0x3c /* < */ || blockTagEnd(this.#source, first, eol) === -1;
  }

  #append(eol: number): void {
    this.#lines.add(this.#end, this.#containers.first);
    this.#end = this.#spanningEnd(this.#containers.first, eol);
    this.#lineCount++;
  }

  /** Ends the block being gathered and reads its text. */
  #finish(): void {
    if (this.#open === NOTHING) return;
    const mayBeTerm =
      this.#open === PARAGRAPH && (this.#lineCount === 1 || this.#containers.innermost === DEFINITION);
    this.#sinceTerm = mayBeTerm ? 0 : -1;
    this.#open = NOTHING;
    this.#lines.end = this.#end;
    this.paragraphs.paragraph(this.#from, this.#end);
  }

  #gather(kind: number, from: number, eol: number): void {
    this.#open = kind;
    this.#from = from;
    this.#lineCount = 1;
    this.#lines.clear();
    this.#end = this.#spanningEnd(from, eol);
  }

  /** The first line of a block. Each turn of the loop takes a container's marker, until a block that holds none. */
  #block(start: number, lineEnd: number): void {
    const containers = this.#containers;
    const source = this.#source;
    let eol = lineEnd;
    let blockStart = start;
    while (!containers.blank) {
      this.state.steps++;
      const { first } = containers;
      const indent = Math.max(0, containers.indent - this.#htmlIndent);
      const unit = source.charCodeAt(first);
      if (isPlain(source, unit, first)) {
        if (this.#setext(blockStart, first, eol) || indent > 3 || this.#table(first, eol)) return;
        this.#gather(PARAGRAPH, first, eol);
        return;
      }
      if (indent <= 3 && this.#fencedCode(first, eol)) return;
      const bullet = indent <= 3 ? marker.bulletEnd(source, first, eol) : -1;
      if (bullet !== -1) this.#item(bullet);
      else if (unit === 0x3a && this.#startsDefinition(first, eol)) this.#definition();
      else if (indent === 0 && unit === 0x3a && this.#div(start, first, eol)) return;
      else if (this.#setext(blockStart, first, eol)) return;
      else if (indent === 0 && unit === 0x23 && this.#atx(blockStart, first, eol)) return;
      else if (unit === 0x3c && indent <= 3) {
        const after = this.#html(first, eol);
        if (after === -1) return;
        eol = this.state.lineEnd(after);
        continue;
      } else if (indent <= 3 && this.#table(first, eol)) return;
      else if (indent > 3)
        return; // code
      else if (
        indent === 0 &&
        unit === 0x7c &&
        (first + 1 === eol || source.charCodeAt(first + 1) === SPACE)
      ) {
        this.#gather(VERSE, first + 1, eol);
        return;
      } else if (containers.takeQuote()) containers.push(QUOTE, 0);
      else if (marker.isRule(source, first, eol)) return;
      else if (!this.#holder(first, eol)) {
        if (!marker.isReference(source, first, eol)) this.#gather(PARAGRAPH, first, eol);
        return;
      }
      blockStart = containers.first;
    }
  }

  /** A container that begins after all else was tried: an ordered list's item, a definition, a footnote's text. */
  #holder(first: number, eol: number): boolean {
    const containers = this.#containers;
    const ordered = marker.orderedEnd(this.#source, first, eol);
    if (ordered !== -1) {
      this.#item(ordered);
      return true;
    }
    if (this.#startsDefinition(first, eol)) {
      this.#definition();
      return true;
    }
    const note = marker.noteEnd(this.#source, first, eol);
    if (note === -1) return false;
    containers.takeMarker(note, (columns) => (columns < 4 ? 0 : 4));
    containers.push(FOOTNOTE, 4);
    return true;
  }

  #item(markerEnd: number): void {
    this.#containers.push(ITEM, this.#containers.takeListMarker(markerEnd));
  }

  /** A definition stands under a term of one line, or after a definition, with one blank line between at most. */
  #startsDefinition(first: number, eol: number): boolean {
    const follows =
      this.#open === PARAGRAPH ? this.#lineCount === 1 : this.#sinceTerm >= 0 && this.#sinceTerm <= 1;
    return follows && marker.definitionEnd(this.#source, first, eol) !== -1;
  }

  #definition(): void {
    this.#containers.takeMarker(this.#containers.first + 1, (columns) => Math.min(columns, 3));
    this.#containers.push(DEFINITION, 4);
  }

  #fencedCode(first: number, eol: number): boolean {
    const end = this.#closings.codeEnd(first, eol, this.#containers.holders);
    if (end === -1) return false;
    this.#next = end + 1;
    return true;
  }

  #div(start: number, first: number, eol: number): boolean {
    const containers = this.#containers;
    const colons = runEnd(this.#source, first, eol, 0x3a);
    if (colons - first < 3) return false;
    const rest = blanksEnd(this.#source, colons, eol);
    if (rest < eol) {
      const end = this.#divs.open(first, rest, eol, this.#lineAhead);
      if (end === -1) return false;
      this.#next = end + 1;
      containers.push(FENCED_DIV, 0);
      return true;
    }
    if (containers.innermost !== FENCED_DIV) {
      this.state.note('div-unopened', first, eol);
      return false;
    }
    this.sections.close(containers.depth, 0, start);
    containers.pop();
    this.#divs.close(start, eol);
    return true;
  }

  /** Closes containers that end before `at`; divs among them were not closed by a fence. */
  #closeTo(depth: number, at: number): void {
    const containers = this.#containers;
    while (containers.depth > depth) {
      this.sections.close(containers.depth, 0, at);
      const kind = containers.pop();
      if (kind === FENCED_DIV) this.#divs.cut(at, containers.held(containers.depth));
      if (kind !== DEFINITION) this.#sinceTerm = -1;
    }
  }

  /** A heading of one line, underlined. */
  #setext(blockStart: number, first: number, eol: number): boolean {
    const source = this.#source;
    const start = eol + 1;
    if (start >= source.length) return false;
    const unit = source.charCodeAt(start);
    if (unit === 0x0a || (this.#containers.holders === 0 && unit !== 0x3d && unit !== 0x2d)) return false;
    const end = this.state.lineEnd(start);
    const next = this.#peek(start, end, 0);
    const level = next === -1 ? 0 : marker.underlineLevel(source, next, end);
    if (level === 0) return false;
    this.#heading(blockStart, first, eol, level, end, eol);
    this.#next = end + 1;
    return true;
  }

  /** Where the text of a line ahead begins, if it is indented no more and goes on with all that is open; else -1. */
  #peek(start: number, end: number, indent: number): number {
    const containers = this.#containers;
    const saved = containers.save();
    containers.begin(start, end);
    const kept = containers.match(containers.holders, noFences);
    const goesOn = kept === containers.holders && containers.indent <= indent && !containers.blank;
    const next = goesOn ? containers.first : -1;
    containers.restore(saved);
    return next;
  }

  /** For attributes that go on over a line break. */
  readonly #lineAhead = (lineBreak: number): number => {
    const start = lineBreak + 1;
    if (start >= this.#source.length) return -1;
    return this.#peek(start, this.state.lineEnd(start), Number.MAX_SAFE_INTEGER);
  };

  #atx(blockStart: number, first: number, eol: number): boolean {
    const source = this.#source;
    const hashes = runEnd(source, first, eol, 0x23);
    if (hashes < eol && !isBlank(source.charCodeAt(hashes))) return false;
    this.#heading(blockStart, blanksEnd(source, hashes, eol), eol, hashes - first, -1, source.length);
    return true;
  }

  /**
   * @param end the end of the underline; -1 = the heading ends with its text and attributes
   * @param limit how far the attributes may go
   */
  #heading(blockStart: number, text: number, eol: number, level: number, end: number, limit: number): void {
    const { state } = this;
    const { depth, first } = this.#containers;
    this.paragraphs.turns.end(blockStart);
    this.sections.close(depth, level, blockStart);
    const before = state.marks.count;
    const found = this.#attributes(text, eol, limit);
    const plain = this.paragraphs.heading(text, eol, found?.start ?? -1) !== found?.start;
    if (!plain) state.attributes.read(state.source, found.start, limit, this.#lineAhead);
    const lineEnd = plain || found.end <= eol ? eol : state.lineEnd(found.end);
    this.sections.open(
      {
        start: first,
        end: end === -1 ? lineEnd : end,
        level,
        depth,
        textStart: text,
        attributesAt: plain ? -1 : found.start,
        attributesEnd: plain ? -1 : found.end,
        textEnd: eol,
      },
      before,
    );
    this.#next = lineEnd + 1;
  }

  /** Where the attributes that end a heading's line may be. */
  #attributes(from: number, eol: number, limit: number): { start: number; end: number } | undefined {
    const source = this.#source;
    for (
      let start = source.indexOf('{', from);
      start !== -1 && start < eol;
      start = source.indexOf('{', start + 1)
    ) {
      const end = this.state.attributes.read(source, start, limit, this.#lineAhead);
      if (end === -1) continue;
      const lineEnd = this.state.lineEnd(end);
      if (blanksEnd(source, end, lineEnd) === lineEnd) return { start, end };
    }
    return undefined;
  }

  /**
   * Past HTML at the start of a block: a comment, a block's tag, or what `pre` and its like hold.
   * @returns where its line goes on; -1 where the rest is a paragraph
   */
  #html(first: number, eol: number): number {
    const end = this.#closings.htmlEnd(first, eol);
    if (end === -1) {
      this.#gather(PARAGRAPH, first, eol);
      return -1;
    }
    const lineEnd = this.state.lineEnd(end);
    this.#next = lineEnd + 1;
    const opens = isLatin(this.#source.charCodeAt(first + 1)) && this.#source.charCodeAt(end - 2) !== 0x2f; // no `/>`
    if (opens && blanksEnd(this.#source, end, lineEnd) === lineEnd)
      this.#htmlIndent = this.#indentAhead(lineEnd + 1);
    else if (this.#source.charCodeAt(first + 1) === 0x2f) this.#htmlIndent = 0;
    this.#containers.goTo(end, lineEnd);
    return end;
  }

  #indentAhead(start: number): number {
    const containers = this.#containers;
    const saved = containers.save();
    containers.begin(start, this.state.lineEnd(start));
    containers.match(containers.holders, noFences);
    const indent = containers.blank ? 0 : containers.indent;
    containers.restore(saved);
    return indent;
  }

  /** The end of a paragraph's line; if a comment or `pre` begins on it and ends later, of the line where it ends. */
  #spanningEnd(from: number, eol: number): number {
    if (!this.state.holdsHtml || !holds(this.#source, from, eol, 0x3c)) return eol;
    const end = this.#closings.spanningEnd(from, eol);
    if (end > eol) this.#next = end + 1;
    return end;
  }

  #table(first: number, eol: number): boolean {
    const source = this.#source;
    const start = eol + 1;
    if (start >= source.length) return false;
    const unit = source.charCodeAt(start);
    if (unit === 0x0a || (this.#containers.holders === 0 && !isTableUnit(unit))) return false;
    if (!holds(source, first, eol, 0x7c)) return false;
    const end = this.state.lineEnd(start);
    const next = this.#peek(start, end, 3);
    if (next === -1 || !marker.isTableRule(source, next, end)) return false;
    this.paragraphs.row(first, eol);
    this.#rows(end + 1);
    return true;
  }

  #rows(from: number): void {
    this.#next = from;
    while (this.#next < this.#source.length) {
      const end = this.state.lineEnd(this.#next);
      const first = this.#peek(this.#next, end, Number.MAX_SAFE_INTEGER);
      if (first === -1 || !holds(this.#source, first, end, 0x7c)) return;
      this.state.steps += end - first;
      this.paragraphs.row(first, end);
      this.#next = end + 1;
    }
  }
}

/** Whether a line can begin no block but a paragraph, an underlined heading, a table or indented code. */
function isPlain(source: string, unit: number, first: number): boolean {
  if (isLatin(unit)) {
    // `a.`, `iv)` may number a list's items.
    const next = source.charCodeAt(first + 1);
    return !(next === 0x2e || next === 0x29 || (isLatin(next) && 'cdilmvxCDILMVX'.includes(source[first]!)));
  }
  return unit > 0x7f || (!isDigit(unit) && !'`~*+-:#<|>_([@'.includes(String.fromCharCode(unit)));
}

/** What the line below a table's head may begin with. */
function isTableUnit(unit: number): boolean {
  return unit === 0x7c || unit === 0x2d || unit === 0x3a || unit === SPACE;
}
