import { stringify } from 'yaml';
import { applied, type EditResult } from '../edits/edit.js';
import type { AnalysisSpec } from '../report/spec.js';
import { type Before, type Change, editYaml } from '../yaml/edit.js';
import { CELL_FIELDS, MATRIX_FIELDS, readMatrix } from './read.js';

/** The cell that a summary is of, and what it says. */
export interface NewSummary {
  readonly row: string;
  /** As the file names it already, else the code's id. */
  readonly code: string;
  /** Empty: the summary is taken out. */
  readonly summary: string;
  readonly seen: readonly string[];
}

/** The text of a new file of summaries, for the matrix that a spec asks for. */
export function matrixText(name: string, spec: AnalysisSpec, cell: NewSummary): string {
  const { unit = 'case', by, rollup, filter } = spec;
  const fields = {
    name,
    unit,
    ...(unit === 'case' && by?.[0] !== undefined && { by: by[0] }),
    ...(rollup === true && { rollup }),
    ...(filter && Object.keys(filter).length > 0 && { filter }),
  };
  const head = stringify(fields, { lineWidth: 0 });
  const written = summaryEdits(head, cell);
  return 'refused' in written ? head : applied(head, written.edits);
}

/**
 * Edits that put a summary into a file. Rows and codes stand in the order of their names, so that what two people add
 * in different cells merges.
 */
export function summaryEdits(text: string, { row, code, summary, seen }: NewSummary): EditResult {
  const said = summary
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
  const path = ['cells', row, code];
  if (said === '') return editYaml(text, [{ path, value: undefined }], inOrder);
  const before = readMatrix('', text, '').summaries.find((each) => each.row === row && each.code === code);
  // A summary that stands by itself becomes one with what it is about.
  const short = before && before.seen === undefined ? [{ path, value: undefined }] : [];
  return editYaml(text, [...short, ...summaryChanges(row, code, said, seen)], inOrder);
}

export function summaryChanges(
  row: string,
  code: string,
  summary: string,
  seen: readonly string[],
): Change[] {
  const path = ['cells', row, code];
  return [
    { path: [...path, 'summary'], value: summary },
    { path: [...path, 'seen'], value: seen.join(' ') },
  ];
}

const inOrder: Before = (path, key, other) => {
  if (path.length === 1 || path.length === 2) return key < other;
  const order: readonly string[] = path.length === 0 ? MATRIX_FIELDS : CELL_FIELDS;
  return order.includes(key) && order.includes(other) && order.indexOf(key) < order.indexOf(other);
};
