import assert from 'node:assert/strict';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { cursorIn } from './harness/marked.js';

const files = {
  'qualdown.yaml': `attributes:
  district: { type: text, required: true }
  wave: { type: integer, values: [1, 2] }
  public: { type: boolean }
participants: { P1: { name: Ana Ruiz, role: principal }, P2: { role: teacher } }
`,
  'codebook.yaml': `codes:
  loose-coupling:
    codable: false
    codes:
      buffering: { name: Buffering, brief: The board is kept away., definition: Keeping others out. }
      confidence: { name: Logic of confidence }
  focus: {}
  trait: { status: retired, replaced_by: focus }
  été: { aliases: [summer] }
`,
  'one.md':
    '---\ndistrict: Alder\nwave: 1\nschool: "Elm: upper"\n---\n[a]{.focus} [b]{.focus} [c]{.buffering coder=ana}\n',
  'two.md': '---\ndistrict: Tilden\n---\n[a]{.focus} [b]{.unknown}\n',
  'three.md': '---\ndistrict: Tilden\n---\n\n',
};

describe('lsp: completion', () => {
  let client: Client;
  let folder: Folder;
  before(async () => {
    folder = await Folder.of(files);
    client = await Client.start([folder.uri()]);
    await client.request('qualdown/codes', { study: folder.uri() });
  });
  after(stopClients);

  async function itemsAt(marked: string, file: string): Promise<{ text: string; items: CompletionItem[] }> {
    const { text, cursor } = cursorIn(marked);
    await client.open(folder.uri(file), text);
    const items = await client.at<CompletionItem[]>('textDocument/completion', folder.uri(file), cursor);
    await client.close(folder.uri(file));
    return { text, items: items.toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1)) };
  }

  /** Labels in the order shown, then the text after choosing the first. */
  async function check(marked: string, labels: string[], chosen?: string, file = 'three.md'): Promise<void> {
    const { text, items } = await itemsAt(marked, file);
    assert.deepEqual(
      items.map(({ label }) => label),
      labels,
      marked,
    );
    if (chosen === undefined) return;
    const edit = items[0]!.textEdit as TextEdit;
    assert.equal(TextDocument.applyEdits(TextDocument.create('', '', 0, text), [edit]), chosen);
  }

  const codes = ['focus', 'buffering', 'confidence', 'été'];

  for (const [marked, labels, chosen] of [
    ['[x]{.|}', codes, '[x]{.focus}'],
    ['[x]{.|', codes, '[x]{.focus'],
    ['[x]{|}', codes, '[x]{.focus}'],
    ['[x]{.fo|}', codes, '[x]{.focus}'],
    ['[x]{.fo|cus}', codes, '[x]{.focus}'],
    ['[x]{fo|}', codes, '[x]{.focus}'],
    ['[x]{.buffering .|}', ['focus', 'confidence', 'été'], '[x]{.buffering .focus}'],
    ['[x]{.buffering |}', ['focus', 'confidence', 'été'], '[x]{.buffering .focus}'],
    ['[x]{.summer .|}', ['focus', 'buffering', 'confidence'], '[x]{.summer .focus}'],
    ['[x]{.| coder=ana}', codes, '[x]{.focus coder=ana}'],
    ['[x]{coder="an|a"}', []],
    ['[x]{coder=an|a}', []],
    ['[x]{#na|me}', []],
    ['[x [y]{.|} z', codes, '[x [y]{.focus} z'],
    ['## Heading {.|}', codes, '## Heading {.focus}'],
    ['::: {.|}', codes, '::: {.focus}'],
    ['::: |', codes, '::: focus'],
    ['::: fo|', codes, '::: focus'],
    ['text above\n::: fo|', codes, 'text above\n::: focus'],
    ['> ::: {.|}', codes, '> ::: {.focus}'],
    ['x {.|}', []],
    ['x]{.|}', []],
    ['```\n[x]{.|}\n```', []],
    ['`[x]{.|}`', []],
    ['A sentence.|', []],
    ['A word |', []],
    ['[x]{.focus}.|', []],
    ['[x]{.focus} |', []],
  ] as const) {
    it(`offers codes at ${JSON.stringify(marked)}: ${labels.length}`, () =>
      check(marked, [...labels], chosen));
  }

  it('describes a code: name, brief, path and definition', async () => {
    const { items } = await itemsAt('[x]{.|}', 'three.md');
    const item = items.find(({ label }) => label === 'buffering')!;
    assert.equal(item.detail, 'The board is kept away.');
    assert.equal(item.labelDetails?.description, 'Buffering');
    assert.match(JSON.stringify(item.documentation), /loose-coupling.*Keeping others out/);
    assert.equal(item.filterText, 'buffering Buffering');
    assert.equal(item.insertTextFormat ?? 1, 1, 'plain text, no snippet');
  });

  const front = (line: string): string => `---\n${line}\n---\n`;
  for (const [marked, labels, chosen] of [
    [front('|'), ['district', 'wave', 'public', 'coding', 'participants', 'school'], front('district: ')],
    [front('dis|'), ['district', 'wave', 'public', 'coding', 'participants', 'school'], front('district: ')],
    [front('wave: 1\n|'), ['district', 'public', 'coding', 'participants', 'school']],
    [
      front('dis|: Alder'),
      ['district', 'wave', 'public', 'coding', 'participants', 'school'],
      front('district: Alder'),
    ],
    [front('district: |'), ['Alder', 'Tilden'], front('district: Alder')],
    [front('district: Ti|'), ['Alder', 'Tilden'], front('district: Alder')],
    [front('wave: |'), ['1', '2'], front('wave: 1')],
    [front('public: |'), ['true', 'false'], front('public: true')],
    [front('coding: |'), ['none', 'partial', 'done'], front('coding: none')],
    [front('school: |'), ['Elm: upper'], front('school: "Elm: upper"')],
    [front('participants: [|]'), ['P1', 'P2'], front('participants: [P1]')],
    [front('participants: [P1, |]'), ['P2'], front('participants: [P1, P2]')],
    [front('participants:\n  - |'), ['P1', 'P2'], front('participants:\n  - P1')],
    [front('participant: |'), ['P1', 'P2'], front('participant: P1')],
    [front('mood: |'), []],
    [front('# dis|'), []],
    ['---\ndis|', []],
    ['text\n\n---\ndis|\n---\n', []],
  ] as const) {
    it(`offers in front matter at ${JSON.stringify(marked)}`, () => check(marked, [...labels], chosen));
  }

  const book = 'codes:\n  focus: {}\n  trait: { status: retired }\n  pace:\n    ';
  for (const [marked, labels, chosen] of [
    [`${book}replaced_by: |`, ['focus', 'pace'], `${book}replaced_by: focus`],
    [`${book}counterpart: "fo|"`, ['focus', 'pace'], `${book}counterpart: "focus"`],
    ['codes:\n  focus: {}\n  pace: { name: Pace, counterpart: | }', ['focus', 'pace']],
    [`${book}name: |`, []],
    [`${book}|`, []],
  ] as const) {
    it(`offers in the codebook at ${JSON.stringify(marked)}`, () =>
      check(marked, [...labels], chosen, 'codebook.yaml'));
  }

  it('offers attributes and coders in the configuration', async () => {
    const config = files['qualdown.yaml'];
    const attributes = ['district', 'wave', 'public', 'school'];
    await check(`${config}compare_by: |`, attributes, `${config}compare_by: district`, 'qualdown.yaml');
    await check(`${config}coder_of_record: |`, ['ana'], `${config}coder_of_record: ana`, 'qualdown.yaml');
  });
});
