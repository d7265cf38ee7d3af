import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applied, applyCode, removeCodes } from '../../server/src/core/edits.js';
import { readCoded } from '../../server/src/core/lost.js';
import { mergeDocuments, type MergeResult } from '../../server/src/core/merge/index.js';
import { written } from '../../server/src/core/merge/lines.js';
import { gitMergeLines } from '../../server/src/git/merge-file.js';
import { wellFormed } from './generate-coded.js';

const document = wellFormed.map((text) => `${text}\n`);
const share = fc.nat(1000).map((value) => value / 1000);

/** What a coder does to a document; places as shares of its length. */
type Step =
  | { readonly does: 'code'; readonly from: number; readonly to: number; readonly code: string }
  | { readonly does: 'uncode'; readonly which: number }
  | { readonly does: 'write'; readonly line: number; readonly text: string }
  | { readonly does: 'delete'; readonly line: number };

const coding = (code: string): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('code'), from: share, to: share, code: fc.constant(code) }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('uncode'), which: share }) },
  );
const writing = fc.oneof(
  fc.record({
    does: fc.constant('write'),
    line: share,
    text: fc.constantFrom('P2: they said so', 'new words'),
  }),
  fc.record({ does: fc.constant('delete'), line: share }),
);
const codings = (code: string): fc.Arbitrary<Step[]> => fc.array(coding(code), { maxLength: 3 });
const anything = (code: string): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof({ weight: 2, arbitrary: coding(code) }, { weight: 1, arbitrary: writing }), {
    maxLength: 3,
  });

/** Each run starts git once or twice. */
const RUNS = Number(process.env['QUALDOWN_MERGE_RUNS'] ?? 40);

let segs = 0;

function done(text: string, steps: readonly Step[]): string {
  return steps.reduce(after, text);
}

function after(text: string, step: Step): string {
  if (step.does === 'code') {
    const [start, end] = [step.from, step.to].map((at) => Math.round(at * text.length)).sort((a, b) => a - b);
    const result = applyCode(text, { start: start!, end: end! }, [step.code], { seg: () => `s${++segs}` });
    return 'edits' in result ? applied(text, result.edits) : text;
  }
  if (step.does === 'uncode') {
    const { codings: all } = readCoded(text);
    const coding = all[Math.floor(step.which * all.length)];
    if (!coding) return text;
    const result = removeCodes(text, coding.marks[0]!.start, [coding.code]);
    return 'edits' in result ? applied(text, result.edits) : text;
  }
  // People change whole paragraphs of their own; marks that hold others stay well formed.
  const lines = text.split('\n');
  const free = lines.flatMap((line, index) => (/[[\]{}:`>#-]/.test(line) || line === '' ? [] : [index]));
  const line = free[Math.floor(step.line * free.length)];
  if (line === undefined) return text;
  lines.splice(line, 1, ...(step.does === 'write' ? [`${lines[line]!} ${step.text}`] : []));
  return lines.join('\n');
}

const merge = (base: string, ours: string, theirs: string): MergeResult =>
  mergeDocuments(base, ours, theirs, { lines: gitMergeLines });

/** Every coding by code, coder and the words it covers, sorted. */
function codingsIn(text: string): string[] {
  return readCoded(text)
    .codings.map(({ code, coder, words }) => {
      const covered = new Set(
        words.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
      );
      return JSON.stringify([code, coder, [...covered].sort((a, b) => a - b)]);
    })
    .sort();
}

/** How often a text has a coding: two marks may say the same of the same words. */
function timesIn(text: string): (coding: string) => number {
  const all = codingsIn(text);
  return (coding) => all.filter((each) => each === coding).length;
}

const cleanOf = (text: string): string => readCoded(text).clean.text;

describe('merging documents: properties', () => {
  it('unites the codings of both sides over the same clean text, and respects what either took off', () => {
    fc.assert(
      fc.property(document, codings('o'), codings('t'), (base, one, other) => {
        const [ours, theirs] = [done(base, one), done(base, other)];
        const { text, conflicts, plain } = merge(base, ours, theirs);
        assert.equal(plain, false);
        assert.equal(conflicts, 0);
        assert.equal(cleanOf(text), cleanOf(base));
        const all = new Set([base, ours, theirs, text].flatMap(codingsIn));
        const [was, o, t, now] = [base, ours, theirs, text].map(timesIn);
        for (const coding of all) {
          const times = { was: was!(coding), o: o!(coding), t: t!(coding), now: now!(coding) };
          const isKept = times.o >= times.was && times.t >= times.was && times.o + times.t > 0;
          if (isKept) assert.ok(times.now > 0, `lost ${coding}`);
          if (times.o + times.t === 0) assert.equal(times.now, 0, `nobody has ${coding}`);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same from either side', () => {
    fc.assert(
      fc.property(document, anything('o'), anything('t'), (base, one, other) => {
        const [ours, theirs] = [done(base, one), done(base, other)];
        const [a, b] = [merge(base, ours, theirs), merge(base, theirs, ours)];
        if (a.plain || b.plain) return;
        assert.equal(a.conflicts, b.conflicts);
        if (a.conflicts > 0) return;
        assert.equal(cleanOf(a.text), cleanOf(b.text));
        assert.deepEqual(codingsIn(a.text), codingsIn(b.text));
      }),
      { numRuns: RUNS },
    );
  });

  it('changes nothing when what is merged is in already', () => {
    fc.assert(
      fc.property(document, anything('o'), anything('t'), (base, one, other) => {
        const [ours, theirs] = [done(base, one), done(base, other)];
        assert.equal(merge(base, ours, ours).text, ours);
        const { text, conflicts, plain } = merge(base, ours, theirs);
        if (conflicts > 0 || plain) return;
        assert.equal(merge(theirs, text, theirs).text, text);
        assert.equal(merge(ours, ours, text).text, text);
      }),
      { numRuns: RUNS },
    );
  });

  it('does not depend on which two of three coders merge first', () => {
    fc.assert(
      fc.property(document, codings('o'), codings('t'), codings('u'), (base, one, other, third) => {
        const [a, b, c] = [done(base, one), done(base, other), done(base, third)];
        const first = merge(base, merge(base, a, b).text, c);
        const second = merge(base, a, merge(base, b, c).text);
        assert.deepEqual(codingsIn(first.text), codingsIn(second.text));
      }),
      { numRuns: RUNS },
    );
  });

  it('merges the clean text as git does', () => {
    fc.assert(
      fc.property(document, anything('o'), anything('t'), (base, one, other) => {
        const [ours, theirs] = [done(base, one), done(base, other)];
        const { text, conflicts, plain } = merge(base, ours, theirs);
        if (plain) return;
        const chunks = gitMergeLines(cleanOf(base), cleanOf(ours), cleanOf(theirs));
        const byGit = chunks.filter((chunk) => typeof chunk !== 'string').length;
        // A coded passage that the other side took away is a conflict beyond those of git.
        assert.ok(conflicts >= byGit);
        if (conflicts === 0) assert.equal(cleanOf(text), written(chunks, { size: 7 }));
      }),
      { numRuns: RUNS },
    );
  });
});
