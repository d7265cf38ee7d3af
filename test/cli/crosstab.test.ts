import assert from 'node:assert/strict';
import { Folder } from '../lsp/harness/folder.js';
import { run } from './run.js';

const FILES = {
  'qualdown.yaml': 'participants: { P1: {}, P2: {} }\n',
  'codebook.yaml': 'codes: { a: { codes: { a1: {} } }, b: {} }',
  'x.md':
    '---\ndistrict: Alder\nwave: 1\ncoding: done\n---\n**P1:** [one]{.a} two\n\n**P2:** [three]{.a1} four\n',
  'y.md': '---\ndistrict: Alder\nwave: 2\ncoding: done\n---\n**P1:** [five]{.a} six\n',
  'z.md': '---\ndistrict: Tilden\nwave: 10\ncoding: done\n---\n**P2:** [seven]{.b} eight\n',
};

describe('tables of the command line by pairs, voices and chosen parts', () => {
  let cwd: string;
  before(async () => (cwd = (await Folder.of(FILES)).root));

  async function output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.equal(code, 0, stderr);
    return stdout;
  }
  async function checkFails(args: string[], says: RegExp): Promise<void> {
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, says);
  }

  it('have a field for each attribute of a pair', async () => {
    const wanted = ['compare', '--by', 'district,wave', '--codes', 'a'];
    const lines = (await output(...wanted, '--format', 'csv')).trim().split('\r\n');
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 5).join(',')),
      ['code,parent,district,wave,documents', 'a,,Alder,1,1', 'a,,Alder,2,1', 'a,,Tilden,10,0'],
    );
    const { by, columns } = JSON.parse(await output(...wanted, '--json')) as {
      by: string;
      columns: { value: string; values: unknown[] }[];
    };
    assert.equal(by, 'district,wave');
    assert.deepEqual(columns[1], {
      value: 'Alder, 2',
      values: ['Alder', 2],
      documents: 1,
      participants: 1,
      words: 2,
      none: 0,
      partial: 0,
    });
    assert.match(await output(...wanted), /^Codes, by district and wave\n[^]*Alder, wave 1 +Alder, wave 2/);
    assert.match(await output(...wanted, '--format', 'md'), /\| {2}\| Alder, wave 1 \| Alder, wave 2 \|/);
  });

  it('show a measure in every format', async () => {
    const wanted = ['compare', '--codes', 'a', '--measure', 'row-percent'];
    const { measure, rows } = JSON.parse(await output(...wanted, '--json')) as {
      measure: string;
      rows: { cells: { value: number; of: number }[] }[];
    };
    assert.equal(measure, 'row-percent');
    assert.deepEqual(
      rows[0]!.cells.map(({ value, of }) => [value, of]),
      [
        [1, 2],
        [0, 2],
      ],
    );
    assert.match(await output(...wanted, '--format', 'csv'), /^Code,Alder: per cent of the row’s segments,/);
    assert.match(await output(...wanted, '--format', 'md'), /per cent of the row’s segments/);
  });

  it('are by participant, and of families', async () => {
    const text = await output('compare', '--by', 'participant', '--families', '--format', 'csv');
    const rows = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.deepEqual(
      rows
        .slice(1)
        .map(([code, , who, , , , , , , segments, words, of]) => [code, who, segments, words, of].join(' ')),
      ['a P1 2 2 4', 'a P2 1 1 4', 'b P1 0 0 4', 'b P2 1 1 4'],
    );
  });

  it('show the measure asked for, with what it is of', async () => {
    const text = await output('compare', '--measure', 'row-percent');
    assert.match(
      text,
      /^Codes by district\nSegments of each of 3 codes in 3 documents, as per cent of the row/,
    );
    assert.match(text, /100\.0%/);
  });

  it('count only what is chosen', async () => {
    const segments = async (...args: string[]): Promise<string> => {
      const text = await output('compare', '--codes', 'a', '--format', 'csv', ...args);
      return text
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(','))
        .map((cells) => `${cells[2]} ${cells[9]}/${cells[11]}`)
        .join(', ');
    };
    assert.equal(await segments(), 'Alder 2/6, Tilden 0/2');
    assert.equal(await segments('--where', 'wave>=2'), 'Alder 1/2, Tilden 0/2');
    assert.equal(await segments('--where', 'wave!=1', '--where', 'wave<10'), 'Alder 1/2');
    assert.equal(await segments('--speaker', 'P2'), 'Alder 0/2, Tilden 0/2');
    assert.equal(await segments('--documents', 'x.md', '--documents', 'z.*'), 'Alder 1/4, Tilden 0/2');
    assert.equal(await segments('--query', 'a near/5 a1'), 'Alder 1/6, Tilden 0/2');
    assert.equal(await segments('--without', 'a1'), 'Alder 1/2, Tilden 0/2');
    assert.match(await output('segments', '--where', 'wave>1'), /y\.md[^]*z\.md[^]*2 passages/);
    assert.match(await output('tally', '--where', 'wave>1', '--format', 'csv'), /^a,.*\r\n/m);
  });

  it('tell what figures rest on', async () => {
    const { rows } = JSON.parse(await output('spread', '--codes', 'a', '--json')) as {
      rows: { code: string; cells: Record<string, Record<string, unknown>>[] }[];
    };
    const { documents, participants } = rows[0]!.cells[0]!;
    assert.deepEqual(documents, {
      units: 2,
      carrying: 2,
      share: { min: 0.25, median: 0.375, max: 0.5 },
      rate: { min: 250, median: 375, max: 500 },
      half: 1,
      dp: (Math.abs(1 / 2 - 4 / 6) + Math.abs(1 / 2 - 2 / 6)) / 2,
      dpNorm: (Math.abs(1 / 2 - 4 / 6) + Math.abs(1 / 2 - 2 / 6)) / 2 / (1 - 2 / 6),
      most: { name: 'x.md', part: 0.5 },
    });
    assert.deepEqual([participants!['units'], participants!['carrying']], [2, 1]);
    assert.match(await output('spread', '--codes', 'a'), /rests on one voice/);
    assert.match(
      await output('spread', '--codes', 'a', '--format', 'md'),
      /^# Spread of codes by district$/m,
    );
  });

  it('tell what nothing meets', async () => {
    await checkFails(['compare', '--by', 'district,wave,kind'], /one attribute or by two/);
    await checkFails(
      ['compare', '--where', 'wave>9000'],
      /no document has wave>9000\. Values are 1, 10 and 2/,
    );
    await checkFails(['spread', '--speaker', 'P3'], /nobody called “P3” speaks/);
    await checkFails(['compare', '--documents', 'q/**'], /no document is named like “q\/\*\*”/);
    await checkFails(['compare', '--query', 'a and ('], /in the query “a and \(”, character 8/);
  });
});
