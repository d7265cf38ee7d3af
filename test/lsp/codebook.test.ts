import assert from 'node:assert/strict';
import type {
  CodeLens,
  ColorInformation,
  ColorPresentation,
  InlayHint,
} from 'vscode-languageserver-protocol';
import { Client, pulling, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { show } from './harness/marked.js';

const CODEBOOK = `codes:
  family: # no definition
    color: "#b56"
    codes:
      focus: { definition: One., color: '#102030' }
  other: { color: #fff }
  group: { codable: false }
`;
const FILES = {
  'codebook.yaml': CODEBOOK,
  'one.md': '---\ndistrict: Alder\n---\n\n[x]{.focus} [y]{.focus} [z]{.family}\n',
  'two.md': '---\ndistrict: Tilden\n---\n\n[x]{.focus}\n',
};
const capabilities = {
  ...pulling,
  workspace: {
    ...pulling.workspace,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

describe('the open codebook', () => {
  let folder: Folder;
  let client: Client;
  let textDocument: { uri: string };

  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()], { capabilities });
    await client.request('qualdown/codes', { study: folder.uri() });
    textDocument = { uri: folder.uri('codebook.yaml') };
    await client.open(textDocument.uri, CODEBOOK, 'yaml');
  });
  afterEach(stopClients);

  const titles = async (): Promise<string[]> => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    return lenses.map(({ range, command }) => `${show(range)} ${command!.title}`);
  };

  it('says above each code how often it is used in each case, and shows its passages', async () => {
    assert.deepEqual(await titles(), [
      '1:2-1:8 1 passage, 4 with those below · Alder 1 of 1',
      '4:6-4:11 3 passages · Alder 1 of 1 · Tilden 1 of 1',
      '5:2-5:7 0 passages',
      '6:2-6:7 0 passages',
    ]);
    const [first] = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    assert.deepEqual(
      [first!.command!.command, first!.command!.arguments],
      ['qualdown.showPassages', [{ study: folder.uri(), code: 'family' }]],
    );
    const document = { textDocument: { uri: folder.uri('one.md') } };
    assert.deepEqual(await client.request('textDocument/codeLens', document), []);
  });

  it('asks to look again when figures change', async () => {
    client.inbox.length = 0;
    await client.open(folder.uri('two.md'), 'None.\n');
    await client.next('workspace/codeLens/refresh');
    await client.next('workspace/inlayHint/refresh');
    assert.equal((await titles())[1], '4:6-4:11 2 passages · Alder 1 of 1');
  });

  it('tells what has no definition', async () => {
    const hints = (start: number, end: number): Promise<InlayHint[]> =>
      client.request('textDocument/inlayHint', {
        textDocument,
        range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
      });
    const all = await hints(0, 7);
    assert.deepEqual(
      all.map(({ position: { line, character }, label }) => `${line}:${character} ${label as string}`),
      ['1:25 no definition yet', '5:24 no definition yet'],
    );
    assert.equal((await hints(2, 4)).length, 0);
  });

  it('has a picker for colours, which stay in their quotes', async () => {
    const colors = await client.request<ColorInformation[]>('textDocument/documentColor', { textDocument });
    assert.deepEqual(
      colors.map(({ range, color: { red, green, blue } }) => [
        show(range),
        ...[red, green, blue].map((part) => part * 255),
      ]),
      [
        ['2:11-2:17', 0xbb, 0x55, 0x66],
        ['4:40-4:49', 0x10, 0x20, 0x30],
      ],
    );
    const labels = async ({ range }: ColorInformation): Promise<string[]> => {
      const color = { red: 1, green: 0.5, blue: 0, alpha: 1 };
      const found = await client.request<ColorPresentation[]>('textDocument/colorPresentation', {
        textDocument,
        range,
        color,
      });
      return found.map(({ label }) => label);
    };
    assert.deepEqual(await labels(colors[0]!), ['"#ff8000"']);
    assert.deepEqual(await labels(colors[1]!), ["'#ff8000'"]);
  });
});
