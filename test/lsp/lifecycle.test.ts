import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { DocumentDiagnosticReport, Hover } from 'vscode-languageserver-protocol';
import { Client, plain, pulling, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { bundled } from './harness/server.js';

const CODEBOOK = 'codes:\n  focus: { name: Focus, definition: One thing at a time. }\n';

describe('lsp: a session', () => {
  afterEach(stopClients);

  it('says what it can do, by UTF-16, and offers pull only to who can pull', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const able = await Client.start([folder.uri()], { capabilities: pulling });
    assert.equal(able.initialized.serverInfo?.name, 'qualdown');
    assert.equal(able.initialized.capabilities.positionEncoding, 'utf-16');
    assert.deepEqual(able.initialized.capabilities.diagnosticProvider, {
      identifier: 'qualdown',
      interFileDependencies: false,
      workspaceDiagnostics: true,
    });
    const simple = await Client.start([folder.uri()], { capabilities: plain });
    assert.equal(simple.initialized.capabilities.diagnosticProvider, undefined);
  });

  it('serves a client that names one root, and one that names none', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '[x]{.fokus}\n' });
    const rooted = await Client.start([], { rootUri: folder.uri() });
    const rootless = await Client.start([], { rootUri: null });
    for (const client of [rooted, rootless]) {
      await client.open(folder.uri('a.md'), '[x]{.fokus}\n');
      assert.deepEqual(
        (await client.diagnostics(folder.uri('a.md'))).map(({ code }) => code),
        ['code-unknown'],
      );
    }
  });

  it('is the same through the command line, and over the channel that VS Code uses', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const line = await Client.spawn([], [await bundled('server/src/cli/main.ts'), 'lsp', '--stdio']);
    for (const client of [line, await Client.fork()]) {
      await client.initialize([folder.uri()]);
      await client.open(folder.uri('a.md'), '[x]{.fokus}\n');
      assert.equal((await client.diagnostics(folder.uri('a.md'))).length, 1);
      assert.equal(await client.stop(), 0);
    }
  });

  it('asks to be told of files on disk, but not before the client has said that it is ready', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const client = await Client.spawn();
    const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const workspaceFolders = [{ uri: folder.uri(), name: 'study' }];
    await client.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders,
    });
    await setTimeout(300);
    assert.deepEqual(client.inbox, []);
    await client.notify('initialized', {});
    const { registrations } = await client.next<{ registrations: { method: string }[] }>(
      'client/registerCapability',
    );
    assert.deepEqual(
      registrations.map(({ method }) => method),
      ['workspace/didChangeWatchedFiles'],
    );
  });

  it('is silent about files outside any study', async () => {
    const folder = await Folder.of({ 'notes.md': '[x]{.fokus} [y] {.z}\n' });
    const client = await Client.start([folder.uri()]);
    const uri = folder.uri('notes.md');
    await client.open(uri, '[x]{.fokus} [y] {.z}\n');
    assert.deepEqual(await client.report(uri), { kind: 'full', items: [] });
    assert.equal(await client.at('textDocument/hover', uri, { line: 0, character: 6 }), null);
    assert.deepEqual(await client.at('textDocument/completion', uri, { line: 0, character: 6 }), []);
    for (const other of ['untitled:Untitled-1', 'git:/a.md?%7B%7D', 'file:///nowhere/at/all.md']) {
      await client.open(other, '[x]{.fokus}');
      assert.deepEqual(await client.report(other), { kind: 'full', items: [] });
    }
    assert.deepEqual(await client.request('qualdown/studies', undefined), []);
  });

  it('answers what makes no sense with an error, and goes on', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '[x]{.focus}\n' });
    const client = await Client.start([folder.uri()]);
    client.mayFail = true;
    const uri = folder.uri('a.md');
    await client.open(uri, '[x]{.focus}\n');
    const textDocument = { uri };
    const broken: [string, unknown][] = [
      ['textDocument/hover', {}],
      ['textDocument/hover', null],
      ['textDocument/hover', [1, 2, 3]],
      ['textDocument/hover', { textDocument: { uri: 7 }, position: { line: 0, character: 0 } }],
      ['textDocument/hover', { textDocument: { uri: 'no uri at all' }, position: { line: 0, character: 0 } }],
      ['textDocument/hover', { textDocument }],
      ['textDocument/hover', { textDocument, position: { line: 'one', character: {} } }],
      ['textDocument/definition', { textDocument, position: null }],
      ['textDocument/references', { textDocument, position: { line: 0, character: 6 } }],
      ['textDocument/completion', { textDocument: null, position: { line: 0, character: 6 } }],
      ['textDocument/documentSymbol', undefined],
      ['textDocument/foldingRange', { textDocument: [] }],
      ['textDocument/codeAction', { textDocument, range: {}, context: {} }],
      ['textDocument/diagnostic', { textDocument: 'a' }],
      ['workspace/diagnostic', {}],
      ['qualdown/codes', undefined],
      ['qualdown/codes', { study: 12 }],
      ['qualdown/codes', { study: 'file:///nowhere' }],
      ['qualdown/passages', { study: folder.uri() }],
      ['qualdown/documents', []],
      ['qualdown/setCoding', { uri, coding: 'perhaps' }],
      ['qualdown/applyCode', { uri, version: 1, range: null, codes: ['focus'] }],
      ['qualdown/applyCode', { uri, version: 1, codes: 'focus' }],
      ['qualdown/paint', {}],
      ['no/such/method', { a: 1 }],
    ];
    for (const [method, params] of broken) {
      await assert.rejects(client.request(method, params), `${method} ${JSON.stringify(params)}`);
    }
    const hover = await client.at<Hover>('textDocument/hover', uri, { line: 0, character: 6 });
    assert.match(JSON.stringify(hover), /One thing at a time/);
  });

  it('outlives malformed notifications and messages', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '[x]{.focus}\n' });
    const client = await Client.start([folder.uri()]);
    client.mayFail = true;
    const uri = folder.uri('a.md');
    for (const params of [
      undefined,
      null,
      {},
      [],
      'x',
      { textDocument: {} },
      { textDocument: { uri: '%' } },
    ]) {
      for (const method of [
        'textDocument/didOpen',
        'textDocument/didChange',
        'textDocument/didClose',
        'workspace/didChangeWatchedFiles',
        'workspace/didChangeWorkspaceFolders',
        'workspace/didRenameFiles',
        'qualdown/visible',
        '$/cancelRequest',
        'no/such/notification',
      ]) {
        client.send({ jsonrpc: '2.0', method, params });
      }
    }
    for (const content of ['{', 'null', '[]', '"x"', '{"jsonrpc":"2.0","id":{},"method":5}', '{"id":9}']) {
      client.sendRaw(content);
    }
    await client.open(uri, '[x]{.fokus}\n');
    assert.deepEqual(
      (await client.diagnostics(uri)).map(({ code }) => code),
      ['code-unknown'],
    );
  });

  it('answers a cancelled request as cancelled, and the others all the same', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, 'a.md': '[x]{.focus}\n' });
    const client = await Client.start([folder.uri()]);
    const uri = folder.uri('a.md');
    await client.open(uri, '[x]{.focus}\n');
    const cancelled = { code: -32800 };
    const params = { textDocument: { uri }, position: { line: 0, character: 6 } };
    const { result, cancel } = client.cancellable('textDocument/references', {
      ...params,
      context: { includeDeclaration: true },
    });
    const hover = client.request<Hover>('textDocument/hover', params);
    cancel();
    await assert.rejects(result, cancelled);
    assert.ok(await hover);

    // One that waits for something to change.
    const first = await client.request<{ items: { uri: string; resultId: string }[] }>(
      'workspace/diagnostic',
      {
        previousResultIds: [],
      },
    );
    const waiting = client.cancellable('workspace/diagnostic', {
      previousResultIds: first.items.map(({ uri: known, resultId }) => ({ uri: known, value: resultId })),
    });
    await client.report(uri);
    waiting.cancel();
    await assert.rejects(waiting.result, cancelled);
  });

  it('can be closed while it reads, and while requests wait', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`d${index}.md`, 'A [word]{.focus} more.\n\n'.repeat(400)]),
    );
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, ...documents });
    const client = await Client.start([folder.uri()]);
    const waiting = client.request('qualdown/codes', { study: folder.uri() });
    waiting.catch(() => undefined);
    assert.equal(await client.stop(), 0);
  });

  it('ends with an error when the editor is gone without a word', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const client = await Client.start([folder.uri()]);
    const exited = once(client.process, 'exit');
    client.process.stdin.end();
    assert.deepEqual(await exited, [1, null]);
    client.forget();
  });

  it('ends without a word when nobody reads what it says', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const client = await Client.start([folder.uri()]);
    const exited = once(client.process, 'exit');
    client.process.stdout.destroy();
    client.send({ jsonrpc: '2.0', id: 99, method: 'qualdown/studies' });
    assert.deepEqual(await exited, [1, null]);
    assert.equal(client.stderr, '');
    client.forget();
  });

  it('answers requests while it still reads, shows its progress, and stops when told', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`d${index}.md`, 'A [word]{.focus} more.\n\n'.repeat(900)]),
    );
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK, ...documents });
    const client = await Client.start([folder.uri()]);
    const uri = folder.uri('d0.md');
    await client.open(uri, '[x]{.fokus}\n');
    const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    assert.equal(report.kind === 'full' && report.items[0]?.code, 'code-unknown');
    const [before] = await client.request<{ complete: boolean }[]>('qualdown/studies', undefined);
    assert.equal(before?.complete, false, 'still reading');
    const { token } = await client.next<{ token: string }>('window/workDoneProgress/create');
    await client.next<{ value: { kind: string } }>('$/progress', ({ value }) => value.kind === 'begin');
    await client.notify('window/workDoneProgress/cancel', { token });
    await client.next<{ value: { kind: string } }>('$/progress', ({ value }) => value.kind === 'end');
    const [stopped] = await client.request<{ complete: boolean }[]>('qualdown/studies', undefined);
    assert.equal(stopped?.complete, false, 'stopped');
    // Asking for figures reads again: never are the figures of a part told as those of the whole.
    const codes = await client.request<{ documents: number }[]>('qualdown/codes', { study: folder.uri() });
    assert.equal(codes[0]?.documents, 599);
  });
});
