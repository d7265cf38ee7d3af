import assert from 'node:assert/strict';
import { type TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type {
  CodeNode,
  CompareResult,
  DocumentSummary,
  EditOutcome,
  PaintParams,
  Palette,
  Passage,
  StudySummary,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { mark, rangesIn, show } from './harness/marked.js';

const CODEBOOK = `name: Of the codebook
codes:
  family:
    codes:
      focus: { name: Focus, brief: One thing., color: "#b5651d", aliases: [sharp] }
      buffering: { codable: false }
  old: { status: retired }
`;
const ONE =
  '---\ndistrict: Alder\ntitle: The first\ncoding: done\n---\n**P1:** [a b]{.focus coder=ana} c [d [e]{.sharp} f]{.buffering seg=s1} g [h]{.buffering seg=s1}\n';
const TWO = '---\ndistrict: Tilden\n---\n\n[x]{.other} y\n';
const FILES = {
  'qualdown.yaml': 'name: The study\nparticipants: { P1: { role: principal } }\ncoder_of_record: ana\n',
  'codebook.yaml': CODEBOOK,
  'one.md': ONE,
  'in/two.md': TWO,
  'three.md': 'words\n',
};

describe('lsp: what views ask for', () => {
  let folder: Folder;
  let client: Client;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
  });
  afterEach(stopClients);

  it('studies, with their figures', async () => {
    await client.request('qualdown/codes', { study: folder.uri() });
    assert.deepEqual(await client.request<StudySummary[]>('qualdown/studies', undefined), [
      {
        uri: folder.uri().replace(/\/$/, ''),
        name: 'The study',
        compareBy: 'district',
        codebookUri: folder.uri('codebook.yaml'),
        complete: true,
        documents: 3,
        none: 1,
        partial: 1,
        codes: 4,
        segments: 4,
        words: 10,
        coderOfRecord: 'ana',
        unreadable: [],
      },
    ]);
  });

  it('codes as a tree with counts, places and colours; unknown ones last', async () => {
    const tree = await client.request<CodeNode[]>('qualdown/codes', { study: folder.uri() });
    const lines = (nodes: readonly CodeNode[], indent = ''): string[] =>
      nodes.flatMap(({ id, segments, total, documents, status, codable, unknown, location, children }) => [
        `${indent}${id} ${segments} ${total} ${documents} ${status}${codable ? '' : ' group'}${unknown ? ' unknown' : ''}${location ? ` ${show(location.range)}` : ''}`,
        ...lines(children, `${indent}  `),
      ]);
    assert.deepEqual(lines(tree), [
      'family 0 3 0 stable 2:2-2:8',
      '  focus 2 2 1 stable 4:6-4:11',
      '  buffering 1 1 1 stable group 5:6-5:15',
      'old 0 0 0 retired 6:2-6:5',
      'other 1 1 1 stable unknown',
    ]);
    const focus = tree[0]!.children[0]!;
    assert.deepEqual([focus.name, focus.brief, focus.color], ['Focus', 'One thing.', '#b5651d']);
    assert.match(tree[2]!.color, /^#[0-9a-f]{6}$/i);
  });

  it('documents, all or one', async () => {
    const all = await client.request<DocumentSummary[]>('qualdown/documents', { study: folder.uri() });
    assert.deepEqual(
      all.map(({ file, title, case: of, coding, codingStated, words, segments, participants }) =>
        [file, title, of, coding, codingStated, words, segments, participants.join()].join(' | '),
      ),
      [
        'in/two.md |  | Tilden | partial | false | 2 | 1 | ',
        'one.md | The first | Alder | done | true | 8 | 3 | P1',
        'three.md |  |  | none | false | 1 | 0 | ',
      ],
    );
    assert.deepEqual(all[1]!.attributes, { district: 'Alder', title: 'The first', coding: 'done' });
    const one = await client.request<DocumentSummary[]>('qualdown/documents', {
      study: folder.uri(),
      uri: folder.uri('one.md'),
    });
    assert.deepEqual(one, [all[1]]);
    const none = { study: folder.uri(), uri: folder.uri('no.md') };
    assert.deepEqual(await client.request('qualdown/documents', none), []);
  });

  it('passages of a code, of an alias, of a family, of an unknown code', async () => {
    const passages = async (code: string, descendants = false): Promise<string[]> => {
      const found = await client.request<Passage[]>('qualdown/passages', {
        study: folder.uri(),
        code,
        descendants,
      });
      return found.map(({ file, range, text, codes, coder, speaker, case: of }) => {
        const marked = mark(FILES[file as keyof typeof FILES], [range]);
        return [file, /«.*»/s.exec(marked)![0], text, codes.join(), coder, speaker, of].join(' | ');
      });
    };
    const focus = [
      'one.md | «a b» | a b | focus | ana | P1 | Alder',
      'one.md | «e» | e | focus |  | P1 | Alder',
    ];
    assert.deepEqual(await passages('focus'), focus);
    assert.deepEqual(await passages('sharp'), focus);
    assert.deepEqual(await passages('family'), []);
    assert.deepEqual(await passages('family', true), [
      focus[0],
      'one.md | «d [e]{.sharp} f» | d e f […] h | buffering |  | P1 | Alder',
      focus[1],
    ]);
    assert.deepEqual(await passages('other'), ['in/two.md | «x» | x | other |  |  | Tilden']);
    assert.deepEqual(await passages('nothing'), []);
  });

  it('the comparison, as a table and for reading', async () => {
    const { table, markdown } = await client.request<CompareResult>('qualdown/compare', {
      study: folder.uri(),
      rollup: true,
      codes: ['family'],
    });
    assert.deepEqual(
      table.columns.map(({ value, documents, words }) => [value, documents, words]),
      [
        ['Alder', 1, 8],
        ['Tilden', 1, 2],
        [null, 0, 0],
      ],
    );
    assert.deepEqual(
      table.rows.map(({ code, cells }) => [code, ...cells.map(({ segments }) => segments)]),
      [['family', 3, 0, 0]],
    );
    assert.match(markdown, /^# Comparison by district\n/);
    assert.match(markdown, /not coded yet/);
  });

  it('an edit that states how far a document is coded, open or not', async () => {
    const after = async (file: keyof typeof FILES, coding: string): Promise<[number | null, string]> => {
      const outcome = await client.request<EditOutcome>('qualdown/setCoding', {
        uri: folder.uri(file),
        coding,
      });
      if ('refused' in outcome) assert.fail(outcome.refused);
      const { uri, version, edits } = outcome.edit;
      assert.equal(uri, folder.uri(file));
      const document = TextDocument.create('', '', 0, FILES[file]);
      return [version, TextDocument.applyEdits(document, edits)];
    };
    assert.deepEqual(await after('in/two.md', 'done'), [
      null,
      TWO.replace('---\n\n', 'coding: done\n---\n\n'),
    ]);
    await client.open(folder.uri('one.md'), ONE, 'markdown', 5);
    assert.deepEqual(await after('one.md', 'none'), [5, ONE.replace('coding: done', 'coding: none')]);
    const refused = await client.request<EditOutcome>('qualdown/setCoding', {
      uri: folder.uri('codebook.yaml'),
      coding: 'done',
    });
    assert.ok('refused' in refused);
  });

  it('an edit that applies codes to a selection, for the version it was selected in alone', async () => {
    const { text, ranges } = rangesIn('one two «three four» five\n');
    const uri = folder.uri('three.md');
    await client.open(uri, text, 'markdown', 3);
    const params = { uri, version: 3, range: ranges[0], codes: ['focus', 'old'], coder: 'ben' };
    const outcome = await client.request<EditOutcome>('qualdown/applyCode', params);
    if ('refused' in outcome) assert.fail(outcome.refused);
    assert.equal(outcome.edit.version, 3);
    const edits: TextEdit[] = outcome.edit.edits;
    assert.equal(
      TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits),
      'one two [three four]{.focus .old coder=ben} five\n',
    );
    const late = await client.request<EditOutcome>('qualdown/applyCode', { ...params, version: 2 });
    assert.match('refused' in late ? late.refused : '', /changed/);
    const closed = await client.request<EditOutcome>('qualdown/applyCode', {
      ...params,
      uri: folder.uri('one.md'),
    });
    assert.ok('refused' in closed);
  });

  describe('where passages are', () => {
    const text =
      'A [b [c]{.sharp}]{.buffering seg=s}.\n\n::: {.other}\nd\n:::\n\n## H {.focus}\n\n[e]{.buffering seg=s}\n';

    it('painted on request', async () => {
      const uri = folder.uri('three.md');
      assert.equal(await client.request('qualdown/paint', { uri }), null, 'not open');
      await client.open(uri, text, 'markdown', 4);
      const painted = await client.request<PaintParams>('qualdown/paint', { uri });
      assert.deepEqual([painted.uri, painted.version], [uri, 4]);
      assert.deepEqual(
        painted.passages.map(({ ranges, blocks, marks, codes }) => [
          codes.map(({ id, name }) => `${id} ${name}`).join(),
          mark(text, ranges),
          mark(text, blocks),
          mark(text, marks),
        ]),
        [
          [
            'buffering buffering',
            text.replace('b [c]{.sharp}', '«$&»').replace('[e]', '[«e»]'),
            text,
            text
              .replace('[b', '«[»b')
              .replace(']{.buffering seg=s}.', '«]{.buffering seg=s}».')
              .replace('[e]{.buffering seg=s}', '«[»e«]{.buffering seg=s}»'),
          ],
          ['focus Focus', text.replace('[c]', '[«c»]'), text, text.replace('[c]{.sharp}', '«[»c«]{.sharp}»')],
          [
            'other other',
            text,
            text.replace('d\n:::', '«d\n»:::'),
            text.replace('::: {.other}\n', '«$&»').replace('d\n:::', 'd\n«:::»'),
          ],
          ['focus Focus', text, text.replace(/H .*$/s, '«$&»'), text.replace('{.focus}', '«$&»')],
        ],
      );
    });

    it('with who coded, the family of each code, and how far turns are coded', async () => {
      const uri = folder.uri('one.md');
      await client.open(uri, ONE, 'markdown', 1);
      const { passages, turns } = await client.request<PaintParams>('qualdown/paint', { uri });
      assert.deepEqual(
        passages.map(({ coder, codes, labels, at }) => [
          coder,
          codes.map(({ id, family }) => `${family}/${id}`).join(),
          labels.length,
          at.line,
        ]),
        [
          ['ana', 'family/focus', 1, 5],
          [null, 'family/buffering', 2, 5],
          [null, 'family/focus', 1, 5],
        ],
      );
      assert.deepEqual(turns, [{ start: { line: 5, character: 7 }, coded: true }]);
      assert.deepEqual(await client.request('qualdown/coders', { study: folder.uri() }), ['ana']);
    });

    it('coloured in a preview by every id and alias', async () => {
      const { codes, ignoreClasses } = await client.request<Palette>('qualdown/palette', {
        study: folder.uri(),
      });
      assert.deepEqual(Object.keys(codes).sort(), ['buffering', 'family', 'focus', 'old', 'sharp']);
      assert.deepEqual(codes['sharp'], { id: 'focus', name: 'Focus', color: '#b5651d', family: 'family' });
      assert.deepEqual(ignoreClasses, []);
    });

    it('told of documents on screen, and again when they or the codebook change', async () => {
      const uri = folder.uri('three.md');
      await client.open(uri, text, 'markdown', 1);
      await client.open(folder.uri('one.md'), ONE, 'markdown', 1);
      await client.notify('qualdown/visible', { uris: [uri] });
      const painted = (): Promise<PaintParams> =>
        client.next<PaintParams>('qualdown/painted', (params) => params.uri === uri);
      assert.equal((await painted()).passages.length, 4);
      await client.change(uri, 2, { text: '[x]{.focus}\n' });
      const isSecond = ({ version, passages }: PaintParams): boolean =>
        version === 2 && passages.length === 1;
      await client.next<PaintParams>('qualdown/painted', isSecond);
      await client.open(folder.uri('codebook.yaml'), 'codes:\n  focus: { color: "#123456" }\n', 'yaml');
      const isRecoloured = ({ passages }: PaintParams): boolean => passages[0]?.codes[0]?.color === '#123456';
      await client.next<PaintParams>('qualdown/painted', isRecoloured);
      assert.ok(
        client.inbox.every(
          ({ method, params }) => method !== 'qualdown/painted' || (params as PaintParams).uri === uri,
        ),
      );
    });
  });
});
