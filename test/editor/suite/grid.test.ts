import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AttributeMatch } from '../../../server/src/protocol.js';
import { api, cli, closeAll, eventually, open } from './support.js';

const grids = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes('qualdown.attributes'),
    );

describe('the attribute grid', () => {
  before(api);
  afterEach(closeAll);

  it('opens in a page of its own, once', async () => {
    await vscode.commands.executeCommand('qualdown.editAttributes');
    await vscode.commands.executeCommand('qualdown.editAttributes');
    await eventually(() => assert.equal(grids().length, 1));
  });

  it('shows what a table would change, and marks the page as not applied', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qualdown-table-'));
    const file = join(folder, 'table.csv');
    writeFileSync(file, 'document;wave;mood\r\nAP1-wave1.docx;2;calm\r\nnobody;1;\r\n');
    const match = await vscode.commands.executeCommand<AttributeMatch>(
      'qualdown.importAttributes',
      vscode.Uri.file(file),
    );
    assert.deepEqual(
      match.changes.map(({ file: of, attribute, from, to }) => [of, attribute, from, to]),
      [
        ['alder/ap1-wave1.md', 'wave', '1', '2'],
        ['alder/ap1-wave1.md', 'mood', '', 'calm'],
      ],
    );
    assert.deepEqual(match.added, ['mood']);
    assert.equal(match.unmatched[0]?.name, 'nobody');
    await eventually(() => assert.match(grids()[0]!.label, /^●/));
  });

  it('exports what the command line exports', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'qualdown-table-')), 'attributes.csv');
    // What another test has removed is still listed for a moment.
    await eventually(async () => {
      await vscode.commands.executeCommand('qualdown.exportAttributes', vscode.Uri.file(file));
      const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
      const documents = cli('attributes') as { file: string }[];
      assert.deepEqual(
        lines.slice(1).map((line) => line.split(',')[0]),
        documents.map((one) => one.file),
      );
    });
  });

  it('writes what is applied as one step of undo, and refuses a value that is another by now', async () => {
    const { grid } = await api();
    await vscode.commands.executeCommand('qualdown.editAttributes');
    const documents = [
      (await open('alder/ap1-wave1.md')).document,
      (await open('alder/ap1-wave2.md')).document,
    ];
    const before = documents.map((document) => document.getText());
    const changes = documents.map(({ uri }) => ({
      uri: uri.toString(),
      attribute: 'site',
      from: 'school',
      to: 'elsewhere',
    }));
    await grid.receive({ type: 'apply', changes });
    for (const document of documents) assert.match(document.getText(), /\nsite: elsewhere\n/);
    await grid.receive({ type: 'apply', changes });
    assert.deepEqual(
      documents.map((document) => document.getText()),
      before.map((text) => text.replace('\nsite: school\n', '\nsite: elsewhere\n')),
    );
    await vscode.window.showTextDocument(documents[1]!);
    await vscode.commands.executeCommand('undo');
    await eventually(() => assert.equal(documents[1]!.getText(), before[1]));
    for (const document of documents) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });
});
