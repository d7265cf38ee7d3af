import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { applied, applyCode } from '../../server/src/core/edits.js';
import { readCoded } from '../../server/src/core/lost.js';
import { run } from './run.js';

const CODEBOOK = 'codes:\n  focus:\n    name: Focus\n  board:\n    name: Board\n';
const INTERVIEW = 'P1: We keep the door open here.\n\nP2: The board came in one day.\n';
const WHO = ['user.name=x', 'user.email=x@example.org', 'commit.gpgsign=false', 'init.defaultBranch=main'];

/** A study in a repository of its own, set up or not, with what one does in it. */
class Repository {
  readonly study: string;

  constructor(
    readonly root: string,
    folder = '',
  ) {
    this.study = join(root, folder);
  }

  git(...args: string[]): { code: number | null; output: string } {
    const settings = WHO.flatMap((setting) => ['-c', setting]);
    const { status, stdout, stderr } = spawnSync('git', [...settings, ...args], {
      cwd: this.study,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
    return { code: status, output: stdout + stderr };
  }

  /** Fails where git does. */
  did(...args: string[]): string {
    const { code, output } = this.git(...args);
    assert.equal(code, 0, `git ${args.join(' ')}: ${output}`);
    return output;
  }

  /** Waits without standing in the way of others. */
  async merges(branch: string): Promise<void> {
    const settings = WHO.flatMap((setting) => ['-c', setting]);
    await promisify(execFile)('git', [...settings, 'merge', '-qm', 'm', branch], { cwd: this.study });
  }

  write(file: string, text: string): void {
    const path = join(this.study, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.study, file), 'utf8');
  }

  commit(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    this.did('add', '-A');
    this.did('commit', '-qm', 'x');
  }
}

let made: string[] = [];

/** A repository with a study in a folder of it. */
async function repository({
  name = 'repository',
  folder = '',
  setUp = true,
  files = { 'p1.md': INTERVIEW },
}: {
  name?: string;
  folder?: string;
  setUp?: boolean;
  files?: Readonly<Record<string, string>>;
} = {}): Promise<Repository> {
  const top = mkdtempSync(join(tmpdir(), 'qualdown-git-'));
  made.push(top);
  const repo = new Repository(join(top, name), folder);
  mkdirSync(repo.study, { recursive: true });
  execFileSync('git', ['-c', 'init.defaultBranch=main', 'init', '-q'], { cwd: repo.root });
  repo.write('codebook.yaml', CODEBOOK);
  for (const [file, text] of Object.entries(files)) repo.write(file, text);
  if (setUp) {
    const { code, stderr } = await run(['git', 'setup'], { cwd: repo.study });
    assert.equal(code, 0, stderr);
  }
  repo.commit({});
  return repo;
}

const ours = INTERVIEW.replace('keep the door', '[keep the door]{.focus}');
const theirs = INTERVIEW.replace('the door open', '[the door open]{.board}').replace(
  'one day',
  '[one day]{.focus}',
);

/** The passages of a text: code and words. */
const codings = (text: string): string[] =>
  readCoded(text)
    .codings.map(
      ({ code, coder, text: passage }) => `${code} ${coder ?? ''} ${passage.replace(/ \[…\] |\s/g, '')}`,
    )
    .sort();
const both = ['board  thedooropen', 'focus  keepthedoor', 'focus  oneday'];

/** Two branches that each code: `main` has ours, `other` has theirs; `main` is checked out. */
function diverge(repo: Repository): void {
  repo.did('checkout', '-qb', 'other');
  repo.commit({ 'p1.md': theirs });
  repo.did('checkout', '-q', 'main');
  repo.commit({ 'p1.md': ours });
}

function check(repo: Repository, expected = both): void {
  const text = repo.read('p1.md');
  assert.deepEqual(codings(text), expected);
  assert.equal(readCoded(text).clean.text.replaceAll('\r', ''), INTERVIEW);
}

describe('cli: git', () => {
  afterEach(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    made = [];
  });

  describe('merges what two coders tagged', () => {
    const ways: Readonly<Record<string, (repo: Repository) => void>> = {
      merge: (repo) => repo.did('merge', '-qm', 'm', 'other'),
      rebase: (repo) => repo.did('rebase', '-q', 'other'),
      'cherry-pick': (repo) => repo.did('cherry-pick', 'other'),
      stash: (repo) => {
        repo.did('checkout', '-q', 'other');
        repo.write('p1.md', INTERVIEW.replace('keep the door', '[keep the door]{.focus}'));
        repo.did('checkout', '-q', '-f', 'other~');
        repo.write('p1.md', ours);
        repo.did('stash', '-q');
        repo.did('checkout', '-q', 'other');
        repo.did('stash', 'pop', '-q');
      },
      'a detached head': (repo) => {
        repo.did('checkout', '-q', '--detach');
        repo.did('merge', '-qm', 'm', 'other');
      },
    };
    for (const [way, merge] of Object.entries(ways)) {
      it(way, async () => {
        const repo = await repository();
        diverge(repo);
        merge(repo);
        check(repo);
      });
    }

    it('in a folder of the repository, with spaces, quotes and other scripts in its path', async () => {
      const repo = await repository({ name: 'a b’s "é" 100%', folder: "Studie Ü's" });
      diverge(repo);
      repo.did('merge', '-qm', 'm', 'other');
      check(repo);
    });

    it('in a worktree', async () => {
      const repo = await repository();
      diverge(repo);
      const tree = new Repository(join(repo.root, '..', 'a tree'));
      repo.did('worktree', 'add', '-q', tree.root, '-b', 'third', 'main');
      tree.did('merge', '-qm', 'm', 'other');
      check(tree);
    });

    it('in a checkout with CRLF', async () => {
      const repo = await repository();
      repo.did('config', 'core.autocrlf', 'true');
      diverge(repo);
      repo.did('merge', '-qm', 'm', 'other');
      assert.match(repo.read('p1.md'), /\r\n/);
      check(repo);
    });

    it('whose line endings differ', async () => {
      const repo = await repository();
      repo.did('checkout', '-qb', 'other');
      repo.commit({ 'p1.md': theirs.replaceAll('\n', '\r\n') });
      repo.did('checkout', '-q', 'main');
      repo.commit({ 'p1.md': ours });
      repo.did('merge', '-qm', 'm', 'other');
      check(repo);
    });

    it('in a shallow clone', async () => {
      const repo = await repository();
      diverge(repo);
      const clone = new Repository(join(repo.root, '..', 'clone'));
      repo.did('clone', '-q', '--depth', '2', '--no-single-branch', `file://${repo.root}`, clone.root);
      const { code, stderr } = await run(['git', 'setup'], { cwd: clone.root });
      assert.equal(code, 0, stderr);
      clone.did('merge', '-qm', 'm', 'origin/other');
      check(clone);
    });
  });

  it('merges a codebook by code and field', async () => {
    const repo = await repository();
    repo.did('checkout', '-qb', 'other');
    repo.commit({
      'codebook.yaml': CODEBOOK.replace('name: Board', 'name: Board\n    brief: Those elected.'),
    });
    repo.did('checkout', '-q', 'main');
    repo.commit({
      'codebook.yaml': `${CODEBOOK.replace('name: Board', 'name: The board')}  time:\n    name: Time\n`,
    });
    repo.did('merge', '-qm', 'm', 'other');
    assert.equal(
      repo.read('codebook.yaml'),
      'codes:\n  focus:\n    name: Focus\n  board:\n    name: The board\n    brief: Those elected.\n  time:\n    name: Time\n',
    );
  });

  it('leaves a conflict where both changed the text, with the codings around it whole', async () => {
    const repo = await repository();
    repo.did('checkout', '-qb', 'other');
    repo.commit({ 'p1.md': theirs.replace('P1: We', 'P1: They') });
    repo.did('checkout', '-q', 'main');
    repo.commit({ 'p1.md': ours.replace('P1: We', 'P1: I') });
    const { code } = repo.git('merge', '-qm', 'm', 'other');
    assert.equal(code, 1);
    assert.equal(
      repo.read('p1.md'),
      '<<<<<<< ours\nP1: I [keep the door]{.focus} open here.\n=======\nP1: They keep [the door open]{.board} here.\n>>>>>>> theirs\n\nP2: The board came in [one day]{.focus}.\n',
    );
    assert.match(repo.did('status', '--short'), /^UU p1\.md/);
  });

  describe('without a driver that runs, git merges as ever, with markers', () => {
    const launcher = (repo: Repository): string => join(repo.root, '.git/qualdown/launch.sh');
    const ills: Readonly<Record<string, (repo: Repository) => void>> = {
      'the launcher is gone': (repo) => rmSync(launcher(repo)),
      'the launcher ends as if all were well, having done nothing': (repo) =>
        writeFileSync(launcher(repo), 'exit 0\n'),
      'Node falls over': (repo) => writeFileSync(launcher(repo), 'exit 1\n'),
      'what it runs is gone': (repo) =>
        writeFileSync(launcher(repo), readFileSync(launcher(repo), 'utf8').replace(/cli\.cjs/, 'gone.cjs')),
    };
    for (const [ill, make] of Object.entries(ills)) {
      it(ill, async () => {
        const repo = await repository();
        diverge(repo);
        make(repo);
        const { code } = repo.git('merge', '-qm', 'm', 'other');
        assert.equal(code, 1);
        const text = repo.read('p1.md');
        for (const part of [
          '<<<<<<<',
          '[keep the door]{.focus}',
          '=======',
          '[the door open]{.board}',
          '>>>>>>>',
        ])
          assert.ok(text.includes(part), text);
      });
    }

    it('the file is no text that can be read', async () => {
      const repo = await repository();
      const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
      repo.did('checkout', '-qb', 'other');
      writeFileSync(join(repo.study, 'p1.md'), bytes(theirs.replace('here', 'hère')));
      repo.commit({});
      repo.did('checkout', '-q', 'main');
      writeFileSync(join(repo.study, 'p1.md'), bytes(ours.replace('here', 'là')));
      repo.commit({});
      assert.equal(repo.git('merge', '-qm', 'm', 'other').code, 1);
      const text = readFileSync(join(repo.study, 'p1.md'), 'latin1');
      for (const part of ['<<<<<<<', 'là', 'hère', '>>>>>>>']) assert.ok(text.includes(part), text);
    });
  });

  describe('setup', () => {
    it('says what it did, keeps what was there, and takes it back', async () => {
      const repo = await repository({
        setUp: false,
        files: { 'p1.md': INTERVIEW, '.gitattributes': '*.png binary\n' },
      });
      const set = await run(['git', 'setup'], { cwd: repo.study });
      assert.equal(set.code, 0, set.stderr);
      assert.match(set.stdout, /\.gitattributes.*\n.*merge\.qualdown/);
      assert.match(
        repo.read('.gitattributes'),
        /^\*\.png binary\n# Qualdown[^]*\*\*\/\*\.md merge=qualdown\n/,
      );
      const again = repo.read('.gitattributes');
      await run(['git', 'setup'], { cwd: repo.study });
      assert.equal(repo.read('.gitattributes'), again);
      const undo = await run(['git', 'setup', '--undo'], { cwd: repo.study });
      assert.equal(undo.code, 0, undo.stderr);
      assert.equal(repo.read('.gitattributes'), '*.png binary\n');
      assert.equal(repo.git('config', '--get-regexp', 'merge.qualdown').code, 1);
      assert.ok(!existsSync(join(repo.root, '.git/qualdown')));
    });

    /** What is said where it cannot be done. */
    async function refused(cwd: string, expected: RegExp, env: Record<string, string> = {}): Promise<void> {
      const { code, stderr } = await run(['git', 'setup'], { cwd, env });
      assert.equal(code, 2);
      assert.match(stderr, expected);
      assert.ok(!existsSync(join(cwd, '.gitattributes')));
    }

    it('needs a repository', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'qualdown-git-'));
      made.push(folder);
      writeFileSync(join(folder, 'codebook.yaml'), CODEBOOK);
      await refused(folder, /in no git repository.*git init/, { GIT_CEILING_DIRECTORIES: tmpdir() });
    });

