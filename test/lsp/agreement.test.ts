import assert from 'node:assert/strict';
import type {
  AgreementSpec,
  DisagreementsShown,
  RequestTypes,
  StudySummary,
} from '../../server/src/protocol.js';
import { commit, gitIn } from '../cli/git.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

type Outcome = RequestTypes['qualdown/agreement']['result'];

const HEAD = '---\ncoding: done\n---\n';
const FILES = {
  'qualdown.yaml': 'participants: { P1: {} }\n',
  'codebook.yaml': 'codes: { focus: {}, buffering: {} }',
  'one.md': `${HEAD}**P1:** [a]{.focus} b\n\n**P1:** c\n`,
  'second-coder/one.md': `${HEAD}**P1:** a b\n\n**P1:** [c]{.focus}\n`,
};
const COPIES: AgreementSpec = {
  sides: [
    { kind: 'path', path: '.', name: 'ana' },
    { kind: 'path', path: 'second-coder', name: 'ben' },
  ],
};

describe('lsp: agreement', () => {
  let folder: Folder;
  let client: Client;
  let study: string;
  const start = async (trusted: boolean): Promise<void> => {
    client = await Client.start([folder.uri()], { initializationOptions: { trusted } });
    const [first] = await client.request<StudySummary[]>('qualdown/studies', undefined);
    study = first!.uri;
  };
  beforeEach(async () => {
    folder = await Folder.of(FILES);
  });
  afterEach(stopClients);

  const agreement = (spec: AgreementSpec): Promise<Outcome> =>
    client.request('qualdown/agreement', { study, spec });

  it('is that of the files, and follows what is typed on either side', async () => {
    await start(true);
    const rates = async () => {
      const outcome = await agreement(COPIES);
      assert.ok('agreement' in outcome, JSON.stringify(outcome));
      return outcome.agreement.codes.map(({ code, disagreements }) => [code, disagreements]);
    };
    assert.deepEqual(await rates(), [['focus', 2]]);
    await client.open(folder.uri('second-coder/one.md'), FILES['one.md']);
    assert.deepEqual(await rates(), [['focus', 0]]);
    await client.open(folder.uri('one.md'), `${HEAD}**P1:** a b\n\n**P1:** [c]{.buffering}\n`);
    assert.deepEqual(await rates(), [
      ['focus', 1],
      ['buffering', 1],
    ]);
  });

  it('lists disagreements with the places in both texts', async () => {
    await start(false);
    const list = await client.request<DisagreementsShown>('qualdown/disagreements', {
      study,
      spec: COPIES,
      from: 0,
      limit: 1,
    });
    assert.equal(list.total, 2);
    const [first, ...others] = list.disagreements;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [first!.code, first!.coded, first!.not, first!.uri],
      ['focus', ['ana'], ['ben'], folder.uri('one.md')],
    );
    assert.deepEqual(
      first!.sides.map(({ uri, range, marks, text }) => ({ uri, range, marks, text })),
      [
        {
          uri: folder.uri('one.md'),
          range: { start: { line: 3, character: 9 }, end: { line: 3, character: 21 } },
          marks: [{ start: { line: 3, character: 9 }, end: { line: 3, character: 10 } }],
          text: 'a b',
        },
        {
          uri: folder.uri('second-coder/one.md'),
          range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } },
          marks: [],
          text: 'a b',
        },
      ],
    );
  });

  it('asks git only where the folder is trusted, and says what cannot be', async () => {
    gitIn(folder.root, 'init', '-q');
    commit(folder, 'before');
    await folder.write({ 'one.md': FILES['second-coder/one.md'] });
    await start(false);
    const spec: AgreementSpec = {
      sides: [
        { kind: 'path', path: '.' },
        { kind: 'ref', ref: 'HEAD' },
      ],
    };
    assert.deepEqual(await agreement(spec), { problem: 'git runs only in a workspace that you trust.' });
    await client.notify('qualdown/trusted', {});
    const made = await agreement(spec);
    assert.ok('agreement' in made);
    assert.match(made.agreement.sides[1]!.commit!, /^[0-9a-f]{40}$/);
    assert.equal(made.agreement.codes[0]!.disagreements, 2);
    assert.match(JSON.stringify(await agreement({})), /takes two coders/);
  });
});
