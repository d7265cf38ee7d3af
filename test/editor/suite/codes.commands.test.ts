import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CodeEntry } from '../../../client/src/codes/codesView.js';
import { CodesDrag } from '../../../client/src/codes/drag.js';
import { api, cli, closeAll, eventually, onDisk, open, study } from './support.js';

const codebook = 'codebook.yaml';
type Tallied = { code: string; parent: string | null; segments: number; total: number }[];
const tally = (): Tallied => (cli('tally') as { codes: Tallied }).codes;
const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`qualdown.${command}`, ...args);
const told = (code: string, answers: object = {}): object => ({
  study: study().toString(),
  code,
  confirmed: true,
  ...answers,
});

async function entries(): Promise<(CodeEntry & { kind: 'code' })[]> {
  const { codes } = await api();
  const all = async (entry?: CodeEntry): Promise<CodeEntry[]> => {
    const children = (await codes.getChildren(entry)) ?? [];
    return (await Promise.all(children.map(async (child) => [child, ...(await all(child))]))).flat();
  };
  return (await all()).filter((entry) => entry.kind === 'code');
}
const entry = (id: string): Promise<CodeEntry & { kind: 'code' }> =>
  eventually(async () => {
    const found = (await entries()).find(({ code }) => code.id === id);
    assert(found, `${id} is not in the view`);
    return found;
  });
const parentOf = (id: string): string | null | undefined => tally().find(({ code }) => code === id)?.parent;

/** Writes only what differs: an editor that is told of changes to all files works the next edits out for old texts. */
function putBack(backup: string): void {
  for (const path of readdirSync(backup, { recursive: true, encoding: 'utf8' })) {
    const [now, then] = [join(study().fsPath, path), join(backup, path)];
    if (!statSync(then).isFile()) continue;
    const text = readFileSync(then);
    if (!existsSync(now) || !readFileSync(now).equals(text)) writeFileSync(now, text);
  }
}

/** The texts that the editor has in memory are those on disk. */
function settled(): void {
  for (const document of vscode.workspace.textDocuments) {
    if (document.uri.scheme !== study().scheme || !document.uri.path.startsWith(study().path)) continue;
    assert.equal(document.getText(), readFileSync(document.uri.fsPath, 'utf8'), document.uri.path);
  }
}

