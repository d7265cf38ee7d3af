import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeRanges, expressionOf, findHits, type Pattern } from '../../server/src/core/autocode.js';
import { cleanText } from '../../server/src/core/clean.js';
import { applied } from '../../server/src/core/edits.js';
import { lostCodings } from '../../server/src/core/lost.js';
import { Names } from '../../server/src/core/names.js';
import { scan } from '../../server/src/core/scan/index.js';
import type { UnitKind } from '../../server/src/core/units.js';
import { Matcher, TooSlow } from '../../server/src/search/matcher.js';
import { wellFormed } from './generate-coded.js';
import { studyOf } from './study-of.js';

const CODEBOOK = 'codes:\n  a: { aliases: [alpha] }\n  b:\n';

interface Options extends Omit<Pattern, 'text'> {
  readonly unit?: UnitKind;
  readonly interviewer?: boolean;
  readonly coder?: string;
}

async function hitsIn(text: string, pattern: string, options: Options = {}) {
  const study = studyOf({
    'codebook.yaml': CODEBOOK,
    'qualdown.yaml': 'speakers: { interviewer: [INT] }\n',
    'd.md': text,
  });
  const expression = expressionOf({ text: pattern, ...options });
  if ('wrong' in expression) throw new Error(expression.wrong);
  const matcher = new Matcher(expression);
  try {
    const query = { unit: 'sentence' as const, code: 'a', ...options };
    return await findHits(study, study.documents.get('d.md')!, text, query, matcher.match);
  } finally {
    matcher.dispose();
  }
}

