import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { run, SAMPLE } from './run.js';

const PAGE = new URL('../../docs/agreement.md', import.meta.url);
const page = readFileSync(PAGE, 'utf8').replaceAll('\r\n', '\n');
const BLOCK = /```console\n\$ qualdown (.*)\n([^]*?)```/g;

describe('docs/agreement.md', () => {
  it('shows what its commands print on the sample', async () => {
    const outputs = new Map<string, string>();
    for (const [, command = ''] of page.matchAll(BLOCK)) {
      const { stdout, stderr, code } = await run(command.split(' '), { cwd: SAMPLE });
      assert.deepEqual([code, stderr], [0, ''], command);
      outputs.set(command, stdout.replaceAll('\r\n', '\n').replace(/[ \t]+$/gm, ''));
    }
    assert.equal(outputs.size, 2);
    const printed = page.replace(
      BLOCK,
      (_, command: string) => `\`\`\`console\n$ qualdown ${command}\n${outputs.get(command)!}\`\`\``,
    );
    if (process.env['UPDATE'] === '1') writeFileSync(PAGE, printed);
    else assert.equal(page, printed, 'Run the tests once with UPDATE=1 to print the outputs anew.');
  });
});
