import { RULES } from '../../server/src/core/check/index.js';
import type { Rule } from '../../server/src/core/check/index.js';

/** docs/problems.md: the table of rules, printed. */
export const PROBLEMS_PAGE = new URL('../../docs/problems.md', import.meta.url);

const INTRODUCTION = `# Problems, and the way out

What \`qualdown check\` prints and the editor underlines, by rule. The name of a rule is stable: it stands behind each message, and you can search for it here.

- **error**: something is counted wrongly, or cannot be read. \`qualdown check\` ends with exit code 1.
- **warning**: something is probably not meant as it stands. With \`--strict\` it counts as an error.
- **info** and **hint**: good to know; nothing is wrong.`;

const SUBJECTS: readonly (readonly [Rule['about'], string])[] = [
  ['file', 'Files'],
  ['document', 'In the text of documents'],
  ['front matter', 'In the front matter of documents'],
  ['memo', 'In the front matter of memos'],
  ['kept', 'In saved comparisons and matrices'],
  ['codebook', 'In codebook.yaml, and in fields of the other YAML files'],
  ['study', 'In qualdown.yaml'],
];

export function problemsPage(): string {
  const sections = SUBJECTS.flatMap(([subject, heading]) => [
    `## ${heading}`,
    ...Object.entries(RULES)
      .filter(([, { about }]) => about === subject)
      .map(([id, rule]) => `### ${id}\n\n_${rule.severity}._ ${rule.means}\n\n**Way out:** ${rule.wayOut}`),
  ]);
  return [INTRODUCTION, ...sections].join('\n\n') + '\n';
}
