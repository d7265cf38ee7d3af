// Contrast, co-occurrence, saturation, reciprocity, stability and the matrix, by the command line that ships.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { run, runJson, SAMPLE } from './run.js';

const COMMANDS = ['spread', 'contrast', 'cooccur', 'saturation', 'reciprocity', 'stability', 'matrix'];
const QUICK = ['--codes', 'buffering,accountability', '--study', SAMPLE];

const output = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await run([...args, '--study', SAMPLE]);
  assert.equal(code, 0, stderr);
  return stdout;
};
/** The fields of a command's JSON, as docs/commands.md has them. */
async function checkFields(args: string[], ...fields: string[]): Promise<Record<string, unknown>> {
  const found = await runJson<Record<string, unknown>>([...args, '--study', SAMPLE]);
  assert.deepEqual(Object.keys(found), [...fields, 'warnings', 'omitted']);
  assert.match(JSON.stringify(found['warnings']), /several coders/);
  return found;
}
async function checkFails(args: string[], says: RegExp): Promise<void> {
  const { code, stdout, stderr } = await run([...args, '--study', SAMPLE]);
  assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, args.join(' '));
  assert.match(stderr, says);
}

describe('analyses on the command line', function () {
  this.timeout(60_000);

  it('are tables no wider than 100 columns in a pipe, warnings first', async () => {
    for (const command of COMMANDS) {
      const text = await output(command);
      const widest = Math.max(...text.split('\n').map((line) => stringWidth(line)));
      assert.ok(widest <= 100, `${command}: ${widest}`);
      assert.match(text, /^[^!]+\n\n! /, command);
    }
  });

  it('tell which codes set a case apart', async () => {
    const found = await checkFields(
      ['contrast', '--seed', '7', '--resamples', '50'],
      ...['by', 'level', 'units', 'shared', 'seed', 'resamples', 'cases', 'outside', 'onBothSides', 'rows'],
    );
    assert.deepEqual([found['by'], found['seed'], found['resamples']], ['district', 7, 50]);
    const [first] = found['rows'] as object[];
    assert.deepEqual(Object.keys(first!), ['code', 'case', 'inCase', 'inRest', 'ratio', 'interval']);
    const tested = await output('contrast', '--resamples', '50', '--tests', '--p', '--codes', 'buffering');
    assert.match(tested, /Cramér’s V\s+odds ratio\s+p\n/);
    assert.doesNotMatch(await output('contrast', '--resamples', '50', '--tests'), /\bp\n/);
  });

  it('count codes together, in any unit', async () => {
    const found = await checkFields(['cooccur', '--within', 'document'], 'within', 'codes', 'pairs');
    assert.equal(found['within'], 'document');
    const [pair] = found['pairs'] as { n1: number; n2: number; n12: number; jaccard: number }[];
    assert.equal(pair!.jaccard, pair!.n12 / (pair!.n1 + pair!.n2 - pair!.n12));
    assert.match(await output('cooccur', '--within', 'turn'), /^Codes together, in the same turn\n/);
  });

  it('count new codes by document', async () => {
    const found = await checkFields(['saturation'], 'by', 'codes', 'undated', 'steps', 'cases');
    const steps = found['steps'] as { first: string[]; cumulative: number }[];
    assert.equal(steps.at(-1)!.cumulative, new Set(steps.flatMap(({ first }) => first)).size);
  });

  it('set counterparts against each other', async () => {
    const found = await checkFields(['reciprocity'], 'by', 'pairs', 'otherStances', 'unread');
    assert.deepEqual(
      (found['pairs'] as { codes: string[] }[]).map(({ codes }) => codes.join()),
      [
        'accountability,capacity',
        'pressure,support',
        'focus,mixed-signals',
        'stability,churn',
        'isolation,networks',
      ],
    );
  });

  it('tell what changes over time', async () => {
    const found = await checkFields(['stability'], 'by', 'over', 'times', 'untimed', 'cases', 'codebook');
    assert.deepEqual(found['times'], ['1', '2']);
    assert.match(
      await output('stability', '--over', 'date', '--codes', 'buffering'),
      /^Codes by date and district/,
    );
  });

  it('set cases against codes', async () => {
    const found = await checkFields(['matrix', '--codes', 'buffering'], 'unit', 'codes', 'summaries', 'rows');
    assert.deepEqual(
      (found['rows'] as { row: string }[]).map(({ row }) => row),
      ['Alder', 'District Two', 'Port Hallam', 'Tilden'],
    );
    const people = await runJson<{ rows: { row: string }[] }>(['matrix', '--unit', 'participant', ...QUICK]);
    assert.ok(people.rows.some(({ row }) => row === 'AP1'));
  });

  it('are files whose figures are linked to their passages, and that say how they were made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qualdown-analyses-'));
    try {
      const asked = [
        ['contrast', 'svg'],
        ['stability', 'xlsx'],
        ['saturation', 'csv'],
        ['cooccur', 'html'],
        ['reciprocity', 'html'],
      ] as const;
      for (const [command, format] of asked) {
        const out = join(folder, `${command}.${format}`);
        const { code, stderr } = await run([command, '--out', out, ...QUICK]);
        assert.equal(code, 0, stderr);
        const file = readFileSync(out, 'utf8');
        assert.ok(file.length > 100, out);
        if (format === 'svg') assert.match(file, /<metadata>[^<]*\nStudy: /);
        // Every figure is linked to its passages.
        if (format === 'html') assert.match(file, /<a href="#p1">/, command);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('say what is wrong with what was asked', async () => {
    for (const command of COMMANDS)
      await checkFails([command, '--codes', 'bufering'], /bufering.*Did you mean “buffering”/);
    await checkFails(['contrast', '--by', 'distrct'], /Did you mean “district”/);
    await checkFails(['contrast', '--by', 'participant'], /one attribute of documents/);
    await checkFails(['contrast', '--seed', 'x'], /whole number/);
    await checkFails(['contrast', '--resamples', '0'], /from 1 to 100,000/);
    await checkFails(['cooccur', '--within', 'page'], /overlap, turn, paragraph, document/);
    await checkFails(['stability', '--over', 'wav'], /Did you mean “wave”/);
    await checkFails(['matrix', '--summaries', 'none'], /no summaries are called “none”/);
    await checkFails(['saturation', '--out', 'x.svgg'], /name the file with one of the endings/);
  });
});
