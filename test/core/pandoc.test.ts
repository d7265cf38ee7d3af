import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Names } from '../../server/src/core/names.js';
import { readAttributes } from '../../server/src/core/scan/attributes.js';
import { scan } from '../../server/src/core/scan/index.js';
import { wellFormed } from './generate-coded.js';
import { exceptions, fixtures, isPandocStyle } from './pandoc.js';
import { findPandoc, foundIn, type PandocFound, type PandocReader } from './pandoc-reader.js';

const kinds = { span: 'Span', div: 'Div', section: 'Header' } as const;

/** What scan finds, in Pandoc's terms. */
function scanned(source: string): PandocFound[] {
  const read = scan(source, { names: new Names() });
  return Array.from({ length: read.markCount }, (_, index) => {
    const { kind, attributes } = read.mark(index);
    const { id, classes, pairs } = readAttributes(source, attributes);
    return {
      kind: kinds[kind],
      id: kind === 'section' ? '' : (id ?? ''), // Pandoc makes up ids of headings
      classes: classes.map(({ name }) => name),
      attrs: pairs.map(({ key, value }) => [key, value] as const),
    };
  });
}

describe('Pandoc itself', function () {
  this.timeout(300_000);
  let pandoc: PandocReader;
  before(async () => {
    pandoc = await findPandoc();
  });

  async function check(source: string): Promise<void> {
    const { found, notes } = foundIn(await pandoc.read(source));
    const [expected, actual] = [found, scanned(source)].map((marks) =>
      marks.filter((mark) => !isPandocStyle(mark)).map((mark) => JSON.stringify(mark)),
    );
    // A note stands where the text refers to it first.
    if (notes) [expected, actual].forEach((marks) => marks!.sort());
    assert.deepEqual(actual, expected, source);
  }

  it('finds in the fixtures what scan finds', async () => {
    for (const { id, input } of fixtures) if (!(id in exceptions)) await check(input);
  });

  it('finds in generated documents what scan finds', async () => {
    // A bracket in a value of a nested mark ends the outer one for Pandoc; read otherwise here (docs/notation.md).
    const documents = wellFormed.map((text) => text.replaceAll('m ] }', 'm }'));
    await fc.assert(fc.asyncProperty(documents, check), { numRuns: 400 });
  });
});
