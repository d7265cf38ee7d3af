import type { History } from '../core/history/types.js';
import { historyOf } from '../git/history.js';
import type { LoadedStudy } from '../files.js';
import type { LiveStudy } from './live.js';

/** A comparison follows every keystroke; git is asked again only after this long, since commits come rarely. */
const KEPT_MS = 15_000;

const kept = new WeakMap<
  LiveStudy,
  { readonly until: number; readonly history: Promise<History | undefined> }
>();

/** What git knows of a study, some seconds old at most; undefined where git may not run or knows nothing. */
export function knownHistory(
  live: LiveStudy,
  { root, study, codebookText: text }: Pick<LoadedStudy, 'root' | 'study' | 'codebookText'>,
  mayRunGit: boolean,
): Promise<History | undefined> {
  if (!mayRunGit) return Promise.resolve(undefined);
  const known = kept.get(live);
  if (known && known.until > Date.now()) return known.history;
  const history = historyOf(root, { file: study.config.codebook, text });
  kept.set(live, { until: Date.now() + KEPT_MS, history });
  return history;
}
