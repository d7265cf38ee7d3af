import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CodeEntry } from '../../../client/src/codes/codesView.js';
import type { DocumentEntry } from '../../../client/src/documents/documentsView.js';
import type { PassageEntry } from '../../../client/src/passages/passagesView.js';
import { api, cli, closeAll, eventually, file, onDisk, study } from './support.js';

/** All of a tree, depth first. */
async function all<T>(tree: vscode.TreeDataProvider<T>, entry?: T): Promise<T[]> {
  const children = (await tree.getChildren(entry)) ?? [];
  const below = await Promise.all(children.map((child) => all(tree, child)));
  return children.flatMap((child, index) => [child, ...below[index]!]);
}

describe('the Codes view', () => {
  it('has the tree of the codebook with the counts of the command line', async () => {
    const { codes } = await api();
    const tallied = (cli('tally') as { codes: { code: string; total: number }[] }).codes;
    await eventually(async () => {
      const entries = (await all<CodeEntry>(codes)).filter((entry) => entry.kind === 'code');
      const shown = entries.map(({ code }) => [code.id, code.total]);
      assert.deepEqual(
        shown,
        tallied.map(({ code, total }) => [code, total]),
      );
    });
  });

  it('shows each with a swatch, its count, and what it means when pointed at', async () => {
    const { codes } = await api();
    const entry = (await all<CodeEntry>(codes)).find(
      (one) => one.kind === 'code' && one.code.id === 'buffering',
    )!;
    const item = await codes.getTreeItem(entry);
    assert.equal(item.label, 'Buffering');
    assert.equal((item.iconPath as vscode.Uri).scheme, 'data');
    assert.match(String(item.description), /^\d+$/);
    const { token } = new vscode.CancellationTokenSource();
    const resolved = await codes.resolveTreeItem!(item, entry, token);
    assert.match((resolved!.tooltip as vscode.MarkdownString).value, /keep scrutiny and interference away/);
  });
});

describe('the Passages view', () => {
  afterEach(closeAll);

  it('lists the passages of a code by case, as many as there are, and opens each in its place', async () => {
    const { passages } = await api();
    const listed = cli('segments', '--code', 'buffering') as { file: string; case: string }[];
    await vscode.commands.executeCommand('qualdown.showPassages', {
      study: study().toString(),
      code: 'buffering',
    });
    const entries = await all<PassageEntry>(passages);
    const found = entries.flatMap((entry) => (entry.kind === 'passage' ? [entry.passage] : []));
    assert.deepEqual(
      found.map((passage) => passage.file).sort(),
      listed.map((passage) => passage.file).sort(),
    );
    const cases = entries.flatMap((entry) => (entry.kind === 'group' ? [entry.value] : []));
    assert.deepEqual(new Set(cases), new Set(listed.map((passage) => passage.case)));

    const passage = found.find(({ range }) => range.start.line === range.end.line)!;
    const { command } = passages.getTreeItem({ kind: 'passage', passage });
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.toString(), passage.uri);
    const after = document.getText(new vscode.Range(selection.end, document.lineAt(selection.end).range.end));
    assert.match(after, /^\]\{[^}]*\.buffering/);
  });

  it('can be of one case alone', async () => {
    const { passages } = await api();
    const query = { study: study().toString(), code: 'buffering', case: { value: 'Tilden' } };
    await vscode.commands.executeCommand('qualdown.showPassages', query);
    const found = (await all<PassageEntry>(passages)).filter((entry) => entry.kind === 'passage');
    const listed = cli('segments', '--code', 'buffering', '--where', 'district=Tilden') as unknown[];
    assert(listed.length > 0);
    assert.equal(found.length, listed.length);
  });
});

describe('the Documents view', () => {
  afterEach(closeAll);
  const path = 'alder/as1-wave1.md';

  async function entryOf(): Promise<DocumentEntry & { kind: 'document' }> {
    const { documents } = await api();
    const entry = (await all<DocumentEntry>(documents)).find(
      (one) => one.kind === 'document' && one.document.file === path,
    );
    assert(entry?.kind === 'document');
    return entry;
  }

  it('has every document by district, with its attributes and counted words', async () => {
    const { documents } = await api();
    const entries = await all<DocumentEntry>(documents);
    const shown = entries.flatMap((entry) => (entry.kind === 'document' ? [entry.document] : []));
    const tallied = cli('tally') as { documents: number; words: number };
    assert.equal(shown.length, tallied.documents, shown.map((document) => document.file).join());
    assert.equal(
      shown.reduce((sum, { words }) => sum + words, 0),
      tallied.words,
    );
    const roots = (await documents.getChildren(undefined))!;
    assert.deepEqual(
      roots.map((root) => root.kind === 'case' && root.value),
      ['Alder', 'District Two', 'Port Hallam', 'Tilden'],
    );
    const entry = await entryOf();
    const attributes = (await documents.getChildren(entry))!;
    assert(
      attributes.some((one) => one.kind === 'attribute' && one.name === 'district' && one.value === 'Alder'),
    );
    const item = await documents.getTreeItem(entry);
    assert.match(String(item.description), new RegExp(`^${entry.document.words} words`));
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'pass');
  });

  it('sets how far a document is coded, in its front matter, and back', async () => {
    const before = onDisk(path);
    assert.match(before, /^coding: done$/m);
    assert.equal(await vscode.commands.executeCommand('qualdown.markPartial', await entryOf()), true);
    assert.equal(onDisk(path), before.replace('coding: done', 'coding: partial'));
    await eventually(async () => assert.equal((await entryOf()).document.coding, 'partial'));
    await vscode.commands.executeCommand('qualdown.markDone', await entryOf());
    assert.equal(onDisk(path), before);
    const document = await vscode.workspace.openTextDocument(file(path));
    assert.equal(document.isDirty, false);
  });

  it('leaves a document unsaved that was so before', async () => {
    const editor = await vscode.window.showTextDocument(file(path));
    const before = onDisk(path);
    await editor.edit((edit) => edit.insert(editor.document.positionAt(before.length), '\nAnd so on.\n'));
    assert.equal(await vscode.commands.executeCommand('qualdown.markNone', await entryOf()), true);
    assert.match(editor.document.getText(), /^coding: none$/m);
    assert.equal(onDisk(path), before);
  });
});
