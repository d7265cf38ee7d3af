import type { Range } from '../problem.js';
import { type LineAfter, nameEnd } from './attributes.js';
import { blanksEnd, isBlank, runEnd } from './characters.js';
import { DIV, ROW } from './layout.js';
import type { State } from './state.js';

/** An open div: its opening fence, its mark, and the div around it. */
interface OpenDiv extends Range {
  readonly mark: number;
  readonly around: number;
}

/** The divs that are open, from their fences to their marks. */
export class Divs {
  readonly #open: OpenDiv[] = [];

  constructor(private readonly state: State) {}

  /**
   * Opens the div whose fence begins at `at` and whose attributes or word begin at `rest`.
   * @returns the end of the fence's last line, or -1 if this is no fence: then it is text
   */
  open(at: number, rest: number, eol: number, lineAhead: LineAfter): number {
    const { source, attributes } = this.state;
    const braces =
      source.charCodeAt(rest) === 0x7b ? attributes.read(source, rest, source.length, lineAhead) : -1;
    const after = braces === -1 ? wordEnd(source, rest, eol) : braces;
    const lineEnd = after > eol ? this.state.lineEnd(after) : eol;
    const colons = runEnd(source, blanksEnd(source, after, lineEnd), lineEnd, 0x3a);
    if (blanksEnd(source, colons, lineEnd) !== lineEnd) {
      this.state.note('div-not-attributes', at, eol);
      return -1;
    }
    const attributesStart = braces === -1 ? rest : rest + 1;
    const attributesEnd = braces === -1 ? after : after - 1;
    if (braces === -1) {
      const isName = nameEnd(source, rest, after) === after;
      attributes.word(rest, after, isName);
      if (!isName) this.state.note('div-not-attributes', at, eol);
    }
    this.#push(at, Math.min(lineEnd + 1, source.length), attributesStart, attributesEnd);
    return lineEnd;
  }

  #push(start: number, end: number, attributesStart: number, attributesEnd: number): void {
    const { state } = this;
    const mark = state.marks.count;
    const row = state.marks.add();
    state.fillNames(row);
    const { rows } = state.marks;
    rows[row + ROW.kind] = DIV;
    rows[row + ROW.start] = start;
    rows[row + ROW.contentStart] = end;
    rows[row + ROW.attributesStart] = attributesStart;
    rows[row + ROW.attributesEnd] = attributesEnd;
    rows[row + ROW.wordStart] = state.words;
    rows[row + ROW.parent] = state.around;
    this.#open.push({ start, end, mark, around: state.around });
    state.around = mark;
  }

  /** Closes the innermost div by a fence whose line begins at `line` and ends at `end`. */
  close(line: number, end: number): void {
    this.#end(this.#open.pop()!, line, end);
  }

  /** Closes the innermost div where what holds it, or the text, ends. */
  cut(at: number, held: boolean): void {
    const div = this.#open.pop()!;
    const atEnd = at === this.state.source.length && !held;
    this.state.note(atEnd ? 'div-unclosed' : 'div-cut-short', div.start, Math.min(div.end, at));
    this.#end(div, at, at);
  }

  #end(div: OpenDiv, contentEnd: number, end: number): void {
    const { state } = this;
    const { marks, source } = state;
    const row = marks.row(div.mark);
    const contentStart = Math.min(div.end, contentEnd);
    marks.rows[row + ROW.contentStart] = contentStart;
    marks.rows[row + ROW.contentEnd] = contentEnd;
    marks.rows[row + ROW.end] = end;
    marks.rows[row + ROW.wordEnd] = state.words;
    state.around = div.around;
    if (marks.hasCode(div.mark) && isEmpty(source, contentStart, contentEnd))
      state.note('mark-empty', div.start, end);
  }
}

function wordEnd(source: string, from: number, eol: number): number {
  let at = from;
  while (at < eol && !isBlank(source.charCodeAt(at))) at++;
  return at;
}

/** Whether there is nothing between the fences but blank lines and the marks of quotes. */
function isEmpty(source: string, start: number, end: number): boolean {
  let at = start;
  while (
    at < end &&
    (isBlank(source.charCodeAt(at)) || source.charCodeAt(at) === 0x0a || source.charCodeAt(at) === 0x3e)
  )
    at++;
  return at === end;
}
