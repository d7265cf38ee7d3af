import { type Command, Option } from 'commander';
import { count } from '../../core/compare/phrases.js';
import { matrix, matrixContents, type MatrixContents, quotationOf } from '../../core/matrix/index.js';
import { driftPhrase } from '../../core/matrix/seen.js';
import type { AnalysisSpec } from '../../core/report/spec.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { warningLines, widthOf, wrap } from '../output/lines.js';
import { styleFor } from '../output/style.js';
import { openReadable } from '../study.js';
import { addColumns, specOf } from './compare.js';
import { addExport, type ExportOptions, REPORT_FORMATS, writeReport } from './export.js';
import { addFilter, orFail, textsAndHistory } from './filter.js';
import { addCountOptions, type CountOptions } from './options.js';

interface MatrixOptions extends CountOptions {
  readonly unit?: 'case' | 'document' | 'participant';
  readonly summaries?: string;
  readonly passages?: boolean;
}

/** `qualdown matrix`: the words themselves, by case and code. */
export function matrixCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('matrix')
    .description('Set cases against codes, with the passages themselves or their summaries in each cell.')
    .addOption(
      new Option('--unit <unit>', 'what the rows are')
        .choices(['case', 'document', 'participant'])
        .default('case'),
    )
    .option('--summaries <name>', 'the summaries to show (default: those written for this matrix)')
    .option('--passages', 'the passages themselves, also where there is a summary');
  addExport(addFilter(addCountOptions(addColumns(command), 'only documents so', REPORT_FORMATS)));
  command.action(async (options: MatrixOptions & ExportOptions) => {
    const loaded = await openReadable(io, options);
    const { study } = loaded;
    const { unit, summaries, passages } = options;
    const spec: AnalysisSpec = {
      ...specOf(options),
      kind: 'matrix',
      ...(unit && { unit }),
      ...(summaries !== undefined && { summaries }),
      ...(passages && { passages }),
    };
    const texts = await textsAndHistory(loaded);
    const contents = async (): Promise<MatrixContents> =>
      orFail(await matrixContents(study, spec, texts, Infinity));
    await writeReport(io, loaded, spec, options, {
      json: async () => json(plain(spec, await contents())),
      table: async () => forPeople(io, spec, await contents(), orFail(await matrix(study, spec, texts))),
    });
    done(FINE);
  });
}

function plain({ unit = 'case' }: AnalysisSpec, { made, rows, warnings, summaries }: MatrixContents) {
  return {
    unit,
    codes: made.codes.map(({ key }) => key),
    summaries,
    rows: rows.map(({ row, cells }) => ({
      row: row.key,
      name: row.name,
      documents: row.documents.length,
      none: row.none,
      cells: cells.map(({ total, passages, summary, drift }) => ({
        total,
        passages: passages.map(({ id, file, start, end, speaker, coder, text }) => ({
          id,
          file,
          start,
          end,
          speaker,
          coder,
          text,
        })),
        summary,
        changed: drift && { new: drift.added, gone: drift.gone },
      })),
    })),
    warnings,
    omitted: made.table.included.omitted,
  };
}

/** Words need the whole width: row by row, and in it code by code, without those that say nothing. */
function forPeople(
  io: Io,
  spec: AnalysisSpec,
  { made, rows, warnings }: MatrixContents,
  { title, sentence }: { readonly title: string; readonly sentence: string },
): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const indented = (text: string, by: number): string[] =>
    text.split('\n').flatMap((line) => wrap(line, width - by).map((each) => ' '.repeat(by) + each));
  const lines = [style.bold(title), ...wrap(sentence, width), '', ...warningLines(warnings, width, style)];
  for (const { row, cells } of rows) {
    lines.push(style.bold(row.name));
    if (row.documents.length === 0) lines.push(`  not coded yet: ${count(row.none, 'document')}`);
    const silent: string[] = [];
    for (const [index, { total, passages, summary, drift }] of cells.entries()) {
      const { name } = made.codes[index]!;
      if (total === 0 && summary === null) {
        silent.push(name);
        continue;
      }
      lines.push(`  ${name} (${count(total, 'passage')})`);
      if (summary !== null && !spec.passages) lines.push(...indented(summary, 4));
      else for (const passage of passages) lines.push(...indented(quotationOf(passage), 4));
      if (drift) lines.push(...indented(`! ${driftPhrase(drift)}`, 4).map(style.yellow));
    }
    if (silent.length > 0 && row.documents.length > 0) {
      lines.push(...indented(`nothing under ${silent.join(', ')}`, 2).map(style.dim));
    }
    lines.push('');
  }
  while (lines.at(-1) === '') lines.pop();
  return `${lines.join('\n')}\n`;
}
