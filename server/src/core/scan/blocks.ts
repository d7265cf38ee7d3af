import type { Range } from '../problem.js';
import { nameEnd } from './attributes.js';
import { Containers, FENCED_DIV, INDENTED, ITEM, QUOTE } from './containers.js';
import { blockTagEnd } from './html.js';
import { DIV, ROW, SECTION } from './layout.js';
import * as marker from './markers.js';
import { Paragraphs } from './paragraphs.js';
import { BlockLines, type State } from './state.js';
import type { Heading } from './types.js';

interface OpenDiv {
  readonly start: number;
  readonly contentStart: number;
  readonly attributes: Range;
  /** Whether the attributes are braces, to be read again when the div closes. */
  readonly braces: boolean;
  readonly wordStart: number;
  readonly before: number;
}

interface OpenHeading {
  readonly index: number;
  readonly level: number;
  /** Containers around it. */
  readonly depth: number;
  readonly attributes: Range | undefined;
  readonly wordStart: number;
  readonly before: number;
}

/** Reads a document line by line into blocks, and hands their text to `Paragraphs`. */
export class BlockReader {
  readonly headings: Heading[] = [];
  readonly #containers: Containers;
  readonly #lines = new BlockLines();
  readonly paragraphs: Paragraphs;
  readonly #divs: OpenDiv[] = [];
  readonly #sections: OpenHeading[] = [];
  #position = 0;
  /** The paragraph being gathered, -1 = none. */
  #from = -1;
  #end = 0;
  #lineCount = 0;
  #afterBlank = true;

