import assert from 'node:assert/strict';
import type { DocumentSummary, StudySummary } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const CODEBOOK = 'codes:\n  focus: { definition: One thing. }\n';

describe('lsp: studies of a workspace', () => {
  afterEach(stopClients);

  async function studies(client: Client): Promise<StudySummary[]> {
    const found = await client.request<StudySummary[]>('qualdown/studies', undefined);
    return found.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  /** Documents by study, as `folder: file, file`; waits until the studies are read. */
  async function contents(client: Client, folder: Folder): Promise<string[]> {
    const lines: string[] = [];
    for (const { uri } of await studies(client)) {
      const documents = await client.request<DocumentSummary[]>('qualdown/documents', { study: uri });
      const name = decodeURIComponent(uri.slice(folder.uri().length + 1)) || '.';
      lines.push(`${name}: ${documents.map(({ file }) => file).join(', ')}`);
    }
    return lines;
  }

  /** Tells of changed files, and waits until the studies hold these documents. */
  async function changed(client: Client, folder: Folder, files: string[], expected: string[]): Promise<void> {
    await client.filesChanged(...files.map((file) => ({ uri: folder.uri(file), type: 2 as const })));
    await holds(client, folder, expected);
  }

  function holds(client: Client, folder: Folder, expected: string[]): Promise<void> {
    return client.until('qualdown/studiesChanged', () => contents(client, folder), expected);
  }

  it('are found in several folders, above them, below them and nested', async () => {
    const folder = await Folder.of({
      'one/qualdown.yaml': 'name: One\n',
      'one/codebook.yaml': CODEBOOK,
      'one/a.md': '',
      'one/inner/qualdown.yaml': 'name: Inner\n',
      'one/inner/b.md': '',
      'one/inner/codes/codebook.yaml': CODEBOOK, // under a qualdown.yaml: no study of its own
      'one/inner/codes/c.md': '',
      'two/deep/codebook.yaml': CODEBOOK,
      'two/deep/d.md': '',
      'two/e.md': '',
      'three/codebook.yaml': CODEBOOK,
      'three/sub/f.md': '',
      'four/g.md': '',
      'five/codebook.yaml': 'colours: {}\n',
    });
    const roots = ['one', 'two', 'three/sub', 'four', 'five', 'missing'].map((name) => folder.uri(name));
    const client = await Client.start(roots);
    assert.deepEqual(await contents(client, folder), [
      'one: a.md',
      'one/inner: b.md, codes/c.md',
      'three: sub/f.md',
      'two/deep: d.md',
    ]);
    assert.deepEqual(
      (await studies(client)).map(({ name }) => name),
      ['One', 'Inner', 'three', 'deep'],
    );
  });

  it('come and go with the folders', async () => {
    const folder = await Folder.of({
      'one/codebook.yaml': CODEBOOK,
      'two/codebook.yaml': CODEBOOK,
      'two/a.md': '',
    });
    const client = await Client.start([folder.uri('one')]);
    assert.deepEqual(await contents(client, folder), ['one: ']);
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: {
        added: [{ uri: folder.uri('two'), name: 'two' }],
        removed: [{ uri: folder.uri('one'), name: 'one' }],
      },
    });
    assert.deepEqual(await contents(client, folder), ['two: a.md']);
  });

  it('of an open file outside all folders are read while it is open', async () => {
    const folder = await Folder.of({
      'in/codebook.yaml': CODEBOOK,
      'out/codebook.yaml': CODEBOOK,
      'out/a.md': '',
    });
    const client = await Client.start([folder.uri('in')]);
    await client.open(folder.uri('out/a.md'), '[x]{.fokus}');
    assert.equal((await client.diagnostics(folder.uri('out/a.md'))).length, 1);
    assert.deepEqual(await contents(client, folder), ['in: ', 'out: a.md']);
    await client.close(folder.uri('out/a.md'));
    await holds(client, folder, ['in: ']);
  });

  it('follow files that are made, changed, moved and deleted, alone and as folders', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '', 'x/b.md': '', 'x/c.md': '' });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: a.md, x/b.md, x/c.md']);

    await folder.write({ 'd.md': '[x]{.focus}' });
    await changed(client, folder, ['d.md'], ['.: a.md, d.md, x/b.md, x/c.md']);

    await folder.move('x', 'y');
    await client.notify('workspace/didRenameFiles', {
      files: [{ oldUri: folder.uri('x'), newUri: folder.uri('y') }],
    });
    await holds(client, folder, ['.: a.md, d.md, y/b.md, y/c.md']);

    await folder.remove('y');
    await changed(client, folder, ['y'], ['.: a.md, d.md']);

    await folder.write({ 'd.md': 'word [two words]{.focus} [x]{.focus}' });
    await client.filesChanged({ uri: folder.uri('d.md'), type: 2 });
    const figures = async (): Promise<unknown[]> => {
      const params = { study: folder.uri(), uri: folder.uri('d.md') };
      const [summary] = await client.request<DocumentSummary[]>('qualdown/documents', params);
      return [summary!.words, summary!.segments, summary!.coding];
    };
    await client.until('qualdown/studiesChanged', figures, [4, 2, 'partial']);
  });

  it('read again what a folder holds that was put in the place of another', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'x/b.md': '', 'y/b.md': '[x]{.focus}' });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: x/b.md, y/b.md']);
    await folder.remove('x');
    await folder.move('y', 'x');
    await changed(client, folder, ['x', 'y'], ['.: x/b.md']);
    const [summary] = await client.request<DocumentSummary[]>('qualdown/documents', { study: folder.uri() });
    assert.equal(summary!.segments, 1);
  });

  it('leave what is nested in them alone when it changes', async () => {
    const folder = await Folder.of({
      'codebook.yaml': CODEBOOK,
      'a.md': '',
      'in/codebook.yaml': CODEBOOK,
      'in/b.md': '',
    });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: a.md', 'in: b.md']);
    await folder.write({ 'in/b.md': '[x]{.focus}', 'a.md': '[x]{.focus} [y]{.focus}' });
    await client.filesChanged({ uri: folder.uri('in/b.md'), type: 2 }, { uri: folder.uri('a.md'), type: 2 });
    const segments = async (): Promise<number[]> => (await studies(client)).map((study) => study.segments);
    await client.until('qualdown/studiesChanged', segments, [2, 1]);
    await client.open(folder.uri('in/b.md'), '');
    await client.until('qualdown/studiesChanged', segments, [2, 0]);
    assert.deepEqual(await contents(client, folder), ['.: a.md', 'in: b.md']);
  });

  it('follow a configuration that changes on disk', async () => {
    const folder = await Folder.of({
      'codebook.yaml': CODEBOOK,
      'qualdown.yaml': 'name: One\n',
      'a.md': '',
      'b.txt': '',
    });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: a.md']);
    await folder.write({ 'qualdown.yaml': 'name: Two\ndocuments: ["*.txt"]\n' });
    await client.filesChanged({ uri: folder.uri('qualdown.yaml'), type: 2 });
    // Read again without being asked for: the summary alone waits for nothing.
    const summary = async (): Promise<unknown> =>
      (await studies(client)).map(({ name, complete, documents }) => [name, complete, documents]);
    await client.until('qualdown/studiesChanged', summary, [['Two', true, 1]]);
    assert.deepEqual(await contents(client, folder), ['.: b.txt']);
  });

  it('appear and disappear with their codebook, and give their documents back', async () => {
    const folder = await Folder.of({ 'a.md': '', 'in/b.md': '' });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), []);
    await folder.write({ 'codebook.yaml': CODEBOOK });
    await changed(client, folder, ['codebook.yaml'], ['.: a.md, in/b.md']);
    await client.open(folder.uri('in/b.md'), 'open or not');
    await folder.write({ 'in/codebook.yaml': CODEBOOK });
    await changed(client, folder, ['in/codebook.yaml'], ['.: a.md', 'in: b.md']);
    await client.close(folder.uri('in/b.md'));
    await folder.remove('in/codebook.yaml');
    await changed(client, folder, ['in/codebook.yaml'], ['.: a.md, in/b.md']);
    await folder.remove('codebook.yaml');
    await changed(client, folder, ['codebook.yaml'], []);
  });

  it('hold an open document above the file on disk, until it is closed', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '[disk]{.focus}', 'b.md': '' });
    const client = await Client.start([folder.uri()]);
    /** Segments in each document. */
    const segments = async (): Promise<Record<string, number>> => {
      const documents = await client.request<DocumentSummary[]>('qualdown/documents', {
        study: folder.uri(),
      });
      return Object.fromEntries(documents.map(({ file, segments: count }) => [file, count]));
    };
    const becomes = (expected: Record<string, number>): Promise<void> =>
      client.until('qualdown/studiesChanged', segments, expected);
    assert.deepEqual(await segments(), { 'a.md': 1, 'b.md': 0 });
    await client.open(folder.uri('a.md'), '[open]{.focus} [twice]{.focus}');
    assert.deepEqual(await segments(), { 'a.md': 2, 'b.md': 0 });

    // The change of b.md, told in the same breath, shows that the one of a.md was looked at.
    await folder.write({ 'a.md': '', 'b.md': '[x]{.focus}' });
    await client.filesChanged({ uri: folder.uri('a.md'), type: 2 }, { uri: folder.uri('b.md'), type: 2 });
    await becomes({ 'a.md': 2, 'b.md': 1 });
    await folder.remove('a.md');
    await folder.remove('b.md');
    await client.filesChanged({ uri: folder.uri('a.md'), type: 3 }, { uri: folder.uri('b.md'), type: 3 });
    await becomes({ 'a.md': 2 });
    await client.close(folder.uri('a.md'));
    await becomes({});
  });

  it('follow a change of the globs and of the codebook’s place', async () => {
    const folder = await Folder.of({
      'qualdown.yaml': 'name: Test\n',
      'codebook.yaml': CODEBOOK,
      'codes.yaml': 'codes:\n  one: {}\n  two: {}\n',
      'a.md': '',
      'b.txt': '',
    });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: a.md']);
    await client.open(folder.uri('qualdown.yaml'), 'codebook: codes.yaml\ndocuments: ["*.txt"]\n', 'yaml');
    assert.deepEqual(await contents(client, folder), ['.: b.txt']);
    assert.equal((await studies(client))[0]!.codes, 2);
    await client.close(folder.uri('qualdown.yaml'));
    await holds(client, folder, ['.: a.md']);
  });

  it('say which documents cannot be read', async () => {
    const folder = await Folder.of({
      'codebook.yaml': CODEBOOK,
      'a.md': new Uint8Array([0x61, 0xff, 0x62]),
      'b.md': '',
    });
    const client = await Client.start([folder.uri()]);
    assert.deepEqual(await contents(client, folder), ['.: b.md']);
    assert.deepEqual((await studies(client))[0]!.unreadable, ['a.md']);
    await folder.write({ 'a.md': 'fine now' });
    await changed(client, folder, ['a.md'], ['.: a.md, b.md']);
    assert.deepEqual((await studies(client))[0]!.unreadable, []);
  });
});