    it('needs git', async () => {
      const repo = await repository({ setUp: false });
      await refused(repo.study, /no git on this machine/, { PATH: join(repo.root, 'nothing') });
    });

    it('needs an owner that git trusts', async () => {
      const repo = await repository({ setUp: false });
      await refused(repo.study, /does not trust this folder.*safe\.directory/, {
        GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
      });
    });
  });

  describe('random histories of two and three coders lose nothing', () => {
    const words = fc.array(fc.constantFrom('we', 'keep', 'the', 'board', 'away', 'so'), {
      minLength: 3,
      maxLength: 8,
    });
    const paragraph = words.map((parts) => `P1: ${parts.join(' ')}.`);
    const history = fc.record({
      text: fc.array(paragraph, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('\n\n')}\n`),
      coders: fc.array(fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { minLength: 1, maxLength: 3 }), {
        minLength: 3,
        maxLength: 3,
      }),
    });
    const coded = (text: string, places: readonly (readonly [number, number])[], coder: string): string =>
      places.reduce((now, place, index) => {
        const [start, end] = place.map((at) => Math.round((at * now.length) / 999)).sort((a, b) => a - b);
        const result = applyCode(now, { start: start!, end: end! }, [`${coder}${index}`], { coder });
        return 'edits' in result ? applied(now, result.edits) : now;
      }, text);

    /** Fifty histories, one a document: the commits of all are made together, which takes git no longer than one. */
    async function merged(
      coders: number,
      histories: readonly (typeof history extends fc.Arbitrary<infer T> ? T : never)[],
    ): Promise<void> {
      const named = (texts: readonly string[]): Record<string, string> =>
        Object.fromEntries(texts.map((text, index) => [`d${index}.md`, text]));
      const repo = await repository({ files: named(histories.map(({ text }) => text)) });
      const versions = Array.from({ length: coders }, (_, coder) =>
        histories.map(({ text, coders: all }) => coded(text, all[coder]!, 'abc'[coder]!)),
      );
      for (const [coder, texts] of versions.entries()) {
        repo.did('checkout', '-q', '-B', `coder${coder}`, 'main');
        repo.commit(named(texts));
      }
      repo.did('checkout', '-q', 'coder0');
      for (let coder = 1; coder < coders; coder++) await repo.merges(`coder${coder}`);
      for (const [index, { text }] of histories.entries()) {
        const now = repo.read(`d${index}.md`);
        assert.equal(readCoded(now).clean.text, text);
        const all = versions.flatMap((texts) => codings(texts[index]!));
        assert.deepEqual(codings(now), all.sort());
      }
    }

    it('200 of them', async function () {
      this.timeout(400_000);
      const histories = fc.sample(history, 200);
      // Side by side: each document's merge starts Node once.
      await Promise.all(
        [2, 2, 2, 3].map((coders, round) => merged(coders, histories.slice(round * 50, round * 50 + 50))),
      );
    });
  });
});
