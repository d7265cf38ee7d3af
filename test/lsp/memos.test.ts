import assert from 'node:assert/strict';
import type {
  CompletionItem,
  DocumentLink,
  Hover,
  Location,
  MarkupContent,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MemoSummary, NewMemoOutcome, PassageMemo, RefactorOutcome } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { show } from './harness/marked.js';

const P1 = 'x\n\n[one two]{.focus #doors memo="Look again"} and [three four]{.other}\n';
const MEMO = '---\nabout: [focus, a/p1.md#doors, a/p1.md]\nkind: note\n---\n# A title\n\nText.\n';
const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus }\n  other: {}\n',
  'a/p1.md': P1,
  'memos/m.md': MEMO,
};

describe('lsp: memos', () => {
  let folder: Folder;
  let client: Client;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
  });
  afterEach(stopClients);
  const memos = (): Promise<MemoSummary[]> => client.request('qualdown/memos', { study: folder.uri() });

  it('are listed with what they are about, and where that is', async () => {
    const [memo] = await memos();
    assert.deepEqual(
      { ...memo, about: undefined },
      {
        uri: folder.uri('memos/m.md'),
        file: 'memos/m.md',
        title: 'A title',
        kind: 'note',
        author: null,
        date: null,
        about: undefined,
        excerpt: 'Text.',
      },
    );
    assert.deepEqual(
      memo!.about.map(({ kind, name, target }) => [kind, name, target?.uri, target && show(target.range)]),
      [
        ['code', 'Focus', folder.uri('codebook.yaml'), '1:2-1:7'],
        ['passage', 'a/p1.md#doors', folder.uri('a/p1.md'), '2:1-2:8'],
        ['document', 'a/p1.md', folder.uri('a/p1.md'), '0:0-0:0'],
      ],
    );
  });

  it('on passages are listed', async () => {
    const list = await client.request<PassageMemo[]>('qualdown/passageMemos', { study: folder.uri() });
    assert.deepEqual(
      list.map(({ file, range, memo, codes, text }) => [file, show(range), memo, codes, text]),
      [['a/p1.md', '2:1-2:8', 'Look again', ['focus'], 'one two']],
    );
  });

  it('follow what is typed and what changes on disk', async () => {
    await memos();
    await client.open(folder.uri('memos/m.md'), '# Typed\n');
    assert.deepEqual(
      (await memos()).map(({ title }) => title),
      ['Typed'],
    );
    await folder.write({ 'memos/new.md': 'New' });
    await client.filesChanged({ uri: folder.uri('memos/new.md'), type: 1 });
    const titles = async (): Promise<string[]> => (await memos()).map(({ title }) => title);
    await client.until('qualdown/studiesChanged', titles, ['Typed', 'new']);
    await folder.remove('memos/new.md');
    await client.filesChanged({ uri: folder.uri('memos/new.md'), type: 3 });
    await client.until('qualdown/studiesChanged', titles, ['Typed']);
  });

  it('lead to what they are about, and back', async () => {
    const uri = folder.uri('memos/m.md');
    await memos();
    await client.open(uri, MEMO);
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    assert.deepEqual(
      links.map(({ range, target }) => [show(range), target]),
      [
        ['1:8-1:13', `${folder.uri('codebook.yaml')}#L2,3`],
        ['1:15-1:28', `${folder.uri('a/p1.md')}#L3,2`],
        ['1:30-1:37', folder.uri('a/p1.md')],
      ],
    );
    const there = await client.at<Location>('textDocument/definition', uri, { line: 1, character: 17 });
    assert.equal(show(there.range), '2:1-2:8');
    await client.open(folder.uri('a/p1.md'), P1);
    const back = await client.at<Location[]>('textDocument/definition', folder.uri('a/p1.md'), {
      line: 2,
      character: 20,
    });
    assert.deepEqual(
      back.map((one) => one.uri),
      [uri],
    );
    const uses = await client.at<Location[]>(
      'textDocument/references',
      uri,
      { line: 1, character: 9 },
      { context: { includeDeclaration: true } },
    );
    assert.deepEqual(
      uses.map((one) => one.uri).sort(),
      ['a/p1.md', 'codebook.yaml', 'memos/m.md'].map((file) => folder.uri(file)).sort(),
    );
  });

  it('show on hovers of codes and of passages', async () => {
    await memos();
    await client.open(folder.uri('a/p1.md'), P1);
    const hover = async (character: number): Promise<string> => {
      const found = await client.at<Hover>('textDocument/hover', folder.uri('a/p1.md'), {
        line: 2,
        character,
      });
      return (found.contents as MarkupContent).value;
    };
    assert.ok((await hover(13)).includes(`*Memos:* [A title](${folder.uri('memos/m.md')})`));
    assert.equal(
      await hover(20),
      `**\\#doors**`.replace('\\', '') + `\n\nLook again\n\n*Memos:* [A title](${folder.uri('memos/m.md')})`,
    );
  });

  it('are completed', async () => {
    await memos();
    const labels = async (text: string, line: number, character: number): Promise<string[]> => {
      const uri = folder.uri(`memos/t${line}${character}.md`);
      await client.open(uri, text);
      const items = await client.at<CompletionItem[]>('textDocument/completion', uri, { line, character });
      return items.map(({ label }) => label);
    };
    const all = ['focus', 'other', 'a/p1.md', 'a/p1.md#doors'];
    assert.deepEqual(await labels('---\nabout: \n---\n', 1, 7), all);
    assert.deepEqual(await labels('---\nabout: [focus, \n---\n', 1, 15), all);
    assert.deepEqual(await labels('---\nabout:\n  - f\n---\n', 2, 5), all);
    assert.deepEqual(await labels('---\nkind: \n---\n', 1, 6), ['note']);
    assert.deepEqual(await labels('---\n\n---\nx: 1\n---\n', 3, 2), []);
  });

  it('about nothing that exists are told, with the way out', async () => {
    await client.request('qualdown/codes', { study: folder.uri() });
    const uri = folder.uri('memos/m.md');
    await client.open(uri, '---\nabout: fokus\n---\n');
    const found = async (): Promise<unknown> =>
      (await client.diagnostics(uri)).map(({ code, message }) => [code, message]);
    await client.until('workspace/diagnostic/refresh', found, [
      ['memo-about-missing', 'No code is called “fokus”. Did you mean “focus”?'],
    ]);
  });

  it('are made for a passage, which gets an id, in one edit', async () => {
    await memos();
    await client.open(folder.uri('a/p1.md'), P1);
    const make = (character: number): Promise<NewMemoOutcome> =>
      client.request('qualdown/newMemo', {
        study: folder.uri(),
        title: 'A new one',
        date: '2024-03-05',
        author: 'ana',
        passage: { uri: folder.uri('a/p1.md'), version: 1, at: { line: 2, character } },
      });
    const outcome = await make(P1.split('\n')[2]!.indexOf('[three'));
    assert('edit' in outcome);
    assert.equal(outcome.uri, folder.uri('memos/a-new-one.md'));
    const [memo, document] = outcome.edit.files;
    assert.equal(memo!.create, true);
    assert.equal(
      memo!.edits[0]!.newText,
      '---\nabout: a/p1.md#three-four\nauthor: ana\ndate: 2024-03-05\n---\n\n# A new one\n\n',
    );
    const after = TextDocument.applyEdits(TextDocument.create('', '', 0, P1), document!.edits);
    assert.match(after, /\[three four\]\{[^}]*#three-four[^}]*\}/);
    const named = await make(0);
    assert('edit' in named);
    assert.equal(named.edit.files.length, 1);
    assert.match(named.edit.files[0]!.edits[0]!.newText, /about: a\/p1\.md#doors/);
    assert('refused' in (await make(3)));
  });

  it('are carried along when a code is renamed', async () => {
    const outcome = await client.request<RefactorOutcome>('qualdown/refactor', {
      study: folder.uri(),
      operation: { kind: 'rename', code: 'focus', to: 'aim', keepAlias: false },
    });
    assert('edit' in outcome, JSON.stringify(outcome));
    const memo = outcome.edit.files.find(({ uri }) => uri === folder.uri('memos/m.md'));
    assert.equal(
      TextDocument.applyEdits(TextDocument.create('', '', 0, MEMO), memo!.edits),
      MEMO.replace('focus', 'aim'),
    );
  });
});
