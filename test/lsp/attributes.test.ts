import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  AttributeChange,
  AttributeMatch,
  AttributeTable,
  StudyEditOutcome,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const P1 = '---\r\ndistrict: Alder # why\r\nwave: 1\r\n---\r\nx\r\n';
const FILES = {
  'qualdown.yaml':
    'attributes:\n  district: { type: text, required: true }\n  wave: { type: integer, values: [1, 2] }\n',
  'codebook.yaml': 'codes: {}\n',
  'a/p1.md': P1,
  'b.md': 'words\n',
};

describe('lsp: attributes as a grid', () => {
  let folder: Folder;
  let client: Client;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
  });
  afterEach(stopClients);

  const set = (...changes: AttributeChange[]): Promise<StudyEditOutcome> =>
    client.request('qualdown/setAttributes', { study: folder.uri(), changes });
  const change = (file: string, attributes: AttributeChange['attributes']): AttributeChange => ({
    uri: folder.uri(file),
    attributes,
  });

  it('lists documents by attributes, with what each takes', async () => {
    const { columns, rows } = await client.request<AttributeTable>('qualdown/attributes', {
      study: folder.uri(),
    });
    assert.deepEqual(columns, [
      { name: 'district', type: 'text', required: true, list: false, values: [], used: ['Alder'] },
      { name: 'wave', type: 'integer', required: false, list: false, values: ['1', '2'], used: ['1'] },
      {
        name: 'coding',
        type: 'text',
        required: false,
        list: false,
        values: ['none', 'partial', 'done'],
        used: [],
      },
    ]);
    assert.deepEqual(rows, [
      { uri: folder.uri('a/p1.md'), file: 'a/p1.md', title: null, cells: ['Alder', '1', ''] },
      { uri: folder.uri('b.md'), file: 'b.md', title: null, cells: ['', '', ''] },
    ]);
  });

  it('says what does not fit', async () => {
    const values = [
      { attribute: 'wave', text: '3' },
      { attribute: 'wave', text: '2' },
      { attribute: 'new', text: 'x' },
    ];
    assert.deepEqual(await client.request('qualdown/checkAttributes', { study: folder.uri(), values }), [
      '“3” is not among the values of “wave”. It is one of: 1, 2.',
      null,
      null,
    ]);
  });

  it('sets them in closed and in open documents, as one edit for just these texts', async () => {
    await client.open(folder.uri('b.md'), 'typed\n');
    const outcome = await set(
      change('a/p1.md', { wave: { from: '1', to: '2' }, district: { from: 'Alder', to: '' } }),
      change('b.md', { district: { from: '', to: 'Tilden' } }),
    );
    assert('edit' in outcome);
    const [first, second] = outcome.edit.files;
    assert.equal(outcome.edit.label, 'Set 3 attributes in 2 documents');
    assert.deepEqual([first!.version, first!.hash], [null, createHash('sha256').update(P1).digest('hex')]);
    assert.deepEqual([second!.version, second!.hash], [1, null]);
    const after = (text: string, file: typeof first): string =>
      TextDocument.applyEdits(TextDocument.create('', '', 0, text), file!.edits);
    assert.equal(after(P1, first), '---\r\ndistrict:  # why\r\nwave: 2\r\n---\r\nx\r\n');
    assert.equal(after('typed\n', second), '---\ndistrict: Tilden\n---\n\ntyped\n');
  });

  it('overwrites nothing that changed meanwhile, and writes nothing that does not fit', async () => {
    for (const [asked, says] of [
      [
        change('a/p1.md', { wave: { from: '2', to: '1' } }),
        /a\/p1\.md states “1” for “wave” by now, no longer “2”/,
      ],
      [change('a/p1.md', { wave: { from: '1', to: 'x' } }), /a\/p1\.md, wave: “x” is not a whole number/],
      [change('codebook.yaml', { wave: { from: '', to: '1' } }), /is no document/],
    ] as const) {
      const outcome = await set(change('b.md', { wave: { from: '', to: '1' } }), asked);
      assert('refused' in outcome);
      assert.match(outcome.refused, says);
    }
  });

  it('matches a table by file name', async () => {
    const text = 'file;wave\r\nP1.docx;2\r\nzz;1\r\n';
    const match = await client.request<AttributeMatch>('qualdown/matchAttributes', {
      study: folder.uri(),
      text,
    });
    assert.deepEqual(match, {
      key: 'file',
      matched: 1,
      changes: [
        { uri: folder.uri('a/p1.md'), file: 'a/p1.md', attribute: 'wave', from: '1', to: '2', wrong: null },
      ],
      unmatched: [{ name: 'zz', near: [] }],
      ambiguous: [],
      repeated: [],
      added: [],
    });
    assert.equal(
      await client.request('qualdown/matchAttributes', { study: folder.uri(), text: 'a\tb\n1\t2' }),
      null,
    );
  });
});
