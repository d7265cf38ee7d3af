import type { LinePiece, Reading } from './types.js';

/** A text without control characters that no editor shows, its lines ended by `\n`. */
export function tidy(text: string): string {
  return (
    text
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

/** A plain text: every line that is not empty is a paragraph. */
export function readPlain(text: string): Reading {
  const lines = tidy(text)
    .split('\n')
    .map((line) => line.trim());
  return { pieces: lines.filter((line) => line !== '').map((line) => lineOf(line)), omitted: [] };
}
