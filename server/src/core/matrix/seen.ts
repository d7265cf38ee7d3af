import { problem } from '../check/rules.js';
import type { Problem } from '../problem.js';
import type { Texts } from '../report/analyse.js';
import type { Study } from '../study/types.js';
import { matrixOf, passagesIn } from './cells.js';
import type { Matrix, Summary } from './types.js';

/**
 * What is noted of a passage when a summary is written: a hash of its words. Neither where it stands nor how its lines
 * break is in it, so that moving a paragraph flags nothing; nor its codes, which may get other ids or company, while the
 * cell says already which one it is about. FNV-1a of 32 bits (Fowler, Noll, Vo) as eight letters: a passage edited
 * stays unnoticed once in some four billion times.
 */
export function printOf(text: string): string {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  let hash = 0x811c9dc5;
  for (let at = 0; at < plain.length; at++) {
    const unit = plain.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  // Letters alone, so that YAML never takes one for a number.
  return (hash >>> 0)
    .toString(16)
    .padStart(8, '0')
    .replace(/./g, (digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]!);
}

/** The prints of passages, sorted: the same in whatever order the passages come. */
export function printsOf(texts: Iterable<string>): string[] {
  return Array.from(texts, printOf).sort();
}

/** How the passages under a summary differ from those it was written about. An edited one is new and gone. */
export interface Drift {
  readonly added: number;
  readonly gone: number;
}

/** undefined: they are the same. */
export function driftOf(seen: readonly string[], now: readonly string[]): Drift | undefined {
  const left = new Map<string, number>();
  for (const print of seen) left.set(print, (left.get(print) ?? 0) + 1);
  let added = 0;
  for (const print of now) {
    const times = left.get(print) ?? 0;
    if (times > 0) left.set(print, times - 1);
    else added++;
  }
  const gone = [...left.values()].reduce((sum, times) => sum + times, 0);
  return added + gone === 0 ? undefined : { added, gone };
}

/** `passages changed since this summary was written: 2 new, 1 gone` */
export function driftPhrase({ added, gone }: Drift): string {
  const parts = [...(added > 0 ? [`${added} new`] : []), ...(gone > 0 ? [`${gone} gone`] : [])];
  return `passages changed since this summary was written: ${parts.join(', ')}`;
}

export interface Stale {
  readonly summary: Summary;
  readonly drift: Drift;
}

/**
 * Summaries whose passages are no longer those that they were written about. One without `seen`, or whose row is gone,
 * is none of them; where a code is gone, so are all its passages. Reads the documents under the summaries.
 */
export async function staleSummaries(study: Study, matrix: Matrix, texts: Texts): Promise<Stale[]> {
  const noted = matrix.summaries.filter(({ seen }) => seen !== undefined);
  if (noted.length === 0) return [];
  const made = await matrixOf(study, specOf(matrix), texts);
  if ('problem' in made) return [];
  const rows = new Map(made.rows.map((row) => [row.key, row]));
  const stale: Stale[] = [];
  for (const summary of noted) {
    const row = rows.get(summary.row);
    if (!row) continue;
    const code = study.codebook.resolve(summary.code)?.id ?? summary.code;
    const passages = await passagesIn(study, made.cell(row, code), texts);
    if (!passages) continue; // changed in this very moment; asked again
    const drift = driftOf(summary.seen!, printsOf(passages.map(({ text }) => text)));
    if (drift) stale.push({ summary, drift });
  }
  return stale;
}

/** What a file of summaries is about: the matrix it was written for. */
export function specOf({ spec }: Matrix): Matrix['spec'] {
  return { ...spec, kind: 'matrix' };
}

/** Stale summaries as problems of the file that holds them. */
export async function staleProblems(study: Study, matrix: Matrix, texts: Texts): Promise<Problem[]> {
  const stale = await staleSummaries(study, matrix, texts);
  return stale.map(({ summary, drift }) => {
    const { row, code, codeRange } = summary;
    const what = driftPhrase(drift).replace('this summary', `the summary of “${row}”, “${code}”`);
    return problem('summary-stale', codeRange, `${what[0]!.toUpperCase()}${what.slice(1)}.`);
  });
}
