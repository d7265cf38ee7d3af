import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CODE_FIELDS, CODEBOOK_FIELDS } from '../../server/src/core/codebook/read.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { readAny } from '../../server/src/core/frontmatter/index.js';
import { CONFIG_FIELDS, parseConfig } from '../../server/src/core/study/config.js';

const page = readFileSync(new URL('../../docs/files.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');

/** The text under a heading of the page, and the YAML in it. */
function section(heading: string): { text: string; yaml: string } {
  const text = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return { text, yaml: /```yaml\n(.*?)```/s.exec(text)?.[1] ?? '' };
}

describe('docs/files.md', () => {
  it('shows a codebook in which nothing is wrong, and names every field', () => {
    const { text, yaml } = section('codebook.yaml');
    const { codes, problems } = parseCodebook(yaml);
    assert.deepEqual([codes.size, problems], [5, []]);
    for (const field of [...CODEBOOK_FIELDS, ...CODE_FIELDS]) assert.ok(text.includes(`\`${field}\``), field);
  });
  it('shows a configuration in which nothing is wrong, with every field and the true defaults', () => {
    const { text, yaml } = section('qualdown.yaml');
    const config = parseConfig(yaml);
    assert.deepEqual([...config.places.keys()], CONFIG_FIELDS);
    assert.deepEqual(config.problems, []);
    const { codebook, documents, compareBy } = parseConfig(undefined);
    assert.deepEqual([config.codebook, config.documents, config.compareBy], [codebook, documents, compareBy]);
    for (const field of CONFIG_FIELDS.slice(1)) assert.ok(text.includes(`**\`${field}\`**`), field);
  });
  it('shows front matter in which nothing is wrong', () => {
    const { entries, problems } = readAny(section('Front matter').yaml);
    assert.deepEqual([entries.length, problems], [6, []]);
  });
});
