import { type Command, Option } from 'commander';
import { listOf } from '../../core/compare/phrases.js';
import { compare, type Comparison } from '../../core/compare.js';
import { comparisonMarkdown } from '../../core/compare/markdown.js';
import { analyse } from '../../core/report/analyse.js';
import type { AnalysisSpec, Measure } from '../../core/report/spec.js';
import { provenanceMarkdown } from '../../core/report/text.js';
import type { Study } from '../../core/study/types.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { comparisonLines } from '../output/compare-table.js';
import { csv } from '../../core/csv.js';
import { json } from '../output/json.js';
import { styleFor } from '../output/style.js';
import { warningLines, widthOf } from '../output/lines.js';
import type { LoadedStudy } from '../../files.js';
import { provenanceOf } from '../../report/provenance.js';
import { version } from '../../version.js';
import { openReadable } from '../study.js';
import { addExport, type ExportOptions, isExport, REPORT_FORMATS, writeReport } from './export.js';
import { addFilter, chosen, filteredBy, filterOf, historyIn, orFail, textsAndHistory } from './filter.js';
import { writeSaved } from './saved.js';
import { addBy, addCodes, addCountOptions, type CountOptions, needBy, needCodes } from './options.js';

interface CompareOptions extends CountOptions, Omit<ExportOptions, 'format'> {
  readonly saved?: string;
  readonly by?: readonly string[];
  readonly codes?: readonly string[];
  readonly rollup?: boolean;
  readonly families?: boolean;
  readonly measure?: Measure;
}

const MEASURES: readonly Measure[] = [
  'overview',
  'documents',
  'participants',
  'segments',
  'words',
  'share',
  'rate',
  'row-percent',
  'column-percent',
  'total-percent',
  'present',
];

/** What a saved comparison says itself. */
const ASKED = [
  'by',
  'codes',
  'rollup',
  'families',
  'measure',
  'where',
  'coder',
  'documents',
  'speaker',
  'query',
  'without',
];

/** Options of the commands that set codes against columns. */
export function addColumns(command: Command): Command {
  return command
    .option(
      '--by <attributes>',
      'what the columns are: one attribute or two (district,wave), participant, speaker, coder (default: compare_by of the study)',
      addBy,
    )
    .option('--codes <ids>', 'only these codes, with commas between', addCodes)
    .option('--rollup', 'each code together with those below it')
    .option('--families', 'only the uppermost codes, each together with all below it');
}

/** `qualdown compare`: cases beside each other. */
export function compareCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('compare')
    .description('Compare cases: who and what carries each code, and how much of the text.');
  addColumns(command).addOption(new Option('--measure <measure>', 'what the table shows').choices(MEASURES));
  addExport(addFilter(addCountOptions(command, 'only documents so', REPORT_FORMATS)));
  command.addOption(
    new Option('--saved <name>', 'a saved comparison of any kind, as it was saved').conflicts(ASKED),
  );
  command.action(async (options: CompareOptions) => {
    const loaded = await openReadable(io, options);
    const { study } = loaded;
    if (options.saved !== undefined) {
      await writeSaved(io, loaded, options.saved, options);
      done(FINE);
      return;
    }
    if (options.by) needBy(study, options.by);
    if (options.codes) needCodes(study, options.codes);
    const own = (): Promise<string> => comparisonText(io, loaded, options);
    // As a file, without names, with another measure: as every analysis; else as compare always was.
    const asReport = isExport(options) || (options.measure && options.format !== 'json');
    if (asReport) await writeReport(io, loaded, specOf(options), options, { json: own });
    else io.stdout.write(await own());
    done(FINE);
  });
}

async function comparisonText(io: Io, loaded: LoadedStudy, options: CompareOptions): Promise<string> {
  const { study } = loaded;
  const { by, codes, rollup = false, families = false } = options;
  const { selection, warnings } = await filteredBy(loaded, options);
  const made = compare(study, {
    ...selection,
    ...(by && { by }),
    ...(codes && { codes }),
    rollup,
    families,
    history: await historyIn(loaded),
  });
  const comparison = { ...made, warnings: [...warnings, ...made.warnings] };
  const rolled = families ? ', by family' : rollup ? ', each code with those below it' : '';
  const only = rolled + chosen(options);
  switch (options.format) {
    case 'json':
      return json(options.measure ? await measured(loaded, options, comparison) : comparison);
    case 'csv':
      return comparisonCsv(comparison);
    case 'md':
      return [
        comparisonMarkdown(comparison, study.codebook, only),
        ...provenanceMarkdown(await provenanceOf(loaded, specOf(options), version, { git: true })),
      ].join('\n');
    default:
      return forPeople(io, comparison, study, only);
  }
}

/** With the figure that was asked for in each cell: `value`, and what it is `of` where it is a part. */
async function measured(loaded: LoadedStudy, options: CompareOptions, comparison: Comparison) {
  const { sheets } = orFail(await analyse(loaded.study, specOf(options), await textsAndHistory(loaded)));
  return {
    ...comparison,
    measure: options.measure,
    rows: comparison.rows.map((row, at) => ({
      ...row,
      cells: row.cells.map((cell, column) => {
        const { values, of } = sheets[0]!.rows[at]!.cells[column]!;
        const [value] = values;
        return { ...cell, value, ...(of?.[0] !== undefined && { of: of[0] }) };
      }),
    })),
  };
}

/** What a call asks for, as an analysis. */
export function specOf(options: CompareOptions): AnalysisSpec {
  const { by, codes, rollup, families, measure } = options;
  const filter = filterOf(options);
  return {
    ...(by && { by }),
    ...(codes && { codes }),
    ...(rollup && { rollup }),
    ...(families && { families }),
    ...(measure && { measure }),
    ...(Object.keys(filter).length > 0 && { filter }),
  };
}

function forPeople(io: Io, comparison: Comparison, { config, codebook }: Study, only: string): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const lines = [
    style.bold(`${config.name ?? 'Codes'}, by ${listOf(comparison.by.split(','))}${only}`),
    '',
    ...warningLines(comparison.warnings, width, style),
    ...comparisonLines(comparison, codebook, width, style),
  ];
  return `${lines.join('\n')}\n`;
}

/** One line for each code and case, as statistics programs like it. */
function comparisonCsv({ by, columns, rows }: Comparison): string {
  const pairs = by.includes(',') && columns.every(({ values }) => values);
  const fields = [
    'code',
    'parent',
    ...(pairs ? by.split(',') : [by]),
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
          ...(pairs ? column.values! : [column.value]),
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
