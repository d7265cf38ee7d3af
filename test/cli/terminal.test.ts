import assert from 'node:assert/strict';
import type { Io } from '../../server/src/cli/io.js';
import { runCli } from '../../server/src/cli/run.js';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { SAMPLE } from './run.js';

/** Runs the command line as on a terminal. */
async function run(
  args: readonly string[],
  {
    env = {},
    columns = 120,
    cwd = SAMPLE,
  }: { env?: Record<string, string>; columns?: number; cwd?: string } = {},
) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void (written[name] += text),
    isTTY: true,
    columns,
  });
  const io: Io = { cwd, env, stdout: output('stdout'), stderr: output('stderr') };
  return { code: await runCli(args, io), ...written };
}

const COLOUR = '\x1b[';

describe('the command line on a terminal', () => {
  after(removeFolders);

  it('has colours, unless they are not wanted', async () => {
    for (const args of [['compare'], ['tally'], ['segments', '--code', 'churn']]) {
      assert.ok((await run(args)).stdout.includes(COLOUR), args[0]);
      assert.ok(!(await run(args, { env: { NO_COLOR: '1' } })).stdout.includes(COLOUR), args[0]);
      assert.ok(!(await run(args, { env: { TERM: 'dumb' } })).stdout.includes(COLOUR), args[0]);
    }
  });

  it('never has colours in what programs read', async () => {
    for (const format of ['json', 'csv', 'md']) {
      assert.ok(!(await run(['compare', '--format', format])).stdout.includes(COLOUR), format);
    }
  });

  it('aligns as without colours', async () => {
    const plain = await run(['compare'], { env: { NO_COLOR: '1' } });
    const coloured = await run(['compare']);
    // eslint-disable-next-line no-control-regex -- colour codes are control characters
    assert.equal(coloured.stdout.replaceAll(/\x1b\[\d+m/g, ''), plain.stdout);
  });

  it('shows the rate where there is room', async () => {
    assert.match((await run(['compare'], { columns: 120 })).stdout, /rate: segments per 1,000/);
    assert.match((await run(['compare'], { columns: 100 })).stdout, /The rate needs a wider window/);
  });

  it('tells how far reading is, and takes it away again', async () => {
    const page = '**P1:** word [word]{.a} word.\n\n'.repeat(20_000);
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`${index}.md`, page]));
    const { root: cwd } = await Folder.of({ 'codebook.yaml': 'codes: { a: {} }', ...files });
    const { code, stderr } = await run(['tally'], { cwd });
    assert.equal(code, 0);
    assert.match(stderr, /^(\r\x1b\[KReading \d+ of 12 documents)+\r\x1b\[K$/); // eslint-disable-line no-control-regex
  });

  it('tells a failure in one line here too', async () => {
    const { code, stdout, stderr } = await run(['compare', '--by', 'x']);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    // What was told of progress is gone from the line before.
    assert.match(stderr.split('\x1b[K').at(-1)!, /^qualdown: no document has the attribute “x”\..*\n$/);
  });
});
