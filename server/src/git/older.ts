import type { CodeChange } from '../core/history/log.js';
import { type OlderCoding, olderCodings } from '../core/history/older.js';
import type { Document, Study } from '../core/study/types.js';
import { blame, type LastChange, since } from './blame.js';

/** Of each code that was redefined: the commits that know its definition of today. */
export type Redefined = ReadonlyMap<
  string,
  { readonly change: CodeChange; readonly knowing: ReadonlySet<string> }
>;

/** @param changes the last redefinition of each code */
export async function redefinedCodes(
  folder: string,
  changes: ReadonlyMap<string, CodeChange>,
): Promise<Redefined> {
  /** Codes are often redefined together. */
  const asked = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const found = new Map<string, { change: CodeChange; knowing: ReadonlySet<string> }>();
  for (const [code, change] of changes) {
    const { commit } = change;
    if (!asked.has(commit))
      asked.set(commit, commit === '' ? Promise.resolve(new Set()) : since(folder, commit));
    const knowing = await asked.get(commit);
    if (knowing) found.set(code, { change, knowing });
  }
  return found;
}

export interface OlderHere extends OlderCoding {
  readonly last: LastChange;
}

/** The codings of a document that were made under an older definition, with who last changed their line. */
export async function olderIn(
  folder: string,
  study: Study,
  document: Document,
  text: string,
  redefined: Redefined,
): Promise<OlderHere[]> {
  const lines = await blame(folder, document.file, text);
  if (!lines) return [];
  const found = olderCodings(study, document, text, (code, line) => {
    const last = lines[line - 1];
    const known = redefined.get(code);
    return last !== undefined && last.commit !== '' && known !== undefined && !known.knowing.has(last.commit);
  });
  return found.map((each) => ({ ...each, last: lines[each.line - 1]! }));
}
