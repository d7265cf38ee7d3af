import { type CaseColumn, columnsOf, comparesCoders } from './compare/columns.js';
import { columnWarnings, tableWarnings } from './compare/warnings.js';
import { choiceOf } from './counting/choice.js';
import { include, type Omitted, type Scalar } from './counting/include.js';
import { peopleOf } from './counting/people.js';
import { listedRows, type Scheme, schemeOf } from './counting/scheme.js';
import { sumOf } from './counting/sum.js';
import type { Study } from './study/types.js';
import type { Selection } from './tally.js';

export interface CompareOptions extends Selection {
  /** The attribute whose values are the columns; the study's `compare_by` if absent. */
  readonly by?: string;
  /** Only rows of these codes, by id or alias. */
  readonly codes?: readonly string[];
  /** Every row also counts the codes below it. */
  readonly rollup?: boolean;
}

/** The comparison of cases: the JSON of `qualdown compare --json`. */
export interface Comparison {
  readonly by: string;
  readonly columns: readonly Column[];
  /** In the order of the codebook, then codes used without being in it, by id. */
  readonly rows: readonly ComparisonRow[];
  /** What to know before trusting the figures, in the researcher's words. */
  readonly warnings: readonly string[];
  readonly omitted: readonly Omitted[];
}

export interface Column {
  /** null: the documents without the attribute. */
  readonly value: Scalar | null;
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
}

export interface ComparisonRow {
  readonly code: string;
  readonly parent: string | null;
  /** Present where the code is used, but not in the codebook. */
  readonly unknown?: true;
  /** One for each column. */
  readonly cells: readonly Cell[];
}

export interface Cell {
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

export function compare(study: Study, options: CompareOptions = {}): Comparison {
  const by = options.by ?? study.config.compareBy;
  const scheme = schemeOf(study);
  const included = include(study, options.where);
  const columns = columnsOf(study, by, included, options);
  const choice = choiceOf(study, options);
  const figures = columns.map((column) => figuresOf(column, scheme, options.rollup ?? false));

  const wanted = options.codes && new Set(options.codes.map((code) => scheme.find(code)));
  const rows = listedRows(scheme, (row) => figures.some(({ used }) => used(row)))
    .filter(([row]) => !wanted || wanted.has(row))
    .map(([row, { code, parent, unknown }]) => ({
      code,
      parent,
      ...(unknown && { unknown }),
      cells: figures.map(({ cell }) => cell(row)),
    }));
  return {
    by,
    columns: figures.map(({ column }) => column),
    rows,
    warnings: [
      ...tableWarnings(study, included, choice, comparesCoders(study, by)),
      ...columnWarnings(by, columns),
    ],
    omitted: included.omitted,
  };
}

interface Figures {
  readonly column: Column;
  readonly used: (row: number) => boolean;
  readonly cell: (row: number) => Cell;
}

function figuresOf({ value, documents, none, choice }: CaseColumn, scheme: Scheme, rolled: boolean): Figures {
  const totals = sumOf(documents, scheme, choice, rolled);
  const people = documents.map((document) => peopleOf(document, scheme, choice)[rolled ? 'rolled' : 'own']);
  const words = documents.reduce((sum, { scan }) => sum + scan.words, 0);
  const per = (figure: number): number | null => (words === 0 ? null : figure / words);
  return {
    column: {
      value,
      documents: documents.length,
      participants: new Set(documents.flatMap(({ participants }) => participants)).size,
      words,
      none,
      partial: documents.filter(({ coding }) => coding === 'partial').length,
    },
    // Another column may have met rows that are too new for this one's totals.
    used: (row) => (totals.segments[row] ?? 0) > 0,
    cell: (row) => {
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
    },
  };
}
