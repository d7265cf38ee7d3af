import type { StudySummary } from '../../../server/src/protocol.js';
import type { Studies } from '../studies.js';
import type { CodeEntry } from './codesView.js';

/** What a command about codes is told: entries of the view, or a study and codes by name from anywhere else. */
export type Told =
  | CodeEntry
  | { readonly study: string; readonly codes?: readonly string[]; readonly code?: string }
  | undefined;

/** The study a command is about and the codes it was told of; undefined when there is none. */
export interface Targets {
  readonly study: StudySummary;
  readonly codes: readonly string[];
}

/**
 * From the view a command gets the entry clicked and all that are selected (when it is one of them), from a key the
 * selection of the view, from the palette nothing.
 */
export async function targetsOf(
  studies: Studies,
  told: Told,
  selected: readonly CodeEntry[] | undefined,
): Promise<Targets | undefined> {
  if (!told) {
    const study = await studies.choose();
    return study && { study, codes: [] };
  }
  const study = studies.list.find(({ uri }) => uri === told.study);
  if (!study) return undefined;
  if (!('kind' in told)) return { study, codes: told.codes ?? (told.code === undefined ? [] : [told.code]) };
  const entries = selected && selected.length > 0 ? selected : [told];
  return {
    study,
    codes: entries.flatMap((entry) =>
      entry.kind === 'code' && entry.study === told.study ? [entry.code.id] : [],
    ),
  };
}
