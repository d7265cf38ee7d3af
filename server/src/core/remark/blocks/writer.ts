import type { Event, Point, Token, TokenType, TokenizeContext } from 'micromark-util-types';
import type { Line } from './line.js';

/** A stretch of one line that holds text. */
export interface Piece {
  readonly line: Line;
  readonly from: number;
  readonly to: number;
}

/**
 * Writes blocks as micromark's events. Every line ending of the source must be written exactly once, as an event or
 * inside a text: by them micromark knows which line an event belongs to.
 */
export class EventWriter {
  readonly events: Event[] = [];

  constructor(readonly context: TokenizeContext) {}

  enter(type: TokenType, start: Point, fields: Partial<Token> = {}): Token {
    const token: Token = { ...fields, type, start, end: start };
    this.events.push(['enter', token, this.context]);
    return token;
  }

  exit(token: Token, end: Point): void {
    token.end = end;
    this.events.push(['exit', token, this.context]);
  }

  /** A token without content of its own. */
  leaf(type: TokenType, start: Point, end: Point, fields: Partial<Token> = {}): void {
    this.exit(this.enter(type, start, fields), end);
  }

  /** Comes last of each line. On a last line without an ending it stands for the line: micromark needs an event. */
  ending({ source }: Line, type: 'lineEnding' | 'lineEndingBlank' = 'lineEnding'): void {
    const end = source.point(source.text.length);
    if (source.hasEnding) this.leaf(type, end, source.next);
    else if (source.text !== '') this.leaf('lineSuffix', source.point(0), end);
  }

  /** Lets attributes end the text on a line. */
  allowAttributes(line: Line, kind: 'hashes' | 'plain'): void {
    (this.context.parser.attributeLines ??= new Map()).set(line.point(0).line, kind);
  }

  /** Inline content over one or several lines; the endings between them are part of it, the last one's is not. */
  text(pieces: readonly Piece[]): void {
    let previous: Token | undefined;
    pieces.forEach(({ line, from, to }, index) => {
      const last = index === pieces.length - 1;
      const end = last ? line.point(to) : line.source.next;
      if (last && from >= to) return;
      const token = this.enter('chunkText', line.point(from), { contentType: 'text', previous });
      if (previous) previous.next = token;
      previous = token;
      this.exit(token, end);
    });
  }
}
