import { choiceOf, wordsOf } from '../counting/choice.js';
import { include, type Included } from '../counting/include.js';
import { peopleOf } from '../counting/people.js';
import { listedRows, type Row, type Scheme, schemeOf } from '../counting/scheme.js';
import { sumOf } from '../counting/sum.js';
import { participantsAmong } from '../counting/voices.js';
import type { History } from '../history/types.js';
import type { Study } from '../study/types.js';
import type { Selection } from '../tally.js';
import { type CaseColumn, columnsOf } from './columns.js';
import { type Dimension, dimensionOf } from './dimensions.js';
import { columnWarnings, tableWarnings } from './warnings.js';

export interface TableOptions extends Selection {
  /** One or two attributes whose values are the columns, or `coder`, `participant`, `speaker`; the study's `compare_by`. */
  readonly by?: readonly string[];
  /** Only rows of these codes, by id or alias. */
  readonly codes?: readonly string[];
  /** Every row also counts the codes below it. */
  readonly rollup?: boolean;
  /** Only the uppermost codes, those of `codes` or of the codebook, each with all below it. */
  readonly families?: boolean;
  /** What version control knows of the study, for warnings; null: it was asked and knows nothing. */
  readonly history?: History | null | undefined;
}

/** Codes by columns, with all figures: what comparisons and crosstabs are printed from. */
export interface Table {
  readonly dimensions: readonly Dimension[];
  readonly included: Included;
  readonly scheme: Scheme;
  readonly rolled: boolean;
  readonly columns: readonly TableColumn[];
  /** In the order of the codebook, then codes used without being in it, by id. */
  readonly rows: readonly TableRow[];
  /** What to know before trusting the figures, in the researcher's words. */
  readonly warnings: readonly string[];
}

export interface TableRow extends Row {
  /** Of the scheme. */
  readonly row: number;
}

export interface TableColumn {
  readonly source: CaseColumn;
  /** Documents counted: all but those with `coding: none`. */
  readonly documents: number;
  /** Different participants in them. */
  readonly participants: number;
  /** Counted words of them. */
  readonly words: number;
  /** Documents of this case that are left out because they are not coded yet. */
  readonly none: number;
  /** How many of `documents` are coded only in part. */
  readonly partial: number;
  readonly cell: (row: number) => TableCell;
  /** Whether passages of the row belong to no participant: notes, minutes, what somebody unlisted says. */
  readonly hasNobodys: (row: number) => boolean;
}

export interface TableCell {
  readonly segments: number;
  /** Documents that carry the code, of the column's `documents`. */
  readonly documents: number;
  /** Participants who carry it, of the column's `participants`. */
  readonly participants: number;
  /** Counted words in its passages, each once. */
  readonly words: number;
  /** Segments per 1,000 counted words of the column; null where it has no words. */
  readonly rate: number | null;
  /** Part, from 0 to 1, of the column's counted words that carry the code; null where it has no words. */
  readonly share: number | null;
}

export function tableOf(study: Study, options: TableOptions = {}): Table {
  const scheme = schemeOf(study);
  const rolled = options.rollup === true || options.families === true;
  const included = include(study, options);
  const choice = choiceOf(study, options);
  const dimensions = (options.by ?? [study.config.compareBy]).map((name) => dimensionOf(study, name));
  const cases = columnsOf(dimensions, included, choice);
  const columns = cases.map((column) => figuresOf(column, scheme, rolled));
  const split = dimensions.some(({ kind }) => kind === 'coder');
  return {
    dimensions,
    included,
    scheme,
    rolled,
    columns,
    rows: rowsOf(scheme, columns, options),
    warnings: [
      ...tableWarnings(study, included, choice, split, options.history),
      ...columnWarnings(dimensions, cases),
    ],
  };
}

function rowsOf(scheme: Scheme, columns: readonly TableColumn[], options: TableOptions): TableRow[] {
  const { codes, families } = options;
  const asked = codes && new Set(codes.map((code) => scheme.find(code)));
  const rootOf = ({ upwards }: Row): number => upwards.at(-1)!;
  const roots =
    asked && new Set([...asked].flatMap((row) => (row === undefined ? [] : [rootOf(scheme.rows[row]!)])));
  return listedRows(scheme, (row) => columns.some((column) => column.cell(row).segments > 0))
    .filter(([row, { parent }]) =>
      families ? parent === null && (!roots || roots.has(row)) : !asked || asked.has(row),
    )
    .map(([row, entry]) => ({ row, ...entry }));
}

function figuresOf(source: CaseColumn, scheme: Scheme, rolled: boolean): TableColumn {
  const { documents, none, choice } = source;
  const totals = sumOf(documents, scheme, choice, rolled);
  const parts = documents.map((document) => peopleOf(document, scheme, choice));
  const people = parts.map((part) => part[rolled ? 'rolled' : 'own']);
  const words = documents.reduce((sum, document) => sum + wordsOf(document, choice, scheme.names), 0);
  const all = new Set(documents.flatMap((document) => participantsAmong(document, choice.voices)));
  const per = (figure: number): number | null => (words === 0 ? null : figure / words);
  return {
    source,
    documents: documents.length,
    participants: all.size,
    words,
    none,
    partial: documents.filter(({ coding }) => coding === 'partial').length,
    hasNobodys: (row) => parts.some(({ nobodys }) => nobodys[rolled ? 'rolled' : 'own'].has(row)),
    // Another column may have met rows that are too new for this one's totals.
    cell: once((row) => {
      const segments = totals.segments[row] ?? 0;
      const carried = totals.words[row] ?? 0;
      return {
        segments,
        documents: totals.documents[row] ?? 0,
        participants: new Set(people.flatMap((byRow) => [...(byRow.get(row) ?? [])])).size,
        words: carried,
        rate: per(segments * 1000),
        share: per(carried),
      };
    }),
  };
}

/** Cells are asked for again by totals, tints and marks. */
function once(make: (row: number) => TableCell): (row: number) => TableCell {
  const cells = new Map<number, TableCell>();
  return (row) => {
    let cell = cells.get(row);
    if (!cell) cells.set(row, (cell = make(row)));
    return cell;
  };
}
