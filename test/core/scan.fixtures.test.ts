import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Names } from '../../server/src/core/names.js';
import { readAttributes } from '../../server/src/core/scan/attributes.js';
import { scan } from '../../server/src/core/scan/index.js';

interface Expected {
  kind: 'Span' | 'Div';
  id: string;
  classes: string[];
  attrs: [string, string][];
  text: string;
  depth: number;
}
interface Fixture {
  id: string;
  note: string;
  input: string;
  expected: Expected[];
}

const folder = new URL('../fixtures/pandoc/', import.meta.url);
const fixtures = readFileSync(new URL('pandoc.jsonl', folder), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Fixture);
const exceptions = JSON.parse(readFileSync(new URL('exceptions.json', folder), 'utf8')) as Record<
  string,
  string
>;

/** Pandoc makes underlining and small capitals of these, no spans. */
function isPandocStyle({ id, classes, attrs }: Pick<Expected, 'id' | 'classes' | 'attrs'>): boolean {
  return id === '' && attrs.length === 0 && /^(ul|underline|smallcaps)$/.test(classes.join(' '));
}

/** Spans and divs as Pandoc lists them, less the text, which Pandoc gives rendered. */
function marksOf(input: string): Omit<Expected, 'text'>[] {
  const result = scan(input, { names: new Names() });
  const depths: number[] = [];
  return Array.from({ length: result.markCount }, (_, index) => result.mark(index))
    .map((mark, index) => {
      depths[index] = mark.parent === -1 ? 0 : depths[mark.parent]! + 1;
      const { id, classes, pairs } = readAttributes(input, mark.attributes);
      return {
        kind: mark.kind === 'div' ? ('Div' as const) : ('Span' as const),
        section: mark.kind === 'section',
        id: id ?? '',
        classes: classes.map(({ name }) => name),
        attrs: pairs.map(({ key, value }): [string, string] => [key, value]),
        depth: depths[index],
      };
    })
    .filter(({ section, ...mark }) => !section && !isPandocStyle(mark))
    .map(({ section: _, ...mark }) => mark);
}

describe("scan reads Pandoc's fixtures", () => {
  for (const { id, note, input, expected } of fixtures) {
    const reason = exceptions[id];
    const wanted = expected.map(({ text: _, ...mark }) => mark);
    if (reason === undefined) it(`${id}: ${note}`, () => assert.deepEqual(marksOf(input), wanted));
    else it(`${id} is read otherwise: ${reason}`, () => assert.notDeepEqual(marksOf(input), wanted));
  }
});
