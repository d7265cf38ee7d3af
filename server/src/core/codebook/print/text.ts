import { markdownText } from '../../compare/markdown.js';
import { csv } from '../../csv.js';
import { fieldsOf, figuresOf, sourceOf } from './lines.js';
import type { PrintedCodebook } from './types.js';

/** As Markdown: a heading a code, by its depth. */
export function codebookMarkdown({ title, sentence, codes }: PrintedCodebook): string {
  return [
    `# ${markdownText(title)}: codebook`,
    '',
    markdownText(sentence),
    '',
    ...codes.flatMap((code) => [
      `${'#'.repeat(Math.min(code.depth + 2, 6))} ${markdownText(code.name)} (\`${code.id}\`)`,
      '',
      `*${figuresOf(code)}*`,
      '',
      ...fieldsOf(code).flatMap(([label, text]) => [`**${label}:** ${markdownText(text)}`, '']),
      ...(code.passage
        ? [
            ...code.passage.text.split('\n').map((line) => `> ${line}`.trimEnd()),
            '>',
            `> — ${markdownText(sourceOf(code.passage))}`,
            '',
          ]
        : []),
    ]),
  ].join('\n');
}

/** As CSV: a row a code. */
export function codebookCsv({ codes }: PrintedCodebook): string {
  const fields = [
    ...[
      'code',
      'name',
      'parent',
      'depth',
      'status',
      'codable',
      'brief',
      'definition',
      'use_when',
      'not_when',
    ],
    ...['examples', 'aliases', 'counterpart', 'replaced_by', 'segments', 'total', 'documents'],
    ...['passage', 'passage_file', 'passage_line', 'passage_speaker'],
  ];
  const rows = codes.map((code) => [
    ...[code.id, code.name, code.parent, code.depth, code.status, code.codable, code.brief, code.definition],
    ...[code.useWhen, code.notWhen, code.examples.join('\n'), code.aliases.join(', '), code.counterpart],
    ...[code.replacedBy, code.segments, code.total, code.documents, code.passage?.text ?? null],
    ...[code.passage?.file ?? null, code.passage?.line ?? null, code.passage?.speaker ?? null],
  ]);
  return csv(fields, rows);
}
