import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { count } from '../../core/compare/phrases.js';
import { loadStudy } from '../../files.js';
import { KeyRefused } from '../../import/key.js';
import { importFiles, type Imported, type ImportReport, type ImportTask } from '../../import/run.js';
import { filesAt } from '../../import/sources.js';
import { folderIn } from '../../import/target.js';
import { Failure, FINE, FOUND, WRONG } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { rootOf, STUDY_OPTION, type StudyOption } from '../study.js';

interface ImportOptions extends StudyOption {
  readonly into?: string;
  readonly speaker?: ReadonlyMap<string, string>;
  readonly interviewer?: readonly string[];
  readonly inText?: true;
  readonly key?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `qualdown import`: transcripts as documents of a study. */
export function importCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('import')
    .description('Import transcripts and notes: .docx, .txt, .vtt, .srt. Overwrites nothing.')
    .argument('<path...>', 'files, or folders of files')
    .option(...STUDY_OPTION)
    .option('--into <folder>', 'folder of the study for the documents')
    .option(
      '--speaker <from=to>',
      'another label or a pseudonym; nothing behind = : nobody speaks there',
      addSpeaker,
    )
    .option('--interviewer <name>', 'who asks, as named in the file; their words do not count', addName)
    .option('--in-text', 'replace the names of --speaker in the text too, where they are whole words')
    .option('--key <file>', 'keep who is who in this file, outside the study; names in it are replaced')
    .option('--dry-run', 'write nothing, tell what would be')
    .option('--json', 'print the report as JSON')
    .action(async (paths: string[], options: ImportOptions) => {
      const report = await run(io, paths, options);
      if (options.json === true) io.stdout.write(json(report));
      else print(io, report, options);
      done(codeOf(report));
    });
}

async function run(io: Io, paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const root = await rootOf(io, options.study);
  const { study } = await loadStudy(root);
  const into = options.into === undefined ? undefined : folderIn(options.into);
  if (options.into !== undefined && into === undefined)
    throw new Failure(
      `--into takes a folder of the study, from its own folder downwards; ${options.into} is none.`,
    );
  const sources = filesAt(paths.map((path) => resolve(io.cwd, path)));
  if (sources.length === 0)
    throw new Failure('there is nothing to import: no .docx, .txt, .vtt or .srt in it.');
  const task: ImportTask = {
    root,
    study,
    sources,
    names: options.speaker ?? new Map(),
    inText: options.inText === true,
    dryRun: options.dryRun === true,
    ...(into !== undefined && { into }),
    ...(options.interviewer && { interviewers: options.interviewer }),
    ...(options.key !== undefined && { key: resolve(io.cwd, options.key) }),
    progress: progressOn(io),
  };
  try {
    const report = await importFiles(task);
    return {
      ...report,
      documents: report.documents.map((one) => ({ ...one, source: shown(io, one.source) })),
    };
  } catch (error) {
    throw error instanceof KeyRefused ? new Failure(error.message) : error;
  }
}

function print({ stdout }: Io, report: ImportReport, options: ImportOptions): void {
  for (const document of report.documents) {
    stdout.write(`${lineOf(document)}\n`);
    for (const note of document.notes) stdout.write(`    ${note}\n`);
  }
  const made = options.dryRun === true ? 'would be imported' : 'imported';
  const rest = [
    ...(report.skipped > 0 ? [`${report.skipped} left alone`] : []),
    ...(report.failed > 0 ? [`${report.failed} not read`] : []),
  ];
  stdout.write(`${[`${count(report.imported, 'document')} ${made}`, ...rest].join(', ')}.\n`);
  for (const name of report.unused)
    stdout.write(`“${name}” was named and is in none of these files: see how it is written there.\n`);
  if (report.key !== null && options.dryRun !== true) stdout.write(`Who is who stands in ${report.key}.\n`);
}

function lineOf({
  source,
  file,
  status,
  message,
  turns,
  words,
  interviewers,
  participants,
}: Imported): string {
  if (message !== null) return `${status === 'failed' ? 'failed  ' : 'skipped '} ${source} ${message}.`;
  const who = [
    ...(interviewers.length > 0 ? [`${interviewers.join(', ')} asking`] : []),
    ...(participants.length > 0 ? [participants.join(', ')] : []),
  ];
  const figures = [count(turns, 'turn'), count(words, 'counted word'), ...who].join('; ');
  return `${status === 'imported' ? 'imported' : 'would   '} ${source} as ${file ?? ''}: ${figures}`;
}

/** What could not be read is wrong input; what stands in the way is a problem to look at. */
function codeOf({ documents, failed }: ImportReport): number {
  if (failed > 0) return WRONG;
  return documents.some(({ status }) => status === 'exists') ? FOUND : FINE;
}

function addSpeaker(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const [, from, to] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw new InvalidArgumentError('Write a name and its label: --speaker "Ana Lopez=P1".');
  return new Map([...before, [from.trim(), to.trim()]]);
}

function addName(name: string, before: readonly string[] = []): string[] {
  return [...before, name];
}

function shown({ cwd }: Io, path: string): string {
  const way = relative(cwd, path);
  return way.startsWith('..') ? path : way;
}

function progressOn({ stderr }: Io): (done: number, of: number, file: string) => void {
  if (!stderr.isTTY) return () => undefined;
  return (done, of, file) =>
    stderr.write(done < of ? `\r\x1b[KImporting ${done + 1} of ${of}: ${file}` : '\r\x1b[K');
}
