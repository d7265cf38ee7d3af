import { existsSync } from 'node:fs';
import { basename, extname, relative, resolve } from 'node:path';
import { Locator } from '../../agreement/locate.js';
import { count, listOf } from '../../core/compare/phrases.js';
import {
  disagreementsCsv,
  disagreementsHtml,
  disagreementsMarkdown,
  type Located,
} from '../../core/agreement/disagreement-text.js';
import { disagreementsOf } from '../../core/agreement/disagreements.js';
import { agreementReport } from '../../core/agreement/report.js';
import type { SidesFound } from '../../core/agreement/sides.js';
import type {
  Agreement,
  AgreementSpec,
  Disagreements,
  SideOfDisagreement,
} from '../../core/agreement/types.js';
import type { agreementOfContinuum } from '../../core/agreement/continuum.js';
import type { Report } from '../../core/report/types.js';
import type { LineIndex } from '../../core/text.js';
import type { FileJob } from '../../report/job.js';
import { provenanceOf } from '../../report/provenance.js';
import { makeInThread } from '../../report/thread.js';
import { version } from '../../version.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { warningLines, widthOf, wrap } from '../output/lines.js';
import { reportTable } from '../output/report-table.js';
import { styleFor } from '../output/style.js';
import { tableLines, right } from '../output/table.js';
import type { CliAround } from './agree-sides.js';
import { put, targetOf } from './export.js';
import { orFail } from './filter.js';

export interface AgreeOutput {
  readonly format: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly bom?: boolean;
}

interface Made {
  readonly around: CliAround;
  readonly spec: AgreementSpec;
}

const FILES = ['json', 'csv', 'tsv', 'md', 'xlsx', 'docx', 'html'];
const LISTS = ['json', 'csv', 'md', 'html'];

/** The format, by the ending of `--out` where none is stated. */
function formatOf({ format, out }: AgreeOutput, known: readonly string[]): string {
  const ending = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  const wanted = format === 'table' && out !== undefined ? ending : format;
  if (wanted === 'table' || known.includes(wanted)) return wanted;
  throw new Failure(
    out !== undefined && format === 'table'
      ? `--out ${out}: name the file with one of the endings .${known.join(', .')}, or state --format.`
      : `this can be had as table, ${known.join(', ')}.`,
  );
}

/** Where to write; undefined: to the output. Nothing of the study is overwritten. */
function target(
  io: Io,
  { out, force = false }: AgreeOutput,
  format: string,
  made?: Made,
): string | undefined {
  if (out === undefined) return undefined;
  if (made) return targetOf(io, made.around.loaded, out, format, force);
  const path = resolve(io.cwd, out);
  if (existsSync(path) && !force)
    throw new Failure(`${relative(io.cwd, path)} is there already; --force replaces it.`);
  return path;
}

export async function writeAgreement(
  io: Io,
  agreement: Agreement,
  options: AgreeOutput,
  made?: Made,
): Promise<void> {
  const format = formatOf(options, FILES);
  const path = target(io, options, format, made);
  if (format === 'json') {
    put(io, path, json(agreement));
    return;
  }
  const forPrograms = ['csv', 'tsv', 'xlsx'].includes(format);
  const report = agreementReport(agreement, made?.around.study.codebook, forPrograms);
  if (format === 'table') {
    put(io, path, reportTable(io, report));
    return;
  }
  if (path === undefined && io.stdout.isTTY && ['xlsx', 'docx'].includes(format))
    throw new Failure(`--format ${format} writes a file: name it with --out FILE.`);
  put(io, path, await makeInThread(await jobOf(report, format as FileJob['format'], options, made)));
}

async function jobOf(
  report: Report,
  format: FileJob['format'],
  { bom }: AgreeOutput,
  made?: Made,
): Promise<FileJob> {
  // A table for programs is one table: that of the codes.
  const whole = ['csv', 'tsv'].includes(format) ? { ...report, sheets: report.sheets.slice(0, 1) } : report;
  const base = { format, report: whole, ...(bom !== undefined && { bom }) };
  if (!made) {
    const nothing = { study: 'a table made elsewhere', state: { content: 'not kept' }, date: null };
    return { ...base, provenance: { ...nothing, query: {}, command: 'qualdown agree --ratings', version } };
  }
  const { around, spec } = made;
  const provenance = await provenanceOf(around.loaded, {}, version, { git: true });
  return { ...base, provenance: { ...provenance, query: spec, command: commandOf(spec) } };
}

