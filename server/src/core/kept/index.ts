import { readAdjudication } from '../adjudication/read.js';
import type { Adjudication } from '../adjudication/types.js';
import { readComparison } from '../comparisons/read.js';
import type { Comparison } from '../comparisons/types.js';
import type { Placed } from '../fields.js';
import { readMatrix } from '../matrix/read.js';
import type { Matrix } from '../matrix/types.js';

/**
 * A file that a study keeps beside its documents: a saved comparison, the summaries of a matrix, or what coders decided
 * about a document. Nothing in it is counted.
 */
export type Kept = Comparison | Matrix | Adjudication;

const FOLDERS: Readonly<Record<string, Kept['kind']>> = {
  comparisons: 'comparison',
  matrices: 'matrix',
  adjudication: 'adjudication',
};

/** What a path of a study keeps: a YAML file in one of the folders for it, or below. undefined: nothing. */
export function keptKind(path: string): Kept['kind'] | undefined {
  const [folder = '', ...names] = path.split('/');
  const isFile = names.length > 0 && /\.ya?ml$/i.test(path);
  const hidden = names.some((name) => name.startsWith('.') || name === 'node_modules');
  return isFile && !hidden && Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : undefined;
}

/** Reads one. Never throws; what is wrong in it is among its problems. */
export function readKept(file: string, text: string, version: string): Kept {
  switch (keptKind(file)) {
    case 'matrix':
      return readMatrix(file, text, version);
    case 'adjudication':
      return readAdjudication(file, text, version);
    default:
      return readComparison(file, text, version);
  }
}

/** The codes that one names, by id or alias, at their places. */
export function codesIn(kept: Kept): Placed[] {
  const cells = kept.kind === 'matrix' ? kept.summaries : [];
  return [...kept.codes, ...cells.map(({ code, codeRange }) => ({ text: code, ...codeRange }))];
}
