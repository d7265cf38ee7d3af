// The TextMate injection over VS Code's own Markdown grammar: what each case marks with carets has the scopes it names.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cases = fileURLToPath(new URL('cases/', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const program = resolve('vscode-tmgrammar-test/dist/unit.js');
/** Markdown, and what it includes. The injections come from package.json, as the editor takes them. */
const grammars = ['markdown', 'html', 'html-derivative', 'yaml'].flatMap((name) => [
  '--grammar',
  resolve(`tm-grammars/grammars/${name}.json`),
]);

/** Fails with the lines and scopes that differ. */
function check(file: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...grammars, cases + file], {
    cwd: root,
    encoding: 'utf8',
  });
  // Markdown names the grammars of fifty languages for code blocks; they are not needed here.
  const said = `${stdout}\n${stderr}`.replace(/^grammar not found for .*\n/gm, '').trim();
  if (status !== 0) throw new Error(said);
}

describe('the grammar', () => {
  for (const file of readdirSync(cases)) it(file.replace('.md', ''), () => check(file));
});
