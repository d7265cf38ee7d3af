import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement } from '../../server/src/core/agreement/types.js';
import { run, runJson, SAMPLE } from './run.js';

const exec = promisify(execFile);
const CONFIG = 'speakers: { interviewer: [INT] }\nparticipants: { P1: {} }\n';
const CODEBOOK = 'codes:\n  focus: {}\n  buffering: { aliases: [shield] }\n';
const document = (text: string): string => `---\ncoding: done\n---\n\n${text}\n`;
const TALK = '**P1:** One two. Three four.\n\n**P1:** Five six.\n\n**P1:** Seven.';
/** Long enough for git to know it again under another name. */
const REST = `\n\n${Array.from({ length: 20 }, (_, at) => `Line ${at} that nobody says.`).join('\n')}`;
const mark = (what: string, code: string, text = TALK): string => text.replace(what, `[${what}]{.${code}}`);

describe('cli: agree', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'qualdown agree é ')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  }
  const git = (...args: string[]) =>
    exec('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
    });
  const agree = (...args: string[]): Promise<Agreement> =>
    runJson<Agreement>(['agree', ...args], { cwd: folder });
  async function fails(args: readonly string[], message: RegExp): Promise<void> {
    const { code, stderr, stdout } = await run(['agree', ...args], { cwd: folder });
    assert.equal(code, 2, stdout);
    assert.match(stderr, message);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
  const figures = ({ codes }: Agreement) =>
    codes.map(({ code, units, disagreements, cohenKappa }) => [code, units, disagreements, cohenKappa]);

  const study = (text: string) => ({
    'qualdown.yaml': CONFIG,
    'codebook.yaml': CODEBOOK,
    'ä b/one.md': document(text),
  });

  it('compares coders by their signatures', async () => {
    await write(
      study(
        '**P1:** [a]{.focus coder=ana} [b]{.focus coder=ben}\n\n**P1:** [c]{.focus coder=ana}\n\n**P1:** d',
      ),
    );
    const made = await agree();
    assert.deepEqual(made.coders, ['ana', 'ben']);
    assert.deepEqual([made.unit, made.universe, made.units, made.overall], ['turn', 'all', 3, null]);
    const [row] = made.codes;
    assert.deepEqual([row!.code, row!.percentAgreement, row!.baseRates], ['focus', 2 / 3, [2 / 3, 1 / 3]]);
    assert.ok(Math.abs(row!.cohenKappa! - 0.4) < 1e-12);
    assert.deepEqual(made.pairs[0]!.coders, ['ana', 'ben']);
  });

  it('says whose unsigned codings are', async () => {
    await write(study('**P1:** [a]{.focus} [b]{.focus coder=ben}\n\n**P1:** c'));
    const { coders, warnings } = await agree();
    assert.deepEqual(coders, ['unsigned', 'ben']);
    assert.deepEqual(
      warnings.filter((each) => each.includes('signed')),
      [],
    );
    const named = await agree('--unsigned', 'ana');
    assert.deepEqual(named.coders, ['ana', 'ben']);
    assert.match(named.warnings.join('\n'), /signed by nobody count as ana’s \(1\)/);
  });

  it('compares a folder of copies with the study', async () => {
    await write({
      ...study(mark('two', 'focus')),
      'two.md': document('x'),
      'second-coder/ä b/one.md': document(mark('Three', 'focus', mark('Seven', 'shield'))),
    });
    const made = await agree('second-coder/');
    assert.deepEqual(made.coders, ['study', 'second-coder']);
    assert.deepEqual(figures(made), [
      ['focus', 3, 0, 1],
      ['buffering', 3, 1, 0],
    ]);
    assert.deepEqual(made.omitted, [{ file: 'two.md', reason: 'only study has it' }]);
    assert.deepEqual(figures(await agree('ana=.', 'ben=second-coder/ä b/one.md')), figures(made));
  });

  it('compares files where there is no study', async () => {
    await write({ 'a.md': document(mark('two', 'x')), 'b.md': document(TALK) });
    const made = await agree('a.md', 'b.md');
    assert.deepEqual([made.coders, figures(made)], [['a.md', 'b.md'], [['x', 3, 1, 0]]]);
  });

  it('compares git revisions, of a study in a folder of its repository, and records the commits', async () => {
    const inside = join(folder, 'the study');
    await write({
      'the study/qualdown.yaml': CONFIG,
      'the study/codebook.yaml': CODEBOOK,
      'the study/one.md': document(mark('two', 'focus') + REST),
      'other.txt': 'x',
    });
    await git('init', '-q', '-b', 'main');
    await git('add', '.');
    await git('commit', '-qm', 'ana');
    await git('tag', 'ana');
    await git('checkout', '-qb', 'ben');
    await writeFile(join(inside, 'one.md'), document(mark('Five', 'focus') + REST));
    await rename(join(inside, 'one.md'), join(inside, 'uno.md'));
    await git('add', '-A');
    await git('commit', '-qm', 'ben');
    const made = await runJson<Agreement>(['agree', 'ana', 'ref:ben', '--unit', 'turn'], { cwd: inside });
    const commits = (await git('rev-parse', 'ana', 'ben')).stdout.trim().split('\n');
    assert.deepEqual(
      made.sides.map(({ source, ref, commit }) => [source, ref, commit]),
      [
        ['ref', 'ana', commits[0]],
        ['ref', 'ben', commits[1]],
      ],
    );
    assert.deepEqual(made.renamed, [{ file: 'uno.md', side: 'ana', path: 'one.md' }]);
    assert.deepEqual(
      figures(made).map((row) => row.slice(0, 3)),
      [['focus', 3, 2]],
    );
    // One revision alone is held against the study as it stands, here the same as at “ben”.
    const now = await runJson<Agreement>(['agree', 'ana'], { cwd: inside });
    assert.deepEqual([now.coders, figures(now)], [['study', 'ana'], figures(made)]);
  });

  it('tells what a revision or a side is that there is not', async () => {
    await write(study(mark('two', 'focus')));
    await fails(['ref:main'], /git cannot read a repository here/);
    await git('init', '-q', '-b', 'main');
    await git('add', '.');
    await git('commit', '-qm', 'x');
    await fails(['ref:nowhere'], /git knows no commit called “nowhere”/);
    await fails(['nothing'], /“nothing” is no folder or file here, no git revision, and no coder/);
    await fails(['ref:--output=x'], /git knows no commit/);
    await git('branch', 'focus-2');
    await write({ 'focus-2/ä b/one.md': document(TALK) });
    await fails(['focus-2'], /write path:focus-2 or ref:focus-2/);
    await fails([], /takes two coders; no coding of the study is signed/);
    await fails(['.', 'ben=path:focus-2', '--against', 'eve'], /no side is called “eve”/);
    await fails(['a=.', 'a=path:focus-2'], /two sides are called “a”/);
  });

  it('works out a table made elsewhere', async () => {
    await write({ 'r.csv': 'unit,ana,ben\n1,x,x\n2,y,y\n3,x,y\n4,,x\n' });
    const made = await agree('--ratings', 'r.csv');
    assert.deepEqual([made.unit, made.units, made.coders], ['row', 3, ['ana', 'ben']]);
    assert.equal(made.overall?.percentAgreement, 2 / 3);
    assert.ok(Math.abs(made.overall.cohenKappa! - 0.4) < 1e-12);
    assert.equal(made.pairs[0]!.cohenKappa, made.overall.cohenKappa);
    const wider = await agree('--ratings', 'r.csv', '--categories', 'x,y,z');
    assert.ok(wider.overall!.gwetAC1! > made.overall.gwetAC1!);
    await fails(
      ['--ratings', 'r.csv', '--metric', 'interval'],
      /“x” is no number, as --metric interval needs/,
    );
    await fails(['--ratings', 'r.csv', '--categories', 'x'], /value “y”, which is none of the categories/);
    await fails(['--ratings', 'none.csv'], /none\.csv does not exist/);
  });

  it('works out magnitudes as Krippendorff (2011) does', async () => {
    const coders = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, '', '', ''],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, '', 3],
      ['', 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, ''],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, ''],
    ];
    const rows = coders[0]!.map((_, unit) => coders.map((row) => row[unit]).join());
    await write({ 'r.csv': ['A,B,C,D', ...rows].join('\r\n') });
    for (const [metric, expected] of [
      ['nominal', 0.743],
      ['ordinal', 0.815],
      ['interval', 0.849],
      ['ratio', 0.797],
    ] as const) {
      const { overall } = await agree('--ratings', 'r.csv', '--metric', metric, '--resamples', '0');
      assert.ok(Math.abs(overall!.krippendorffAlpha! - expected) < 0.0005, metric);
      assert.equal(overall!.cohenKappa, null);
    }
  });

  it('works out a continuum', async () => {
    await write({ 'c.csv': 'coder,start,end,value\na,0,4,x\na,6,8,y\nb,0,4,x\nb,6,8,y\n' });
    const made = await runJson<Record<string, unknown>>(['agree', '--continuum', 'c.csv', '--length', '10'], {
      cwd: folder,
    });
    assert.deepEqual(
      { ...made, coders: undefined, units: undefined, length: undefined, coverage: undefined },
      {
        uAlpha: 1,
        uAlphaBinary: 1,
        cuAlpha: 1,
        kuAlpha: { x: 1, y: 1 },
        coders: undefined,
        units: undefined,
        length: undefined,
        coverage: undefined,
      },
    );
    await fails(['--continuum', 'c.csv'], /needs --length/);
    await fails(
      ['--continuum', 'c.csv', '--length', '7'],
      /row 3: the stretch from 6 to 8 does not lie between 0 and 7/,
    );
    await write({ 'o.csv': 'coder,start,end,value\na,0,4,x\na,3,8,y\nb,0,4,x\n' });
    await fails(['--continuum', 'o.csv', '--length', '10'], /rows 2 and 3 of a overlap/);
  });

  it('lists disagreements with lines, as JSON, CSV, Markdown and HTML', async () => {
    await write({
      ...study(mark('two', 'focus')),
      'second-coder/ä b/one.md': document(mark('Seven', 'buffering')),
    });
    interface Listed {
      disagreements: {
        code: string;
        coded: string[];
        sides: { start: { line: number; column: number } | null }[];
      }[];
    }
    const list = await runJson<Listed>(['agree', 'second-coder', '--disagreements'], { cwd: folder });
    assert.deepEqual(
      list.disagreements.map(({ code, coded, sides }) => [code, coded, sides.map(({ start }) => start)]),
      [
        [
          'focus',
          ['study'],
          [
            { line: 5, column: 9 },
            { line: 5, column: 9 },
          ],
        ],
        [
          'buffering',
          ['second-coder'],
          [
            { line: 9, column: 9 },
            { line: 9, column: 10 },
          ],
        ],
      ],
    );
    const text = async (format: string) => {
      const { code, stdout, stderr } = await run(
        ['agree', 'second-coder', '--disagreements', '--format', format],
        { cwd: folder },
      );
      assert.deepEqual([code, stderr], [0, '']);
      return stdout;
    };
    assert.match(await text('csv'), /^file,code,speaker,coded,not,study: line,study: text/);
    assert.match(await text('md'), /> One \*\*two\*\*\. Three four\./);
    const page = await text('html');
    assert.match(page, /One <mark>two<\/mark>\. Three/);
    assert.doesNotMatch(page, /<script|src=|https?:/);
    assert.match(await text('table'), /one\.md:5 {2}focus {2}coded by study, not by second-coder/);
  });

  it('writes reports to files and replaces none unasked', async () => {
    await write({ ...study(mark('two', 'focus')), 'second-coder/ä b/one.md': document(TALK) });
    for (const file of ['a.csv', 'a.html', 'a.docx', 'a.xlsx']) {
      const { code, stderr } = await run(['agree', 'second-coder', '--out', file], { cwd: folder });
      assert.deepEqual([code, stderr], [0, `Wrote ${file}.\n`]);
    }
    assert.match(await readFile(join(folder, 'a.csv'), 'utf8'), /^Code,/);
    await fails(['second-coder', '--out', 'a.csv'], /a\.csv is there already/);
    await fails(['second-coder', '--out', 'codebook.yaml'], /endings|file of the study/);
  });

  it('says of the sample what ana and ben made of it', async () => {
    const made = await runJson<Agreement>(['agree', 'ana=.', 'ben=second-coder'], { cwd: SAMPLE });
    assert.deepEqual([made.coders, made.documents, made.alignment.unaligned], [['ana', 'ben'], 4, 0]);
    assert.ok(made.codes.length > 10 && made.summary.krippendorffAlpha!.median > 0.5);
  });
});
