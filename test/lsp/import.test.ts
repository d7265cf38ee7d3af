import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import type {
  DocumentSummary,
  ImportPreviewResult,
  ImportProgress,
  ImportResult,
} from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder, removeFolders } from './harness/folder.js';

const FILES = {
  'study/qualdown.yaml': 'speakers: { interviewer: [INT] }\nparticipants: { P1: {} }\n',
  'study/codebook.yaml': 'codes: {}\n',
  'in/a.txt': 'Kate: How are you?\nMaria: Well, [fine]{.a}.\nKate: Really?\nMaria: Yes.\n',
  'in/b.txt': 'Kate: And you?\nBen: No.\nKate: No?\nBen: No.\n',
  'in/c.pdf': 'x',
};

describe('lsp: bringing material in', () => {
  let folder: Folder;
  let client: Client;
  const study = (): string => folder.uri('study');
  const sources = (): string[] => ['in/a.txt', 'in/b.txt', 'in/c.pdf'].map((file) => folder.uri(file));
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri('study')]);
  });
  afterEach(stopClients);
  after(removeFolders);

  it('shows who speaks in all files and how the first begins, and writes nothing', async () => {
    const found = await client.request<ImportPreviewResult>('qualdown/importPreview', {
      study: study(),
      sources: sources(),
    });
    assert.deepEqual(
      found.voices.map(({ name, label, documents, turns, questions }) => [
        name,
        label,
        documents,
        turns,
        questions,
      ]),
      [
        ['Kate', 'Kate', 2, 4, 4],
        ['Maria', 'Maria', 1, 2, 0],
        ['Ben', 'Ben', 1, 2, 0],
      ],
    );
    assert.equal(found.first?.target, 'a.md');
    assert.deepEqual(found.first.blocks[1], {
      speaker: 'Maria',
      time: null,
      text: 'Well, [fine]{.a}.',
      heading: false,
    });
    assert.deepEqual([found.interviewers, found.participants], [['INT'], ['P1']]);
    assert.deepEqual(
      found.files.map(({ problem }) => problem === null),
      [true, true, false],
    );
    assert.deepEqual((await readdir(folder.path('study'))).sort(), ['codebook.yaml', 'qualdown.yaml']);
  });

  it('imports as decided, tells how far it is, and has the documents at once', async () => {
    const result = await client.request<ImportResult>('qualdown/importDocuments', {
      id: 'x1',
      study: study(),
      sources: sources(),
      into: 'wave 1',
      names: [
        ['Kate', 'INT'],
        ['Maria', 'P1'],
      ],
      interviewers: ['Kate'],
      inText: false,
      key: folder.uri('key.csv'),
    });
    assert.deepEqual(
      result.documents.map(({ status, uri }) => [status, uri]),
      [
        ['imported', folder.uri('study/wave 1/a.md')],
        ['imported', folder.uri('study/wave 1/b.md')],
        ['failed', null],
      ],
    );
    await client.next<ImportProgress>(
      'qualdown/importProgress',
      ({ id, done, of }) => id === 'x1' && done === 3 && of === 3,
    );
    assert.match(
      await readFile(folder.path('study/wave 1/a.md'), 'utf8'),
      /\*\*P1:\*\* Well, \[fine\]\\\{\.a\}\.\n/,
    );
    assert.equal(await readFile(folder.path('key.csv'), 'utf8'), 'name,pseudonym\nKate,INT\nMaria,P1\n');
    const documents = async (): Promise<string[]> =>
      (await client.request<DocumentSummary[]>('qualdown/documents', { study: study() })).map(
        ({ file, participants, words, coding }) => [file, participants.join('+'), words, coding].join(' '),
      );
    await client.until('qualdown/studiesChanged', documents, [
      'wave 1/a.md P1 4 none',
      'wave 1/b.md Ben 2 none',
    ]);
  });

  it('refuses a key inside the study before anything is written', async () => {
    const params = { study: study(), sources: sources(), key: folder.uri('study/key.csv') };
    await assert.rejects(client.request('qualdown/importPreview', params), /lies in the study/);
    const decided = { ...params, id: 'x', names: [['Maria', 'P1']], interviewers: [], inText: false };
    await assert.rejects(client.request('qualdown/importDocuments', decided), /lies in the study/);
    assert.deepEqual((await readdir(folder.path('study'))).sort(), ['codebook.yaml', 'qualdown.yaml']);
  });

  it('is stopped with what was written whole in its report', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`many/${n}.txt`, `P1: words ${n}\n`]),
    );
    await folder.write(many);
    const decided = { id: 'x2', study: study(), names: [], interviewers: [], inText: false };
    const importing = client.request<ImportResult>('qualdown/importDocuments', {
      ...decided,
      sources: [folder.uri('many')],
    });
    await client.next<ImportProgress>('qualdown/importProgress', ({ done }) => done === 2);
    await client.notify('qualdown/stopImport', { id: 'x2' });
    const { documents, imported, skipped } = await importing;
    assert.equal(documents.length, 40);
    assert(imported >= 2 && skipped > 0 && imported + skipped === 40, `${imported} ${skipped}`);
    const written = documents.flatMap(({ status, file }) => (status === 'imported' ? [file!] : []));
    assert.deepEqual(
      (await readdir(folder.path('study'))).sort(),
      [...written, 'codebook.yaml', 'qualdown.yaml'].sort(),
    );
  });

  it('is refused where the request makes no sense', async () => {
    const decided = { id: 'x', study: study(), names: [], interviewers: [], inText: false };
    await assert.rejects(client.request('qualdown/importDocuments', decided), /missing/);
    await assert.rejects(
      client.request('qualdown/importDocuments', { ...decided, sources: sources(), into: '../out' }),
      /no folder of the study/,
    );
    await assert.rejects(
      client.request('qualdown/importDocuments', { ...decided, sources: sources(), names: [['a']] }),
      /missing/,
    );
  });
});
