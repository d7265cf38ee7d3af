import assert from 'node:assert/strict';
import type { AutocodeOutcome, AutocodeParams, AutocodePreview } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { mark } from './harness/marked.js';

const ONE = 'INT: The board?\n\n**P1:** The board comes. We [stay on the board]{.board}. No board.\n';
const TWO = '---\ncoding: none\n---\n\n**P2:** Which board?\n';
const FILES = {
  'qualdown.yaml': 'speakers: { interviewer: [INT] }\n',
  'codebook.yaml':
    'codes:\n  board: { name: Board }\n  old: { status: retired, replaced_by: board }\n  head: { codable: false, codes: { below: {} } }\n',
  'one.md': ONE,
  'in/two.md': TWO,
};

describe('lsp: autocode', () => {
  let folder: Folder;
  let client: Client;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
  });
  afterEach(stopClients);

  const params = (more: Partial<AutocodeParams> = {}): AutocodeParams => ({
    study: folder.uri(),
    pattern: 'board',
    unit: 'sentence',
    code: 'board',
    ...more,
  });
  const search = (more?: Partial<AutocodeParams>): Promise<AutocodePreview> =>
    client.request('qualdown/autocode', params(more));
  const found = async (more?: Partial<AutocodeParams>) => {
    const preview = await search(more);
    assert('documents' in preview, JSON.stringify(preview));
    return preview;
  };
  const code = (accepted: object[], more?: Partial<AutocodeParams>): Promise<AutocodeOutcome> =>
    client.request('qualdown/autocodeEdit', { ...params(more), accepted });

  it('shows each hit with its unit, its places and its speaker, and writes nothing', async () => {
    const { documents, searched } = await found();
    assert.equal(searched, 2);
    assert.deepEqual(
      documents.map(({ file, uncounted }) => [file, uncounted]),
      [
        ['in/two.md', true],
        ['one.md', false],
      ],
    );
    const { hits } = documents[1]!;
    assert.equal(
      mark(
        ONE,
        hits.map(({ range }) => range),
      ),
      ONE.replace('The board comes.', '«The board comes.»')
        .replace('We [stay on the board]{.board}.', '«We [stay on the board]{.board}.»')
        .replace('No board.', '«No board.»'),
    );
    assert.deepEqual(
      hits.map(({ text, matches, speaker, coded }) => [
        matches.map(({ start, end }) => text.slice(start, end)),
        speaker,
        coded,
      ]),
      [
        [['board'], 'P1', false],
        [['board'], 'P1', false],
        [['board'], 'P1', false],
      ],
    );
  });

  it('searches the documents that are named alone', async () => {
    const { documents, searched } = await found({ uris: [folder.uri('one.md')] });
    assert.deepEqual([searched, documents.map(({ file }) => file)], [1, ['one.md']]);
  });

  it('codes the accepted hits alone, as one edit of all documents', async () => {
    const { documents } = await found();
    const [two, one] = documents;
    const outcome = await code([
      { uri: one!.uri, hash: one!.hash, starts: [one!.hits[0]!.range.start] },
      { uri: two!.uri, hash: two!.hash, starts: [two!.hits[0]!.range.start] },
    ]);
    assert('edit' in outcome);
    assert.deepEqual(
      [outcome.coded, outcome.left, outcome.edit.files.map(({ uri }) => uri).sort()],
      [2, [], [two!.uri, one!.uri].sort()],
    );
  });

  it('refuses when a document changed since it was searched', async () => {
    const { documents } = await found({ uris: [folder.uri('one.md')] });
    const [{ uri, hash, hits }] = documents as [(typeof documents)[0]];
    await client.open(uri, `New. ${ONE}`);
    const outcome = await code([{ uri, hash, starts: hits.map(({ range }) => range.start) }]);
    assert.deepEqual(outcome, {
      refused: 'one.md changed since it was searched, so nothing was coded. Search again.',
    });
  });

  it('says what is wrong with an expression or a code', async () => {
    const cases: [Partial<AutocodeParams>, RegExp][] = [
      [{ regex: true, pattern: '(board' }, /wrong at character \d+: Unterminated group/],
      [{ pattern: '  ' }, /Write what to search for/],
      [{ code: 'boards' }, /no code “boards”.*board/],
      [{ code: 'old' }, /retired.*“board”/],
      [{ code: 'head' }, /heading of the codebook/],
    ];
    for (const [more, expected] of cases) {
      const preview = await search(more);
      assert('refused' in preview);
      assert.match(preview.refused, expected);
    }
  });

  it('stops an expression that never ends, and answers others meanwhile', async () => {
    await folder.write({ 'slow.md': `**P3:** ${'a'.repeat(60)}!\n` });
    await client.filesChanged({ uri: folder.uri('slow.md'), type: 1 });
    const slow = search({ regex: true, pattern: '(a+)+$' });
    const begun = performance.now();
    assert.equal((await found({ unit: 'turn' })).documents.length, 2);
    assert(performance.now() - begun < 2500, 'another search waited for the slow one');
    const preview = await slow;
    assert('refused' in preview);
    assert.match(preview.refused, /takes too long in slow\.md/);
    assert.equal((await found()).documents.length, 2);
  });

  it('stops an expression that never ends at once when the search is given up', async () => {
    await folder.write({ 'slow.md': `**P3:** ${'a'.repeat(60)}!\n` });
    await client.filesChanged({ uri: folder.uri('slow.md'), type: 1 });
    const { result, cancel } = client.cancellable(
      'qualdown/autocode',
      params({ regex: true, pattern: '(a+)+$' }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    cancel();
    await assert.rejects(result);
    assert(performance.now() - begun < 1500, 'it went on for its whole time');
  });
});
