import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { requests, type Adjudicated } from '../../../server/src/protocol.js';
import { api, closeAll, eventually } from './support.js';

const views = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('qualdown.agreement'),
    );

describe('the Agreement view', () => {
  before(api);
  afterEach(closeAll);

  it('opens once, and names its tab by the two sides it compares', async () => {
    // Until the studies are known there is nothing to open.
    await eventually(async () => {
      await vscode.commands.executeCommand('qualdown.agreement');
      assert.equal(views().length, 1);
    });
    // The page loaded, asked and was answered.
    await eventually(() => {
      const [tab, ...others] = views();
      assert.equal(others.length, 0);
      assert.match(tab!.label, /study.*second-coder/);
    });
    await vscode.commands.executeCommand('qualdown.agreement');
    assert.equal(views().length, 1);
  });

  it('the sample’s second coder disagrees somewhere, at a place that the study’s document has', async () => {
    const { server } = await api();
    const [study] = await server.request(requests.studies, undefined);
    const found = await server.request(requests.adjudication, {
      study: study!.uri,
      spec: {
        sides: [
          { kind: 'path', path: '.' },
          { kind: 'path', path: 'second-coder' },
        ],
      },
    });
    const { items } = found as Adjudicated;
    assert.ok(items.length > 3);
    assert.ok(items.every(({ range, marks }) => range !== null && marks.length > 0));
  });
});
