import type { Position, Range } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface Marked {
  readonly text: string;
  readonly cursor: Position;
}

/** A text with one `|` where the cursor stands. */
export function cursorIn(marked: string): Marked {
  const offset = marked.indexOf('|');
  if (offset < 0 || marked.includes('|', offset + 1)) throw new Error('mark the cursor once, with |');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, cursor: TextDocument.create('', '', 0, text).positionAt(offset) };
}

/** A text with ranges between `«` and `»`, which may nest; in the order they open. */
export function rangesIn(marked: string): { text: string; ranges: Range[] } {
  const ranges: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '«') {
      const range = { start: text.length, end: -1 };
      ranges.push(range);
      open.push(range);
    } else if (character === '»') open.pop()!.end = text.length;
    else text += character;
  }
  const document = TextDocument.create('', '', 0, text);
  return {
    text,
    ranges: ranges.map(({ start, end }) => ({
      start: document.positionAt(start),
      end: document.positionAt(end),
    })),
  };
}

/** `line:character-line:character`, from 0 as in the protocol. */
export function show({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}

/** The text with ranges marked as in `rangesIn`: what a test shows when it fails can be read. */
export function mark(text: string, ranges: readonly Range[]): string {
  const document = TextDocument.create('', '', 0, text);
  const marks = ranges.flatMap(({ start, end }) => [
    { at: document.offsetAt(start), sign: '«', size: document.offsetAt(end) - document.offsetAt(start) },
    { at: document.offsetAt(end), sign: '»', size: 0 },
  ]);
  marks.sort((a, b) => b.at - a.at || (a.sign === b.sign ? a.size - b.size : a.sign === '«' ? -1 : 1));
  return marks.reduce((result, { at, sign }) => result.slice(0, at) + sign + result.slice(at), text);
}
