// What a person reads in the editor can be translated: every text of the client stands in the bundle for translators.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The first arguments of all calls of `l10n.t` in a source file; they have to be literals to be found. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      assert(text && ts.isStringLiteral(text), `${file}: ${node.getText()} has no literal text`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  return texts;
}

describe('texts of the extension', () => {
  it('are all in l10n/bundle.l10n.json', () => {
    const sources = readdirSync(join(root, 'client', 'src'), { recursive: true, encoding: 'utf8' });
    const texts = sources
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => textsIn(`client/src/${file}`));
    const bundle = JSON.parse(read('l10n/bundle.l10n.json')) as Record<string, unknown>;
    const remedy = 'run: npx @vscode/l10n-dev export --outDir l10n client/src';
    assert.deepEqual(Object.keys(bundle).sort(), [...new Set(texts)].sort(), remedy);
  });

  it('of package.json are all in package.nls.json, and no others', () => {
    const named = [...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
    const known = Object.keys(JSON.parse(read('package.nls.json')) as object);
    assert.deepEqual([...new Set(named)].sort(), known.sort());
  });
});
