import { csv, tsv } from '../csv.js';
import { markdownText } from '../compare/markdown.js';
import { type Provenance, provenanceLines } from './provenance.js';
import { columnName, recordsOf } from './records.js';
import type { Report, Sheet } from './types.js';

/** The forms of a report that are plain text. */
export type TextFormat = 'csv' | 'tsv' | 'md' | 'json';

const WRITERS: Record<TextFormat, (report: Report, provenance: Provenance) => string> = {
  csv: (report) => csv(...partsOf(report)),
  tsv: (report) => tsv(...partsOf(report)),
  md: reportMarkdown,
  json: (report, provenance) => `${JSON.stringify({ report, provenance }, null, 2)}\n`,
};

/** @param bom a byte order mark first, by which Excel knows UTF-8 */
export function reportText(report: Report, provenance: Provenance, format: TextFormat, bom = false): string {
  return (bom ? '\uFEFF' : '') + WRITERS[format](report, provenance);
}

function partsOf(report: Report): [readonly string[], readonly (readonly (string | number | null)[])[]] {
  const { fields, rows } = recordsOf(report);
  return [fields, rows];
}

/**
 * How a report came about, for whoever has only its table (a CSV has no place for it): the sentence, the warnings, the
 * notes, and what it was made of.
 */
export function aboutReport(report: Report, provenance: Provenance): string {
  const { title, sentence, warnings, notes } = report;
  return [
    title,
    '',
    sentence,
    '',
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...notes.map((note) => `Note: ${note}`),
    ...(warnings.length + notes.length > 0 ? [''] : []),
    ...provenanceLines(provenance).map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n');
}

function reportMarkdown(report: Report, provenance: Provenance): string {
  const { title, sentence, warnings, notes, sheets } = report;
  return [
    `# ${markdownText(title)}`,
    '',
    markdownText(sentence),
    '',
    ...warnings.flatMap((warning) => [`> **Warning.** ${markdownText(warning)}`, '']),
    ...sheets.flatMap((sheet) => [
      ...(sheets.length > 1 ? [`## ${markdownText(sheet.title)}`, ''] : []),
      ...sheetMarkdown(sheet),
      '',
    ]),
    ...(notes.length > 0 ? ['## Notes', '', ...notes.map((note) => `- ${markdownText(note)}`), ''] : []),
    ...provenanceMarkdown(provenance),
  ].join('\n');
}

/** What a table was made of, to stand below it. */
export function provenanceMarkdown(provenance: Provenance): string[] {
  return [
    '## How this was made',
    '',
    ...provenanceLines(provenance).map(([name, value]) => `- ${name}: ${withReason(value)}`),
    '',
  ];
}

function sheetMarkdown({ stub, columns, rows }: Sheet): string[] {
  if (rows.length === 0) return ['Nothing to show.'];
  const deepest = Math.max(...columns.map(({ lines }) => lines.length), 0);
  const lines = [
    [markdownText(stub), ...columns.map((column) => markdownText(columnName(column)))],
    ['---', ...columns.map(({ figures }) => (figures.every(isText) ? ':---' : '---:'))],
    ...Array.from({ length: deepest }, (_, index) => [
      '',
      ...columns.map(({ lines: under }) => markdownText(under[index] ?? '')),
    ]),
    // Which figure is which, where that is not the same for all or not told by one alone.
    ['', ...columns.map(({ figures }) => figures.map(({ name }) => `*${markdownText(name)}*`).join(' · '))],
    ...rows.map(({ name, depth, cells }) => [
      depth === 0 ? `**${markdownText(name)}**` : `${'&emsp;'.repeat(depth)}${markdownText(name)}`,
      ...cells.map(({ texts, mark }) =>
        [texts.map(markdownText).join(' · '), mark && `(${markdownText(mark)})`].filter(Boolean).join(' '),
      ),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`);
}

const isText = ({ format }: { readonly format: string }): boolean => format === 'text';

/** A hash stands as code, the reason why it is no commit as text. */
function withReason(value: string): string {
  const [, hash, why] = /^([0-9a-f]{64}): (.+)$/.exec(value) ?? [];
  return hash === undefined || why === undefined ? code(value) : `${code(hash)}: ${markdownText(why)}`;
}

/** As a code span: fences longer than any run of backticks inside (CommonMark 6.1). */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const inner = text.replaceAll(/\s+/g, ' ');
  return inner.startsWith('`') || inner.endsWith('`')
    ? `${fence} ${inner} ${fence}`
    : `${fence}${inner}${fence}`;
}
