import type { Command } from 'commander';
import { depthsOf } from '../../core/compare/cells.js';
import { count, figure } from '../../core/compare/phrases.js';
import { tableWarnings } from '../../core/compare/warnings.js';
import { choiceOf } from '../../core/counting/choice.js';
import { include } from '../../core/counting/include.js';
import { type Tally, tally, type TallyRow } from '../../core/tally.js';
import { FINE } from '../failure.js';
import type { Io } from '../io.js';
import { csv } from '../../core/csv.js';
import { json } from '../output/json.js';
import { warningLines, widthOf } from '../output/lines.js';
import { styleFor } from '../output/style.js';
import { right, tableLines } from '../output/table.js';
import { openReadable } from '../study.js';
import { chosen, filteredBy, historyIn } from './filter.js';
import { addCountOptions, type CountOptions } from './options.js';

/** `qualdown tally`: how often each code is used. */
export function tallyCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program.command('tally').description('Count how often each code is used.');
  addCountOptions(command, 'only documents with this value', ['table', 'json', 'csv', 'md']);
  command.action(async (options: CountOptions) => {
    const loaded = await openReadable(io, options);
    const { study } = loaded;
    const { selection } = await filteredBy(loaded, options);
    const result = tally(study, selection);
    if (options.format === 'json') io.stdout.write(json(result));
    else if (options.format === 'csv') io.stdout.write(tallyCsv(result));
    else {
      const warnings = tableWarnings(
        study,
        include(study, selection),
        choiceOf(study, selection),
        false,
        await historyIn(loaded),
      );
      io.stdout.write(
        options.format === 'md'
          ? tallyMarkdown(result, warnings, chosen(options))
          : forPeople(io, result, warnings, chosen(options)),
      );
    }
    done(FINE);
  });
}

const HEADS = ['segments', 'with below', 'documents', 'words'];

function figuresOf({ segments, total, documents, words }: TallyRow): string[] {
  return [segments, total, documents, words].map(figure);
}

function labelOf({ code, unknown }: TallyRow): string {
  return unknown ? `${code} (not in the codebook)` : code;
}

function forPeople(
  io: Io,
  { codes, documents, words }: Tally,
  warnings: readonly string[],
  only: string,
): string {
  const style = styleFor(io.stdout, io);
  const depths = depthsOf(codes);
  const body = codes.flatMap((row, index) => {
    const label = '  '.repeat(depths[index]!) + labelOf(row);
    const figures = figuresOf(row).map((text) => right(row.total > 0 ? text : style.dim(text)));
    const line = [depths[index] === 0 ? style.bold(label) : label, ...figures];
    return depths[index] === 0 && index > 0 ? [[], line] : [line];
  });
  const lines = [
    ...warningLines(warnings, widthOf(io), style),
    ...tableLines([['', ...HEADS.map((head) => right(style.dim(head)))], ...body]),
    '',
    style.dim(`In ${count(documents, 'document')} with ${count(words, 'counted word')}${only}.`),
  ];
  return `${lines.join('\n')}\n`;
}

function tallyMarkdown(
  { codes, documents, words }: Tally,
  warnings: readonly string[],
  only: string,
): string {
  const depths = depthsOf(codes);
  const rows = codes.map((row, index) => ['&emsp;'.repeat(depths[index]!) + labelOf(row), ...figuresOf(row)]);
  const lines = [['code', ...HEADS], ['---', ...HEADS.map(() => '---:')], ...rows];
  return [
    ...warnings.flatMap((warning) => [`> **Note.** ${warning}`, '']),
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `In ${count(documents, 'document')} with ${count(words, 'counted word')}${only}.`,
    '',
  ].join('\n');
}

function tallyCsv({ codes }: Tally): string {
  const fields = ['code', 'parent', 'segments', 'total', 'documents', 'words'];
  return csv(
    fields,
    codes.map(({ code, parent, segments, total, documents, words }) => [
      code,
      parent,
      segments,
      total,
      documents,
      words,
    ]),
  );
}
