import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { readDocument } from '../../server/src/core/document.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { createStudy, readingContext } from '../../server/src/core/study/index.js';
import type { Document, Study } from '../../server/src/core/study/types.js';

const config = parseConfig(undefined);
const empty = createStudy(config, parseCodebook('codes: { a: }'));

function document(file: string, version = '1'): Document {
  return readDocument(file, 'Text.', version, empty.context);
}

describe('study: one immutable value', function () {
  this.timeout(20_000);

  it('holds documents by file, in code unit order', () => {
    const study = createStudy(
      config,
      empty.codebook,
      ['b.md', 'a/z.md', 'Z.md', 'é.md', 'a.md'].map((file) => document(file)),
    );
    assert.deepEqual([...study.documents.keys()], ['Z.md', 'a.md', 'a/z.md', 'b.md', 'é.md']);
  });

  it('a change gives a new study, leaves the old as it was, and shares the rest', () => {
    const [a, b, a2] = [document('a.md'), document('b.md'), document('a.md', '2')];
    const before = createStudy(config, empty.codebook, [a, b]);
    const after = before.withDocument(a2);
    assert.deepEqual([before.documents.get('a.md'), after.documents.get('a.md')], [a, a2]);
    assert.equal(after.documents.get('b.md'), b);
    assert.equal(after.context, before.context);
    const codebook = parseCodebook('codes: { c: }');
    const recoded = after.withCodebook(codebook);
    assert.deepEqual(
      [recoded.codebook, recoded.documents, after.codebook],
      [codebook, after.documents, empty.codebook],
    );
  });

  it('a document is read, unreadable or gone, never two of these', () => {
    const unreadable = empty
      .withUnreadable('b.md', 'why')
      .withUnreadable('a.md', 'x')
      .withUnreadable('a.md', 'y');
    assert.deepEqual(unreadable.unreadable, [
      { file: 'a.md', reason: 'y' },
      { file: 'b.md', reason: 'why' },
    ]);
    const read = unreadable.withDocument(document('a.md'));
    assert.deepEqual([read.unreadable.length, read.documents.size], [1, 1]);
    const again = read.withUnreadable('a.md', 'z');
    assert.deepEqual([again.unreadable.length, again.documents.size], [2, 0]);
    assert.deepEqual(again.withoutDocument('a.md').withoutDocument('b.md').unreadable, []);
    assert.deepEqual(unreadable.withDocuments([document('a.md'), document('b.md')]).unreadable, []);
  });

  it('is, after any changes, what a plain map would be', () => {
    const file = fc.constantFrom('a', 'b', 'B', 'c/d', 'c', 'é', '𝒳', '\uffff');
    const change = fc.record({
      kind: fc.constantFrom('with', 'without', 'many', 'unreadable'),
      file,
      other: file,
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const model = new Map<string, Document>();
        let study: Study = empty;
        for (const { kind, file, other } of changes) {
          const [one, two] = [document(file), document(other)];
          if (kind === 'with') study = study.withDocument(one);
          if (kind === 'many') study = study.withDocuments([one, two]);
          if (kind === 'without') study = study.withoutDocument(file);
          if (kind === 'unreadable') study = study.withUnreadable(file, 'x');
          if (kind === 'with') model.set(file, one);
          else if (kind === 'many') model.set(file, one).set(other, two);
          else model.delete(file);
        }
        const expected = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
        assert.deepEqual([...study.documents], expected);
        assert.deepEqual(
          [...study.documents.values()],
          expected.map(([, each]) => each),
        );
        assert.equal(study.documents.size, model.size);
        for (const [file, each] of expected) assert.equal(study.documents.get(file), each);
        assert.equal(study.documents.get('none'), undefined);
      }),
    );
  });
});

describe('study: the reading context', () => {
  it('is one for one configuration', () => {
    assert.equal(readingContext(config), empty.context);
    assert.notEqual(readingContext(parseConfig(undefined)), empty.context);
  });

  it('stays where a new configuration reads documents as the old did', () => {
    const before = readingContext(parseConfig('participants: { P1: { name: A } }'));
    const same = parseConfig('compare_by: school\nparticipants: { P1: { name: A } }');
    const other = parseConfig('participants: { P1: { name: B } }');
    assert.equal(readingContext(same, before), before);
    assert.notEqual(readingContext(other, before), before);
    const typed = parseConfig('participants: { P1: { name: A } }\nattributes: { wave: { type: text } }');
    assert.notEqual(readingContext(typed, before), before);
    assert.equal(createStudy(same, empty.codebook).context, before);
  });
});