/** The command line that makes it again, for the options that sides and units are stated by. */
function commandOf(spec: AgreementSpec): string {
  const options = Object.entries(spec).flatMap(([name, value]: [string, unknown]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (name === 'sides') return [];
    if (value === true) return [option];
    if (name === 'codes') return [option, (value as string[]).join(',')];
    return (Array.isArray(value) ? value : [value]).flatMap((each) => [option, String(each)]);
  });
  const sides = (spec.sides ?? []).map((side) => {
    const text =
      side.kind === 'path'
        ? `path:${side.path}`
        : side.kind === 'ref'
          ? `ref:${side.ref}`
          : `coder:${side.coder ?? ''}`;
    return side.name === undefined ? text : `${side.name}=${text}`;
  });
  const quoted = [...sides, ...options].map((text) =>
    /^[\w.,:/=@%+~^-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`,
  );
  return ['qualdown', 'agree', ...quoted].join(' ');
}

export async function writeDisagreements(
  io: Io,
  around: CliAround,
  found: SidesFound,
  spec: AgreementSpec,
  options: AgreeOutput,
): Promise<void> {
  const format = formatOf(options, LISTS);
  const path = target(io, options, format, { around, spec });
  const made = orFail(await disagreementsOf(around.study, found, spec));
  const locator = new Locator(found.sides);
  if (format === 'json') {
    put(io, path, json(await disagreementsJson(made, locator)));
    return;
  }
  const list: Located[] = [];
  for (const each of made.disagreements) {
    const lines: (number | null)[] = [];
    for (const side of each.sides) {
      const index = await locator.linesOf(side);
      lines.push(index && side.place ? index.positionAt(side.place.start).line : null);
    }
    list.push({ ...each, lines });
  }
  const texts = { csv: disagreementsCsv, md: disagreementsMarkdown, html: disagreementsHtml };
  const text =
    format === 'table' ? listText(io, made, list) : texts[format as keyof typeof texts](made, list);
  put(io, path, format === 'csv' && options.bom ? `\uFEFF${text}` : text);
}

/** Places as lines and columns. */
async function disagreementsJson({ disagreements, ...rest }: Disagreements, locator: Locator) {
  const at = (lines: LineIndex, { start, end }: { readonly start: number; readonly end: number }) => ({
    start: lines.positionAt(start),
    end: lines.positionAt(end),
  });
  const sideJson = async ({ place, passages, ...side }: SideOfDisagreement) => {
    const lines = await locator.linesOf(side);
    return {
      ...side,
      ...(lines && place ? at(lines, place) : { start: null, end: null }),
      passages: lines ? passages.map(({ id, seg, ...range }) => ({ id, seg, ...at(lines, range) })) : [],
    };
  };
  const list = [];
  for (const { sides, ...each } of disagreements) {
    list.push({ ...each, sides: await Promise.all(sides.map(sideJson)) });
  }
  return { ...rest, disagreements: list };
}

function listText(io: Io, made: Disagreements, list: readonly Located[]): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const lines = [
    style.bold(`${count(list.length, 'disagreement')} of ${listOf(made.coders)}`),
    '',
    ...warningLines(made.warnings, width, style),
  ];
  for (const each of list) {
    const line = each.lines.find((known) => known !== null);
    const shown = each.sides.find(({ text }) => text !== null)?.text ?? '';
    lines.push(
      `${each.file}:${line ?? '?'}  ${style.bold(each.code)}  coded by ${listOf(each.coded)}, not by ${listOf(each.not)}`,
      ...wrap(shown, width - 4)
        .slice(0, 3)
        .map((text) => style.dim(`    ${text}`)),
    );
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The family of alpha for a continuum. */
export function writeContinuum(
  io: Io,
  made: ReturnType<typeof agreementOfContinuum>,
  options: AgreeOutput,
): void {
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? 'not defined' : value.toFixed(3);
  const values = Object.keys(made.kuAlpha);
  const rows = [
    ['u-α', made.uAlpha],
    ['|u-α (unit or none)', made.uAlphaBinary],
    ['cu-α (values)', made.cuAlpha],
    ...values.map((value) => [`(k)u-α of ${value}`, made.kuAlpha[value]] as const),
  ] as const;
  const lines = [
    `Agreement of ${listOf(made.coders)} on a continuum of ${made.length}`,
    '',
    ...tableLines(rows.map(([name, value]) => [name, right(text(value))])),
    '',
    'Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50(6), 2347–2364.',
  ];
  if (!['table'].includes(options.format)) throw new Failure('--continuum can be had as table or json.');
  if (options.out !== undefined)
    throw new Failure(`--out ${basename(options.out)}: --continuum is printed; use --json > FILE.`);
  io.stdout.write(`${lines.join('\n')}\n`);
}
