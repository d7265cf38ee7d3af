import assert from 'node:assert/strict';
import type { Adjudicated, AgreementChoices, DecideParams, StudyEdit } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const A =
  '---\ncoding: done\n---\n\n**P1:** [We keep the board away]{.focus weight=2} from it.\n\n**P1:** Mm. Yes.\n';
const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus, aliases: [aim] }\n  other: { name: Other }\n',
  'qualdown.yaml': 'participants: { P1: {} }\n',
  'a.md': A,
  'second-coder/a.md': A.replace(
    '[We keep the board away]{.focus weight=2}',
    'We keep the board well away',
  ).replace('Mm. Yes.', 'Mm. [Yes.]{.other memo="sure"}'),
};
type Outcome = { edit: StudyEdit; uri?: string } | { refused: string };

describe('lsp: adjudication', () => {
  let folder: Folder;
  let client: Client;
  let study: { study: string };
  beforeEach(async () => {
    folder = await Folder.of(FILES);
    client = await Client.start([folder.uri()]);
    study = { study: folder.uri() };
  });
  afterEach(stopClients);

  const spec = {
    sides: [
      { kind: 'path', path: '.' },
      { kind: 'path', path: 'second-coder' },
    ],
  };
  const list = async (): Promise<Adjudicated> => {
    const found = await client.request<Adjudicated | { problem: string }>('qualdown/adjudication', {
      ...study,
      spec,
    });
    assert.ok('items' in found, JSON.stringify(found));
    return found;
  };
  const decide = async (code: string, change: Partial<DecideParams>): Promise<Outcome> => {
    const { items } = await list();
    const { file, key } = items.find((item) => item.code === code)!;
    return client.request<Outcome>('qualdown/decide', {
      ...{ ...study, spec, file, code, key, date: '2026-11-24' },
      ...change,
    });
  };
  const edited = (outcome: Outcome): StudyEdit => {
    assert.ok('edit' in outcome, JSON.stringify(outcome));
    return outcome.edit;
  };

  it('offers what there is to compare, and begins with the second coder’s copies', async () => {
    const choices = await client.request<AgreementChoices>('qualdown/agreementChoices', study);
    assert.deepEqual(choices, {
      coders: [],
      folders: ['second-coder'],
      refs: [],
      git: false,
      sides: spec.sides,
    });
  });

  it('shows each disagreement over the text of the study’s document', async () => {
    const { items, sides, settled } = await list();
    assert.deepEqual(
      sides.map(({ name }) => name),
      ['study', 'second-coder'],
    );
    assert.deepEqual(settled, []);
    assert.deepEqual(
      items.map(({ code, name, coded, text, marks, range, decision }) => [
        code,
        name,
        coded,
        marks.map(({ side, start, end }) => [side, text.slice(start, end)]),
        text.includes('coding: done'),
        range?.start.line,
        decision,
      ]),
      [
        ['focus', 'Focus', [true, false], [[0, 'We keep the board away']], false, 4, null],
        ['other', 'Other', [false, true], [[1, 'Yes.']], false, 6, null],
      ],
    );
  });

  it('a decision and what it makes of the document are one edit', async () => {
    const { files, label } = edited(
      await decide('other', { decision: 'right', by: 'carla', note: 'So be it.' }),
    );
    assert.match(label, /other in a\.md/);
    const [made, document] = files;
    assert.deepEqual([made!.uri, made!.create], [folder.uri('adjudication/a.yaml'), true]);
    assert.match(
      made!.edits[0]!.newText,
      /^document: a\.md\ndecisions:\n {2}other:\n {4}[a-p]{8}:\n {6}passage: .*\n {6}left: study\n {6}right: second-coder\n {6}decision: right\n {6}note: So be it\.\n {6}by: carla\n {6}date: 2026-11-24\n$/,
    );
    assert.equal(document!.uri, folder.uri('a.md'));
    assert.equal(document!.edits.map(({ newText }) => newText).join('…'), '[…]{.other memo=sure}');
  });

  it('nothing but the decision is written where the document is so already', async () => {
    const { files } = edited(await decide('focus', { decision: 'left' }));
    assert.deepEqual(
      files.map(({ uri }) => uri),
      [folder.uri('adjudication/a.yaml')],
    );
  });

  it('what was decided is shown with its disagreement, and counted once the disagreement is settled', async () => {
    const { files } = edited(await decide('focus', { decision: 'neither' }));
    await client.open(folder.uri('adjudication/a.yaml'), files[0]!.edits[0]!.newText);
    const before = await list();
    assert.deepEqual(
      before.items.map(({ decision }) => decision?.decision),
      ['neither', undefined],
    );
    await client.open(
      folder.uri('a.md'),
      A.replace('[We keep the board away]{.focus weight=2}', 'We keep the board away'),
    );
    const { items, settled } = await list();
    assert.deepEqual(
      [items.length, settled.map(({ code, decision }) => [code, decision])],
      [1, [['focus', 'neither']]],
    );
    // Why it was made can still be said; nothing else is decided about it.
    const { file, code, key } = settled[0]!;
    const again = (decision: 'neither' | 'both'): Promise<Outcome> =>
      client.request('qualdown/decide', {
        ...{ ...study, spec, file, code, key, date: '2027-01-01' },
        ...{ decision, note: 'Too vague.' },
      });
    const noted = edited(await again('neither'));
    assert.deepEqual(
      noted.files.map(({ uri }) => uri),
      [folder.uri('adjudication/a.yaml')],
    );
    const texts = noted.files[0]!.edits.map(({ newText }) => newText.trim());
    assert.ok(texts.includes('note: Too vague.') && !texts.includes('2027-01-01'), texts.join('\n'));
    assert.ok('refused' in (await again('both')));
  });

  const refusals: [title: string, change: Partial<DecideParams>, reason: RegExp][] = [
    ['a code that is none', { decision: 'recode', recode: 'nothing' }, /no code “nothing”/],
    ['a passage that is not there', { decision: 'left', key: 'ponmlkji' }, /no such disagreement any more/],
    ['taking back what was not decided', { decision: null }, /no decision to take back/],
  ];
  for (const [title, change, reason] of refusals) {
    it(`refuses ${title}`, async () => {
      const outcome = await decide('focus', change);
      assert.ok('refused' in outcome, JSON.stringify(outcome));
      assert.match(outcome.refused, reason);
    });
  }

  it('git is not run where the workspace is not trusted', async () => {
    const outcome = await client.request<Adjudicated | { problem: string }>('qualdown/adjudication', {
      ...study,
      spec: {
        sides: [
          { kind: 'path', path: '.' },
          { kind: 'ref', ref: 'HEAD' },
        ],
      },
    });
    assert.deepEqual(outcome, { problem: 'git runs only in a workspace that you trust.' });
  });
});
