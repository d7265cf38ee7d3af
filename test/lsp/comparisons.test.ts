import assert from 'node:assert/strict';
import type {
  AnalysisOutcome,
  RefactorOutcome,
  SavedComparison,
  SavedMatrix,
  StudyEdit,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const MATRIX = 'name: Leaders\ncells: # ours\n  North:\n    focus: Few things\n';
const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus }\n  other: {}\n',
  'a.md': '---\ndistrict: North\n---\n\n[one two]{.focus} and [three]{.other}\n',
  'b.md': '---\ndistrict: South\n---\n\n[four]{.focus}\n',
  'comparisons/waves.yaml': '# mine\nname: Waves\nby: district # ours\ncodes: [focus]\n',
  'matrices/leaders.yaml': MATRIX,
};
type Edit = { edit: StudyEdit; uri?: string } | { refused: string };

describe('lsp: saved comparisons and matrices', () => {
  let folder: Folder;
  let client: Client;
  let study: { study: string };
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
    study = { study: folder.uri() };
  });
  afterEach(stopClients);
  const edited = (outcome: Edit): StudyEdit['files'] => {
    assert.ok('edit' in outcome, JSON.stringify(outcome));
    return outcome.edit.files;
  };
  const save = (name: string, spec: object) =>
    client.request<Edit>('qualdown/saveComparison', { ...study, name, spec });

  it('comparisons are listed', async () => {
    const [saved] = await client.request<SavedComparison[]>('qualdown/comparisons', study);
    assert.deepEqual(saved, {
      uri: folder.uri('comparisons/waves.yaml'),
      name: 'Waves',
      spec: { by: ['district'], codes: ['focus'] },
      problem: null,
    });
  });

  it('a new one gets a file of its own, never that of another', async () => {
    const files = edited(await save('Waves?', { by: ['district'] }));
    assert.deepEqual(
      files.map(({ uri, create, edits }) => [uri, create, edits[0]!.newText]),
      [[folder.uri('comparisons/waves-2.yaml'), true, 'name: Waves?\nby:\n  - district\n']],
    );
  });

  it('one of the same name is changed where it differs', async () => {
    const files = edited(await save('Waves', { by: ['district'], codes: ['focus'], rollup: true }));
    assert.deepEqual(
      files.map(({ uri, create, edits }) => [uri, create, edits.map(({ newText }) => newText)]),
      [[folder.uri('comparisons/waves.yaml'), undefined, ['rollup: true\n']]],
    );
    assert.deepEqual(edited(await save('Waves', { by: ['district'], codes: ['focus'] })), []);
  });

  it('without a name nothing is saved', async () => {
    assert.deepEqual(await save('  ', {}), { refused: 'A comparison needs a name.' });
  });

  it('a matrix shows passages, and summaries in their place', async () => {
    const outcome = await client.request<AnalysisOutcome>('qualdown/analysis', {
      ...study,
      spec: { kind: 'matrix' },
    });
    assert.ok('report' in outcome, JSON.stringify(outcome));
    const [sheet] = outcome.report.sheets;
    assert.deepEqual(
      sheet!.columns.map(({ key }) => key),
      ['focus', 'other'],
    );
    assert.deepEqual(
      sheet!.rows.map(({ key, cells }) => [key, ...cells.map(({ texts }) => texts[0])]),
      [
        ['North', 'Few things', '“three” (a.md:5)'],
        ['South', '“four” (b.md:5)', '–'],
      ],
    );
    const listed = await client.request<SavedMatrix[]>('qualdown/matrices', {
      ...study,
      spec: { kind: 'matrix' },
    });
    assert.deepEqual(
      listed.map(({ name, fits, summaries }) => [name, fits, summaries]),
      [['Leaders', true, 1]],
    );
  });

  it('a summary notes what it is about, and is flagged when that changes', async () => {
    const cell = { ...study, spec: { kind: 'matrix' }, matrix: 'Leaders', row: 'North', column: 'focus' };
    const read = () =>
      client.request<{ summary: string; stale: string | null }>('qualdown/cellSummary', cell);
    assert.deepEqual(await read(), { summary: 'Few things', stale: null });
    const [file] = edited(
      await client.request<Edit>('qualdown/setSummary', { ...cell, summary: 'Few, held long' }),
    );
    assert.equal(file!.uri, folder.uri('matrices/leaders.yaml'));
    const seen = /seen: (\w{8})/.exec(file!.edits.map(({ newText }) => newText).join(''))?.[1];
    assert.ok(seen);
    const text = MATRIX.replace('focus: Few things', `focus: { summary: Few, seen: ${seen} }`);
    await client.open(folder.uri('matrices/leaders.yaml'), text);
    assert.deepEqual(await read(), { summary: 'Few', stale: null });
    await client.open(
      folder.uri('a.md'),
      FILES['a.md'].replace('one two', 'one and two').replace('three', '[a]{.focus}'),
    );
    assert.equal((await read()).stale, 'passages changed since this summary was written: 2 new, 1 gone');
  });

  it('a new name makes a new file for the matrix shown', async () => {
    const outcome = await client.request<Edit>('qualdown/setSummary', {
      ...study,
      spec: { kind: 'matrix', unit: 'document' },
      matrix: 'By document',
      row: 'b.md',
      column: 'focus',
      summary: 'One thing',
    });
    const [file] = edited(outcome);
    assert.equal(file!.uri, folder.uri('matrices/by-document.yaml'));
    assert.match(
      file!.edits[0]!.newText,
      /^name: By document\nunit: document\ncells:\n {2}b\.md:\n {4}focus:\n {6}summary: One thing\n {6}seen: [a-p]{8}\n$/,
    );
  });

  it('without a name a summary goes where the matrix shows it, else into a file named by its rows', async () => {
    const cell = { ...study, matrix: '', row: 'South', column: 'other', summary: 'Nothing yet' };
    const shown = { ...cell, spec: { kind: 'matrix' } };
    const [file] = edited(await client.request<Edit>('qualdown/setSummary', shown));
    assert.equal(file!.uri, folder.uri('matrices/leaders.yaml'));
    const read = { ...shown, row: 'North', column: 'focus' };
    assert.match((await client.request<{ summary: string }>('qualdown/cellSummary', read)).summary, /Few/);
    const fresh = { ...cell, spec: { kind: 'matrix', unit: 'document' }, row: 'b.md', column: 'focus' };
    const [made] = edited(await client.request<Edit>('qualdown/setSummary', fresh));
    assert.equal(made!.uri, folder.uri('matrices/summaries-by-document.yaml'));
    assert.match(made!.edits[0]!.newText, /^name: Summaries by document\n/);
  });

  it('codes that are renamed are renamed in both', async () => {
    const operation = { kind: 'rename', code: 'focus', to: 'aim', keepAlias: false };
    const outcome = await client.request<RefactorOutcome>('qualdown/refactor', { ...study, operation });
    assert.ok('edit' in outcome, JSON.stringify(outcome));
    const files = outcome.edit.files.map(({ uri }) => uri);
    assert.ok(files.includes(folder.uri('comparisons/waves.yaml')), files.join());
    assert.ok(files.includes(folder.uri('matrices/leaders.yaml')), files.join());
  });
});