describe('autocode', () => {
  /** `«»` around what would be coded, `‹›` around what is coded already. */
  async function check(
    text: string,
    pattern: string,
    expected: string,
    options: Options = {},
  ): Promise<void> {
    let shown = text;
    for (const { range, coded } of [...(await hitsIn(text, pattern, options))].reverse()) {
      const inside = shown.slice(range.start, range.end);
      shown = shown.slice(0, range.start) + (coded ? `‹${inside}›` : `«${inside}»`) + shown.slice(range.end);
    }
    assert.equal(shown, expected);
  }

  it('finds sentences, paragraphs and turns', async () => {
    const text = '**P1:** We keep it. They do not.\n\nWe said so.\n\n**P2:** No.\n';
    await check(text, 'we', '**P1:** «We keep it.» They do not.\n\n«We said so.»\n\n**P2:** No.\n');
    await check(text, 'they', '**P1:** «We keep it. They do not.»\n\nWe said so.\n\n**P2:** No.\n', {
      unit: 'paragraph',
    });
    await check(text, 'they', '**P1:** «We keep it. They do not.\n\nWe said so.»\n\n**P2:** No.\n', {
      unit: 'turn',
    });
  });
  it('sees through marks, emphasis, line breaks and typography', async () => {
    await check('x [we]{.b} keep it', 'we keep', '«x [we]{.b} keep it»');
    await check('x **we**\n*keep* it', 'we keep', '«x **we**\n*keep* it»');
    await check('> We\n> keep it', 'we keep', '> «We\n> keep it»');
    await check('I don’t know', "don't", '«I don’t know»');
    await check('un cafe\u0301', 'café', '«un cafe\u0301»');
    await check('[x]{.b memo="board"} y', 'board', '[x]{.b memo="board"} y');
  });
  it('heeds capitals, whole words and expressions where asked', async () => {
    await check('The Board. A board. A keyboard.', 'board', '«The Board.» «A board.» «A keyboard.»');
    await check('The Board. A board.', 'board', 'The Board. «A board.»', { matchCase: true });
    await check('A board. A keyboard.', 'board', '«A board.» A keyboard.', { wholeWord: true });
    await check('Éte. Été.', 'été', 'Éte. «Été.»', { wholeWord: true });
    await check('A board. A bored one. C++.', 'b(oa|o)re?d', '«A board.» «A bored one.» C++.', {
      regex: true,
    });
    await check('A board. C++.', 'c++', 'A board. «C++.»');
    await check('A board.', 'x*', 'A board.', { regex: true });
  });
  it('leaves out labels, headings, front matter, code and, unless asked, the interviewer', async () => {
    const text = '---\nx: P1\n---\n\n# P1\n\nINT: P1?\n\n**P1:** Me, P1.\n\n    P1\n';
    await check(text, 'P1', text.replace('Me, P1.', '«Me, P1.»'));
    await check(text, 'P1', text.replace('Me, P1.', '«Me, P1.»').replace('P1?', '«P1?»'), {
      interviewer: true,
    });
  });
  it('tells what is coded already, by the same coder or unsigned', async () => {
    await check('[We keep.]{.a} We do.', 'we', '[‹We keep.›]{.a} «We do.»');
    await check('[We keep.]{.alpha}', 'we', '[‹We keep.›]{.alpha}');
    await check('[We keep. We do.]{.a}', 'we', '[‹We keep.› ‹We do.›]{.a}');
    await check('[We]{.a} keep.', 'we', '[«We]{.a} keep.»');
    await check('[We keep.]{.a coder=ben}', 'we', '[«We keep.»]{.a coder=ben}', { coder: 'ana' });
    await check('[We keep.]{.a}', 'we', '[‹We keep.›]{.a}', { coder: 'ana' });
  });
  it('says where a pattern is wrong', () => {
    const wrong = (text: string) => expressionOf({ text, regex: true });
    assert.deepEqual(wrong('ab('), {
      wrong: 'The regular expression is wrong at character 4: Unterminated group.',
      at: 3,
    });
    assert.deepEqual(wrong('a[z-b]'), {
      wrong: 'The regular expression is wrong at character 6: Range out of order in character class.',
      at: 5,
    });
    assert.deepEqual(expressionOf({ text: '  ' }), { wrong: 'Write what to search for.', at: 0 });
  });
  it('is not held up by an expression that never ends', async () => {
    const matcher = new Matcher({ source: '(a+)+$', flags: 'gu', isSafe: false }, 300);
    await assert.rejects(matcher.match(['a'.repeat(60) + 'b']), TooSlow);
    assert.deepEqual(await matcher.match(['aa']), [[{ start: 0, end: 2 }]]);
    matcher.dispose();
  });

  it('codes many units of a document at once', async () => {
    const code = async (text: string, pattern: string, options?: Options): Promise<string> => {
      const hits = await hitsIn(text, pattern, options);
      const { edits, refused } = codeRanges(
        text,
        hits.map(({ range }) => range),
        'a',
        options?.coder,
      );
      assert.deepEqual(refused, []);
      return applied(text, edits);
    };
    assert.equal(await code('We keep. They do. We do.', 'we'), '[We keep.]{.a} They do. [We do.]{.a}');
    assert.equal(await code('[We keep.]{.b}', 'we', { coder: 'ana' }), '[[We keep.]{.a coder=ana}]{.b}');
    assert.equal(await code('[We keep.]{.b} We.', 'we'), '[We keep.]{.b .a} [We.]{.a}');
  });
  it('knows a turn that it marked in pieces, a paragraph and a list', async () => {
    const text = '**P1:** We keep it.\n\n- we do\n- they do\n';
    const [hit] = await hitsIn(text, 'we', { unit: 'turn' });
    const { edits } = codeRanges(text, [hit!.range], 'a');
    const again = await hitsIn(applied(text, edits), 'we', { unit: 'turn' });
    assert.deepEqual(
      again.map(({ coded }) => coded),
      [true],
    );
  });
  it('changes no text and loses no coding, whatever the document', () => {
    let done = 0;
    return fc
      .assert(
        fc.asyncProperty(
          wellFormed,
          fc.constantFrom<UnitKind>('sentence', 'paragraph', 'turn'),
          async (text, unit) => {
            const ranges = (await hitsIn(text, 'we', { unit }))
              .filter(({ coded }) => !coded)
              .map(({ range }) => range);
            const { edits, coded, refused } = codeRanges(text, ranges, 'a');
            assert.equal(coded.length + refused.length, ranges.length);
            const after = applied(text, edits);
            const clean = (source: string) => cleanText(source, scan(source, { names: new Names() })).text;
            assert.equal(clean(after), clean(text));
            assert.deepEqual(lostCodings(text, after), []);
            const left = (await hitsIn(after, 'we', { unit })).filter((hit) => !hit.coded);
            assert.equal(left.length, refused.length);
            done += coded.length;
          },
        ),
        { numRuns: 150 },
      )
      .then(() => assert.ok(done > 50, `only ${done} units were coded`));
  });
});
