import type { LinePiece, Part, Reading } from './types.js';
import { unwrapped } from './wrapped.js';

/**
 * A text without control characters that no editor shows, its lines ended by `\n`, its accents composed: a name that is
 * to be replaced is found however a Mac or Windows wrote it.
 */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?|[\u2028\u2029\v\f\u0085]/g, '\n')
      // eslint-disable-next-line no-control-regex -- these are what is meant
      .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFEFF]/g, '')
      .replace(/\p{Surrogate}/gu, '\uFFFD')
  );
}

export function lineOf(text: string, more: Omit<LinePiece, 'kind' | 'children'> = {}): LinePiece {
  return { kind: 'line', children: [{ type: 'text', value: text }], ...more };
}

/** A plain text: every line that is not empty is a paragraph, but where a program has broken the lines at a width. */
export function readPlain(text: string): Reading {
  const lines = tidy(text)
    .split('\n')
    .map((line) => line.trim());
  const { lines: whole, width } = unwrapped(lines);
  const notes = width === undefined ? [] : [`its lines are broken at ${width} characters and were joined`];
  return { pieces: whole.filter((line) => line !== '').map((line) => lineOf(line)), omitted: [], notes };
}

/** An answer as it was typed into a form: a paragraph a line, and nobody who speaks. */
export function linesOfAnswer(text: string): Part[] {
  const lines = tidy(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map((line): Part => ({
    node: { type: 'paragraph', children: [{ type: 'text', value: line }] },
  }));
}