  constructor(private readonly state: State) {
    this.#containers = new Containers(state.source);
    this.paragraphs = new Paragraphs(state, this.#lines);
  }

  read(from: number): void {
    const { length } = this.state.source;
    this.#position = from;
    while (this.#position < length) this.#line();
    this.#endParagraph();
    this.#closeTo(0, length, true);
    this.#closeSections(0, 0, length);
    this.paragraphs.endTurn(length);
  }

  #lineEnd(from: number): number {
    const end = this.state.source.indexOf('\n', from);
    return end === -1 ? this.state.source.length : end;
  }

  #line(): void {
    const { source } = this.state;
    const containers = this.#containers;
    const start = this.#position;
    const eol = this.#lineEnd(start);
    this.#position = eol + 1;
    this.state.steps++;
    containers.begin(start);
    const matched = containers.match(eol);
    if (marker.blanksEnd(source, containers.at, eol) === eol) {
      this.#endParagraph();
      this.#closeQuotes(matched, start);
      this.#afterBlank = true;
      return;
    }
    const depth = matched === containers.depth ? matched : this.#continued(matched, eol);
    if (depth < containers.depth) {
      this.#endParagraph();
      this.#closeTo(depth, start, false);
    }
    if (this.#from !== -1 && this.#continues(eol)) this.#append(eol);
    else {
      this.#endParagraph();
      this.#block(start, eol);
    }
    this.#afterBlank = false;
  }

  #continued(matched: number, eol: number): number {
    if (this.#afterBlank) return matched;
    return this.#containers.lazyDepth(matched, eol, () => this.#codeEnd(this.#containers.at, eol) !== -1);
  }

  /** A blank line ends the quotes that have no mark on it. */
  #closeQuotes(matched: number, start: number): void {
    if (matched < this.#containers.depth) this.#closeTo(matched, start, false);
  }

  /** Whether a line goes on with the paragraph above it. */
  #continues(eol: number): boolean {
    const { source } = this.state;
    const containers = this.#containers;
    const unit = source.charCodeAt(containers.at);
    if (containers.items > 0 && containers.listStarts(eol)) return false;
    if (unit === 0x3a /* : */) {
      if (containers.divs > 0 && marker.isDivClose(source, containers.at, eol)) return false;
      if (containers.colonsEnd(eol) - containers.at >= 3)
        this.state.note('div-under-paragraph', containers.at, eol);
    }
    if (unit === 0x60 && this.#codeEnd(containers.at, eol) !== -1) return false;
    return !(unit === 0x3c /* < */ && blockTagEnd(source, containers.at, eol) !== -1);
  }

  #append(eol: number): void {
    const at = marker.blanksEnd(this.state.source, this.#containers.at, eol);
    this.#lines.add(this.#end, at);
    this.#end = eol;
    this.#lineCount++;
  }

  #endParagraph(): void {
    if (this.#from === -1) return;
    const from = this.#from;
    this.#from = -1;
    this.#lines.end = this.#end;
    this.paragraphs.paragraph(from, this.#end);
  }

  /** The first line of a block, its cursor behind the marks of the containers that were open before. */
  #block(start: number, eol: number): void {
    const { source } = this.state;
    const containers = this.#containers;
    for (;;) {
      const indent = containers.indent(eol);
      const at = marker.blanksEnd(source, containers.at, eol);
      if (at === eol) return;
      this.state.steps++;
      if (indent <= 3 && this.#fencedCode(at, eol)) return;
      if (indent <= 3 && this.#bullet(at, eol)) continue;
      if (indent === 0 && this.#div(start, at, eol)) return;
      if (this.#setext(at, eol)) return;
      if (indent <= 3 && this.#atx(at, eol)) return;
      const tag = blockTagEnd(source, at, eol);
      if (tag !== -1) {
        const after = this.#html(at, tag);
        if (after > eol) return;
        containers.skip(after);
        continue;
      }
      if (indent <= 3 && this.#table(at, eol)) return;
      if (indent > 3) return; // code
      if (this.#lineBlock(at, eol)) return;
      if (containers.takeQuote(eol)) {
        containers.push(QUOTE, 0);
        continue;
      }
      if (marker.isRule(source, at, eol)) return;
      if (this.#ordered(at, eol)) continue;
      if (this.#note(at, eol)) continue;
      if (this.#reference(at, eol)) return;
      this.#from = at;
      this.#end = eol;
      this.#lineCount = 1;
      this.#lines.clear();
      return;
    }
  }

  #fencedCode(at: number, eol: number): boolean {
    const end = this.#codeEnd(at, eol);
    if (end === -1) return false;
    this.#position = end;
    return true;
  }

  /** Where the line after a code block's closing fence begins, or -1: an unclosed fence is text. */
  #codeEnd(at: number, eol: number): number {
    const { source } = this.state;
    const after = marker.codeFenceEnd(source, at, eol);
    if (after === -1) return -1;
    const containers = this.#containers;
    const saved = { at: containers.at, surplus: containers.surplus };
    const unit = source.charCodeAt(at);
    let found = -1;
    for (let from = eol + 1; from < source.length && found === -1;) {
      const end = this.#lineEnd(from);
      this.state.steps++;
      containers.begin(from);
      if (containers.match(end) < containers.depth) break;
      const first = marker.blanksEnd(source, containers.at, end);
      const close = marker.runEnd(source, first, end, unit);
      if (close - first >= after - at && marker.blanksEnd(source, close, end) === end) found = end + 1;
      from = end + 1;
    }
    containers.begin(saved.at);
    containers.surplus = saved.surplus;
    return found;
  }

  #bullet(at: number, eol: number): boolean {
    const end = marker.bulletEnd(this.state.source, at, eol);
    if (end === -1) return false;
    this.#pushItem(end, eol);
    return true;
  }

  #ordered(at: number, eol: number): boolean {
    const end = marker.orderedEnd(this.state.source, at, eol);
    if (end === -1) return false;
    this.#pushItem(end, eol);
    return true;
  }

  #pushItem(end: number, eol: number): void {
    this.#containers.push(ITEM, this.#containers.takeMarker(end, eol));
  }

  #div(start: number, at: number, eol: number): boolean {
    const { source } = this.state;
    const colons = marker.runEnd(source, at, eol, 0x3a);
    if (colons - at < 3) return false;
    const rest = marker.blanksEnd(source, colons, eol);
    if (rest === eol) return this.#divClose(start, at, eol);
    return this.#divOpen(at, rest, eol);
  }

  #divClose(start: number, at: number, eol: number): boolean {
    const containers = this.#containers;
    if (containers.kinds[containers.depth - 1] !== FENCED_DIV || containers.depth === 0) {
      this.state.note('div-unopened', at, eol);
      return false;
    }
    this.#closeSections(containers.depth, 0, at);
    containers.pop();
    this.#emitDiv(start, eol);
    return true;
  }

  #divOpen(at: number, rest: number, eol: number): boolean {
    const { source, attributes } = this.state;
    let end: number;
    let range: Range;
    const braces = source.charCodeAt(rest) === 0x7b;
    const after = braces ? attributes.read(source, rest, source.length, this.#lineAfter) : -1;
    if (after !== -1) {
      end = after;
      range = { start: rest + 1, end: after - 1 };
    } else {
      end = rest;
      while (end < eol && !marker.isBlankUnit(source.charCodeAt(end))) end++;
      range = { start: rest, end };
    }
    const lineEnd = end > eol ? this.#lineEnd(end) : eol;
    end = marker.runEnd(source, marker.blanksEnd(source, end, lineEnd), lineEnd, 0x3a);
    if (marker.blanksEnd(source, end, lineEnd) !== lineEnd) {
      this.state.note('div-not-attributes', at, eol);
      return false;
    }
    const word = after === -1 && nameEnd(source, range.start, range.end) === range.end;
    if (after === -1 && !word) this.state.note('div-not-attributes', at, eol);
    this.#position = lineEnd + 1;
    this.#divs.push({
      start: at,
      contentStart: Math.min(lineEnd + 1, source.length),
      attributes: range,
      braces: after !== -1,
      wordStart: this.state.words,
      before: this.state.marks.count,
    });
    this.#containers.push(FENCED_DIV, 0);
    return true;
  }

  /** For attributes that go on over a line break: the next line, if all containers are marked on it. */
  readonly #lineAfter = (lineBreak: number): number => {
    if (this.#containers.prefixed || lineBreak + 1 >= this.state.source.length) return -1;
    return lineBreak + 1;
  };

  #emitDiv(contentEnd: number, end: number): void {
    const { state } = this;
    const div = this.#divs.pop()!;
    if (div.braces)
      state.attributes.read(state.source, div.attributes.start - 1, state.source.length, this.#anyLine);
    else
      state.attributes.word(
        div.attributes.start,
        div.attributes.end,
        nameEnd(state.source, div.attributes.start, div.attributes.end) === div.attributes.end,
      );
    const content = { start: Math.min(div.contentStart, contentEnd), end: contentEnd };
    const row = state.addMark(DIV, { start: div.start, end }, content, div.attributes, div.before);
    state.marks.rows[row + ROW.wordStart] = div.wordStart;
    state.marks.rows[row + ROW.wordEnd] = state.words;
    const coded = state.marks.rows[row + ROW.codesFrom] !== state.marks.rows[row + ROW.codesTo];
    if (coded && state.source.slice(content.start, content.end).trim() === '')
      state.note('mark-empty', div.start, end);
  }

  readonly #anyLine = (lineBreak: number): number => lineBreak + 1;

  /** Closes containers that end before `at`; divs among them were not closed by a fence. */
  #closeTo(depth: number, at: number, atEnd: boolean): void {
    const containers = this.#containers;
    while (containers.depth > depth) {
      this.#closeSections(containers.depth, 0, at);
      const level = containers.depth - 1;
      if (containers.pop() !== FENCED_DIV) continue;
      const div = this.#divs.at(-1)!;
      const held = containers.kinds.slice(0, level).some((kind) => kind !== FENCED_DIV);
      this.state.note(
        atEnd && !held ? 'div-unclosed' : 'div-cut-short',
        div.start,
        Math.min(div.contentStart, at),
      );
      this.#emitDiv(at, at);
    }
  }

  #setext(at: number, eol: number): boolean {
    const { source } = this.state;
    const start = eol + 1;
    if (start >= source.length) return false;
    const end = this.#lineEnd(start);
    const last = source.charCodeAt(end - 1);
    if (last !== 0x2d && last !== 0x3d && !marker.isBlankUnit(last)) return false;
    const next = this.#nextLine(start, end);
    const level = next === -1 ? 0 : marker.underlineLevel(source, next, end);
    if (level === 0) return false;
    this.#heading(at, at, eol, level, end);
    this.#position = end + 1;
    return true;
  }

