import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diffCodebooks, isSame } from '../../server/src/core/history/diff.js';
import { diffMarkdown } from '../../server/src/core/history/diff-markdown.js';
import type { CodebookDiff } from '../../server/src/core/history/diff-types.js';
import { wordDiff } from '../../server/src/core/history/words.js';
import { studyOf } from './study-of.js';

const INTERVIEW = 'one two three four five six seven eight\n';
/** A document with these codes, one on each pair of words. */
const coded = (...codes: string[]): string =>
  codes.reduce((text, code, at) => {
    const [a = '', b = ''] = INTERVIEW.trim()
      .split(' ')
      .slice(at * 2);
    return text.replace(`${a} ${b}`, `[${a} ${b}]{.${code}}`);
  }, INTERVIEW);

interface State {
  readonly codebook: string;
  readonly document?: string;
}

function diff(before: State, after: State): CodebookDiff {
  const side = (ref: string) => ({ ref, commit: '3f2a91c0', date: '2024-03-05' });
  const study = ({ codebook, document = INTERVIEW }: State) =>
    studyOf({ 'codebook.yaml': codebook, 'a.md': document });
  return diffCodebooks({ study: study(before), side: side('v1') }, { study: study(after), side: side('v2') });
}

/** What a diff says, kind by kind, without the figures. */
function said({ added, removed, renamed, moved, merged, split, redefined }: CodebookDiff): string[] {
  return [
    ...added.map(({ code }) => `added ${code}`),
    ...removed.map(({ code }) => `removed ${code}`),
    ...renamed.map(({ from, to, by }) => `renamed ${from} ${to} by ${by}`),
    ...moved.map(({ code, from, to }) => `moved ${code} ${String(from)} ${String(to)}`),
    ...merged.map(({ from, into, by }) => `merged ${from} ${into} by ${by}`),
    ...split.map(
      ({ from, into }) =>
        `split ${from} ${into.map(({ code, passages }) => `${code}:${passages}`).join(' ')}`,
    ),
    ...redefined.map(({ code, fields }) => `redefined ${code} ${fields.map(({ field }) => field).join(' ')}`),
  ];
}

const check = (before: State, after: State, expected: readonly string[]): void =>
  assert.deepEqual(said(diff(before, after)), expected);

describe('what changed in a codebook', () => {
  const codes = (yaml: string): State => ({ codebook: `codes:\n  ${yaml.split('\n').join('\n  ')}\n` });
  const with_ = (yaml: string, ...carried: string[]): State => ({
    ...codes(yaml),
    document: coded(...carried),
  });

  it('nothing', () => {
    check(codes('a: { brief: x }\nb: {}'), codes('b: {}\na: { brief: x, color: "#123456" }'), []);
  });

  it('added and removed', () => {
    check(codes('a: { brief: red apples }'), codes('b: { brief: green pears }'), ['added b', 'removed a']);
  });

  it('renamed: as the alias says, as the passages show, as it reads alike', () => {
    check(codes('old: {}'), codes('new: { aliases: [old] }'), ['renamed old new by alias']);
    check(with_('old: {}', 'old', 'old'), with_('x: {}', 'x', 'x'), ['renamed old x by passages']);
    check(codes('old: { name: The one }'), codes('x: { name: the One }'), [
      'renamed old x by likeness',
      'redefined x name',
    ]);
    const brief = 'brief: Those who manage schools do not manage teaching.';
    check(codes(`old: { ${brief} }`), codes(`x: { ${brief.replace('teaching', 'instruction')} }`), [
      'renamed old x by likeness',
      'redefined x brief',
    ]);
    check(codes('bufering: {}'), codes('buffering: {}'), ['renamed bufering buffering by likeness']);
  });

  it('moved, also with the code above it renamed', () => {
    check(codes('a: { codes: { c: {} } }\nb: {}'), codes('a: {}\nb: { codes: { c: {} } }'), ['moved c a b']);
    check(codes('a: { codes: { c: {} } }'), codes('a: {}\nc: {}'), ['moved c a null']);
    check(codes('a: { codes: { c: {} } }'), codes('z: { aliases: [a], codes: { c: {} } }'), [
      'renamed a z by alias',
    ]);
  });

  it('merged: by alias, by what replaces it, by its passages', () => {
    check(codes('a: {}\nb: {}'), codes('b: { aliases: [a] }'), ['merged a b by alias']);
    check(codes('a: {}\nb: {}'), codes('a: { status: retired, replaced_by: b }\nb: {}'), [
      'merged a b by replaced_by',
      'redefined a status',
    ]);
    check(with_('a: {}\nb: {}', 'a', 'b'), with_('b: {}', 'b', 'b'), ['merged a b by passages']);
    check(codes('a: {}\nb: {}'), codes('c: { aliases: [a, b] }'), [
      'added c',
      'merged a c by alias',
      'merged b c by alias',
    ]);
  });

  it('split: its passages went to several new codes', () => {
    check(with_('a: {}', 'a', 'a', 'a'), with_('x: {}\ny: {}', 'x', 'x', 'y'), [
      'added x',
      'added y',
      'split a x:2 y:1',
    ]);
    check(with_('a: {}', 'a', 'a', 'a'), with_('a: {}\nx: {}\ny: {}', 'a', 'x', 'y'), [
      'added x',
      'added y',
      'split a x:1 y:1',
    ]);
    // One new code beside the old one is a code added.
    check(with_('a: {}', 'a', 'a'), with_('a: {}\nx: {}', 'a', 'x'), ['added x']);
  });

  it('redefined, with the words that changed and the passages it touches', () => {
    const { redefined } = diff(
      with_('a: { definition: Teachers see each other. }', 'a', 'a'),
      with_('a: { definition: Teachers watch each other. }', 'a'),
    );
    assert.deepEqual(redefined, [
      {
        code: 'a',
        fields: [
          {
            field: 'definition',
            before: 'Teachers see each other.',
            after: 'Teachers watch each other.',
            words: [
              { change: 'same', text: 'Teachers ' },
              { change: 'removed', text: 'see' },
              { change: 'added', text: 'watch' },
              { change: 'same', text: ' each other.' },
            ],
          },
        ],
        passages: { before: 2, after: 1 },
      },
    ]);
  });

  it('as Markdown, in which no text of the study is taken for a sign', () => {
    const text = diffMarkdown(
      'S',
      diff(codes('a: { brief: "x * y" }'), codes('a: { brief: "x _ y." }\nb: { brief: "<b>" }')),
    );
    assert.match(text, /^# Changes of the codebook: S\n\nFrom v1 \(3f2a91c, 2024-03-05\) to v2/);
    assert.match(text, /- `b` \(0 passages\)\. \\<b>/);
    assert.match(text, /\*\*Brief:\*\* x ~~\\\*~~ ?\*\*\\_\*\* y \*\*\.\*\*/);
    assert.match(diffMarkdown('', diff(codes('a: {}'), codes('a: {}'))), /Nothing changed\./);
  });

  it('a codebook is the same as itself; a word diff holds both texts', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
    fc.assert(
      fc.property(ids, (some) => {
        const state = codes(some.map((id) => `${id}: {}`).join('\n'));
        assert.ok(isSame(diff(state, state)));
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const words = wordDiff(before, after);
        const without = (change: string): string =>
          words
            .filter((word) => word.change !== change)
            .map(({ text }) => text)
            .join('');
        assert.deepEqual([without('added'), without('removed')], [before, after]);
      }),
      { numRuns: 200 },
    );
  });
});
