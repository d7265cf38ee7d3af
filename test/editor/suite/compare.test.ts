import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, eventually } from './support.js';

const comparisons = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('qualdown.compare'),
    );

describe('the comparison', () => {
  before(api);
  afterEach(closeAll);

  it('opens in a page of its own, once, under the name of what is compared', async () => {
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    await eventually(() =>
      assert.deepEqual(
        comparisons().map(({ label }) => label),
        ['Districts compared'],
      ),
    );
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    assert.equal(comparisons().length, 1);
  });

  it('is copied as Markdown', async () => {
    await vscode.commands.executeCommand('qualdown.compareDistricts');
    await eventually(async () => {
      await vscode.commands.executeCommand('qualdown.copyComparison');
      const copied = await vscode.env.clipboard.readText();
      assert.match(copied, /Buffering \|/);
      assert.match(copied, /Port Hallam/);
    });
  });
});
