import { count, eachOf, figure, listOf } from '../compare/phrases.js';
import { basis } from '../crosstab/sentence.js';
import type { CellFinder, Impossible, Maker, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { SheetCell } from '../report/types.js';
import type { SegmentEntry } from '../segments/list.js';
import { quoted } from '../segments/quoted.js';
import type { Study } from '../study/types.js';
import { participantsAmong } from '../counting/voices.js';
import { countIn, matrixOf, type MatrixRow, type MatrixTable, passagesIn } from './cells.js';
import { summariesFor } from './find.js';
import { caseAttribute } from './rows.js';
import { type Drift, driftPhrase, staleSummaries } from './seen.js';
import type { Matrix, Summary } from './types.js';

/** So many passages of a cell are in a report at most; the rest opens from the cell. */
const MOST = 50;

/** A cell with what it says. */
export interface MatrixCell {
  /** Of the code. */
  readonly code: string;
  readonly total: number;
  /** The first of them. */
  readonly passages: readonly SegmentEntry[];
  readonly summary: string | null;
  /** What changed under the summary since it was written; null: nothing, or there is none. */
  readonly drift: Drift | null;
}
export interface MatrixContents {
  readonly made: MatrixTable;
  readonly rows: readonly { readonly row: MatrixRow; readonly cells: readonly MatrixCell[] }[];
  readonly warnings: readonly string[];
  readonly summaries: string | null;
}

/** A matrix with its passages and summaries. @param most passages of a cell */
export async function matrixContents(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
  most = MOST,
): Promise<MatrixContents | Impossible> {
  const shown = summariesFor(study, spec);
  if ('problem' in shown) return shown;
  const made = await matrixOf(study, spec, texts);
  if ('problem' in made) return made;
  const { matrix } = shown;
  const written = summariesByCell(study, matrix);
  const drifts = new Map<Summary, Drift>();
  for (const { summary, drift } of matrix ? await staleSummaries(study, matrix, texts) : []) {
    drifts.set(summary, drift);
  }
  const rows = [];
  let changed = false;
  for (const row of made.rows) {
    const cells: MatrixCell[] = [];
    for (const { key: code } of made.codes) {
      const cell = made.cell(row, code);
      const passages = await passagesIn(study, cell, texts, most);
      changed ||= !passages;
      const summary = written.get(JSON.stringify([row.key, code]));
      cells.push({
        code,
        total: countIn(cell),
        passages: passages ?? [],
        summary: summary?.summary ?? null,
        drift: (summary && drifts.get(summary)) ?? null,
      });
    }
    rows.push({ row, cells });
  }
  const stale = rows.flatMap(({ row, cells }) =>
    cells.filter(({ drift }) => drift).map(({ code }) => `${row.name}, ${code}`),
  );
  const warnings = [
    ...(changed ? ['Documents changed while they were read; passages are missing. Please ask again.'] : []),
    ...(shown.warning === undefined ? [] : [shown.warning]),
    ...(stale.length > 0
      ? [
          `${count(stale.length, 'summary').replace('summarys', 'summaries')} may no longer be true, since passages under ${stale.length === 1 ? 'it' : 'them'} changed: ${stale.join('; ')}.`,
        ]
      : []),
    ...made.filtered.warnings,
    ...made.table.warnings,
  ];
  return { made, rows, warnings, summaries: matrix?.name ?? null };
}

function summariesByCell(study: Study, matrix: Matrix | undefined): Map<string, Summary> {
  const entries = (matrix?.summaries ?? []).map((summary) => {
    const code = study.codebook.resolve(summary.code)?.id ?? summary.code;
    return [JSON.stringify([summary.row, code]), summary] as const;
  });
  return new Map(entries.reverse());
}

const UNITS = { case: 'Cases', document: 'Documents', participant: 'Participants' } as const;

/** Cases, documents or participants by codes, with the passages themselves or what the researcher says of them. */
export const matrix: Maker = async (study, spec, texts) => {
  const contents = await matrixContents(study, spec, texts);
  if ('problem' in contents) return contents;
  const { made, rows, warnings, summaries } = contents;
  const unit = spec.unit ?? 'case';
  const rowsOf = unit === 'case' ? capital(caseAttribute(study, spec)) : UNITS[unit].slice(0, -1);
  return {
    kind: 'matrix',
    title: `${UNITS[unit]} by codes`,
    sentence: sentenceOf(study, spec, contents),
    warnings,
    notes: [
      'A cell holds the passages of its row that carry its code, each as it stands, or the summary that a researcher wrote of them.',
      ...(summaries === null ? [] : [`Summaries: ${summaries}.`]),
    ],
    sheets: [
      {
        title: `${UNITS[unit]} by codes`,
        stub: rowsOf,
        columns: made.codes.map(({ key, name, brief }) => ({
          key,
          name,
          lines: brief === undefined ? [] : [brief],
          figures: [{ key: 'text', name: 'passages or summary', format: 'text' }],
        })),
        rows: rows.map(({ row, cells }) => ({
          key: row.key,
          name: row.name,
          depth: 0,
          brief: standsOn(row),
          cells: cells.map((cell) => shownCell(row, cell, spec)),
        })),
      },
    ],
    charts: [],
  };
};

function sentenceOf(study: Study, spec: AnalysisSpec, { made, rows }: MatrixContents): string {
  const { table, filtered, codes } = made;
  const unit = spec.unit ?? 'case';
  const by = unit === 'case' ? caseAttribute(study, spec) : unit;
  const passages = rows.reduce((sum, { cells }) => sum + cells.reduce((all, { total }) => all + total, 0), 0);
  const documents = count(table.included.documents.length, 'document');
  const head = `What stands under ${eachOf(codes.length, 'code')}, by ${by}: ${count(passages, 'passage')} in ${documents}`;
  return `${[head, ...basis(table, filtered.selection), ...filtered.words].join('; ')}.`;
}

function standsOn({ documents, none }: MatrixRow): string {
  const people = new Set(documents.flatMap((each) => participantsAmong(each, undefined))).size;
  return listOf([
    count(documents.length, 'document'),
    ...(people > 0 ? [count(people, 'participant')] : []),
    ...(none > 0 ? [`${none} not coded`] : []),
  ]);
}

function shownCell(row: MatrixRow, cell: MatrixCell, spec: AnalysisSpec): SheetCell {
  const { total, passages, summary, drift } = cell;
  const quoted = passages.map(quotationOf).join('\n\n');
  const more = total > passages.length ? `\n\n… and ${figure(total - passages.length)} more` : '';
  const text = summary !== null && spec.passages !== true ? summary : quoted + more;
  // Nothing said is something else than nothing looked at.
  const empty = row.documents.length === 0 ? 'not coded yet' : '–';
  return {
    values: [text === '' ? null : text],
    texts: [text === '' ? empty : text],
    ...(drift && { mark: driftPhrase(drift) }),
    title: `${row.name}: ${count(total, 'passage')}${summary === null ? '' : ', summarised'}`,
  };
}

/** `“We keep the board away” (AP1, alder/ap1.md:12)` */
export function quotationOf(entry: SegmentEntry): string {
  const { file, start } = entry;
  const { text, speaker } = quoted(entry);
  const plain = text.replace(/\s+/g, ' ').trim();
  return `“${plain}” (${[...(speaker === null ? [] : [speaker]), `${file}:${start.line}`].join(', ')})`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The passages of a cell, and for an empty one the documents without. */
export const cellOfMatrix: CellFinder = async (study, spec, { row: key, column: code }, texts) => {
  const made = await matrixOf(study, spec, texts);
  if ('problem' in made) return made;
  const row = made.rows.find((each) => each.key === key);
  const named = made.codes.find((each) => each.key === code);
  if (!row || !named) return { problem: 'The matrix no longer has this cell.' };
  const passages = made.cell(row, named.key);
  const { documents } = row;
  return {
    title: `${named.name} · ${row.name}`,
    sentence: `${passages.size} of ${count(documents.length, 'document')}, ${count(countIn(passages), 'passage')}`,
    documents,
    passages,
    withoutParticipants: [],
  };
};
