import assert from 'node:assert/strict';
import type {
  CodeAction,
  Diagnostic,
  PublishDiagnosticsParams,
  TextDocumentEdit,
  TextEdit,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, plain, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { rangesIn, show } from './harness/marked.js';

const codebook = (codes: string): string => `codes:\n${codes.replace(/^/gm, '  ')}\n`;
const FOCUS = codebook('focus: { definition: One thing. }');

function rules(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code)).sort();
}

describe('lsp: diagnostics', () => {
  afterEach(stopClients);

  describe('pulled', () => {
    it('have exact ranges, a rule, a severity and a source', async () => {
      const folder = await Folder.of({ 'codebook.yaml': FOCUS });
      const client = await Client.start([folder.uri()]);
      const { text, ranges } = rangesIn('🙂 [x]{.«fokus»}\r\n\r\n«[y] {.focus}»\r\n');
      await client.open(folder.uri('a.md'), text);
      const found = await client.diagnostics(folder.uri('a.md'));
      assert.deepEqual(
        found.map(({ range, code, severity, source }) => [show(range), code, severity, source]),
        [
          [show(ranges[0]!), 'code-unknown', 1, 'qualdown'],
          [show(ranges[1]!), 'mark-space', 2, 'qualdown'],
        ],
      );
      assert.match(JSON.stringify(found[0]!.message), /focus/);
    });

    it('are unchanged as long as content, codebook and configuration are', async () => {
      const folder = await Folder.of({ 'codebook.yaml': FOCUS });
      const client = await Client.start([folder.uri()]);
      const uri = folder.uri('a.md');
      await client.open(uri, '[x]{.fokus}\n');
      const first = await client.report(uri);
      assert.equal(first.kind, 'full');
      assert.deepEqual(await client.report(uri, first.resultId), {
        kind: 'unchanged',
        resultId: first.resultId!,
      });

      await client.change(uri, 2, { text: '[x]{.focus}\n' });
      const second = await client.report(uri, first.resultId);
      assert.equal(second.kind === 'full' && second.items.length, 0);
      await client.change(uri, 3, { text: '[x]{.fokus}\n' });
      assert.equal(
        (await client.report(uri, first.resultId)).kind,
        'unchanged',
        'undone: the same content again',
      );

      await client.open(folder.uri('codebook.yaml'), codebook('fokus: {}'), 'yaml');
      const third = await client.report(uri, first.resultId);
      assert.equal(third.kind === 'full' && third.items.length, 0);
      await client.close(folder.uri('codebook.yaml'));
    });

    it('follow the codebook and the configuration while they are typed into', async () => {
      const folder = await Folder.of({ 'codebook.yaml': FOCUS, 'qualdown.yaml': 'name: Test\n' });
      const client = await Client.start([folder.uri()]);
      const text = '---\ndistrict: Alder\n---\n**Ana:** [x]{.fokus} [y]{.layout}\n';
      for (const file of ['a.md', 'deep/b.md']) await client.open(folder.uri(file), text);
      const now = async (): Promise<string[][]> =>
        Promise.all(
          ['a.md', 'deep/b.md'].map(async (file) => rules(await client.diagnostics(folder.uri(file)))),
        );
      const before = ['code-unknown', 'code-unknown', 'label-unlisted'];
      assert.deepEqual(await now(), [before, before]);

      await client.open(folder.uri('codebook.yaml'), FOCUS, 'yaml');
      await client.change(folder.uri('codebook.yaml'), 2, {
        range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } },
        text: 'k',
      });
      const after = ['code-unknown', 'label-unlisted'];
      assert.deepEqual(await now(), [after, after]);
      await client.next('workspace/diagnostic/refresh');

      await client.open(folder.uri('qualdown.yaml'), 'name: Test\n', 'yaml');
      await client.change(folder.uri('qualdown.yaml'), 2, {
        text: 'name: Test\nignore_classes: [layout]\nspeakers: { teacher: [Ana] }\nattributes: { wave: { required: true } }\n',
      });
      assert.deepEqual(await now(), [['attribute-missing'], ['attribute-missing']]);

      // Closed without saving: the disk holds again.
      await client.close(folder.uri('qualdown.yaml'));
      await client.close(folder.uri('codebook.yaml'));
      await client.next('workspace/diagnostic/refresh');
      await client.request('qualdown/codes', { study: folder.uri() });
      assert.deepEqual(await now(), [before, before]);
    });

    it('cover the codebook and the configuration', async () => {
      const folder = await Folder.of({
        'codebook.yaml': 'codes:\n  focus: { counterpart: nothing }\n  1x: {}\n',
        'qualdown.yaml': 'nme: Test\n',
        'a.md': '[x]{.focus}',
      });
      const client = await Client.start([folder.uri()]);
      await client.request('qualdown/codes', { study: folder.uri() });
      for (const file of ['codebook.yaml', 'qualdown.yaml']) await client.open(folder.uri(file), '', 'yaml');
      await client.change(folder.uri('codebook.yaml'), 2, {
        text: 'codes:\n  focus: { counterpart: nothing }\n  1x: {}\n',
      });
      await client.change(folder.uri('qualdown.yaml'), 2, { text: 'nme: Test\n' });
      const inCodebook = rules(await client.diagnostics(folder.uri('codebook.yaml')));
      assert.ok(
        inCodebook.includes('counterpart-missing') && inCodebook.includes('code-id-form'),
        String(inCodebook),
      );
      assert.deepEqual(rules(await client.diagnostics(folder.uri('qualdown.yaml'))), ['field-unknown']);
    });

    it('tell what shows only in the whole study, and take it back', async () => {
      const folder = await Folder.of({
        'codebook.yaml': codebook('focus: { definition: One. }\nidle: { definition: Two. }'),
        'a.md': '---\ndistrict: Alder\n---\n[x]{.focus}\n',
        'b.md': '---\ndistrict: alder\n---\n[x]{.focus}\n',
      });
      const client = await Client.start([folder.uri()]);
      await client.open(
        folder.uri('codebook.yaml'),
        codebook('focus: { definition: One. }\nidle: { definition: Two. }'),
        'yaml',
      );
      const unused = async (): Promise<string[]> =>
        rules(await client.diagnostics(folder.uri('codebook.yaml')));
      await client.until('workspace/diagnostic/refresh', unused, ['code-unused']);
      await client.open(folder.uri('b.md'), '---\ndistrict: alder\n---\n[x]{.focus}\n');
      const variants = async (): Promise<string[]> => rules(await client.diagnostics(folder.uri('b.md')));
      await client.until('workspace/diagnostic/refresh', variants, ['attribute-variant']);
      await client.change(folder.uri('b.md'), 2, { text: '---\ndistrict: Alder\n---\n[x]{.idle}\n' });
      await client.until('workspace/diagnostic/refresh', unused, []);
      await client.until('workspace/diagnostic/refresh', variants, []);
    });

    it('are never also pushed', async () => {
      const folder = await Folder.of({ 'codebook.yaml': FOCUS, 'a.md': '[x]{.fokus}' });
      const client = await Client.start([folder.uri()]);
      await client.open(folder.uri('b.md'), '[x]{.fokus}');
      await client.next('qualdown/studiesChanged');
      await client.change(folder.uri('b.md'), 2, { text: '[x]{.other}' });
      await client.next('qualdown/studiesChanged');
      await client.diagnostics(folder.uri('b.md'));
      assert.equal(
        client.inbox.filter(({ method }) => method === 'textDocument/publishDiagnostics').length,
        0,
      );
    });
  });

  describe('of the workspace', () => {
    type Known = Map<string, string>;
    /** Pulls until every file of the expectation is told as expected. */
    async function pull(
      client: Client,
      folder: Folder,
      known: Known,
      expected: Record<string, string[]>,
    ): Promise<void> {
      const told: Record<string, string[]> = {};
      while (Object.keys(expected).some((file) => String(told[file]) !== String(expected[file]))) {
        const { items } = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
          previousResultIds: Array.from(known, ([uri, value]) => ({ uri, value })),
        });
        for (const item of items) {
          if (item.kind !== 'full') assert.fail('a full report was expected');
          told[decodeURIComponent(item.uri.slice(folder.uri().length + 1))] = rules(item.items);
          if (item.resultId === undefined) known.delete(item.uri);
          else known.set(item.uri, item.resultId);
        }
      }
    }

    it('tell of closed documents, wait while nothing changes, and answer when something does', async () => {
      const folder = await Folder.of({
        'codebook.yaml': FOCUS,
        'a.md': '[x]{.fokus}\n',
        'deep/b.md': '[x]{.focus}\n',
        'memos/c.md': '[x]{.fokus}\n',
        'README.md': '[x]{.fokus}\n',
      });
      const client = await Client.start([folder.uri()]);
      const known: Known = new Map();
      // A memo is told of too, but what it quotes is no coding. A README is no part of the study.
      await pull(client, folder, known, {
        'codebook.yaml': [],
        'a.md': ['code-unknown'],
        'deep/b.md': [],
        'memos/c.md': [],
      });
      assert.equal(known.size, 4);

      const deleted = pull(client, folder, known, { 'a.md': [] });
      await folder.remove('a.md');
      await client.filesChanged({ uri: folder.uri('a.md'), type: 3 });
      await deleted;
      assert.equal(known.size, 3);

      const created = pull(client, folder, known, { 'd.md': ['code-unknown'] });
      await folder.write({ 'd.md': '[x]{.fokus}\n' });
      await client.filesChanged({ uri: folder.uri('d.md'), type: 1 });
      await created;

      const renamed = pull(client, folder, known, { 'd.md': [], 'deep/b.md': ['code-unknown'] });
      await folder.write({ 'codebook.yaml': codebook('fokus: { definition: One. }') });
      await client.filesChanged({ uri: folder.uri('codebook.yaml'), type: 2 });
      await renamed;
    });

    it('come in parts to a client that takes them so', async () => {
      const documents = Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [`d${index}.md`, '[x]{.fokus}\n']),
      );
      const folder = await Folder.of({ 'codebook.yaml': FOCUS, ...documents });
      const client = await Client.start([folder.uri()]);
      await client.request('qualdown/codes', { study: folder.uri() });
      const rest = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
        previousResultIds: [],
        partialResultToken: 'parts',
      });
      const parts = client.inbox.filter(
        ({ method, params }) => method === '$/progress' && (params as { token: string }).token === 'parts',
      );
      const sizes = parts.map(
        ({ params }) => (params as { value: WorkspaceDiagnosticReport }).value.items.length,
      );
      assert.deepEqual([...sizes, rest.items.length], [50, 50, 21]);
    });
  });

  describe('pushed to a client that cannot pull', () => {
    it('for open and for closed documents, and taken back', async () => {
      const folder = await Folder.of({
        'codebook.yaml': FOCUS,
        'closed.md': '[x]{.fokus}\n',
        'fine.md': '[x]{.focus}\n',
      });
      const client = await Client.start([folder.uri()], { capabilities: plain });
      const pushed = (file: string): Promise<PublishDiagnosticsParams> =>
        client.next<PublishDiagnosticsParams>(
          'textDocument/publishDiagnostics',
          ({ uri }) => uri === folder.uri(file),
        );
      assert.deepEqual(rules((await pushed('closed.md')).diagnostics), ['code-unknown']);

      await client.open(folder.uri('open.md'), '[x]{.fokus} [y]{.other}\n');
      assert.deepEqual(rules((await pushed('open.md')).diagnostics), ['code-unknown', 'code-unknown']);
      await client.change(folder.uri('open.md'), 2, { text: '[x]{.fokus}\n' });
      assert.deepEqual(rules((await pushed('open.md')).diagnostics), ['code-unknown']);

      await client.open(folder.uri('codebook.yaml'), codebook('fokus: { definition: One. }'), 'yaml');
      assert.deepEqual((await pushed('open.md')).diagnostics, []);
      assert.deepEqual((await pushed('closed.md')).diagnostics, []);
      assert.deepEqual(rules((await pushed('fine.md')).diagnostics), ['code-unknown']);
      await folder.remove('fine.md');
      await client.filesChanged({ uri: folder.uri('fine.md'), type: 3 });
      assert.deepEqual((await pushed('fine.md')).diagnostics, []);
      await client.close(folder.uri('open.md'));
    });
  });

  it('offer the names that are meant as fixes', async () => {
    const folder = await Folder.of({
      'codebook.yaml': codebook(
        'focus: {}\nfocal: { aliases: [middle] }\nold: { status: retired, replaced_by: focus }',
      ),
    });
    const client = await Client.start([folder.uri()], {
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    const uri = folder.uri('a.md');
    const fixes = async (marked: string): Promise<string[]> => {
      const { text, ranges } = rangesIn(marked);
      await client.open(uri, text, 'markdown', 7);
      const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: ranges[0],
        context: { diagnostics: [] },
      });
      await client.close(uri);
      return actions
        .filter(({ title }) => /^Change to “[^”]*”$/.test(title))
        .map(({ edit }) => {
          const change = edit!.documentChanges![0] as TextDocumentEdit;
          assert.deepEqual(change.textDocument, { uri, version: 7 });
          return TextDocument.applyEdits(TextDocument.create('', '', 0, text), change.edits as TextEdit[]);
        });
    };
    assert.deepEqual(await fixes('a [x]{.focal .foc«»uss} b'), ['a [x]{.focal .focus} b']);
    assert.deepEqual(await fixes('[«x]{.old}»'), ['[x]{.focus}']);
    assert.deepEqual(await fixes('::: midd«»le\nx\n:::'), ['::: focal\nx\n:::']);
    assert.deepEqual(await fixes('«a» [x]{.focuss} b'), []);
    assert.deepEqual(await fixes('a [x]{.somethingelse«»}'), []);
  });
});
