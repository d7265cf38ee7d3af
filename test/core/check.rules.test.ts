import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../../server/src/core/check/index.js';
import { PROBLEMS_PAGE, problemsPage } from './problems-page.js';

describe('rules', () => {
  it('are documented: docs/problems.md is their table, printed', () => {
    const page = problemsPage();
    if (process.env['UPDATE'] === '1') writeFileSync(PROBLEMS_PAGE, page);
    const written = readFileSync(PROBLEMS_PAGE, 'utf8').replaceAll('\r\n', '\n');
    assert.equal(written, page, 'Run the tests once with UPDATE=1 to write docs/problems.md anew.');
    const headings = [...written.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    assert.deepEqual(new Set(headings), new Set(Object.keys(RULES)));
  });

  it('say in sentences what is wrong and the way out', () => {
    for (const [id, { means, wayOut }] of Object.entries(RULES)) {
      assert.match(id, /^[a-z]+(-[a-z]+)+$/);
      for (const sentence of [means, wayOut]) assert.match(sentence, /^(\p{Lu}|`).*[.`:]$/su, id);
    }
  });
});