  /** Content of the line after the cursor's, if it goes on with all that is open; else -1. Leaves the cursor. */
  #nextLine(start: number, end: number): number {
    const containers = this.#containers;
    if (!containers.prefixed) return start;
    const saved = { at: containers.at, surplus: containers.surplus };
    containers.begin(start);
    const matched = containers.match(end);
    const lazy = matched === containers.depth ? matched : containers.lazyDepth(matched, end, () => false);
    const next = lazy === containers.depth && containers.indent(end) === 0 ? containers.at : -1;
    containers.begin(saved.at);
    containers.surplus = saved.surplus;
    return next;
  }

  #atx(at: number, eol: number): boolean {
    const { source } = this.state;
    const hashes = marker.runEnd(source, at, eol, 0x23);
    if (hashes === at || (hashes < eol && !marker.isBlankUnit(source.charCodeAt(hashes)))) return false;
    const text = marker.blanksEnd(source, hashes, eol);
    this.#heading(at, text, eol, hashes - at, eol);
    return true;
  }

  #heading(start: number, text: number, eol: number, level: number, end: number): void {
    const { state } = this;
    const containers = this.#containers;
    this.paragraphs.endTurn(start);
    this.#closeSections(containers.depth, level, start);
    const before = state.marks.count;
    const attributesAt = this.#headingAttributes(text, eol);
    const stop = this.paragraphs.heading(text, eol, attributesAt);
    const attributes =
      stop === attributesAt
        ? { start: attributesAt + 1, end: marker.lastUnit(state.source, eol) }
        : undefined;
    const textEnd = marker.trimmedEnd(state.source, text, attributes === undefined ? eol : attributesAt);
    this.#sections.push({
      index: this.headings.length,
      level,
      depth: containers.depth,
      attributes,
      wordStart: state.words,
      before,
    });
    this.headings.push({
      start,
      end,
      level,
      text: { start: text, end: textEnd },
      sectionEnd: state.source.length,
    });
  }

  /** Where the attributes open that end a heading's line, or -1. */
  #headingAttributes(from: number, eol: number): number {
    const { source, attributes } = this.state;
    const last = marker.lastUnit(source, eol);
    if (source.charCodeAt(last) !== 0x7d || last < from) return -1;
    for (let at = source.indexOf('{', from); at !== -1 && at < last; at = source.indexOf('{', at + 1)) {
      if (attributes.read(source, at, last + 1, () => -1) === last + 1) return at;
    }
    return -1;
  }

  /** Ends the sections of headings in containers as deep as `depth` at least, of `level` or lower rank. */
  #closeSections(depth: number, level: number, at: number): void {
    const { state } = this;
    for (let last = this.#sections.at(-1); last !== undefined; last = this.#sections.at(-1)) {
      if (last.depth < depth || (last.depth === depth && last.level < level)) return;
      this.#sections.pop();
      const heading = this.headings[last.index]!;
      this.headings[last.index] = { ...heading, sectionEnd: at };
      if (last.attributes === undefined) continue;
      state.attributes.read(state.source, last.attributes.start - 1, last.attributes.end + 1, () => -1);
      if (!state.holdsCode()) continue;
      const content = { start: heading.text.start, end: at };
      const row = state.addMark(
        SECTION,
        { start: heading.start, end: at },
        content,
        last.attributes,
        last.before,
      );
      state.marks.rows[row + ROW.wordStart] = last.wordStart;
      state.marks.rows[row + ROW.wordEnd] = state.words;
    }
  }

  /** Past a block tag, and past what `pre` and its like hold. */
  #html(_at: number, tag: number): number {
    return tag;
  }

  #table(at: number, eol: number): boolean {
    const { source } = this.state;
    const start = eol + 1;
    if (start >= source.length || source.indexOf('|', at) >= eol || !source.slice(at, eol).includes('|'))
      return false;
    const end = this.#lineEnd(start);
    const next = this.#nextLine(start, end);
    if (next === -1 || !marker.isTableRule(source, next, end)) return false;
    this.paragraphs.row(at, eol);
    this.#position = end + 1;
    this.#rows();
    return true;
  }

  #rows(): void {
    const { source } = this.state;
    while (this.#position < source.length) {
      const end = this.#lineEnd(this.#position);
      const at = this.#nextLine(this.#position, end);
      if (at === -1 || !source.slice(at, end).includes('|')) return;
      this.paragraphs.row(at, end);
      this.#position = end + 1;
    }
  }

  /** `| a line of verse`: each line by itself. */
  #lineBlock(at: number, eol: number): boolean {
    const { source } = this.state;
    if (source.charCodeAt(at) !== 0x7c || (at + 1 < eol && source.charCodeAt(at + 1) !== marker.SPACE))
      return false;
    this.#lines.clear();
    this.#lines.end = eol;
    this.paragraphs.paragraph(at + 1, eol);
    return true;
  }

  #note(at: number, eol: number): boolean {
    const { source } = this.state;
    if (source.charCodeAt(at) !== 0x5b || source.charCodeAt(at + 1) !== 0x5e) return false;
    let close = at + 2;
    while (close < eol && source.charCodeAt(close) !== 0x5d && !marker.isBlankUnit(source.charCodeAt(close)))
      close++;
    if (source.charCodeAt(close) !== 0x5d || source.charCodeAt(close + 1) !== 0x3a || close + 1 >= eol)
      return false;
    this.#containers.skip(close + 2);
    this.#containers.push(INDENTED, 4);
    const indent = this.#containers.indent(eol);
    this.#containers.takeIndent(Math.min(indent, 4), eol);
    return true;
  }

  /** `[name]: address "title"`: nothing of it is read. */
  #reference(at: number, eol: number): boolean {
    const { source } = this.state;
    if (source.charCodeAt(at) !== 0x5b) return false;
    return marker.isReference(source.slice(at, eol));
  }
}
