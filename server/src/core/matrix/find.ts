import { didYouMean, nearest } from '../nearest.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { caseAttribute } from './rows.js';
import type { Matrix } from './types.js';

/** The files of summaries of a study, by file; of two with one name the first holds. */
export function matricesOf(study: Study): Matrix[] {
  return [...study.kept.values()].filter((kept) => kept.kind === 'matrix');
}

export function matrixNamed(study: Study, name: string): Matrix | undefined {
  const wanted = name.normalize('NFC').trim();
  const all = matricesOf(study);
  return all.find((each) => each.name.normalize('NFC') === wanted) ?? all.find(({ file }) => file === wanted);
}

/** Whether summaries were written for just the matrix that a spec asks for: the same rows over the same passages. */
export function fits(study: Study, matrix: Matrix, spec: AnalysisSpec): boolean {
  const told = (each: AnalysisSpec): string => {
    const { unit = 'case', filter = {}, rollup = false, families = false } = each;
    const entries = Object.entries(filter) as [string, string | readonly string[] | undefined][];
    const stated = entries.filter(([, value]) => value !== undefined && value.length > 0);
    const by = unit === 'case' ? caseAttribute(study, each) : null;
    return JSON.stringify([unit, by, rollup || families, stated.sort(([a], [b]) => (a < b ? -1 : 1))]);
  };
  return told(matrix.spec) === told(spec);
}

/** What a first file of summaries for a matrix is called, when nobody says: `Summaries by district`; numbered where taken. */
export function freeName(study: Study, spec: AnalysisSpec): string {
  const { unit = 'case' } = spec;
  const name = `Summaries by ${unit === 'case' ? caseAttribute(study, spec) : unit}`;
  let free = name;
  for (let number = 2; matrixNamed(study, free); number++) free = `${name} ${number}`;
  return free;
}

/** The summaries that a matrix shows: those it names, else the only ones written for it. */
export function summariesFor(
  study: Study,
  spec: AnalysisSpec,
): { readonly matrix?: Matrix; readonly warning?: string } | { readonly problem: string } {
  const all = matricesOf(study);
  if (spec.summaries === undefined) {
    const fitting = all.filter((each) => fits(study, each, spec));
    if (fitting.length === 1) return { matrix: fitting[0]! };
    if (fitting.length === 0) return {};
    const names = fitting.map(({ name }) => `“${name}”`).join(', ');
    return { warning: `Several files hold summaries of this matrix (${names}); name one to see it.` };
  }
  const matrix = matrixNamed(study, spec.summaries);
  if (!matrix) {
    const names = all.map(({ name }) => name);
    const known =
      names.length === 0
        ? ' matrices/ holds none.'
        : ` There are ${names.map((each) => `“${each}”`).join(', ')}.`;
    return {
      problem: `no summaries are called “${spec.summaries}”.${didYouMean(nearest(spec.summaries, names))}${known}`,
    };
  }
  return fits(study, matrix, spec)
    ? { matrix }
    : {
        matrix,
        warning: `The summaries of “${matrix.name}” were written for other rows or passages than those shown.`,
      };
}
