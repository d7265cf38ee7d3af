import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Names } from '../../server/src/core/names.js';
import { readMarks, type MarkFacts } from '../../server/src/core/remark/marks.js';
import { scan } from '../../server/src/core/scan/index.js';
import { wellFormed } from './generate-coded.js';
import { fixtures } from './pandoc.js';

/** What scan says of the marks, in the other reader's terms. */
function scanned(source: string): MarkFacts[] {
  const names = new Names();
  const read = scan(source, { names });
  const name = (id: number): string | undefined => (id === -1 ? undefined : names.name(id));
  const depths: number[] = [];
  return Array.from({ length: read.markCount }, (_, index) => {
    const { start, end, kind, content, attributes, codes, id, seg, coder, parent } = read.mark(index);
    const depth = parent === -1 ? 0 : depths[parent]! + 1;
    depths.push(depth);
    return {
      ...{ start, end, kind, content, attributes, depth },
      ...{ codes: codes.map((code) => names.name(code)), id: name(id), seg: name(seg), coder: name(coder) },
    };
  });
}

function agree(source: string): void {
  assert.deepEqual(scanned(source), readMarks(source));
}

describe('scan and remark find the same marks', () => {
  describe("in Pandoc's fixtures", () => {
    for (const { id, input } of fixtures) it(id, () => agree(input));
  });

  describe('in the sample study', () => {
    const samples = new URL('../../samples/', import.meta.url);
    const paths = readdirSync(samples, { recursive: true, encoding: 'utf8' });
    for (const path of paths.filter((each) => each.endsWith('.md')).sort()) {
      it(path, () => agree(readFileSync(new URL(path.replaceAll('\\', '/'), samples), 'utf8')));
    }
  });

  it('in documents of every carrier, nested in each other', () => {
    fc.assert(fc.property(wellFormed, agree), { numRuns: 1500 });
  });

  it('in files with front matter, other line endings, a byte order mark', () => {
    const around = fc.tuple(
      fc.constantFrom('', '\ufeff'),
      fc.constantFrom('', '---\ndistrict: Alder\n---\n\n'),
      wellFormed,
      fc.constantFrom('', '\n', '\n\n'),
    );
    const eol = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(around, eol, (parts, end) => agree(parts.join('').replace(/\n/g, end))),
      { numRuns: 500 },
    );
  });
});
