import { fold } from '../study/values.js';

/** What the columns of a table of answers are, by their places. */
export interface RowColumns {
  readonly text: number;
  /** undefined: the documents are named by their rows. */
  readonly name: number | undefined;
  readonly attributes: readonly number[];
}

const NAMES =
  /^(id|respondent( ?id)?|response ?id|participant( ?id)?|case( ?id)?|record( ?id)?|name|code|file ?name|file|document|nr|no\.?|number)$/i;
const TEXTS = /^(text|answer|response|comments?|transcript|content|note|notes)$/i;

/**
 * Which column is the text: the one named, else the one headed so, else the one with the most words. What names the
 * documents is headed as names are and holds no value twice.
 * @returns `refused`: in words to follow the file's name
 */
export function guessColumns(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  wanted: { readonly text: string | undefined; readonly name: string | undefined },
): RowColumns | { readonly refused: string } {
  const list = heads
    .filter((head) => head.trim() !== '')
    .map((head) => `“${head.trim()}”`)
    .join(', ');
  const find = (head: string): number => heads.findIndex((each) => fold(each) === fold(head));
  const text = wanted.text === undefined ? likelyText(heads, rows) : find(wanted.text);
  if (text < 0)
    return {
      refused: `has no column “${wanted.text ?? 'text'}”; its columns are ${list}. Name the one that is the text`,
    };
  const name = wanted.name === undefined ? likelyName(heads, rows, text) : find(wanted.name);
  if (name !== undefined && name < 0)
    return { refused: `has no column “${wanted.name}”; its columns are ${list}` };
  const attributes = heads.flatMap((head, at) =>
    at === text || at === name || head.trim() === '' ? [] : [at],
  );
  return { text, name, attributes };
}

function likelyText(heads: readonly string[], rows: readonly (readonly string[])[]): number {
  const words = heads.map((head, at) =>
    head.trim() === '' ? -1 : rows.reduce((sum, row) => sum + (row[at]?.match(/\S+/g)?.length ?? 0), 0),
  );
  const headed = heads.findIndex((head, at) => TEXTS.test(head.trim()) && words[at]! > rows.length / 2);
  return headed >= 0 ? headed : words.indexOf(Math.max(...words));
}

function likelyName(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  text: number,
): number | undefined {
  const at = heads.findIndex((head, index) => {
    if (index === text || !NAMES.test(head.trim().replace(/[_-]+/g, ' '))) return false;
    const values = rows.map((row) => fold(row[index] ?? '')).filter((value) => value !== '');
    return values.length > 0 && new Set(values).size === values.length;
  });
  return at < 0 ? undefined : at;
}
