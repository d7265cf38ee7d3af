import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { count } from '../../core/compare/phrases.js';
import { findStudy, loadStudy } from '../../files.js';
import { IMPORT_KINDS, IN_FOLDERS, kindNamed } from '../../import/kinds.js';
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
  readonly from?: string;
  readonly text?: string;
  readonly name?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `qualdown import`: transcripts as documents of a study. */
export function importCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('import')
    .description(
      'Import transcripts, tables, codebooks and projects. Overwrites nothing; makes a study of an empty folder.',
    )
    .argument('<path...>', 'files, or folders of files')
    .option(...STUDY_OPTION)
    .option('--from <kind>', 'take the files for this kind, whatever they show to be', kindOption)
    .option('--into <folder>', 'folder of the study for the documents')
    .option(
      '--speaker <from=to>',
      'another label or a pseudonym; nothing behind = : nobody speaks there',
      addSpeaker,
    )
    .option('--interviewer <name>', 'who asks, as named in the file; their words do not count', addName)
    .option('--in-text', 'replace the names of --speaker in the text too, where they are whole words')
    .option('--key <file>', 'keep who is who in this file, outside the study; names in it are replaced')
    .option('--text <column>', 'of a table: the column that is the text (default: the one with most words)')
    .option('--name <column>', 'of a table: the column that names the documents')
    .option('--dry-run', 'write nothing, tell what would be')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', `\nKinds:\n${kindList()}`)
    .action(async (paths: string[], options: ImportOptions) => {
      const report = await run(io, paths, options);
      if (options.json === true) io.stdout.write(json(report));
      else print(io, report, options);
      done(codeOf(report));
    });
}

async function run(io: Io, paths: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const given = filesAt(
    paths.map((path) => resolve(io.cwd, path)),
    options.from,
  );
  const { root, isNew } = await placeFor(io, options.study, given);
  const { study } = await loadStudy(root);
  const into = options.into === undefined ? undefined : folderIn(options.into);
  if (options.into !== undefined && into === undefined)
    throw new Failure(
      `--into takes a folder of the study, from its own folder downwards; ${options.into} is none.`,
    );
  if (given.length === 0)
    throw new Failure(
      `there is nothing to import: no ${IN_FOLDERS.join(', ')} in it. Name other files themselves.`,
    );
  const task: ImportTask = {
    root,
    study,
    sources: given,
    isNew,
    names: options.speaker ?? new Map(),
    inText: options.inText === true,
    dryRun: options.dryRun === true,
    ...(into !== undefined && { into }),
    ...(options.interviewer && { interviewers: options.interviewer }),
    ...(options.key !== undefined && { key: resolve(io.cwd, options.key) }),
    ...(options.from !== undefined && { from: options.from }),
    ...(options.text !== undefined && { textColumn: options.text }),
    ...(options.name !== undefined && { nameColumn: options.name }),
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

/** The study of a call. A folder that holds nothing but what is imported becomes one. */
async function placeFor(
  io: Io,
  folder = '.',
  sources: readonly string[] = [],
): Promise<{ root: string; isNew: boolean }> {
  const root = resolve(io.cwd, folder);
  const isBare = folder !== '' && isBareFolder(root, sources) && findStudy(root) === undefined;
  return isBare ? { root, isNew: true } : { root: await rootOf(io, folder), isNew: false };
}

function isBareFolder(folder: string, sources: readonly string[]): boolean {
  try {
    return readdirSync(folder).every((name) => name.startsWith('.') || sources.includes(join(folder, name)));
  } catch {
    return false;
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
  const codes = report.documents.reduce((sum, one) => sum + one.codes.length, 0);
  const what = [count(report.imported, 'document'), ...(codes > 0 ? [count(codes, 'code')] : [])].join(
    ' and ',
  );
  stdout.write(`${[`${what} ${made}`, ...rest].join(', ')}.\n`);
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
  files,
}: Imported): string {
  if (message !== null) return `${status === 'failed' ? 'failed  ' : 'skipped '} ${source} ${message}.`;
  const verb = status === 'imported' ? 'imported' : 'would   ';
  if (files.length !== 1)
    return `${verb} ${source} into ${file ?? ''}${files.length > 1 ? ' and others' : ''}`;
  const who = [
    ...(interviewers.length > 0 ? [`${interviewers.join(', ')} asking`] : []),
    ...(participants.length > 0 ? [participants.join(', ')] : []),
  ];
  const figures = [count(turns, 'turn'), count(words, 'counted word'), ...who].join('; ');
  return `${verb} ${source} as ${file ?? ''}: ${figures}`;
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

function kindOption(name: string): string {
  const kind = kindNamed(name);
  if (!kind) throw new InvalidArgumentError(`There are ${IMPORT_KINDS.map((each) => each.kind).join(', ')}.`);
  return kind.kind;
}

function kindList(): string {
  return IMPORT_KINDS.map(({ kind, title, extensions, onlyAsked }) => {
    const which = onlyAsked ? 'only with --from' : extensions.join(', ');
    return `  ${kind.padEnd(16)}${title} (${which})`;
  }).join('\n');
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
