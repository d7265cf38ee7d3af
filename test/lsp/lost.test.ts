import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import type { LostList, LostNotice, RestoreOutcome } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { show } from './harness/marked.js';

const P1 =
  '**P1:** We keep the door open. [The first thing to go is time]{#t .focus coder=ana memo="See p. 4"} here.\n\n' +
  'Then [the board came in one day]{.board} and left again.\n';
const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus }\n  board: { name: Board }\n',
  'a/p1.md': P1,
  'a/p2.md': '**P2:** Nothing of that [happens over here at all]{.focus}.\n',
};
const P1_OFF = P1.replace('[the board came in one day]{.board}', 'the board came in one day');

function git(folder: Folder, ...args: string[]): void {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder.root, stdio: 'pipe' });
}

function commit(folder: Folder): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'x');
}

/** Each lost coding: file, code, how, and where its text is or was. */
const told = ({ documents }: LostList): string[][] =>
  documents.flatMap(({ file, codings }) =>
    codings.map(({ code, how, range }) => [file, code, how, range ? show(range) : '']),
  );

describe('lsp: codings lost', () => {
  let folder: Folder;
  let client: Client;
  const start = async (options: object = { trusted: true }): Promise<void> => {
    client = await Client.start([folder.uri()], { initializationOptions: options });
  };
  const lost = (): Promise<LostList> => client.request('qualdown/lost', { study: folder.uri() });
  const restore = (id: string): Promise<RestoreOutcome> =>
    client.request('qualdown/restore', { study: folder.uri(), id });
  /** What a document becomes when its one lost coding is restored. */
  const restored = async (text: string): Promise<string> => {
    const { documents } = await lost();
    const outcome = await restore(documents[0]!.codings[0]!.id);
    assert('edit' in outcome, JSON.stringify(outcome));
    const lines = text.split('\n');
    const at = ({ line, character }: { line: number; character: number }): number =>
      lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    return outcome.edit.files[0]!.edits.reduceRight(
      (result, { range, newText }) =>
        result.slice(0, at(range.start)) + newText + result.slice(at(range.end)),
      text,
    );
  };

  beforeEach(async () => (folder = await Folder.of(FILES)));
  afterEach(stopClients);

  describe('with a repository', () => {
    beforeEach(() => {
      git(folder, 'init', '-q');
      commit(folder);
    });

    it('are none after a commit', async () => {
      await start();
      assert.deepEqual(await lost(), { since: 'commit', documents: [] });
    });

    it('are those gone on disk since the last commit, of closed documents too', async () => {
      await start();
      await folder.write({ 'a/p1.md': P1_OFF });
      assert.deepEqual(told(await lost()), [['a/p1.md', 'board', 'unmarked', '2:5-2:30']]);
      assert.equal(await restored(P1_OFF), P1);
    });

    it('are those gone from the open buffer, before it is saved', async () => {
      await start();
      await client.open(folder.uri('a/p1.md'), P1);
      assert.deepEqual(told(await lost()), []);
      await client.change(folder.uri('a/p1.md'), 2, { text: P1_OFF });
      assert.deepEqual(told(await lost()), [['a/p1.md', 'board', 'unmarked', '2:5-2:30']]);
    });

    it('come back with all that the mark said', async () => {
      const off = P1.replace(/\[(The first[^\]]*)\]\{[^}]*\}/, '$1');
      await folder.write({ 'a/p1.md': off });
      await start();
      assert.equal(await restored(off), P1);
    });

    it('are given as their source where the text is gone', async () => {
      await folder.write({ 'a/p1.md': P1.replace(/\[the board[^}]*\} /, '') });
      await start();
      const { documents } = await lost();
      assert.deepEqual(told({ since: 'commit', documents }), [['a/p1.md', 'board', 'deleted', '2:5-2:5']]);
      assert.deepEqual(await restore(documents[0]!.codings[0]!.id), {
        insert: '[the board came in one day]{.board}',
        block: false,
      });
    });

    it('are given as a paragraph where one is gone, behind the one before it', async () => {
      await folder.write({ 'b.md': 'One.\n\n[Two three four.]{.focus}\n\nFive.\n' });
      commit(folder);
      await folder.write({ 'b.md': 'One.\n\nFive.\n' });
      await start();
      const { documents } = await lost();
      assert.deepEqual(told({ since: 'commit', documents }), [['b.md', 'focus', 'deleted', '0:4-0:4']]);
      const insert = '[Two three four.]{.focus}';
      assert.deepEqual(await restore(documents[0]!.codings[0]!.id), { insert, block: true });
    });

    it('of a deleted document bring it back whole', async () => {
      await folder.remove('a/p2.md');
      await start();
      const { documents } = await lost();
      assert.deepEqual(
        documents.map(({ file, deleted, codings }) => [file, deleted, codings.length]),
        [['a/p2.md', true, 1]],
      );
      const outcome = await restore(documents[0]!.codings[0]!.id);
      assert('edit' in outcome);
      const [made] = outcome.edit.files;
      assert.deepEqual(
        [made!.create, made!.uri, made!.edits.map(({ newText }) => newText).join('')],
        [true, folder.uri('a/p2.md'), FILES['a/p2.md']],
      );
    });

    it('are none in a document that was renamed, or whose passage went to another document', async () => {
      git(folder, 'mv', 'a/p2.md', 'a/moved.md');
      await folder.write({
        'a/p1.md': P1.replace('[the board came in one day]{.board} ', ''),
        'a/new.md': '**P1:** So [the board came in one day]{.board}.\n',
      });
      await start();
      assert.deepEqual(told(await lost()), []);
    });

    it('are those below the study alone, which may lie deep in a repository with odd names', async () => {
      const study = folder.uri('in hier/ü');
      await folder.write({
        'in hier/ü/codebook.yaml': 'codes:\n  focus: {}\n',
        'in hier/ü/ä b.md': 'x [one two three four]{.focus} y\n',
      });
      commit(folder);
      await folder.write({ 'in hier/ü/ä b.md': 'x one two three four y\n', 'a/p1.md': P1_OFF });
      await start();
      const list = await client.request<LostList>('qualdown/lost', { study });
      assert.deepEqual(told(list), [['ä b.md', 'focus', 'unmarked', '0:2-0:20']]);
    });

    it('are refused when the document changed since they were listed', async () => {
      await folder.write({ 'a/p1.md': P1_OFF });
      await start();
      const { documents } = await lost();
      await client.open(folder.uri('a/p1.md'), `New.\n\n${P1_OFF}`);
      assert.deepEqual(await restore(documents[0]!.codings[0]!.id), {
        refused: 'The document has changed since the list was made. Please try again.',
      });
    });

    it('are found by git only where the editor trusts the folder, and from when it does', async () => {
      await folder.write({ 'a/p1.md': P1_OFF });
      await start({});
      assert.deepEqual(await lost(), { since: 'opened', documents: [] });
      await client.notify('qualdown/trusted', {});
      assert.deepEqual(told(await lost()), [['a/p1.md', 'board', 'unmarked', '2:5-2:30']]);
    });

    it('run nothing that the repository names', async () => {
      git(folder, 'config', 'core.fsmonitor', 'touch ran');
      git(folder, 'config', 'diff.external', 'touch ran');
      git(folder, 'config', 'diff.x.textconv', 'touch ran; cat');
      await folder.write({ '.gitattributes': '*.md diff=x\n', 'a/p1.md': P1_OFF });
      await start();
      assert.equal(told(await lost()).length, 1);
      await assert.rejects(folder.remove('ran'), /ENOENT/);
    });
  });

  it('are in a repository without a commit, as without git, those since a document was opened', async () => {
    git(folder, 'init', '-q');
    await start();
    await client.open(folder.uri('a/p1.md'), P1);
    await client.change(folder.uri('a/p1.md'), 2, { text: P1_OFF });
    const list = await lost();
    assert.equal(list.since, 'opened');
    assert.deepEqual(told(list), [['a/p1.md', 'board', 'unmarked', '2:5-2:30']]);
  });

  describe('are told of', () => {
    const uri = (): string => folder.uri('a/p1.md');
    const stillLost = (to: number): Promise<number> =>
      client.request('qualdown/stillLost', { uri: uri(), to });
    const rest = (): Promise<void> => setTimeout(1500);
    const notice = (): Promise<LostNotice> => client.next<LostNotice>('qualdown/codingsLost');
    beforeEach(async () => {
      await start();
      await client.open(uri(), P1);
    });

    it('once for a burst of typing, with the versions between which they went', async () => {
      await client.change(uri(), 2, { text: P1.replace('[the board came in one day]{.board}', '') });
      await client.change(uri(), 3, { text: 'Nothing.\n' });
      const { from, to, codings } = await notice();
      assert.deepEqual(
        [from, to, codings.map(({ name, text }) => [name, text])],
        [
          1,
          3,
          [
            ['Focus', 'The first thing to go is time'],
            ['Board', 'the board came in one day'],
          ],
        ],
      );
      assert.equal(await stillLost(3), 2);
      await client.change(uri(), 4, { text: P1_OFF });
      assert.equal(await stillLost(3), 1);
      await client.change(uri(), 5, { text: P1 });
      assert.equal(await stillLost(3), 0);
    });

    it('not when a passage is cut and pasted elsewhere, or is coded otherwise', async () => {
      const moved = `[the board came in one day]{.board}\n\n${P1.replace('[the board came in one day]{.board}', '')}`;
      await client.change(uri(), 2, { text: moved });
      await rest();
      await client.change(uri(), 3, { text: moved.replace('{.board}', '{.focus}') });
      await rest();
      // Had one of the above been told of, it would come first.
      await client.change(uri(), 4, { text: 'Nothing.\n' });
      const { from, codings } = await notice();
      assert.deepEqual([from, codings.map(({ name }) => name)], [3, ['Focus', 'Focus']]);
    });

    it('each time, also when they go again as soon as undo has brought them back', async () => {
      await client.change(uri(), 2, { text: P1_OFF });
      await notice();
      await client.change(uri(), 3, { text: P1 });
      await client.change(uri(), 4, { text: P1_OFF });
      const { from, to, codings } = await notice();
      assert.deepEqual([from, to, codings.map(({ name }) => name)], [3, 4, ['Board']]);
    });

    it('as taken off on purpose where the editor says so', async () => {
      await client.change(uri(), 2, { text: P1_OFF });
      const { to } = await notice();
      await client.notify('qualdown/lostOnPurpose', { uri: uri(), to });
      const { documents } = await lost();
      assert.deepEqual(
        documents.flatMap(({ codings }) => codings.map(({ onPurpose }) => onPurpose)),
        [true],
      );
    });
  });
});
