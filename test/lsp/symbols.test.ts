import assert from 'node:assert/strict';
import type {
  DocumentSymbol,
  FoldingRange,
  SymbolInformation,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { Client, plain, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { mark } from './harness/marked.js';

const text = `---
district: Alder
---
# Visit [one]{.focus}

**INT:** How was *it*?

**P1:** [Well [enough]{.focus}, I think]{.buffering .focus}.

::: {.openness}
**INT:** And then?

**P1:** More 🙂 [of it]{.focus}.
:::

## Later {.isolation}

Notes.

# End
`;

describe('lsp: outlines', () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await Folder.of({
      'qualdown.yaml': 'speakers: { interviewer: [INT] }\nparticipants: { P1: {} }\n',
      'codebook.yaml':
        'codes:\n  focus: {}\n  buffering: { name: Keeping out }\n  openness: {}\n  isolation: {}\n  été-fini: {}\n',
      'a.md': text,
    });
  });
  afterEach(stopClients);

  function tree(symbols: readonly DocumentSymbol[], indent = ''): string[] {
    return symbols.flatMap(({ name, detail, children = [] }) => [
      `${indent}${name}${detail ? ` | ${detail}` : ''}`,
      ...tree(children, `${indent}  `),
    ]);
  }

  it('nests sections, turns and passages', async () => {
    const client = await Client.start([folder.uri()]);
    await client.open(folder.uri('a.md'), text);
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: folder.uri('a.md') },
    });
    assert.deepEqual(tree(symbols), [
      'Visit one',
      '  focus | one',
      '  INT',
      '  P1',
      '    buffering, focus | Well enough, I think',
      '      focus | enough',
      '  openness | **INT:** And then? **P1:** More 🙂 of it.',
      '    INT',
      '    P1',
      '      focus | of it',
      '  Later | isolation',
      'End',
    ]);
    const within = (inner: DocumentSymbol['range'], outer: DocumentSymbol['range']): boolean =>
      [inner.start, inner.end].every(
        ({ line, character }) =>
          (line > outer.start.line || (line === outer.start.line && character >= outer.start.character)) &&
          (line < outer.end.line || (line === outer.end.line && character <= outer.end.character)),
      );
    const verify = ({ name, range, selectionRange, children = [] }: DocumentSymbol): void => {
      assert.ok(within(selectionRange, range), `selection of ${name}`);
      for (const child of children) {
        assert.ok(within(child.range, range), `${child.name} in ${name}`);
        verify(child);
      }
    };
    symbols.forEach(verify);
    assert.ok(mark(text, [symbols[0]!.selectionRange]).includes('# «Visit [one]{.focus}»'));
  });

  it('is flat for a client that knows no nesting', async () => {
    const client = await Client.start([folder.uri()], { capabilities: plain });
    await client.open(folder.uri('a.md'), text);
    const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', {
      textDocument: { uri: folder.uri('a.md') },
    });
    assert.equal(symbols.length, 12);
    assert.deepEqual(
      symbols.slice(0, 2).map(({ name, containerName, location }) => [name, containerName, location.uri]),
      [
        ['Visit one', undefined, folder.uri('a.md')],
        ['focus', 'Visit one', folder.uri('a.md')],
      ],
    );
  });

  it('finds codes of the workspace by the letters of their id or name', async () => {
    const client = await Client.start([folder.uri()]);
    const find = async (query: string): Promise<string[]> => {
      const found = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query });
      return found.map(({ name, containerName }) => `${name} ${containerName ?? ''}`.trim());
    };
    assert.deepEqual(await find('keep'), ['buffering Keeping out']);
    assert.deepEqual(await find('oS'), ['focus', 'openness']);
    assert.deepEqual(await find('ÉTÉ'), ['été-fini']);
    assert.deepEqual(await find('zzz'), []);
    assert.equal((await find('')).length, 5);
  });

  it('folds divs, nested ones too, and nothing that editors fold themselves', async () => {
    const client = await Client.start([folder.uri()]);
    const uri = folder.uri('a.md');
    const foldsOf = async (content: string): Promise<string[]> => {
      await client.open(uri, content);
      const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', {
        textDocument: { uri },
      });
      await client.close(uri);
      return folds.map(({ startLine, endLine }) => `${startLine}-${endLine}`);
    };
    assert.deepEqual(await foldsOf(text), ['9-13']);
    const nested = '::: a\n\n:::: {.b}\nx\n::::\n\n:::\n\n```\n::: c\n:::\n```\n\n- # x\n';
    assert.deepEqual(await foldsOf(nested), ['0-6', '2-4']);
    assert.deepEqual(await foldsOf(nested.replaceAll('\n', '\r\n')), ['0-6', '2-4']);
    assert.deepEqual(await foldsOf('::: a\nunclosed'), ['0-1']);
    assert.deepEqual(await foldsOf(''), []);
  });
});
