import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type AttributeChange, type AttributeMatch, matchAttributes } from '../../core/attributes/match.js';
import { attributeColumns, cellOf, takesOf } from '../../core/attributes/table.js';
import { typedValue } from '../../core/attributes/typed.js';
import { count } from '../../core/compare/phrases.js';
import { applied, setAttributes } from '../../core/edits.js';
import { didYouMean } from '../../core/nearest.js';
import type { AttributeValue, Study } from '../../core/study/types.js';
import type { LoadedStudy } from '../../files.js';
import { decode } from '../../files/decode.js';
import { parseTable } from '../../files/table.js';
import { replaceFile } from '../../files/write.js';
import { Failure, FINE, FOUND, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { csv } from '../../core/csv.js';
import { json } from '../output/json.js';
import { styleFor } from '../output/style.js';
import { tableLines } from '../output/table.js';
import { reread } from '../reread.js';
import { openReadable, STUDY_OPTION, type StudyOption } from '../study.js';

interface AttributesOptions extends StudyOption {
  readonly csv?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly format: 'table' | 'json' | 'csv';
}

/** `qualdown attributes`: what front matter states, as a table; and a table's values into front matter. */
export function attributesCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('attributes')
    .description('List the attributes of documents, or set them from a CSV file keyed by file name.')
    .option('--csv <file>', 'set attributes from this table: a column names documents, the others attributes')
    .option('--dry-run', 'with --csv: only say what would change')
    .addOption(
      new Option('--format <format>', 'form of the output')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .option('--json', 'short for --format json')
    .option(...STUDY_OPTION)
    .action(async (options: AttributesOptions) => {
      const loaded = await openReadable(io, options);
      const format = options.json ? 'json' : options.format;
      if (options.csv !== undefined) done(await importTable(io, loaded, options.csv, options, format));
      else {
        if (options.dryRun) throw new Failure('--dry-run goes with --csv.');
        io.stdout.write(listed(io, loaded.study, format));
        done(FINE);
      }
    });
}

function listed(io: Io, study: Study, format: AttributesOptions['format']): string {
  const names = attributeColumns(study).map(({ name }) => name);
  const documents = [...study.documents.values()];
  if (format === 'json') {
    return json(
      documents.map(({ file, attributes }) => ({ file, attributes: Object.fromEntries(attributes) })),
    );
  }
  const rows = documents.map((document) => [
    document.file,
    ...names.map((name) => cellOf(document, name) ?? ''),
  ]);
  if (format === 'csv') return csv(['file', ...names], rows);
  const style = styleFor(io.stdout, io);
  return `${tableLines([['file', ...names].map((name) => style.dim(name)), ...rows]).join('\n')}\n`;
}

async function importTable(
  io: Io,
  loaded: LoadedStudy,
  path: string,
  { dryRun = false }: AttributesOptions,
  format: AttributesOptions['format'],
): Promise<number> {
  const match = matchAttributes(loaded.study, parseTable(readTable(io, path)));
  if (!match) {
    throw new Failure(
      `no column of ${path} names documents of the study. Head one “file”, with a document’s name in each row.`,
    );
  }
  const good = match.changes.filter(({ wrong }) => wrong === null);
  const edits = await editsOf(loaded, good);
  if (!dryRun) for (const { file, text } of edits) write(join(loaded.root, file), file, text);
  const report = { ...match, written: dryRun ? [] : edits.map(({ file }) => file) };
  io.stdout.write(format === 'json' ? json(report) : forPeople(io, report, dryRun));
  const isWhole = match.changes.length === good.length && open(match) === 0;
  return isWhole ? FINE : FOUND;
}

const open = ({ unmatched, ambiguous, repeated }: AttributeMatch): number =>
  unmatched.length + ambiguous.length + repeated.length;

function readTable(io: Io, path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(io.cwd, path));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(missing ? `${path} does not exist.` : `${path} cannot be read: ${whyNot(error)}.`);
  }
  const decoded = decode(bytes);
  if ('reason' in decoded) throw new Failure(`${path} ${decoded.reason}`);
  return decoded.text;
}

/** All of them worked out before the first is written. */
async function editsOf(
  loaded: LoadedStudy,
  changes: readonly AttributeChange[],
): Promise<{ file: string; text: string }[]> {
  const { study } = loaded;
  const edits: { file: string; text: string }[] = [];
  for (const file of new Set(changes.map((change) => change.file))) {
    const values: Record<string, AttributeValue> = {};
    for (const { attribute, to } of changes.filter((change) => change.file === file)) {
      const typed = typedValue(to, takesOf(study, attribute));
      if ('value' in typed) values[attribute] = typed.value;
    }
    const { text } = await reread(loaded, study.documents.get(file)!);
    const result = setAttributes(text, values, study.config.attributes);
    if ('refused' in result) throw new Failure(`${file}: ${result.refused} Nothing was written.`);
    edits.push({ file, text: applied(text, result.edits) });
  }
  return edits;
}

function write(path: string, file: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${whyNot(error)}.`);
  }
}

function forPeople(io: Io, match: AttributeMatch & { written: readonly string[] }, dryRun: boolean): string {
  const style = styleFor(io.stdout, io);
  const rows = match.changes.map(({ file, attribute, from, to, wrong }) => [
    file,
    attribute,
    from === '' ? style.dim('(none)') : from,
    '→',
    to,
    wrong ?? '',
  ]);
  const values = match.changes.filter(({ wrong }) => wrong === null);
  const over = values.filter(({ from }) => from !== '').length;
  const files = new Set(values.map(({ file }) => file)).size;
  const summary = `${count(values.length, 'value')} in ${count(files, 'document')}, of which ${over} in place of another.`;
  const lines = [
    ...tableLines(rows),
    ...(rows.length > 0 ? [''] : []),
    ...match.unmatched.map(({ name, near }) => `“${name}” is no document.${didYouMean(near)}`),
    ...match.ambiguous.map(({ name, files: all }) => `“${name}” can be ${all.join(' or ')}: write the path.`),
    ...match.repeated.map(
      (file) => `${file} stands in several rows with different values: nothing was taken.`,
    ),
    ...(match.added.length > 0 ? [`New to the study: ${match.added.join(', ')}.`] : []),
    values.length === 0 ? 'Nothing to change.' : `${dryRun ? 'Would write' : 'Wrote'} ${summary}`,
  ];
  return `${lines.join('\n')}\n`;
}
