import type { Codebook } from '../codebook/types.js';
import type { Comparison } from '../compare.js';
import { cellTexts, depthsOf } from './cells.js';
import { columnName, figure, listOf } from './phrases.js';

/**
 * A comparison for reading: what to know first, then the table, one column a case.
 * @param only what was chosen to count, to stand in the title: `, only wave=1`
 */
export function comparisonMarkdown(comparison: Comparison, codebook: Codebook, only = ''): string {
  const { by, columns, rows, warnings } = comparison;
  const people = columns.some(({ participants }) => participants > 0);
  const depths = depthsOf(rows);
  const body = rows.map(({ code, unknown, cells }, index) => {
    const name = codebook.codes.get(code)?.name ?? code;
    const label = unknown ? `${markdownText(name)} (not in the codebook)` : markdownText(name);
    const texts = cells.map((cell, column) => {
      const { documents, participants, share, rate } = cellTexts(cell, columns[column]!);
      return [documents, ...(people ? [participants] : []), share, rate].join(' · ');
    });
    return [depths[index] === 0 ? `**${label}**` : `${'&emsp;'.repeat(depths[index]!)}${label}`, ...texts];
  });
  const totals = (label: string, text: (column: (typeof columns)[number]) => string): string[] => [
    `*${label}*`,
    ...columns.map(text),
  ];
  const lines = [
    ['', ...columns.map((column) => markdownText(columnName(column, by)))],
    ['---', ...columns.map(() => '---:')],
    totals('Documents', ({ documents, none, partial }) =>
      [figure(documents), partial && `${partial} only in part`, none && `${none} not coded`]
        .filter(Boolean)
        .join(', '),
    ),
    ...(people ? [totals('Participants', ({ participants }) => figure(participants))] : []),
    totals('Counted words', ({ words }) => figure(words)),
    ...body,
  ];
  return [
    `# Comparison by ${markdownText(listOf(by.split(',')) + only)}`,
    '',
    ...warnings.flatMap((warning) => [`> **Note.** ${warning}`, '']),
    legend(people),
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n');
}

/** What the figures of a cell are, in their order. */
function legend(people: boolean): string {
  const who = people ? 'participants who carry it · ' : '';
  return `Each cell: documents that carry the code · ${who}share of counted words · segments per 1,000 counted words.`;
}

/** Text of the study as it stands in Markdown, in a line or in a table's cell, which its own signs could break. */
export function markdownText(text: string): string {
  return text.replaceAll(/[\\|*_`<[\]]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
