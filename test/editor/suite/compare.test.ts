import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, eventually } from './support.js';

const comparisons = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('qualdown.compare'),
    );

describe('the Compare view', () => {
  before(api);
  afterEach(closeAll);

  it('opens in a page of its own, once, under the name of what is compared', async () => {
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    // The page names its tab by what the server answered: it loaded, asked and was answered.
    await eventually(() => {
      const [tab, ...others] = comparisons();
      assert.equal(others.length, 0);
      assert.match(tab!.label, /district/i);
    });
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    assert.equal(comparisons().length, 1);
  });

  it('opens on what it is asked, and asks anew for something else', async () => {
    await vscode.commands.executeCommand('qualdown.compareCases', { by: ['role'] });
    await eventually(() => assert.match(comparisons()[0]!.label, /role/i));
    await vscode.commands.executeCommand('qualdown.compareCases', { by: ['wave'] });
    await eventually(() => assert.match(comparisons()[0]!.label, /wave/i));
  });

  it('opens a passage beside itself, selected', async () => {
    const { comparison } = await api();
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    await eventually(() => assert.equal(comparisons().length, 1));
    const [document] = await vscode.workspace.findFiles('alder/ap1-wave1.md');
    const range = { start: { line: 10, character: 0 }, end: { line: 10, character: 3 } };
    await comparison.receive({ type: 'open', uri: document!.toString(), range });
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.uri.toString(), document!.toString());
    assert.deepEqual([editor.selection.start.line, editor.selection.end.character], [10, 3]);
    assert.equal(comparisons().length, 1, 'the comparison stays');
  });

  it('runs no command but our own for its page', async () => {
    const { comparison } = await api();
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    await eventually(() => assert.equal(comparisons().length, 1));
    await comparison.receive({ type: 'command', command: 'workbench.action.closeAllEditors' });
    assert.equal(comparisons().length, 1);
  });
});
