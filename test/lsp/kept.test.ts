import assert from 'node:assert/strict';
import type { CodeLens, CompletionItem, Hover, Location, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { cursorIn, show } from './harness/marked.js';

const MATRIX =
  'name: Leaders\ncells:\n  North:\n    focus: Few things\n    other: { summary: Much, seen: aaaaaaaa }\n';
const files = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus }\n  other: {}\n  gone: { status: retired }\n',
  'a.md':
    '---\ndistrict: North\nwave: 1\nparticipants: [P1]\n---\n\n[one two]{.focus coder=ana} and [three]{.other}\n',
  'b.md': '---\ndistrict: "South: lower"\nwave: 2\n---\n\n[four]{.focus}\n',
  'c.md': '---\ndistrict: North\n---\n\nNothing yet.\n',
  'matrices/leaders.yaml': MATRIX,
  'matrices/by-document.yaml': 'unit: document\n',
  'comparisons/waves.yaml': 'by: wave\ncodes: [focus]\n',
};

describe('lsp: in the files of saved comparisons and matrices', () => {
  let client: Client;
  let folder: Folder;
  before(async () => {
    folder = await Folder.of(files);
    client = await Client.start([folder.uri()]);
    await client.request('qualdown/codes', { study: folder.uri() });
  });
  after(stopClients);

  /** Labels in the order shown, then the text after choosing the first. */
  async function check(
    file: string,
    marked: string,
    labels: readonly string[],
    chosen?: string,
  ): Promise<void> {
    const { text, cursor } = cursorIn(marked);
    const uri = folder.uri(file);
    await client.open(uri, text, 'yaml');
    const items = await client.at<CompletionItem[]>('textDocument/completion', uri, cursor);
    await client.close(uri);
    const sorted = items.toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    assert.deepEqual(
      sorted.map(({ label }) => label),
      labels,
      marked,
    );
    if (chosen === undefined) return;
    const edit = sorted[0]!.textEdit as TextEdit;
    assert.equal(TextDocument.applyEdits(TextDocument.create('', '', 0, text), [edit]), chosen);
  }

  const codes = ['focus', 'other'];
  const rows = ['North', 'South: lower'];
  for (const [marked, labels, chosen] of [
    ['cells:\n  |', rows, 'cells:\n  North:'],
    ['cells:\n  So|', rows, 'cells:\n  North:'],
    [
      'cells:\n  North:\n    focus: Few\n  |',
      ['South: lower'],
      'cells:\n  North:\n    focus: Few\n  "South: lower":',
    ],
    ['cells:\n  |: {}', rows, 'cells:\n  North: {}'],
    ['cells:\n  North:\n    |', codes, 'cells:\n  North:\n    focus: '],
    ['cells:\n  "South: lower":\n    fo|', codes, 'cells:\n  "South: lower":\n    focus: '],
    [
      'cells:\n  North:\n    focus: Few\n\n    |',
      ['other'],
      'cells:\n  North:\n    focus: Few\n\n    other: ',
    ],
    ['cells:\n  North:\n    focus:\n      |', []],
    ['cells:\n  North:\n    focus: Fe|', []],
    ['cells:\n  North:\n    focus:\n      summary: |-\n        fo', []],
    ['unit: participant\ncells:\n  |', ['P1'], 'unit: participant\ncells:\n  P1:'],
    ['unit: document\ncells:\n  |', ['a.md', 'b.md', 'c.md'], 'unit: document\ncells:\n  a.md:'],
    ['by: wave\ncells:\n  |', ['1', '2'], 'by: wave\ncells:\n  "1":'],
    ['by: |', ['district', 'participants', 'wave', 'participant', 'speaker', 'coder'], 'by: district'],
    ['na|', []],
  ] as const) {
    it(`a matrix offers at ${JSON.stringify(marked)}: ${labels.join(', ')}`, () => {
      // In a text of several lines the bar of YAML is none of the cursor's.
      const [text, cursor] = marked.includes('|-') ? [marked.replace('|-', '>-'), '|'] : [marked, ''];
      return check('matrices/leaders.yaml', text + cursor, labels, chosen);
    });
  }

  for (const [marked, labels, chosen] of [
    ['codes: [|]', codes, 'codes: [focus]'],
    ['codes: [other, "fo|"]', codes, 'codes: [other, "focus"]'],
    ['codes:\n- |', codes, 'codes:\n- focus'],
    ['codes:\n  - other\n  - fo|', codes, 'codes:\n  - other\n  - focus'],
    ['over: |', ['district', 'participants', 'wave'], 'over: district'],
    [
      'by: [wave, |]',
      ['district', 'participants', 'wave', 'participant', 'speaker', 'coder'],
      'by: [wave, district]',
    ],
    ['filter:\n  coder: |', ['ana'], 'filter:\n  coder: ana'],
    ['filter:\n  where: dis|', ['district=', 'participants=', 'wave='], 'filter:\n  where: district='],
    [
      'filter:\n  where: [wave=1, district=|]',
      ['district=North', 'district=South: lower'],
      'filter:\n  where: [wave=1, district=North]',
    ],
    ['filter:\n  where: wave!=|', ['wave!=1', 'wave!=2'], 'filter:\n  where: wave!=1'],
    ['filter:\n  query: focus and ot|', codes, 'filter:\n  query: focus and focus'],
    ['filter:\n  documents: |', ['a.md', 'b.md', 'c.md'], 'filter:\n  documents: a.md'],
    ['summaries: |', ['by document', 'Leaders'], 'summaries: by document'],
    ['# codes: |', []],
    ['rollup: |', []],
  ] as const) {
    it(`a comparison offers at ${JSON.stringify(marked)}: ${labels.join(', ')}`, () =>
      check('comparisons/waves.yaml', marked, labels, chosen));
  }

  const hoverAt = async (marked: string): Promise<string | undefined> => {
    const { text, cursor } = cursorIn(marked);
    const uri = folder.uri('matrices/leaders.yaml');
    await client.open(uri, text, 'yaml');
    const hover = await client.at<Hover | null>('textDocument/hover', uri, cursor);
    await client.close(uri);
    return hover ? (hover.contents as { value: string }).value : undefined;
  };

  it('a row says which documents it stands for, a code what the codebook says', async () => {
    const row = await hoverAt(MATRIX.replace('North', 'Nor|th'));
    assert.match(row!, /North.*: 1 coded document, 1 not yet coded\n\n- a\.md$/s);
    assert.match((await hoverAt(MATRIX.replace('focus', 'fo|cus')))!, /Focus/);
    assert.equal(await hoverAt(MATRIX.replace('Few', 'F|ew')), undefined);
  });

  it('above a summary stand its passages, and whether they have changed', async () => {
    const textDocument = { uri: folder.uri('matrices/leaders.yaml') };
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    assert.deepEqual(
      lenses.map(({ range, command }) => `${show(range)} ${command!.title}`),
      [
        '3:4-3:9 Open 1 passage of this cell',
        '4:4-4:9 Open 1 passage of this cell · passages changed since this summary was written: 1 new, 1 gone',
      ],
    );
    const { command, arguments: given } = lenses[0]!.command!;
    const documents = [folder.uri('a.md')];
    assert.equal(command, 'qualdown.showPassages');
    assert.deepEqual(given, [{ study: folder.uri(), code: 'focus', alone: true, documents, counted: 1 }]);
  });

  it('a code is found where comparisons and matrices name it', async () => {
    const { cursor } = cursorIn('codes:\n  fo|cus: { name: Focus }\n');
    const found = await client.request<Location[]>('textDocument/references', {
      textDocument: { uri: folder.uri('codebook.yaml') },
      position: cursor,
      context: { includeDeclaration: false },
    });
    const kept = found.filter(({ uri }) => uri.endsWith('.yaml'));
    assert.deepEqual(
      kept.map(({ uri, range }) => `${uri.slice(folder.uri().length + 1)} ${show(range)}`).sort(),
      ['comparisons/waves.yaml 1:8-1:13', 'matrices/leaders.yaml 3:4-3:9'],
    );
  });
});
