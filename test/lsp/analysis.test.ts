import assert from 'node:assert/strict';
import type {
  AnalysisChoices,
  AnalysisOutcome,
  AnalysisSpec,
  CellPassages,
  RequestTypes,
  StudySummary,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

type ChartOutcome = RequestTypes['qualdown/chart']['result'];
type ExportOutcome = RequestTypes['qualdown/exportAnalysis']['result'];

const FILES = {
  'qualdown.yaml': 'participants: { P1: {}, P2: {} }\nspeakers: { interviewer: [INT] }\n',
  'codebook.yaml': 'codes: { focus: { counterpart: buffering }, buffering: {} }',
  'one.md':
    '---\ndistrict: Alder\nwave: 1\ndate: 2024-02-01\ntitle: The first\ncoding: done\n---\n**P1:** [a b]{.focus coder=ana memo="so"} c\n\n**P2:** [d]{.focus} [e]{.focus}\n',
  'two.md': '---\ndistrict: Alder\nwave: 2\ndate: 2024-03-01\ncoding: done\n---\n**P2:** nothing\n',
  'three.md':
    '---\ndistrict: Tilden\nwave: 1\ndate: 2024-01-01\ncoding: done\n---\n[x]{.buffering stance=lacking}\n',
};

describe('lsp: analyses', () => {
  let folder: Folder;
  let client: Client;
  let study: string;
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
    const [first] = await client.request<StudySummary[]>('qualdown/studies', undefined);
    study = first!.uri;
  });
  afterEach(stopClients);

  const analysis = (spec: AnalysisSpec): Promise<AnalysisOutcome> =>
    client.request('qualdown/analysis', { study, spec });
  const cell = (more: object): Promise<CellPassages> =>
    client.request('qualdown/cellPassages', {
      study,
      spec: {},
      sheet: 0,
      row: 'focus',
      column: '["Alder"]',
      ...more,
    });

  it('give the table, with its sentence', async () => {
    const outcome = await analysis({ measure: 'segments' });
    assert.ok('report' in outcome);
    const { sentence, sheets } = outcome.report;
    assert.match(sentence, /^Segments of each of 2 codes in 3 documents, by district; 7 counted words/);
    assert.deepEqual(
      sheets[0]!.rows.map(({ key, cells }) => [key, ...cells.map(({ texts }) => texts[0])]),
      [
        ['focus', '3', '–'],
        ['buffering', '–', '1'],
      ],
    );
  });

  it('tell what is wrong with what was asked', async () => {
    const outcome = await analysis({ by: ['distrct'] });
    assert.ok('problem' in outcome);
    assert.match(outcome.problem, /Did you mean “district”/);
  });

  it('follow the open document, and read marks in it', async () => {
    const uri = folder.uri('three.md');
    await client.open(uri, `${FILES['three.md']}\n[y]{.focus stance=lacking}\n`);
    const outcome = await analysis({ measure: 'segments', filter: { where: ['stance=lacking'] } });
    assert.ok('report' in outcome);
    assert.deepEqual(
      outcome.report.sheets[0]!.rows.map(({ cells }) => cells[1]!.texts[0]),
      ['1', '1'],
    );
  });

  it('can be chosen from what there is', async () => {
    const { attributes, coders, speakers } = await client.request<AnalysisChoices>(
      'qualdown/analysisChoices',
      { study },
    );
    assert.deepEqual(
      attributes.find(({ name }) => name === 'district'),
      {
        name: 'district',
        values: [
          { value: 'Alder', documents: 2 },
          { value: 'Tilden', documents: 1 },
        ],
      },
    );
    assert.deepEqual({ coders, speakers }, { coders: ['ana'], speakers: ['P1', 'P2'] });
  });

  it('open the passages of a figure, a part at a time, and the documents without', async () => {
    const whole = await cell({});
    assert.equal(whole.sentence, '1 of 2 documents, 3 passages, 4 of 6 counted words');
    const [{ title, passages } = { title: '', passages: [] }] = whole.documents;
    assert.equal(title, 'The first');
    assert.deepEqual(
      passages.map(({ text, speaker, coder, memo }) => ({ text, speaker, coder, memo })),
      [
        { text: 'a b', speaker: 'P1', coder: 'ana', memo: 'so' },
        { text: 'd', speaker: 'P2', coder: null, memo: null },
        { text: 'e', speaker: 'P2', coder: null, memo: null },
      ],
    );
    assert.deepEqual(
      whole.without.map(({ file }) => file),
      ['two.md'],
    );
    assert.deepEqual(whole.withoutParticipants, []);
    const part = await cell({ from: 1, limit: 1 });
    assert.equal(part.total, 3);
    assert.deepEqual(
      part.documents.flatMap((each) => each.passages.map(({ text }) => text)),
      ['d'],
    );
  });

  it('open the documents without for a zero', async () => {
    const none = await cell({ row: 'buffering' });
    assert.deepEqual([none.total, none.documents.length, none.without.length], [0, 0, 2]);
    assert.deepEqual(none.withoutParticipants, ['P1', 'P2']);
  });

  it('open the passages of every kind of figure', async () => {
    const opened = async (spec: AnalysisSpec, sheet: number, row: string | null, column: string | null) => {
      const { title, documents, without } = await cell({ spec, sheet, row, column });
      const texts = documents.flatMap(({ passages }) => passages.map(({ text }) => text));
      return [title, texts.join(' | '), without.length];
    };
    const check = async (asked: Parameters<typeof opened>, ...expected: (string | number)[]) =>
      assert.deepEqual(await opened(...asked), expected);

    const contrast = { kind: 'contrast' } as const;
    await check([contrast, 0, 'focus', 'case'], 'focus · Alder', 'a b | d | e', 1);
    await check([contrast, 0, 'buffering', 'rest'], 'buffering · Tilden', 'x', 0);
    await check([contrast, 0, 'focus', 'ratio'], 'focus · Alder and Tilden', 'a b | d | e', 2);
    const together = { kind: 'cooccurrence', within: 'document' } as const;
    await check([together, 0, 'focus', 'buffering'], 'focus and buffering · in the same document', '', 3);
    await check([together, 0, 'focus', 'focus'], 'focus', 'a b | d | e', 2);
    const saturation = { kind: 'saturation' } as const;
    await check([saturation, 0, 'one.md', 'new'], 'The first · codes new here', 'a b | d | e', 0);
    await check([saturation, 0, 'two.md', 'cumulative'], 'two.md · all codes so far', 'x | a b | d | e', 1);
    await check([saturation, 1, 'case Tilden', 'codes'], 'Tilden', 'x', 0);
    const reciprocity = { kind: 'reciprocity' } as const;
    const lacking = 'buffering stance=lacking';
    await check([reciprocity, 1, lacking, '["Tilden"]'], 'buffering · lacking · Tilden', 'x', 0);
    await check(
      [reciprocity, 0, 'focus buffering', '["Alder"]'],
      'focus ↔ buffering · Alder',
      'a b | d | e',
      1,
    );
    const stability = { kind: 'stability', by: ['district'] } as const;
    await check([stability, 0, 'focus', '1'], 'focus · Alder · wave 1', 'a b | d | e', 0);
    await check([stability, 0, 'focus', 'difference'], 'focus · Alder · wave 1 and wave 2', 'a b | d | e', 1);
    const same = 'focus · Alder · wave 1 · the same participants';
    await check([stability, 1, 'focus', '1'], same, 'd | e', 0);
  });

  it('tell a figure that is gone', async () => {
    for (const kind of ['contrast', 'cooccurrence', 'saturation', 'reciprocity', 'stability'] as const) {
      const outcome: unknown = await cell({ spec: { kind }, row: 'gone', column: 'gone' });
      assert.match((outcome as { problem: string }).problem, /^The table no longer has this/, kind);
    }
  });

  it('draw their charts, in the colours of the theme', async () => {
    const chart = (more: object): Promise<ChartOutcome> =>
      client.request('qualdown/chart', { study, spec: {}, chart: 0, theme: 'dark', width: 500, ...more });
    const [dark, light] = [await chart({}), await chart({ theme: 'light' })];
    assert.ok('svg' in dark && 'svg' in light);
    assert.match(dark.svg, /^<svg [^>]*width="500"/);
    assert.match(dark.svg, /focus/);
    assert.notEqual(dark.svg, light.svg);
    assert.deepEqual(await chart({ chart: 9 }), { problem: 'There is no such chart any more.' });
    const wrong = await chart({ spec: { by: ['distrct'] } });
    assert.ok('problem' in wrong);
    await assert.rejects(chart({ theme: 'pink' }), /no such theme/);
  });

  it('are exported in each format, with what they were made of', async () => {
    const exported = (more: object): Promise<ExportOutcome> =>
      client.request('qualdown/exportAnalysis', { study, spec: {}, format: 'md', ...more });
    for (const format of ['csv', 'tsv', 'md', 'json', 'xlsx', 'docx', 'html', 'svg']) {
      const file = await exported({ format });
      assert.ok('base64' in file, format);
      assert.equal(file.name, `codes-by-district.${format}`);
      const bytes = Buffer.from(file.base64, 'base64');
      assert.ok(bytes.length > 100, format);
      if (['md', 'json', 'html', 'svg'].includes(format))
        assert.match(bytes.toString(), /[0-9a-f]{64}/, format);
    }
    const quoted = await exported({ format: 'html', quotations: true, anonymous: true });
    assert.ok('base64' in quoted);
    const html = Buffer.from(quoted.base64, 'base64').toString();
    assert.match(html, /Document 1/);
    assert.doesNotMatch(html, /one\.md/);
    assert.ok('problem' in (await exported({ spec: { by: ['distrct'] } })));
    await assert.rejects(exported({ format: 'gif' }), /no such format/);
  });
});
