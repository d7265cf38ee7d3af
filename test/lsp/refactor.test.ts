import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type {
  CodebookOperation,
  RefactorOutcome,
  SplitChoice,
  SplitPassage,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const CODEBOOK = `# ours
codes:
  # the family
  family:
    name: "Family"
    codes:
      focus: { name: Focus, aliases: [sharp] }
      buffering:
  other: { counterpart: focus }
`;
const ONE = `---\ndistrict: Alder\n---\n\n**P1:** [a [b]{.focus memo="m"} c]{.buffering .sharp coder=ana}.\r\n\r\n::: focus\n\nd\n\n:::\n`;
const TWO = `# T {.focus .other}\n\n[x]{class="focus other" seg=k} [y]{.other .focus seg=k}\n`;
const FILES = {
  'codebook.yaml': CODEBOOK,
  'one.md': ONE,
  'in/two.md': `\uFEFF${TWO}`,
  'three.md': 'None é.\n',
};

describe('operations on the codebook', () => {
  let folder: Folder;
  let client: Client;

  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
  });
  afterEach(stopClients);

  const request = (operation: object): Promise<RefactorOutcome> =>
    client.request('qualdown/refactor', { study: folder.uri(), operation });

  /** The files after an operation, each held to the version or hash that the edit names. */
  async function after(
    operation: CodebookOperation,
  ): Promise<{ files: Record<string, string>; label: string; code: string }> {
    const outcome = await request(operation);
    if ('refused' in outcome) assert.fail(outcome.refused);
    const files: Record<string, string> = {};
    for (const { uri, version, hash, create, edits } of outcome.edit.files) {
      const path = URI.parse(uri).fsPath;
      const file = path.slice(folder.root.length + 1).replaceAll('\\', '/');
      const bytes = create ? Buffer.from('') : await readFile(path);
      if (version === null && !create)
        assert.equal(hash, createHash('sha256').update(bytes).digest('hex'), file);
      else assert.equal(hash, null);
      // As VS Code reads a file: without its byte order mark.
      const text = bytes.toString();
      files[file] = TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
    }
    return { files, label: outcome.edit.label, code: outcome.code };
  }

  it('a new code, for the bytes on disk', async () => {
    assert.deepEqual(await after({ kind: 'create', name: 'Shared time', parent: 'family', after: 'focus' }), {
      files: {
        'codebook.yaml': CODEBOOK.replace(
          '      buffering:',
          '      shared-time:\n        name: Shared time\n      buffering:',
        ),
      },
      label: 'Create the code shared-time',
      code: 'shared-time',
    });
    assert.deepEqual(await client.request('qualdown/newCodeId', { study: folder.uri(), name: 'Other' }), {
      refused: 'There is a code “other” (other) already.',
    });
    assert.deepEqual(
      await client.request('qualdown/newCodeId', { study: folder.uri(), name: 'Fokus: neu' }),
      { id: 'fokus-neu' },
    );
  });

  it('a new code, for the version that is open', async () => {
    await client.open(folder.uri('codebook.yaml'), 'codes:\n  a:\n', 'yaml', 7);
    const outcome = await request({ kind: 'create', name: 'b' });
    if ('refused' in outcome) assert.fail(outcome.refused);
    const [file] = outcome.edit.files;
    assert.deepEqual([file!.version, file!.hash], [7, null]);
    assert.deepEqual(
      file!.edits.map(({ newText }) => newText),
      ['  b:\n'],
    );
  });

  it('a first code where there is no codebook yet', async () => {
    await folder.remove('codebook.yaml');
    await folder.write({ 'qualdown.yaml': 'name: S\n' });
    await client.filesChanged(
      { uri: folder.uri('codebook.yaml'), type: 3 },
      { uri: folder.uri('qualdown.yaml'), type: 1 },
    );
    await client.next('qualdown/studiesChanged');
    const { files } = await after({ kind: 'create', name: 'First' });
    assert.deepEqual(files, { 'codebook.yaml': 'codes:\n  first:\n    name: First\n' });
  });

  it('a rename, wherever the code is written', async () => {
    assert.deepEqual(await after({ kind: 'rename', code: 'focus', to: 'clear', keepAlias: true }), {
      files: {
        'codebook.yaml': CODEBOOK.replace('focus: {', 'clear: {')
          .replace('[sharp]', '[sharp, focus]')
          .replace('counterpart: focus', 'counterpart: clear'),
        'one.md': ONE.replace('.focus', '.clear')
          .replace('.sharp', '.clear')
          .replace('::: focus', '::: clear'),
        'in/two.md': `\uFEFF${TWO.replaceAll('focus', 'clear')}`,
      },
      label: 'Rename focus to clear: 5 passages in 2 documents',
      code: 'clear',
    });
  });

  it('a merge: what carries both carries one', async () => {
    const { files, label } = await after({ kind: 'merge', codes: ['focus'], into: 'other' });
    assert.deepEqual(files, {
      'codebook.yaml': CODEBOOK.replace('      focus: { name: Focus, aliases: [sharp] }\n', '').replace(
        '  other: { counterpart: focus }\n',
        '  other: { aliases: [ focus, sharp ], x-merged: { focus: { name: Focus, aliases: [sharp] } } }\n',
      ),
      'one.md': ONE.replace('.focus', '.other').replace('.sharp', '.other').replace('::: focus', '::: other'),
      'in/two.md': '\uFEFF# T {.other}\n\n[x]{class="other" seg=k} [y]{.other seg=k}\n',
    });
    assert.equal(label, 'Merge focus into other: 5 passages in 2 documents');
  });

  it('a split, each passage as chosen', async () => {
    const passages = await client.request<SplitPassage[]>('qualdown/splitPassages', {
      study: folder.uri(),
      code: 'sharp',
    });
    assert.deepEqual(
      passages.map(({ file, text, before, after: behind, memo, codes }) => [
        file,
        text,
        before,
        behind,
        memo,
        codes.join(),
      ]),
      [
        ['in/two.md', 'T x y', ' ', '', null, 'focus,other'],
        ['in/two.md', 'x […] y', ' # T ', ' ', null, 'focus,other'],
        ['one.md', 'a b c', ' **P1:** ', '. d ', null, 'buffering,focus'],
        ['one.md', 'b', ' **P1:** a ', ' c. d ', 'm', 'focus'],
        ['one.md', 'd', ' **P1:** a b c. ', '', null, 'focus'],
      ],
    );
    const choice = (index: number, ...codes: string[]): SplitChoice => {
      const { uri, at, stamp } = passages[index]!;
      return { uri, at, stamp, codes };
    };
    const into = [{ id: 'narrow', name: 'Narrow' }, { id: 'other' }];
    const split = { kind: 'split', code: 'focus', into } as const;
    const choices = [choice(2, 'narrow'), choice(3), choice(4, 'narrow', 'focus')];
    const { files, label } = await after({ ...split, choices });
    assert.deepEqual(files, {
      'codebook.yaml': CODEBOOK.replace(
        '      buffering:',
        '      narrow:\n        name: Narrow\n      buffering:',
      ),
      'one.md': ONE.replace('.sharp', '.narrow').replace('::: focus', '::: {.narrow .focus}'),
    });
    assert.equal(label, 'Split focus into narrow, other: 2 passages in 1 document');
    const told = await request({ ...split, choices });
    assert.deepEqual('refused' in told ? told : [told.passages, told.documents], [2, 1]);
    const { files: others } = await after({ ...split, choices: [choice(0, 'other'), choice(1, 'other')] });
    assert.equal(others['in/two.md'], '\uFEFF# T {.other}\n\n[x]{class="other" seg=k} [y]{.other seg=k}\n');

    await client.open(folder.uri('one.md'), `x ${ONE}`, 'markdown', 1);
    const late = await request({ ...split, choices });
    assert.match('refused' in late ? late.refused : '', /one\.md has changed/);
    const stray = await request({ ...split, choices: [choice(0, 'buffering')] });
    assert.match('refused' in stray ? stray.refused : '', /none of the codes/);
  });

  it('what is refused, and what no client should send', async () => {
    const refused = async (operation: object): Promise<string> => {
      const outcome = await request(operation);
      return 'refused' in outcome ? outcome.refused : 'not refused';
    };
    assert.match(await refused({ kind: 'delete', codes: ['focus'] }), /on 5 passages in 2 documents/);
    assert.match(await refused({ kind: 'rename', code: 'focus', to: 'other', keepAlias: false }), /merge/);
    assert.match(await refused({ kind: 'recolor', code: 'other', color: null }), /Nothing changes/);
    for (const operation of [
      undefined,
      {},
      { kind: 'no' },
      { kind: 'merge', into: 'a' },
      { kind: 'create', name: 3 },
    ]) {
      await assert.rejects(request(operation as object), /missing|malformed/);
    }
  });
});
