import assert from 'node:assert/strict';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { StudyEditOutcome } from '../../server/src/protocol.js';
import { Client, pulling, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { rangesIn } from './harness/marked.js';

const FILES = {
  'codebook.yaml': 'codes:\n  focus: { aliases: [sharp] }\n  old: { status: retired, replaced_by: focus }\n',
  'one.md': '---\ndistrict: Alder\n---\n\n[x]{.foccus} [y]{.sharp}\n',
  'two.md': '---\ndistrict: alder\n---\n\n[x]{.foccus} [y] {.focus}\n',
  'three.md': '---\ndistrict: Alder\n---\n\nNone.\n',
};
const capabilities = {
  ...pulling,
  workspace: { ...pulling.workspace, workspaceEdit: { documentChanges: true } },
  experimental: { fixStudy: true },
};

describe('code actions', () => {
  let folder: Folder;
  let client: Client;

  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()], { capabilities });
    await client.request('qualdown/codes', { study: folder.uri() }); // all documents are read
  });
  afterEach(stopClients);

  async function actions(marked: string, only?: string[], file = 'three.md'): Promise<CodeAction[]> {
    const { text, ranges } = rangesIn(marked);
    await client.open(folder.uri(file), text, 'markdown', 2);
    return client.request('textDocument/codeAction', {
      textDocument: { uri: folder.uri(file) },
      range: ranges[0],
      context: { diagnostics: [], ...(only && { only }) },
    });
  }
  const changed = (text: string, { edit }: CodeAction): string => {
    const change = edit!.documentChanges![0] as TextDocumentEdit;
    return TextDocument.applyEdits(TextDocument.create('', '', 0, text), change.edits as TextEdit[]);
  };
  /** What the first quick fix makes of a text; `undefined`: there is none. */
  async function check(marked: string, expected: string | undefined): Promise<void> {
    const [first] = await actions(marked, ['quickfix']);
    assert.equal(first && changed(rangesIn(marked).text, first), expected);
    await client.close(folder.uri('three.md'));
  }

  it('write correctly what is not read as coding', async () => {
    await check('a [one]« »{.focus} b\n', 'a [one]{.focus} b\n');
    await check('[one]{«focus» memo="a b"}\n', '[one]{.focus memo="a b"}\n');
    await check('[one]{.focus, «sharp»}\n', '[one]{.focus .sharp}\n');
    await check('[one]{«.1a»}\n', undefined);
    await check('[one]«{».focus two\n', '[one]{.focus} two\n');
    await check(
      'One\r\n«:::» {.focus}\r\ntwo\r\n\r\n:::\r\n',
      'One\r\n\r\n::: {.focus}\r\ntwo\r\n\r\n:::\r\n',
    );
    await check('> One\n> «:::» {.focus}\n> two\n>\n> :::\n', '> One\n>\n> ::: {.focus}\n> two\n>\n> :::\n');
    await check('::: «focus» sharp\n\none\n\n:::\n', '::: {.focus .sharp}\n\none\n\n:::\n');
    await check('::: {.focus«»}\n\none', '::: {.focus}\n\none\n:::\n');
    await check('one\n\n«:::»\n', 'one\n\n');
  });

  it('write values and names of attributes as the study does', async () => {
    await check('---\ndistrict: «ALDER» # ours\n---\n\nx\n', '---\ndistrict: Alder # ours\n---\n\nx\n');
    await check('---\nDistrict: «Alder»\n---\n\nx\n', '---\ndistrict: Alder\n---\n\nx\n');
    await check('---\ncoding: «none»\n---\n\n[x]{.focus}\n', '---\ncoding: partial\n---\n\n[x]{.focus}\n');
  });

  it('replace retired and unknown codes, one, all of the document, or all of the study', async () => {
    const text = '[x]{.foccus} [y]{.«foccus»} [z]{.old} [u]{.sharp}\n';
    const found = await actions(text);
    assert.deepEqual(
      found.map(({ title }) => title),
      [
        'Change to “focus”',
        'Change to “focus”: all 2 in this document',
        'Change to “focus” in the whole study',
        'Add “foccus” to the codebook',
      ],
    );
    const plain = rangesIn(text).text;
    assert.equal(changed(plain, found[0]!), plain.replace('y]{.foccus', 'y]{.focus'));
    assert.equal(changed(plain, found[1]!), plain.replaceAll('foccus', 'focus'));
    assert.equal(changed(FILES['codebook.yaml'], found[3]!), `${FILES['codebook.yaml']}  foccus:\n`);
    const { command, arguments: [argument] = [] } = found[2]!.command!;
    assert.equal(command, 'qualdown.fixStudy');
    const outcome = await client.request<StudyEditOutcome>('qualdown/fixAll', argument);
    if ('refused' in outcome) assert.fail(outcome.refused);
    assert.equal(outcome.edit.label, 'Fix 4 places in 3 files');
    assert.deepEqual(
      outcome.edit.files.map(({ uri, version, edits }) => [
        uri,
        version,
        edits.map(({ newText }) => newText).join(),
      ]),
      [
        [folder.uri('one.md'), null, 'focus'],
        [folder.uri('three.md'), 2, 'focus,focus'],
        [folder.uri('two.md'), null, 'focus'],
      ],
    );
    assert.ok(
      'refused' in
        (await client.request<StudyEditOutcome>('qualdown/fixAll', { study: folder.uri(), rule: 'none' })),
    );
  });

  it('mend all that is beyond doubt, when asked for by name', async () => {
    const text = '«»[x]{.foccus} [z]{.old} [u]{.sharp}\n';
    assert.deepEqual(await actions(text, ['source.organizeImports']), []);
    const [all, ...others] = await actions(text, ['source.fixAll']);
    assert.deepEqual([all!.kind, others], ['source.fixAll.qualdown', []]);
    assert.equal(changed(rangesIn(text).text, all!), '[x]{.foccus} [z]{.focus} [u]{.focus}\n');
  });
});
