import type { Command } from 'commander';
import { count } from '../../core/compare/phrases.js';
import { evaluateQuery, needsText, readQuery, type Query } from '../../core/query/index.js';
import { segmentsCsv } from '../../core/segments/csv.js';
import { segmentsMarkdown } from '../../core/segments/markdown.js';
import {
  listSegments,
  type SegmentEntry,
  type SegmentFilter,
  selectSegments,
} from '../../core/segments/list.js';
import type { Document, Study } from '../../core/study/types.js';
import type { LoadedStudy } from '../../files.js';
import { hasValues } from '../../core/segments/meeting.js';
import { Failure, FINE } from '../failure.js';
import type { Io } from '../io.js';
import { widthOf, wrap } from '../output/lines.js';
import { type Style, styleFor } from '../output/style.js';
import { reread } from '../reread.js';
import { openReadable } from '../study.js';
import { Met } from '../../core/filter/marks.js';
import { Unmet } from '../../core/filter/unmet.js';
import { orFail } from './filter.js';
import { addCodes, addCountOptions, type CountOptions, needCoder, needCodes } from './options.js';

interface SegmentsOptions extends CountOptions {
  readonly code?: readonly string[];
  readonly rollup?: boolean;
  readonly query?: string;
}

/** `qualdown segments`: the passages themselves. */
export function segmentsCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('segments')
    .description('List coded passages with their text, speaker and case.')
    .option('--code <id>', 'only passages with this code; again for more', addCodes)
    .option('--query <query>', 'only passages found by codes with and, or, not, near: "a and not b"')
    .option('--rollup', 'with --code and --query: a code stands for those below it too');
  addCountOptions(command, 'only with this value, of the mark or else of its document', [
    'table',
    'json',
    'csv',
    'markdown',
  ]);
  command.action(async (options: SegmentsOptions) => {
    const loaded = await openReadable(io, options);
    if (options.code) needCodes(loaded.study, options.code);
    needCoder(loaded.study, options.coder);
    const entries = await entriesOf(loaded, options);
    if (options.format === 'json') io.stdout.write(segmentsJson(entries));
    else if (options.format === 'csv') io.stdout.write(segmentsCsv(entries));
    else if (options.format === 'markdown') io.stdout.write(segmentsMarkdown(entries, titleOf(options), '—'));
    else io.stdout.write(forPeople(io, entries));
    done(FINE);
  });
}

/** Reads again the documents that hold what is asked for, since a study keeps no text. */
async function entriesOf(loaded: LoadedStudy, options: SegmentsOptions): Promise<SegmentEntry[]> {
  const { study } = loaded;
  const { code: codes, rollup, coder, where = [] } = options;
  const query = options.query === undefined ? undefined : queryOf(options.query, study);
  const filter = {
    ...(codes && { codes }),
    ...(rollup && { rollup }),
    ...(coder !== undefined && { coder }),
  };
  const met = new Met();
  const entries: SegmentEntry[] = [];
  for (const document of study.documents.values()) {
    if (selectSegments(study, document, filter).length === 0) continue;
    const found = (of: Document, text: () => string): Pick<SegmentFilter, 'found'> =>
      query ? { found: evaluateQuery(query, study, of, text, { rollup: rollup ?? false }) } : {};
    if (query && !needsText(query, document) && !found(document, () => '').found?.includes(1)) continue;
    const { text, document: now } = await reread(loaded, document);
    for (const entry of listSegments(study, now, text, { ...filter, ...found(now, () => text) })) {
      met.add(entry.attributes);
      if (hasValues(entry.attributes, now, where)) entries.push(entry);
    }
  }
  try {
    for (const { attribute } of where) met.need(study, attribute);
  } catch (error) {
    if (error instanceof Unmet) orFail({ problem: error.message });
    throw error;
  }
  return entries;
}

function queryOf(text: string, study: Study): Query {
  const read = readQuery(text, study);
  if ('query' in read) return read.query;
  const { start, message } = read.problem;
  throw new Failure(`--query, character ${start + 1}: ${message}`);
}

const titleOf = ({ query, code }: SegmentsOptions): string => query ?? code?.join(', ') ?? 'Passages';

function segmentsJson(entries: readonly SegmentEntry[]): string {
  return entries.length === 0
    ? '[]\n'
    : `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;
}

/** So many lines of a passage are shown; a section can be as long as its document. */
const LINES = 4;

function forPeople(io: Io, entries: readonly SegmentEntry[]): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const passages = entries.flatMap((entry) => [...passageLines(entry, width, style), '']);
  return `${[...passages, style.dim(`${count(entries.length, 'passage')}.`)].join('\n')}\n`;
}

function passageLines(entry: SegmentEntry, width: number, style: Style): string[] {
  const { file, start, codes, speaker, coder, text } = entry;
  const who = [entry.case, speaker, coder === null ? null : `coded by ${coder}`].filter(
    (part) => part !== null,
  );
  const place = style.cyan(`${file}:${start.line}:${start.column}`);
  const lines = wrap(text, width - 2);
  const shown = lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1]!} …`] : lines;
  return [
    [place, style.bold(codes.join(' ')), style.dim(who.join(', '))].join('  ').trimEnd(),
    ...shown.map((line) => `  ${line}`),
  ];
}
