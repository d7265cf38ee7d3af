import type { Code } from '../codebook/types.js';
import { fieldChanges } from './diff.js';
import type { FieldChange } from './diff-types.js';
import type { CodebookVersion } from './types.js';
import { codebookAt } from './young.js';

/** One change of one code. */
export interface CodeChange {
  /** Empty: not committed yet. */
  readonly commit: string;
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** The code's id since then. */
  readonly code: string;
  /** Its id until then, where that was another. */
  readonly was: string | null;
  /** Where it stood until then and stands since, where that changed; null: at the top. */
  readonly moved: { readonly from: string | null; readonly to: string | null } | null;
  readonly fields: readonly FieldChange[];
}

/** What makes codings of before doubtful: not the name, nor an example more. */
const MEANING_PROPER: readonly string[] = ['brief', 'definition', 'use_when', 'not_when'];

/**
 * All that changed in one code, oldest first. Followed back through its aliases, also where it is gone by now.
 * undefined: no version knows it.
 * @param versions of the codebook, oldest first
 */
export function codeLog(versions: readonly CodebookVersion[], code: string): CodeChange[] | undefined {
  const last = versions.findLastIndex((version) => codebookAt(version).resolve(code));
  if (last < 0) return undefined;
  const changes: CodeChange[] = [];
  const next = versions[last + 1];
  let now = codebookAt(versions[last]!).resolve(code)!;
  if (next) changes.push(changeOf(next, 'removed', now, now));
  for (let at = last; at >= 0; at--) {
    const version = versions[at]!;
    const older = at === 0 ? undefined : earlier(versions[at - 1]!, now);
    if (!older) {
      changes.push(changeOf(version, 'added', now, now));
      break;
    }
    const change = changeOf(version, 'changed', older, now);
    if (change.was !== null || change.moved || change.fields.length > 0) changes.push(change);
    now = older;
  }
  return changes.reverse();
}

/** The last change of what a code means; undefined where it means what it meant from the first. */
export function lastRedefinition(changes: readonly CodeChange[]): CodeChange | undefined {
  return changes.findLast(
    ({ kind, fields }) => kind === 'changed' && fields.some(({ field }) => MEANING_PROPER.includes(field)),
  );
}

function earlier(version: CodebookVersion, { id, aliases }: Code): Code | undefined {
  const { codes } = codebookAt(version);
  return [id, ...aliases].map((name) => codes.get(name)).find((code) => code !== undefined);
}

function changeOf(version: CodebookVersion, kind: CodeChange['kind'], old: Code, now: Code): CodeChange {
  const { commit, date, author = '', subject = '' } = version;
  const [from, to] = [old.parent ?? null, now.parent ?? null];
  return {
    ...{ commit, date, author, subject, kind, code: now.id },
    was: old.id === now.id ? null : old.id,
    moved: from === to ? null : { from, to },
    fields: old === now ? [] : fieldChanges(old, now, (id) => id),
  };
}
