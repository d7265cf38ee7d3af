import { listOf } from '../compare/phrases.js';
import { changesInWords, type CodebookChanges, codebookChanges } from '../history/changes.js';
import type { CodebookVersion, History } from '../history/types.js';
import { codebookAt } from '../history/young.js';
import type { Document } from '../study/types.js';
import { timesOf } from './index.js';

/** What changed in the codebook from one time to the next. */
export interface ChangesBetween {
  readonly from: string;
  readonly to: string;
  /** The codebook's last commits then; empty: not committed. null: git does not know the documents. */
  readonly commits: readonly [string, string] | null;
  /** Days of those. */
  readonly dates: readonly [string, string] | null;
  readonly changes: CodebookChanges | null;
}

/**
 * The codebook as it stood when the last document of each time was last committed, compared from time to time. Where the
 * documents of a later time were finished first, the codebook is compared in that order of times all the same.
 */
export function codebookBetween(
  documents: readonly Document[],
  times: readonly string[],
  over: string,
  history: History,
): ChangesBetween[] {
  const byDocument = timesOf(documents, over);
  const versions = times.map((time) => {
    const steps = documents
      .filter((document) => byDocument.get(document)!.includes(time))
      .flatMap(({ file }) => history.documents.get(file) ?? []);
    return steps.length === 0 ? undefined : versionAt(history, Math.max(...steps));
  });
  return times.slice(1).map((to, index): ChangesBetween => {
    const [before, after] = [versions[index], versions[index + 1]];
    const from = times[index]!;
    if (!before || !after) return { from, to, commits: null, dates: null, changes: null };
    return {
      from,
      to,
      commits: [before.commit, after.commit],
      dates: [before.date, after.date],
      changes: codebookChanges(codebookAt(before), codebookAt(after)),
    };
  });
}

function versionAt({ codebook }: History, step: number): CodebookVersion | undefined {
  return codebook.findLast((version) => version.step <= step);
}

/** The same in words, for people. */
export function betweenInWords(
  between: readonly ChangesBetween[],
  history: History | null | undefined,
  over: string,
): string[] {
  if (!history)
    return [
      'Whether the codebook changed in between cannot be known: git does not know this study, or may not be asked.',
    ];
  const told = between.map(({ from, to, changes, dates }) => {
    const where = `From ${over} ${from} to ${to}`;
    if (!changes) return `${where}: git does not know when the documents were coded.`;
    const days = dates!.map((date) => date || 'not committed yet');
    const text = changesInWords(changes);
    return text === ''
      ? `${where} the codebook did not change.`
      : `${where} the codebook changed (${listOf(days)}): ${text}.`;
  });
  return [
    ...told,
    ...(history.shallow ? ['This clone has only the latest commits; what is older cannot be known.'] : []),
  ];
}
