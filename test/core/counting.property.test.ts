import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compare } from '../../server/src/core/compare.js';
import { tally } from '../../server/src/core/tally.js';
import { documentOf, studyOf } from './study-of.js';

/** Text of some words, or a mark around parts. */
type Part = number | Mark;
interface Mark {
  readonly codes: readonly string[];
  readonly seg: string | undefined;
  readonly coder: string | undefined;
  readonly parts: readonly Part[];
}

/** A mark with what lies around it and the words it holds, by number. */
interface Placed {
  readonly mark: Mark;
  readonly around: readonly Placed[];
  readonly words: number[];
}

const CODES = ['up', 'low', 'other'];
const CODEBOOK = 'codes: { up: { codes: { low: {} } }, other: {} }';

const { part } = fc.letrec<{ part: Part; mark: Mark }>((tie) => ({
  part: fc.oneof({ depthSize: 'small' }, fc.integer({ min: 1, max: 2 }), tie('mark')),
  mark: fc.record({
    codes: fc.subarray(CODES, { minLength: 1 }),
    seg: fc.option(fc.constantFrom('s', 't', 'u'), { nil: undefined }),
    coder: fc.option(fc.constantFrom('ana', 'ben'), { nil: undefined }),
    parts: fc.array(tie('part'), { minLength: 1, maxLength: 4 }),
  }),
}));
const document = fc.array(part, { minLength: 1, maxLength: 6 });

function write(parts: readonly Part[]): string {
  const texts = parts.map((each) => {
    if (typeof each === 'number') return 'word '.repeat(each);
    const { codes, seg, coder } = each;
    const attributes = [
      ...codes.map((code) => `.${code}`),
      ...(seg ? [`seg=${seg}`] : []),
      ...(coder ? [`coder=${coder}`] : []),
    ];
    return `[${write(each.parts)}]{${attributes.join(' ')}} `;
  });
  return texts.join('');
}

/** All marks in document order. */
function place(parts: readonly Part[]): Placed[] {
  const placed: Placed[] = [];
  let words = 0;
  const visit = (part: Part, around: readonly Placed[]): void => {
    if (typeof part === 'number') {
      for (let left = part; left > 0; left--, words++) for (const each of around) each.words.push(words);
      return;
    }
    const here: Placed = { mark: part, around, words: [] };
    placed.push(here);
    for (const each of part.parts) visit(each, [...around, here]);
  };
  for (const each of parts) visit(each, []);
  return placed;
}

interface Segment {
  readonly fragments: readonly Placed[];
  readonly codes: ReadonlySet<string>;
  readonly coder: string | undefined;
}

/** The rules of docs/counting.md, word for word and without thought of speed. */
function countSlowly(parts: readonly Part[], counts: (segment: Segment) => boolean) {
  const placed = place(parts);
  const keys = [...new Set(placed.map((each) => each.mark.seg ?? each))];
  const segments = keys
    .map((key): Segment => {
      const fragments = placed.filter((each) => (each.mark.seg ?? each) === key);
      const codes = new Set(fragments.flatMap(({ mark }) => mark.codes));
      return { fragments, codes, coder: fragments.find(({ mark }) => mark.coder)?.mark.coder };
    })
    .filter(counts);
  const isIn = (inner: Placed, { fragments }: Segment): boolean =>
    fragments.some((outer) => inner.around.includes(outer));
  const leadersOf = (code: string): Segment[] => {
    const carrying = segments.filter(({ codes }) => codes.has(code));
    const left = carrying.filter(({ fragments }) =>
      fragments.some((each) => !carrying.some((other) => isIn(each, other))),
    );
    const joined = (a: Segment, b: Segment): boolean =>
      a.coder !== b.coder &&
      (a.fragments.some((each) => isIn(each, b)) || b.fragments.some((each) => isIn(each, a)));
    return left.filter((segment) => {
      const group = new Set([segment]);
      for (const member of group) for (const other of left) if (joined(member, other)) group.add(other);
      return left.find((each) => group.has(each)) === segment;
    });
  };
  const leaders = new Map(CODES.map((code) => [code, leadersOf(code)]));
  const below = (code: string): string[] => (code === 'up' ? ['up', 'low'] : [code]);
  const wordsOf = (codes: readonly string[]): number => {
    const carrying = segments.filter((segment) => codes.some((code) => segment.codes.has(code)));
    return new Set(carrying.flatMap(({ fragments }) => fragments.flatMap(({ words }) => words))).size;
  };
  return CODES.map((code) => ({
    code,
    segments: leaders.get(code)!.length,
    words: wordsOf([code]),
    total: new Set(below(code).flatMap((each) => leaders.get(each)!)).size,
    totalWords: wordsOf(below(code)),
  }));
}

describe('counting', () => {
  const check = (config: string, coder: string | undefined, counts: (segment: Segment) => boolean): void => {
    fc.assert(
      fc.property(document, (parts) => {
        const study = studyOf({
          'qualdown.yaml': config,
          'codebook.yaml': CODEBOOK,
          'x.md': documentOf(write(parts)),
        });
        const { codes } = tally(study, coder === undefined ? {} : { coder });
        const { rows } = compare(study, { rollup: true, ...(coder !== undefined && { coder }) });
        const found = codes.map(({ code, segments, words, total }, row) => {
          const cell = rows[row]!.cells[0]!;
          assert.equal(cell.segments, total);
          return { code, segments, words, total, totalWords: cell.words };
        });
        assert.deepEqual(found, countSlowly(parts, counts), write(parts));
      }),
      { numRuns: 400 },
    );
  };

  it('agrees with its rules told slowly, whoever coded', () => check('', undefined, () => true));
  it('agrees with them for one coder', () => check('', 'ben', ({ coder }) => coder === 'ben'));
  it('agrees with them for a coder of record', () =>
    check('coder_of_record: ana', undefined, ({ coder }) => coder === 'ana' || coder === undefined));
});
