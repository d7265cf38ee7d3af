import { readSpec } from '../comparisons/spec.js';
import { FieldReader } from '../fields.js';
import { nameOfFile } from '../paths.js';
import { type Entry, readYaml } from '../yaml/index.js';
import type { Matrix, Summary } from './types.js';

/** The fields of a matrix and of one of its cells, as schemas/matrix.schema.json describes them. */
export const MATRIX_FIELDS = ['name', 'unit', 'by', 'rollup', 'filter', 'cells'] as const;
export const CELL_FIELDS = ['summary', 'seen'] as const;

/** Reads the summaries of a matrix. Never throws; what is wrong in the file is among its problems. */
export function readMatrix(file: string, text: string, version: string): Matrix {
  const yaml = readYaml(text);
  const reader = new FieldReader(text, yaml);
  const { root } = yaml;
  if (root && root.kind !== 'map') {
    reader.report('field-type', root, 'A matrix takes fields, each on a line of its own: `unit: case`.');
  }
  const fields = reader.fields(root?.kind === 'map' ? root : undefined, MATRIX_FIELDS, 'a matrix');
  const name = reader.text(fields.get('name')) ?? nameOfFile(file);
  const stated = readSpec(fields, reader);
  const summaries = reader
    .distinct(reader.map(fields.get('cells')))
    .flatMap((row) => reader.distinct(reader.map(row)).flatMap((code) => summaryOf(row, code, reader) ?? []));
  return { kind: 'matrix', file, version, name, ...stated, summaries, problems: reader.problems };
}

function summaryOf(row: Entry, code: Entry, reader: FieldReader): Summary | undefined {
  // A summary alone will do where somebody writes it by hand.
  const short = code.value?.kind === 'scalar' ? reader.text(code) : undefined;
  const cell = short === undefined ? reader.fields(reader.map(code), CELL_FIELDS, 'a cell') : undefined;
  const summary = short ?? reader.text(cell?.get('summary'));
  if (summary === undefined) return undefined;
  const seen = cell && reader.text(cell.get('seen'));
  const stated = cell?.has('seen') === true;
  return {
    row: row.key,
    code: code.key,
    summary,
    seen: stated ? (seen ?? '').split(/\s+/).filter((each) => each !== '') : undefined,
    rowRange: row.keyRange,
    codeRange: code.keyRange,
  };
}