describe('commands of the Codes view', () => {
  let backup = '';
  before(async () => {
    await api();
    await vscode.workspace
      .getConfiguration('files')
      .update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  });
  after(() =>
    vscode.workspace
      .getConfiguration('files')
      .update('autoSave', undefined, vscode.ConfigurationTarget.Global),
  );
  beforeEach(() => {
    backup = mkdtempSync(join(tmpdir(), 'qualdown-before-'));
    cpSync(study().fsPath, backup, { recursive: true });
  });
  afterEach(async () => {
    await closeAll();
    putBack(backup);
    rmSync(backup, { recursive: true, force: true });
    // What the next test starts from is what the server has read again.
    await eventually(settled);
    await eventually(async () => {
      const shown = (await entries()).map(({ code }) => [code.id, code.total]);
      assert.deepEqual(
        shown,
        tally().map(({ code, total }) => [code, total]),
      );
    });
  });

  it('“New code” makes one below the code it is called on', async () => {
    assert.equal(
      await run('newCode', { ...told('buffering'), name: 'Shutting the door' }),
      'shutting-the-door',
    );
    assert.equal(parentOf('shutting-the-door'), 'buffering');
    assert.match(onDisk(codebook), /Shutting the door/);
    await entry('shutting-the-door');
  });

  it('“Rename code” renames it in every document, leaves none open, and one undo takes it back', async () => {
    const before = tally().find(({ code }) => code === 'buffering')!;
    const text = onDisk('alder/ap1-wave1.md');
    assert.equal(
      await run('renameCode', told('buffering', { to: 'shielding', keepAlias: false })),
      'shielding',
    );
    const after = tally().find(({ code }) => code === 'shielding')!;
    assert.deepEqual({ ...after, code: 'buffering' }, before);
    assert(!tally().some(({ code }) => code === 'buffering'));
    assert.equal(onDisk('alder/ap1-wave1.md'), text.replaceAll('.buffering', '.shielding'));
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.path),
      [],
    );
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
    await open('alder/ap1-wave1.md');
    await vscode.commands.executeCommand('undo');
    await eventually(() =>
      assert.deepEqual(
        tally().find(({ code }) => code === 'buffering'),
        before,
      ),
    );
    await eventually(() =>
      assert.deepEqual(
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
        ['ap1-wave1.md'],
      ),
    );
  });

  it('shows the files first, and writes nothing without a yes', async () => {
    const before = onDisk(codebook);
    const renaming = run('renameCode', { ...told('buffering', { to: 'shielding' }), confirmed: false });
    const closing = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.closeQuickOpen'),
      500,
    );
    try {
      assert.equal(await renaming, undefined);
    } finally {
      clearInterval(closing);
    }
    assert.equal(onDisk(codebook), before);
    const again = run('renameCode', { ...told('buffering', { to: 'shielding' }), confirmed: false });
    const accepting = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      500,
    );
    try {
      assert.equal(await again, 'shielding');
    } finally {
      clearInterval(accepting);
    }
  });

  it('“Merge codes” makes one of several', async () => {
    const [a, b] = [await entry('buffering'), await entry('isolation')];
    await run('mergeCodes', told('isolation', { into: 'buffering' }));
    const merged = tally().find(({ code }) => code === 'buffering')!;
    assert(!tally().some(({ code }) => code === 'isolation'), onDisk(codebook).slice(0, 1500));
    assert(merged.segments > Math.max(a.code.segments, b.code.segments));
    assert.match(onDisk(codebook), /isolation/); // as an alias
  });

  it('codes are moved by drag and drop, several at once, and by command', async () => {
    const api_ = await api();
    assert(api_.codes);
    const drag = new CodesDrag((await api()).server);
    const data = new vscode.DataTransfer();
    drag.handleDrag([await entry('buffering'), await entry('isolation')], data);
    await drag.handleDrop(await entry('accountability'), data);
    assert.equal(parentOf('buffering'), 'accountability');
    assert.equal(parentOf('isolation'), 'accountability');
    await run('moveCodes', told('buffering', { parent: null }));
    assert.equal(parentOf('buffering'), null);
  });

  it('“Retire code” and “Change colour” write what they say', async () => {
    await run('retireCode', told('buffering', { replacedBy: 'isolation' }));
    assert.match(onDisk(codebook), /status: retired/);
    assert.match(onDisk(codebook), /replaced_by: isolation/);
    await run('recolorCode', told('isolation', { color: '#123456' }));
    assert.match(onDisk(codebook), /#123456/);
    await eventually(async () => assert.equal((await entry('isolation')).code.color, '#123456'));
  });

  it('“Delete unused codes” deletes them and no others', async () => {
    await run('newCode', { ...told('buffering'), name: 'Nobody says this' });
    await entry('nobody-says-this');
    const count = tally().length;
    await run('deleteUnusedCodes', told('nobody-says-this'));
    assert.equal(tally().length, count - 1);
    const before = onDisk(codebook);
    await run('deleteUnusedCodes', told('buffering'));
    assert.equal(onDisk(codebook), before);
  });

  it('“Copy code id” copies the ids of all that are selected', async () => {
    const selected = [await entry('buffering'), await entry('isolation')];
    await run('copyCodeId', selected[0], selected);
    assert.equal(await vscode.env.clipboard.readText(), 'buffering\nisolation');
  });

  it('is filtered by name, with the codes above, and shows all again', async () => {
    const all = (await entries()).length;
    await run('filterCodes', 'buffer');
    const found = (await entries()).map(({ code }) => code.id);
    assert(found.includes('buffering') && found.length < all, found.join());
    await run('clearCodesFilter');
    assert.equal((await entries()).length, all);
  });

  it('counts in the open document alone', async () => {
    await open('alder/ap1-wave1.md');
    await run('countInDocument');
    const listed = (cli('segments', '--code', 'buffering') as { file: string }[]).filter(
      ({ file }) => file === 'alder/ap1-wave1.md',
    );
    await eventually(async () => assert.equal((await entry('buffering')).code.segments, listed.length));
    await run('countInStudy');
    const [whole] = tally().filter(({ code }) => code === 'buffering');
    await eventually(async () => assert.equal((await entry('buffering')).code.segments, whole!.segments));
  });

  it('“Split code” asks for each passage, makes the new codes, and leaves a passage without a choice as it was', async () => {
    const before = tally().find(({ code }) => code === 'isolation')!.segments;
    const done = run<string>('splitCode', told('isolation', { into: 'buffering, Alone by design' }));
    // Enter on each passage ticks nothing.
    const accepting = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      700,
    );
    try {
      await done;
    } finally {
      clearInterval(accepting);
    }
    assert.match(onDisk(codebook), /Alone by design/);
    assert.equal(tally().find(({ code }) => code === 'isolation')!.segments, before);
  });
});
