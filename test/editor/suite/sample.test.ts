import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { copySample } from '../../../client/src/sample.js';
import { extension } from './support.js';

describe('the sample study', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'qualdown-sample-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const copy = (): Promise<vscode.Uri> => copySample(extension().extensionUri, vscode.Uri.file(folder));

  it('is copied whole', async () => {
    const { fsPath } = await copy();
    const sample = join(extension().extensionPath, 'samples', 'districts');
    assert.equal(fsPath, join(folder, 'districts'));
    assert.deepEqual(
      readdirSync(fsPath, { recursive: true }).sort(),
      readdirSync(sample, { recursive: true }).sort(),
    );
  });

  it('never overwrites one that is there', async () => {
    const first = await copy();
    const codebook = join(first.fsPath, 'codebook.yaml');
    writeFileSync(codebook, 'mine');
    const second = await copy();
    assert.equal(second.fsPath, join(folder, 'districts-2'));
    assert.equal(readFileSync(codebook, 'utf8'), 'mine');
  });
});
