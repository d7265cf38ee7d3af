import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { PassageEntry } from '../../../client/src/passages/passagesView.js';
import { api, cli, closeAll, study } from './support.js';

type Listed = { file: string; case: string; text: string; speaker: string | null }[];
const query = 'buffering and not isolation';
const listed = (): Listed => cli('segments', '--rollup', '--query', query) as Listed;

async function all(entry?: PassageEntry): Promise<PassageEntry[]> {
  const { passages } = await api();
  const children = await passages.getChildren(entry);
  return (await Promise.all(children.map(async (child) => [child, ...(await all(child))]))).flat();
}
const passagesIn = (entries: readonly PassageEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'passage' ? [entry.passage] : []));
const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`qualdown.${command}`, ...args);

describe('the Passages view of a query', () => {
  beforeEach(async () => {
    await api();
    await run('queryPassages', { study: study().toString(), query });
  });
  afterEach(async () => {
    await run('clearPassagesFilter');
    await run('groupPassages', 'case');
    await closeAll();
  });

  it('lists what the command line lists', async () => {
    const found = passagesIn(await all());
    assert(found.length > 0);
    assert.deepEqual(
      found.map((passage) => passage.file).sort(),
      listed()
        .map((each) => each.file)
        .sort(),
    );
  });

  it('groups by document and by code', async () => {
    await run('groupPassages', 'document');
    const groups = (await all()).filter((entry) => entry.kind === 'group');
    assert.deepEqual(new Set(groups.map(({ value }) => value)), new Set(listed().map((each) => each.file)));
    await run('groupPassages', 'code');
    const [first] = (await all()).filter((entry) => entry.kind === 'group');
    assert.equal(first!.value, 'buffering');
    assert.equal(first!.count, listed().length);
  });

  it('names the documents and participants without', async () => {
    const entries = await all();
    const without = entries.flatMap((entry) => (entry.kind === 'document' ? [entry.document.file] : []));
    const having = new Set(listed().map((each) => each.file));
    assert(without.length > 0);
    assert(without.every((path) => !having.has(path)));
    const people = entries.flatMap((entry) => (entry.kind === 'participant' ? [entry.participant] : []));
    assert(people.length > 0);
    assert(listed().every(({ speaker }) => speaker === null || !people.includes(speaker)));
  });

  it('is filtered by text', async () => {
    const [some] = listed();
    const words = some!.text.split(/\s+/).slice(0, 3).join(' ');
    await run('filterPassages', words.toUpperCase());
    const found = passagesIn(await all());
    assert(found.length >= 1 && found.length < listed().length, String(found.length));
    assert(found.every(({ text }) => text.toLowerCase().includes(words.toLowerCase())));
  });

  it('shows a passage among the words around it, and copies it as a quotation with its source', async () => {
    const { passages } = await api();
    const entry = (await all()).find(
      (each): each is PassageEntry & { kind: 'passage' } => each.kind === 'passage',
    )!;
    const { token } = new vscode.CancellationTokenSource();
    const item = await passages.resolveTreeItem(passages.getTreeItem(entry), entry, token);
    assert(item.tooltip instanceof vscode.MarkdownString);
    assert(item.tooltip.value.length > 100, item.tooltip.value);
    await run('copyQuotation', entry);
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^> /);
    assert(copied.includes(`${entry.passage.file}, line ${entry.passage.range.start.line + 1}`), copied);
  });

  it('is exported as Markdown and as CSV', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qualdown-export-'));
    const to = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
    assert.equal(await run('exportPassages', { format: 'markdown', to: to('a.md') }), true);
    const markdown = readFileSync(to('a.md').fsPath, 'utf8');
    assert.equal(markdown.match(/^> — /gm)!.length, listed().length);
    assert.equal(await run('exportPassages', { format: 'csv', to: to('a.csv') }), true);
    assert.match(readFileSync(to('a.csv').fsPath, 'utf8'), /^id,file,line,column,case,speaker,codes/);
    rmSync(folder, { recursive: true });
  });

  it('says what is wrong with a query', async () => {
    await run('queryPassages', { study: study().toString(), query: 'buffering and nonsense' });
    assert.deepEqual(await all(), []);
    await run('queryPassages', { study: study().toString(), query });
  });
});
