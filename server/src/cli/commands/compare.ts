import type { Command } from 'commander';
import { compare, type Comparison } from '../../core/compare.js';
import { comparisonMarkdown } from '../../core/compare/markdown.js';
import type { Study } from '../../core/study/types.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { comparisonLines } from '../output/compare-table.js';
import { csv } from '../../core/csv.js';
import { json } from '../output/json.js';
import { styleFor } from '../output/style.js';
import { warningLines, widthOf } from '../output/lines.js';
import { openReadable } from '../study.js';
import { conditionsOf } from './conditions.js';
import {
  addCodes,
  addCountOptions,
  chosen,
  type CountOptions,
  needAttribute,
  needCoder,
  needCodes,
} from './options.js';

interface CompareOptions extends CountOptions {
  readonly by?: string;
  readonly codes?: readonly string[];
  readonly rollup?: boolean;
}

/** `qualdown compare`: cases beside each other. */
export function compareCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('compare')
    .description('Compare cases: who and what carries each code, and how much of the text.')
    .option('--by <attribute>', 'the attribute whose values are compared (default: compare_by of the study)')
    .option('--codes <ids>', 'only these codes, with commas between', addCodes)
    .option('--rollup', 'each code together with those below it');
  addCountOptions(command, 'only documents with this value', ['table', 'json', 'csv', 'md']);
  command.action(async (options: CompareOptions) => {
    const loaded = await openReadable(io, options);
    const { study } = loaded;
    if (options.by !== undefined) needAttribute(study, options.by);
    needCoder(study, options.coder);
    if (options.codes) needCodes(study, options.codes);
    const comparison = compare(study, { ...options, ...(await conditionsOf(loaded, options.where)) });
    const only = (options.rollup ? ', each code with those below it' : '') + chosen(options);
    switch (options.format) {
      case 'json':
        io.stdout.write(json(comparison));
        break;
      case 'csv':
        io.stdout.write(comparisonCsv(comparison));
        break;
      case 'md':
        io.stdout.write(comparisonMarkdown(comparison, study.codebook, only));
        break;
      default:
        io.stdout.write(forPeople(io, comparison, study, only));
    }
    done(FINE);
  });
}

function forPeople(io: Io, comparison: Comparison, { config, codebook }: Study, only: string): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const lines = [
    style.bold(`${config.name ?? 'Codes'}, by ${comparison.by}${only}`),
    '',
    ...warningLines(comparison.warnings, width, style),
    ...comparisonLines(comparison, codebook, width, style),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line for each code and case, as statistics programs like it. */
function comparisonCsv({ by, columns, rows }: Comparison): string {
  const fields = [
    'code',
    'parent',
    by,
    'documents',
    'of_documents',
    'participants',
    'of_participants',
    'share',
    'rate',
    'segments',
    'words',
    'counted_words',
  ];
  return csv(
    fields,
    rows.flatMap(({ code, parent, cells }) =>
      cells.map((cell, index) => {
        const column = columns[index]!;
        return [
          code,
          parent,
          column.value,
          cell.documents,
          column.documents,
          cell.participants,
          column.participants,
          cell.share,
          cell.rate,
          cell.segments,
          cell.words,
          column.words,
        ];
      }),
    ),
  );
}
