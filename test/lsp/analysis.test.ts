import assert from 'node:assert/strict';
import type {
  AnalysisChoices,
  AnalysisOutcome,
  AnalysisSpec,
  CellPassages,
  StudySummary,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const FILES = {
  'qualdown.yaml': 'participants: { P1: {}, P2: {} }\nspeakers: { interviewer: [INT] }\n',
  'codebook.yaml': 'codes: { focus: {}, buffering: {} }',
  'one.md':
    '---\ndistrict: Alder\ntitle: The first\ncoding: done\n---\n**P1:** [a b]{.focus coder=ana memo="so"} c\n\n**P2:** [d]{.focus} [e]{.focus}\n',
  'two.md': '---\ndistrict: Alder\ncoding: done\n---\n**P2:** nothing\n',
  'three.md': '---\ndistrict: Tilden\ncoding: done\n---\n[x]{.buffering stance=lacking}\n',
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
});
