import type { Code, Point, TokenizeContext } from 'micromark-util-types';
import { markdownLineEnding } from 'micromark-util-character';
import { codes } from 'micromark-util-symbol';

/**
 * A line of the source with what is needed to find micromark's points on it. Tabs are spaces up to the next tab stop,
 * as Pandoc reads them, so columns of `text` are columns on the screen.
 */
export class SourceLine {
  text = '';
  /** Points from which the following ones can be counted: micromark keeps each tab in chunks of its own. */
  readonly #anchors: { column: number; point: Point }[] = [];
  #afterSpecial = false;
  /** After the line ending; the same as the end of the text on a last line without one. */
  next: Point;

  constructor(context: TokenizeContext) {
    this.next = context.now();
    this.#anchors.push({ column: 0, point: this.next });
  }

  /** Takes in the code that micromark is about to consume. */
  add(code: Code, context: TokenizeContext): void {
    const special = code === null || code < 0 || code === codes.replacementCharacter;
    if (special || this.#afterSpecial) this.#anchors.push({ column: this.text.length, point: context.now() });
    this.#afterSpecial = special;
    if (code !== null && !markdownLineEnding(code)) this.text += code < 0 ? ' ' : String.fromCharCode(code);
  }

  point(column: number): Point {
    const { column: from, point } = this.#anchors.findLast((anchor) => anchor.column <= column)!;
    const moved = column - from;
    if (moved === 0) return { ...point };
    return {
      line: point.line,
      column: point.column + moved,
      offset: point.offset + moved,
      _index: point._index,
      _bufferIndex: Math.max(point._bufferIndex, 0) + moved,
    };
  }

  get hasEnding(): boolean {
    return this.next.line > this.#anchors[0]!.point.line;
  }
}

/** A line as a container's content sees it: without the container's prefix. */
export class Line {
  readonly text: string;

  constructor(
    readonly source: SourceLine,
    readonly from: number,
  ) {
    this.text = source.text.slice(from);
  }

  /** The rest of the line from a column of its text. */
  rest(column: number): Line {
    return column === 0 ? this : new Line(this.source, this.from + column);
  }

  point(column: number): Point {
    return this.source.point(this.from + column);
  }

  get blank(): boolean {
    return /^ *$/.test(this.text);
  }

  /** The column where trailing spaces begin. */
  get textEnd(): number {
    return textEnd(this.text, this.text.length);
  }

  /** Columns of leading spaces. */
  get indent(): number {
    return /^ */.exec(this.text)![0].length;
  }
}

/** Where the spaces before a column begin. */
export function textEnd(text: string, before: number): number {
  let end = before;
  while (end > 0 && text[end - 1] === ' ') end--;
  return end;
}
