import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText } from '../../server/src/core/clean.js';
import { planOperation, type Operation, recode } from '../../server/src/core/codebook/refactor/index.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { applied } from '../../server/src/core/edits.js';
import { listSegments } from '../../server/src/core/segments/list.js';
import type { Study } from '../../server/src/core/study/types.js';
import { wellFormed } from './generate-coded.js';
import { studyOf } from './study-of.js';

const uses = () => ({ passages: 1, documents: 1 });

/** Clean text and segments, a code named as `nameOf` says. */
function factsOf(study: Study, text: string, nameOf: (code: string) => string): unknown {
  const document = study.documents.get('a.md')!;
  const segments = listSegments(study, document, text).map(
    ({ codes, coder, text: passage, attributes, speaker }) => ({
      codes: [...new Set(codes.map(nameOf))].sort(),
      coder,
      passage,
      attributes,
      speaker,
    }),
  );
  return [cleanText(text, document.scan).text, segments];
}

/** Whatever is coded: afterwards the text is the same, and so are the passages with the codes replaced. */
function holds(codebook: string, operation: Operation, becomes: Readonly<Record<string, string>>): void {
  fc.assert(
    fc.property(wellFormed, (text) => {
      const before = studyOf({ 'codebook.yaml': codebook, 'a.md': text });
      const plan = planOperation({ study: before, text: codebook, uses }, operation);
      if ('refused' in plan) assert.fail(plan.refused);
      const result = recode(before, before.documents.get('a.md')!, text, plan.recoding!);
      if ('refused' in result) assert.fail(result.refused);
      const changed = applied(text, result.edits);
      const after = studyOf({ 'codebook.yaml': applied(codebook, plan.edits), 'a.md': changed });
      assert.deepEqual(
        factsOf(after, changed, (code) => code),
        factsOf(before, text, (code) => becomes[code] ?? code),
      );
      // What gave way is nowhere left.
      for (const old of Object.keys(becomes)) assert.doesNotMatch(changed, new RegExp(`\\.${old}\\b`));
    }),
    { numRuns: 300 },
  );
}

describe('whatever is coded', () => {
  const codebook = 'codes:\n  a: { aliases: [old] }\n  b:\n    codes:\n      c:\n';

  it('a rename leaves text and passages as they are, but for the id', () => {
    holds(codebook, { kind: 'rename', code: 'a', to: 'née', keepAlias: false }, { a: 'née' });
    holds(codebook, { kind: 'rename', code: 'b', to: 'x', keepAlias: true }, { b: 'x' });
  });
  it('a merge leaves text and passages as they are; what carried both carries one', () => {
    holds(codebook, { kind: 'merge', codes: ['a'], into: 'b' }, { a: 'b' });
    holds('codes:\n  a:\n  b:\n  d:\n', { kind: 'merge', codes: ['a', 'b'], into: 'd' }, { a: 'd', b: 'd' });
  });
});

describe('whatever codebook', () => {
  const scalar = fc.constantFrom(
    'Plain text',
    '"Quoted: one"',
    "'It''s # no comment'",
    '>-\n      Folded\n      text',
    '"é 漢"',
  );
  const comment = fc.constantFrom('', ' # noted', ' #\ttab');
  const fields = fc
    .tuple(scalar, comment, fc.boolean())
    .map(([text, note, flow]) =>
      flow && !text.includes('\n')
        ? ` { name: ${text}, x-own: [1, 2] }${note}`
        : `${note}\n    # above\n    name: ${text}\n    x-own: { k: 1 }`,
    );
  const books = fc
    .tuple(fc.array(fields, { minLength: 3, maxLength: 6 }), fc.constantFrom('', '\n'), fc.boolean())
    .map(([codes, gap, crlf]) => {
      const text = `# top\ncodes:\n${codes.map((code, index) => `  # on k${index}\n  k${index}:${code}\n`).join(gap)}# end\n`;
      return crlf ? text.replace(/\n/g, '\r\n') : text;
    });
  const id = fc.integer({ min: 0, max: 5 }).map((index) => `k${index}`);
  const operations = fc.oneof(
    id.map((code): Operation => ({ kind: 'rename', code, to: 'new', keepAlias: true })),
    fc.tuple(id, id).map(([code, into]): Operation => ({ kind: 'merge', codes: [code], into })),
    fc.tuple(id, id).map(([code, parent]): Operation => ({ kind: 'move', codes: [code], parent })),
    id.map((parent): Operation => ({ kind: 'create', name: 'New: one', parent })),
    id.map((code): Operation => ({ kind: 'recolor', code, color: '#123456' })),
    id.map((code): Operation => ({ kind: 'setField', code, field: 'definition', value: 'One: two # three' })),
    id.map((code): Operation => ({ kind: 'retire', code, replacedBy: null })),
  );

  it('operations one after the other keep every comment, every line break and every field of one’s own', () => {
    let done = 0;
    fc.assert(
      fc.property(books, fc.array(operations, { maxLength: 4 }), (codebook, all) => {
        let text = codebook;
        for (const operation of all) {
          const study = studyOf({ 'codebook.yaml': text });
          const plan = planOperation({ study, text, uses }, operation);
          // A code that is gone, a merge with itself: refused in a sentence, which other tests hold.
          if ('refused' in plan) {
            assert.doesNotMatch(plan.refused, /cannot be changed safely/);
            continue;
          }
          done++;
          text = applied(text, plan.edits);
        }
        const comments = (from: string): string[] =>
          (from.match(/#(?: on k\d| above| noted|\ttab| top| end)/g) ?? []).sort();
        assert.deepEqual(comments(text), comments(codebook));
        assert.equal(text.match(/x-own/g)?.length, codebook.match(/x-own/g)?.length);
        assert.equal(/\r\n/.test(text), /\r\n/.test(codebook));
        if (/\r\n/.test(codebook)) assert.doesNotMatch(text, /[^\r]\n/);
        assert.deepEqual(
          parseCodebook(text).problems.map(({ rule, message }) => `${rule} ${message}`),
          [],
        );
      }),
      { numRuns: 300 },
    );
    assert.ok(done > 200);
  });
});
