import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, file, open, rangeOf } from './support.js';

const path = 'alder/ab1-wave1.md';

describe('in the text', () => {
  afterEach(closeAll);

  it('an unknown code gets a diagnostic while it is typed, and loses it when corrected', async () => {
    const editor = await open(path);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '\n\n[some words]{.bufering}\n'));
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(file(path));
      assert.equal(found.length, 1, JSON.stringify(found));
      return found;
    });
    assert.equal(editor.document.getText(problem!.range), 'bufering');
    assert.match(problem!.message, /buffering/);
    await editor.edit((edit) => edit.replace(rangeOf(editor.document, 'bufering'), 'buffering'));
    await eventually(() => assert.deepEqual(vscode.languages.getDiagnostics(file(path)), []));
  });

  it('the codes of the codebook are offered inside a mark', async () => {
    const editor = await open(path);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(end, '\n\n[some words]{.'));
    const at = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    const labels = await eventually(async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        at,
        '.',
      );
      const found = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert(found.includes('buffering'), found.join(' '));
      return found;
    });
    assert(labels.includes('logic-of-confidence'));
  });

  it('a code leads to its entry in the codebook', async () => {
    const { document } = await open('alder/ap1-wave1.md');
    const at = rangeOf(document, '{.buffering}. Then').start.translate(0, 3);
    const [found] = await eventually(async () => {
      const locations = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        at,
      );
      assert.equal(locations.length, 1);
      return locations;
    });
    const target = 'targetUri' in found! ? found.targetUri : found!.uri;
    assert.equal(target.toString(), file('codebook.yaml').toString());
  });
});
