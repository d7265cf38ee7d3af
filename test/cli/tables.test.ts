import assert from 'node:assert/strict';
import Papa from 'papaparse';
import stringWidth from 'string-width';
import type { Comparison } from '../../server/src/core/compare.js';
import type { SegmentEntry } from '../../server/src/core/segments/list.js';
import type { Tally } from '../../server/src/core/tally.js';
import { type Files, Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson, SAMPLE } from './run.js';

const STUDY: Files = {
  'qualdown.yaml': 'name: Two\nspeakers: { interviewer: [INT] }\nparticipants: { P1: {} }\n',
  'codebook.yaml': 'codes: { family: { codable: false, codes: { focus: { name: Focus }, churn: {} } } }\n',
  'a/one.md': `---
district: 漢字区
coding: done
---

**INT:** [Why?]{.churn}

**P1:** [First [second]{.focus seg=k1 certainty=low}]{.churn #here} and ["=third"]{.focus seg=k1 coder=ana memo="a, b"}
`,
  'b.md': '---\ndistrict: =Alder\ncoding: done\n---\n\n::: {.focus}\nOne *two*\n\nthree [four]{.mark}\n:::\n',
};

describe('tables of the command line', () => {
  let cwd = '';
  before(async () => (cwd = (await Folder.of(STUDY)).root));
  after(removeFolders);

  const printed = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    return stdout;
  };

  describe('segments', () => {
    it('have exactly the fields of their contract', async () => {
      const [why, here, pieces, block] = await runJson<SegmentEntry[]>(['segments'], { cwd });
      assert.deepEqual(pieces, {
        id: 'k1',
        file: 'a/one.md',
        kind: 'span',
        codes: ['focus'],
        coder: 'ana',
        text: 'second […] "=third"',
        start: { line: 8, column: 17 },
        end: { line: 8, column: 82 },
        fragments: [
          { kind: 'span', start: { line: 8, column: 17 }, end: { line: 8, column: 23 } },
          { kind: 'span', start: { line: 8, column: 74 }, end: { line: 8, column: 82 } },
        ],
        attributes: { seg: 'k1', certainty: 'low', coder: 'ana', memo: 'a, b' },
        case: '漢字区',
        speaker: 'P1',
      });
      assert.deepEqual([why?.id, why?.speaker, why?.text], ['a/one.md:6:11', 'INT', 'Why?']);
      assert.deepEqual([here?.id, here?.codes, here?.text], ['here', ['churn'], 'First second']);
      assert.deepEqual(
        [block?.kind, block?.text, block?.speaker, block?.case, block?.coder],
        ['div', 'One *two*\n\nthree [four]{.mark}', null, '=Alder', null],
      );
    });

    const texts = async (...args: string[]) =>
      (await runJson<SegmentEntry[]>(['segments', ...args], { cwd })).map(({ text }) => text.slice(0, 6));
    it('can be chosen by code, also below one', async () => {
      assert.deepEqual(await texts('--code', 'churn'), ['Why?', 'First ']);
      assert.deepEqual(await texts('--code', 'family'), []);
      assert.deepEqual(await texts('--code', 'family', '--rollup'), ['Why?', 'First ', 'second', 'One *t']);
      assert.deepEqual(await texts('--code', 'churn', '--code', 'focus'), [
        'Why?',
        'First ',
        'second',
        'One *t',
      ]);
    });
    it('can be chosen by coder, and by attributes of the mark or the document', async () => {
      assert.deepEqual(await texts('--coder', 'ana'), ['second']);
      assert.deepEqual(await texts('--where', 'certainty=low'), ['second']);
      assert.deepEqual(await texts('--where', 'district==Alder'), ['One *t']);
      assert.deepEqual(await texts('--where', 'district==Alder', '--where', 'certainty=low'), []);
    });
    it('have ids of their own, the same whatever is asked for', async () => {
      const { root } = await Folder.of({
        'codebook.yaml': 'codes: { a: {}, b: {} }',
        'x.md':
          '::: {.a}\nH {.b}\n===\n:::\n\n[one]{.a seg=s} [two]{.a #s} [three]{.a #s} [four]{.a #x.md:2:1-2}\n',
      });
      const ids = async (...args: string[]) =>
        (await runJson<SegmentEntry[]>(['segments', ...args], { cwd: root })).map(({ id }) => id);
      const all = await ids();
      assert.deepEqual(all, ['x.md:2:1', 'x.md:2:1-3', 'x.md:6:2', 's', 'x.md:6:31', 'x.md:2:1-2']);
      assert.deepEqual(await ids('--code', 'b'), ['x.md:2:1-3']);
    });
    it('have their attributes in the order written', async () => {
      const { root } = await Folder.of({
        'codebook.yaml': 'codes: { a: {} }',
        'x.md': '[one]{.a seg=s z=1 b=2} [two]{.a seg=s b=3 a=4}\n',
      });
      const [segment] = await runJson<SegmentEntry[]>(['segments'], { cwd: root });
      assert.deepEqual(Object.entries(segment!.attributes), [
        ['seg', 's'],
        ['z', '1'],
        ['b', '2'],
        ['a', '4'],
      ]);
    });
    it('print for people', async () =>
      assert.match(
        await printed('segments', '--code', 'focus'),
        /^a\/one\.md:8:17 {2}focus {2}漢字区, P1, coded by ana\n {2}second \[…\] "=third"\n\n.*\n\n2 passages\.\n$/s,
      ));
    it('print nothing as an empty list', async () =>
      assert.equal((await run(['segments', '--json', '--where', 'certainty=x'], { cwd })).stdout, '[]\n'));
  });

  describe('tally', () => {
    it('has exactly the fields of its contract', async () =>
      assert.deepEqual(await runJson<Tally>(['tally'], { cwd }), {
        codes: [
          { code: 'family', parent: null, segments: 0, documents: 0, words: 0, total: 4 },
          { code: 'focus', parent: 'family', segments: 2, documents: 2, words: 6, total: 2 },
          { code: 'churn', parent: 'family', segments: 2, documents: 1, words: 2, total: 2 },
        ],
        documents: 2,
        words: 8,
        omitted: [],
      }));
    it('prints aligned', async () => {
      const text = await printed('tally', '--where', 'district==Alder');
      // The folder is in no git.
      const lines = text.replace(/^! Whether a code is younger [^]*?\n\n/, '').split('\n');
      assert.deepEqual(lines.slice(0, 4), [
        '         segments  with below  documents  words',
        'family          0           1          0      0',
        '  focus         1           1          1      4',
        '  churn         0           0          0      0',
      ]);
    });
    it('prints Markdown', async () =>
      assert.match(await printed('tally', '--format', 'md'), /^\| &emsp;focus \| 2 \| 2 \| 2 \| 6 \|$/m));
  });

  describe('of chosen passages', () => {
    const chosen = ['--where', 'certainty=low'];
    it('count only these, of the same documents and words', async () => {
      const { codes, documents, words } = await runJson<Tally>(['tally', ...chosen], { cwd });
      assert.deepEqual({ documents, words }, { documents: 2, words: 8 });
      assert.deepEqual(
        codes.map(({ code, segments, words, total }) => [code, segments, words, total]),
        [
          ['family', 0, 0, 1],
          ['focus', 1, 2, 1],
          ['churn', 0, 0, 0],
        ],
      );
      const { rows } = await runJson<Comparison>(['compare', '--codes', 'focus', ...chosen], { cwd });
      assert.deepEqual(
        rows[0]?.cells.map(({ documents, participants, words }) => [documents, participants, words]),
        [
          [0, 0, 0],
          [1, 1, 2],
        ],
      );
    });
    it('say so', async () => {
      assert.match(await printed('compare', ...chosen), /^Two, by district, only certainty=low\n/);
      assert.match(
        await printed('compare', '--format', 'md', ...chosen),
        /^# Comparison by district, only certainty=low\n/,
      );
      assert.match(await printed('tally', ...chosen), /counted words, only certainty=low\.\n$/);
    });
  });

  it('say one document and one word', async () => {
    const { root } = await Folder.of({ 'codebook.yaml': 'codes: { a: {} }', 'a.md': '[x]{.a}' });
    assert.match((await run(['tally'], { cwd: root })).stdout, /In 1 document with 1 counted word\.\n$/);
  });

  describe('compare', () => {
    it('gives one line for each code and case as CSV', async () => {
      const csv = await printed('compare', '--format', 'csv', '--codes', 'focus');
      assert.ok(csv.endsWith('\r\n'));
      assert.deepEqual(Papa.parse<string[]>(csv.trim(), {}).data, [
        'code,parent,district,documents,of_documents,participants,of_participants,share,rate,segments,words,counted_words'.split(
          ',',
        ),
        // A spreadsheet would run what begins with an equals sign.
        ['focus', 'family', "'=Alder", '1', '1', '0', '0', '1', '250', '1', '4', '4'],
        ['focus', 'family', '漢字区', '1', '1', '1', '1', '0.5', '250', '1', '2', '4'],
      ]);
    });
    it('aligns wide characters, names families that carry nothing, and explains itself', async () => {
      const table = await printed('compare');
      const lines = table.split('\n');
      assert.equal(lines[0], 'Two, by district');
      const row = lines.find((line) => line.startsWith('  focus'))!;
      const head = lines.find((line) => line.includes('漢字区'))!;
      assert.equal(row, '  focus          1/1   – 100.0% 250.0    1/1 1/1 50.0% 250.0');
      assert.equal(stringWidth(head.slice(0, head.indexOf('漢'))), row.indexOf('1/1 1/1') - 1);
      assert.ok(lines.includes('family'));
      assert.match(table, /share: part of the counted words/);
    });
    it('keeps to the width of the window', async () => {
      for (const width of [60, 80, 100, 140]) {
        const { stdout } = await run(['compare', '--study', SAMPLE], { env: { COLUMNS: String(width) } });
        const widest = Math.max(...stdout.split('\n').map((line) => stringWidth(line)));
        assert.ok(widest <= width, `${widest} > ${width}`);
      }
    });
    it('prints Markdown with names, warnings first', async () => {
      const { stdout } = await run(['compare', '--study', SAMPLE, '--format', 'md', '--rollup']);
      assert.match(stdout, /^# Comparison by district, each code with those below it\n\n> \*\*Note\.\*\* /);
      assert.match(stdout, /^\| \*\*Loose coupling\*\* \| \d+\/\d+ · /m);
    });
    it('can compare chosen codes of chosen documents, rolled up', async () => {
      const { by, columns, rows } = await runJson<Comparison>(
        ['compare', '--by', 'coding', '--codes', 'family,focus', '--rollup', '--where', 'district=漢字区'],
        { cwd },
      );
      assert.deepEqual({ by, values: columns.map(({ value }) => value) }, { by: 'coding', values: ['done'] });
      assert.deepEqual(
        rows.map(({ code, cells }) => [code, cells[0]?.segments]),
        [
          ['family', 3],
          ['focus', 1],
        ],
      );
    });
  });
});
