import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DocumentEntry } from '../../../client/src/documents/documentsView.js';
import type { ImportResult } from '../../../server/src/protocol.js';
import { api, closeAll, eventually, file, onDisk, remove } from './support.js';

const TALK =
  'INT: How was it?\nMaria Lopez: Well, Maria said [so]{.buffering}.\nINT: And?\nMaria Lopez: Fine.\n';

describe('importing documents', () => {
  let outside: string;
  before(async () => {
    await api();
    outside = mkdtempSync(join(tmpdir(), 'qualdown-import-'));
  });
  after(() => rmSync(outside, { recursive: true, force: true }));
  afterEach(async () => {
    await closeAll();
    await remove('imported');
  });

  /** Files beside the study. */
  const write = (name: string, text: string): vscode.Uri => {
    writeFileSync(join(outside, name), text);
    return vscode.Uri.file(join(outside, name));
  };
  /** Runs the command on files; the form is there once it resolves. */
  async function begin(...sources: vscode.Uri[]) {
    const result = vscode.commands.executeCommand<ImportResult | undefined>(
      'qualdown.importDocuments',
      sources[0],
      sources,
    );
    const { importing } = await api();
    const panel = await eventually(() => {
      assert(importing.panel, 'the form is not open');
      return importing.panel;
    });
    return { result, panel, report: importing.report };
  }

  it('asks who is who, imports, opens the first document and the report', async () => {
    const { result, panel, report } = await begin(write('talk.txt', TALK), write('no.pdf', 'x'));
    await panel.receive({
      type: 'import',
      choices: {
        voices: [
          { name: 'INT', label: 'INT', role: 'interviewer' },
          { name: 'Maria Lopez', label: 'P1', role: 'participant' },
        ],
        inText: false,
        folder: 'imported',
      },
    });
    const done = await result;
    assert.deepEqual([done?.imported, done?.failed], [1, 1]);
    const text = onDisk('imported/talk.md');
    assert.match(
      text,
      /\n\*\*INT:\*\* How was it\?\n\n\*\*P1:\*\* Well, Maria said \[so\]\\\{\.buffering\}\.\n/,
    );
    await eventually(() => {
      const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString());
      assert(
        shown.includes(file('imported/talk.md').toString()) && shown.includes(report.uri.toString()),
        shown.join(),
      );
    });
    assert.match(report.provideTextDocumentContent(), /no\.pdf is no PDF/);
    const { documents } = await api();
    await eventually(async () => {
      const entries: DocumentEntry[] = [];
      for (const root of (await documents.getChildren(undefined)) ?? [])
        entries.push(...((await documents.getChildren(root)) ?? []));
      const found = entries.find(
        (entry) => entry.kind === 'document' && entry.document.file === 'imported/talk.md',
      );
      assert(found?.kind === 'document' && found.document.coding === 'none');
      assert.deepEqual(found.document.participants, ['P1']);
    });
  });

  it('keeps the form open where a folder is wrong, and writes nothing when it is closed', async () => {
    const { result, panel } = await begin(write('other.txt', TALK));
    const choices = { voices: [], inText: false, folder: '../outside' };
    await panel.receive({ type: 'import', choices });
    await panel.receive({ type: 'cancel' });
    assert.equal(await result, undefined);
    assert.throws(() => onDisk('other.md'));
    assert.equal(readFileSync(join(outside, 'other.txt'), 'utf8'), TALK);
  });
});
