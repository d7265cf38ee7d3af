import { readFileSync } from 'node:fs';

/** A fixture of test/fixtures/pandoc: an input, and the spans and divs that Pandoc 3 finds in it, in document order. */
export interface PandocFixture {
  readonly id: string;
  readonly note: string;
  readonly input: string;
  readonly expected: readonly PandocMark[];
}

export interface PandocMark {
  readonly kind: 'Span' | 'Div';
  readonly id: string;
  readonly classes: readonly string[];
  readonly attrs: readonly (readonly [string, string])[];
  readonly text: string;
  readonly depth: number;
}

const read = (name: string) => readFileSync(new URL(`../fixtures/pandoc/${name}`, import.meta.url), 'utf8');

export const fixtures = read('pandoc.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as PandocFixture);

/** By fixture: why it is read otherwise here. */
export const exceptions = JSON.parse(read('exceptions.json')) as Readonly<Record<string, string>>;

/** Pandoc makes underlining and small capitals of these, no spans. */
export function isPandocStyle({ id, classes, attrs }: Pick<PandocMark, 'id' | 'classes' | 'attrs'>): boolean {
  return id === '' && attrs.length === 0 && /^(ul|underline|smallcaps)$/.test(classes.join(' '));
}
