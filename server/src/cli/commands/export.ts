import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import { analyse } from '../../core/report/analyse.js';
import type { AnalysisSpec } from '../../core/report/spec.js';
import { aboutReport } from '../../core/report/text.js';
import type { Report } from '../../core/report/types.js';
import { isDocument } from '../../core/study/index.js';
import type { LoadedStudy } from '../../files.js';
import { exportJob } from '../../report/export.js';
import type { FileFormat } from '../../report/job.js';
import { Outdated } from '../../report/provenance.js';
import { makeInThread } from '../../report/thread.js';
import { Failure, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { reportTable } from '../output/report-table.js';
import { orFail, textsAndHistory } from './filter.js';

/** The forms in which every analysis can be had; the first is for people at a terminal. */
export const REPORT_FORMATS = ['table', 'json', 'csv', 'tsv', 'md', 'xlsx', 'docx', 'html', 'svg'] as const;
type ReportFormat = (typeof REPORT_FORMATS)[number];
const BINARY: readonly string[] = ['xlsx', 'docx'];

export interface ExportOptions {
  readonly format: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly bom?: boolean;
  readonly quotations?: boolean;
  readonly anonymous?: boolean;
}

/** `--out` and what goes with it. A command that has `--format` already: without it a file's ending says which. */
export function addExport(command: Command): Command {
  return addOut(command, REPORT_FORMATS)
    .option('--bom', 'with csv and tsv: a byte order mark first, for Excel')
    .option('--quotations', 'with docx and html: the passages too')
    .addOption(
      new Option(
        '--anonymous',
        'numbers instead of the names of documents, participants, speakers and coders',
      ),
    );
}

/** `--out` and `--force` alone. */
export function addOut(command: Command, formats: readonly string[]): Command {
  return command
    .option('--out <file>', 'write to this file; its ending says the format')
    .option('--force', 'with --out: replace a file that is there')
    .hook('preAction', (_, action) => {
      const { out } = action.opts<ExportOptions>();
      if (out === undefined || action.getOptionValueSource('format') !== 'default') return;
      const format = extname(out).slice(1).toLowerCase();
      const known = formats.filter((each) => each !== 'table');
      if (!known.includes(format)) {
        throw new Failure(
          `--out ${out}: name the file with one of the endings .${known.join(', .')}, or state --format.`,
        );
      }
      action.setOptionValueWithSource('format', format, 'implied');
    });
}

/** Whether a call wants more than a command's own forms: a file, a further format, no names. */
export function isExport({ format, out, anonymous, bom }: ExportOptions): boolean {
  return (
    out !== undefined ||
    anonymous === true ||
    bom === true ||
    !['table', 'json', 'csv', 'md'].includes(format)
  );
}

/** What a command has beside the report. */
export interface Own {
  /** JSON and table of its own, which say more than the report's. */
  readonly json?: () => Promise<string>;
  readonly table?: () => Promise<string>;
  /** The name of a saved comparison, to stand before the title. */
  readonly name?: string;
}

/**
 * Writes an analysis in the form that a call asks for, to its file or to the output.
 */
export async function writeReport(
  io: Io,
  loaded: LoadedStudy,
  spec: AnalysisSpec,
  options: ExportOptions,
  own: Own = {},
): Promise<void> {
  const { out, anonymous = false, quotations = false, bom = false } = options;
  const format = options.format as ReportFormat;
  const target = out === undefined ? undefined : targetOf(io, loaded, out, format, options.force ?? false);
  if (target === undefined && io.stdout.isTTY && BINARY.includes(format)) {
    throw new Failure(`--format ${format} writes a file: name it with --out FILE.`);
  }
  const writer = format === 'json' ? own.json : format === 'table' ? own.table : undefined;
  if (writer && !anonymous) {
    put(io, target, await writer());
    return;
  }
  const texts = await textsAndHistory(loaded);
  const made = orFail(await analyse(loaded.study, spec, texts));
  const report = own.name === undefined ? made : { ...made, title: `${own.name}: ${made.title}` };
  const needed: FileFormat = format === 'table' ? 'json' : format;
  if (needed === 'svg' && report.charts.length === 0)
    throw new Failure('this analysis has no chart to draw.');
  const asked = { format: needed, anonymous, quotations, bom, git: true };
  const job = await orOutdated(exportJob(loaded, spec, report, texts, asked));
  if (format === 'table') put(io, target, reportTable(io, job.report));
  else {
    put(io, target, await makeInThread(job));
    // A table alone says nothing of how it came about, and must stay loadable.
    if (target !== undefined && isBare(format)) put(io, aside(target), about(job.report, job));
  }
}

export const isBare = (format: string): boolean => format === 'csv' || format === 'tsv';
export const aside = (path: string): string => `${path}.txt`;

function about(report: Report, { provenance, leftOut = [] }: Awaited<ReturnType<typeof exportJob>>): string {
  return aboutReport({ ...report, notes: [...report.notes, ...leftOut] }, provenance);
}

/** A document that is no longer what was counted ends the command. */
export async function orOutdated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Outdated ? new Failure(error.message) : error;
  }
}

/** The path of `--out`; fails for a file that is there, and for one that would be counted as a document. */
export function targetOf(
  io: Io,
  { root, study }: LoadedStudy,
  out: string,
  format: string,
  force: boolean,
): string {
  const path = resolve(io.cwd, out);
  const file = relative(root, path).split(sep).join('/');
  if (!file.startsWith('../') && isDocument(file, study.config)) {
    throw new Failure(
      `--out ${out} would be read as a document of the study; name a file outside its documents.`,
    );
  }
  if (!file.startsWith('../') && ['qualdown.yaml', study.config.codebook].includes(file)) {
    throw new Failure(`--out ${out} is a file of the study itself; name another.`);
  }
  if (!existsSync(dirname(path))) throw new Failure(`--out ${out}: there is no folder ${dirname(out)}.`);
  const taken = [path, ...(isBare(format) ? [aside(path)] : [])].find((each) => existsSync(each));
  if (taken !== undefined && !force) {
    throw new Failure(`${relative(io.cwd, taken) || taken} is there already; --force replaces it.`);
  }
  return path;
}

/** To the output, or whole to a file: by way of a temporary name beside it. */
export function put(io: Io, target: string | undefined, content: string | Uint8Array): void {
  if (target === undefined) {
    io.stdout.write(content);
    return;
  }
  try {
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, content);
    renameSync(temporary, target);
  } catch (error) {
    throw new Failure(`${relative(io.cwd, target) || target} cannot be written: ${whyNot(error)}.`);
  }
  io.stderr.write(`Wrote ${relative(io.cwd, target) || target}.\n`);
}
