import assert from 'node:assert/strict';
import type { SelectionRange } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodingTarget, EditOutcome, PassageHere } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { mark, rangesIn } from './harness/marked.js';

const FILES = {
  'qualdown.yaml': 'speakers: { interviewer: [Maria] }\nignore_classes: [layout]\n',
  'codebook.yaml': 'codes: { a: {}, b: {} }\n',
  'one.md': 'words\n',
};

describe('lsp: coding a document', () => {
  let folder: Folder;
  let client: Client;
  let uri: string;
  let version = 0;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
    uri = folder.uri('one.md');
  });
  afterEach(stopClients);

  /** Opens a text with its selection between « and ». */
  async function open(marked: string): Promise<{ text: string; range: unknown }> {
    const { text, ranges } = rangesIn(marked);
    if (version > 0) await client.close(uri);
    await client.open(uri, text, 'markdown', ++version);
    return { text, range: ranges[0] };
  }
  async function check(method: string, marked: string, params: object, expected: string): Promise<void> {
    const { text, range } = await open(marked);
    const outcome = await client.request<EditOutcome>(`qualdown/${method}`, {
      uri,
      version,
      range,
      ...params,
    });
    if ('refused' in outcome) {
      assert.equal(`refused: ${outcome.refused}`, expected);
      return;
    }
    assert.deepEqual([outcome.edit.uri, outcome.edit.version], [uri, version]);
    const document = TextDocument.create('', '', 0, text);
    assert.equal(
      TextDocument.applyEdits(document, outcome.edit.edits).replace(/seg=[a-z][a-z0-9]{7}\b/g, 'seg=SEG'),
      expected,
    );
  }
  beforeEach(() => (version = 0));

  it('applies codes to any selection, as the study reads the document', async () => {
    await check('applyCode', 'we ke«ep th»e', { codes: ['a', 'b'] }, 'we [keep the]{.a .b}');
    await check('applyCode', 'we ke«ep»', { codes: ['a'], snap: false }, 'we ke[ep]{.a}');
    await check('applyCode', '«Maria: So?»', { codes: ['a'] }, 'Maria: [So?]{.a}');
    await check('applyCode', '[«x»]{.layout}', { codes: ['a'] }, '[[x]{.a}]{.layout}');
    await check('applyCode', '«One.\n\nTwo.»\n', { codes: ['a'] }, '::: {.a}\nOne.\n\nTwo.\n:::\n');
    await check('applyCode', '# He«a»d\n\nx\n', { codes: ['a'], section: true }, '# Head {.a}\n\nx\n');
  });
  it('takes them off, replaces them, and changes a passage', async () => {
    const at = { line: 0, character: 0 };
    await check('removeCodes', '[x]{.a .b}', { at, codes: ['a'] }, '[x]{.b}');
    await check('uncode', '[we «keep» it]{.a}', {}, '[we]{.a seg=SEG} keep [it]{.a seg=SEG}');
    await check('uncode', '[«we»]{.a .b}', { codes: ['a'] }, '[we]{.b}');
    await check('replaceCode', '[x]{.a}', { at, code: 'a', by: 'b' }, '[x]{.b}');
    await check('resizePassage', '[«we]{.a memo=m} keep»', { at }, '[we keep]{.a memo=m}');
    await check(
      'setMark',
      '[x]{.a}',
      { at, key: 'memo', value: 'so "it" is' },
      '[x]{.a memo="so \\"it\\" is"}',
    );
    await check('setMark', '[x]{.a memo=m}', { at, key: 'memo', value: null }, '[x]{.a}');
    await check('removeCodes', 'x', { at, codes: ['a'] }, 'refused: The passage does not carry “a”.');
  });
  it('refuses what was asked of another version, with a sentence', async () => {
    const { range } = await open('«x»');
    const at = { line: 0, character: 0 };
    const late = {
      uri,
      version: version - 1,
      range,
      at,
      codes: ['a'],
      code: 'a',
      by: 'b',
      key: 'memo',
      value: 'm',
    };
    for (const method of [
      'applyCode',
      'removeCodes',
      'uncode',
      'replaceCode',
      'resizePassage',
      'setMark',
      'codingTarget',
    ]) {
      const answer = await client.request<{ refused?: string }>(`qualdown/${method}`, late);
      assert.match(answer.refused ?? '', /changed meanwhile/, method);
    }
    assert.deepEqual(await client.request('qualdown/units', late), []);
  });
  it('says what a selection means, and which passages are there', async () => {
    const target = await open('# Head\n\n[we ke«ep]{.a #i memo="m"} th»e\n');
    const here = await client.request<PassageHere[]>('qualdown/passagesAt', {
      uri,
      version,
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 5 } },
    });
    assert.deepEqual(
      here.map(({ at, kind, text, codes, id, memo }) => [
        at.line,
        at.character,
        kind,
        text,
        codes.join(),
        id,
        memo,
      ]),
      [[2, 0, 'span', 'we keep', 'a', 'i', 'm']],
    );
    const meant = await client.request<CodingTarget>('qualdown/codingTarget', {
      uri,
      version,
      range: target.range,
    });
    assert.equal(meant.text, 'keep the');
    assert.equal(meant.section, null);
    const heading = await open('# He«a»d\n\nx\n');
    const section = await client.request<CodingTarget>('qualdown/codingTarget', {
      uri,
      version,
      range: heading.range,
    });
    assert.equal(mark(heading.text, [section.section!]), '«# Head\n\nx»\n');
  });
  it('grows a selection: sentence, paragraph, turn, section', async () => {
    const { text, range } = await open('# A\n\nMaria: So?\n\nP1: One. Two «»two.\n\nThree.\n');
    const { start } = range as { start: { line: number; character: number } };
    const [first] = await client.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [start],
    });
    const grown: string[] = [];
    for (let at = first; at; at = at.parent) {
      const document = TextDocument.create('', '', 0, text);
      grown.push(document.getText(at.range));
    }
    assert.deepEqual(grown, ['Two two.', 'One. Two two.', 'One. Two two.\n\nThree.', text.trim()]);
    assert.equal((await client.request<unknown[]>('qualdown/units', { uri, version, range })).length, 4);
  });
});
