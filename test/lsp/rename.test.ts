import assert from 'node:assert/strict';
import type {
  AnnotatedTextEdit,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, plain, pulling, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { cursorIn, show } from './harness/marked.js';

const CODEBOOK = 'codes:\n  focus: { name: Focus, aliases: [sharp] }\n  other: { counterpart: focus }\n';
const TEXT = '# Focus {.focus}\n\n[x]{.sharp} and [link](#focus) [y]{.typo}\n';
const FILES = { 'codebook.yaml': CODEBOOK, 'one.md': TEXT };

const annotating = {
  ...pulling,
  textDocument: { ...pulling.textDocument, rename: { prepareSupport: true } },
  workspace: {
    ...pulling.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

describe('rename', () => {
  let folder: Folder;
  let client: Client;

  async function start(capabilities: typeof annotating | typeof plain): Promise<void> {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()], { capabilities });
  }
  afterEach(stopClients);

  /** The text under the cursor that can be renamed. */
  async function prepare(file: 'codebook.yaml' | 'one.md', marked: string): Promise<string | null> {
    const { text, cursor } = cursorIn(marked);
    await client.open(folder.uri(file), text, '', 3);
    const found = await client.at<{ range: Range; placeholder: string } | null>(
      'textDocument/prepareRename',
      folder.uri(file),
      cursor,
    );
    await client.close(folder.uri(file));
    return found && `${TextDocument.create('', '', 0, text).getText(found.range)} = ${found.placeholder}`;
  }

  it('is offered on codes alone', async () => {
    await start(annotating);
    assert.deepEqual(client.initialized.capabilities.renameProvider, { prepareProvider: true });
    assert.equal(await prepare('one.md', TEXT.replace('{.fo', '{.fo|')), 'focus = focus');
    assert.equal(await prepare('one.md', TEXT.replace('.sharp', '|.sharp')), 'sharp = focus');
    assert.equal(await prepare('one.md', TEXT.replace('.typo', '.typo|')), 'typo = typo');
    assert.equal(await prepare('one.md', TEXT.replace('# Fo', '# Fo|')), null);
    assert.equal(await prepare('one.md', TEXT.replace('](#fo', '](#fo|')), null);
    assert.equal(await prepare('codebook.yaml', CODEBOOK.replace('  focus', '  fo|cus')), 'focus = focus');
    assert.equal(await prepare('codebook.yaml', CODEBOOK.replace('part: fo', 'part: fo|')), 'focus = focus');
    assert.equal(await prepare('codebook.yaml', CODEBOOK.replace('[sh', '[sh|')), null);
    assert.equal(await prepare('codebook.yaml', CODEBOOK.replace('name: F', 'name: F|')), null);
  });

  it('changes every place, for the version that is open; the old id stays, unless the preview says no', async () => {
    await start(annotating);
    await client.open(folder.uri('one.md'), TEXT, 'markdown', 4);
    const edit = await client.at<WorkspaceEdit>(
      'textDocument/rename',
      folder.uri('one.md'),
      { line: 0, character: 12 },
      {
        newName: 'clear',
      },
    );
    const changes = edit.documentChanges as TextDocumentEdit[];
    const told = changes.flatMap(({ textDocument: { uri, version }, edits }) =>
      (edits as AnnotatedTextEdit[]).map(({ range, newText, annotationId }) =>
        [uri.split('/').pop(), version, show(range), newText, annotationId].join(' | '),
      ),
    );
    assert.deepEqual(told, [
      'codebook.yaml |  | 1:2-1:7 | clear | ',
      'codebook.yaml |  | 1:39-1:39 | , focus | choice',
      'codebook.yaml |  | 2:24-2:29 | clear | ',
      'one.md | 4 | 0:10-0:15 | clear | ',
      'one.md | 4 | 2:5-2:10 | clear | ',
    ]);
    const { label, needsConfirmation } = edit.changeAnnotations!['choice']!;
    assert.deepEqual([label, needsConfirmation], ['Keep “focus” as an alias', false]);
  });

  it('gives plain changes to an editor that knows no more, with the alias', async () => {
    await start(plain);
    assert.equal(client.initialized.capabilities.renameProvider, true);
    const at = { line: 2, character: 7 };
    const { changes } = await client.at<WorkspaceEdit>('textDocument/rename', folder.uri('one.md'), at, {
      newName: '.clear',
    });
    const text = TextDocument.create('', '', 0, CODEBOOK);
    assert.equal(
      TextDocument.applyEdits(text, changes![folder.uri('codebook.yaml')]!),
      'codes:\n  clear: { name: Focus, aliases: [sharp, focus] }\n  other: { counterpart: clear }\n',
    );
  });

  it('says why it cannot', async () => {
    await start(annotating);
    const at = { line: 0, character: 12 };
    const refused = (newName: string, expected: RegExp) =>
      assert.rejects(client.at('textDocument/rename', folder.uri('one.md'), at, { newName }), expected);
    await refused('other', /There is a code “other” already\. To make one of two codes, merge them/);
    await refused('two words', /a letter first/);
    await refused('mark', /never read as a code/);
    const nothing = await client.at(
      'textDocument/rename',
      folder.uri('one.md'),
      { line: 0, character: 3 },
      { newName: 'x' },
    );
    assert.equal(nothing, null);
  });
});
