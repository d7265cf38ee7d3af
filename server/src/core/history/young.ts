import { parseCodebook } from '../codebook/index.js';
import type { Codebook } from '../codebook/types.js';
import { count, some } from '../compare/phrases.js';
import type { Document, Study } from '../study/types.js';
import type { CodebookVersion, History } from './types.js';

const parsed = new WeakMap<CodebookVersion, Codebook>();

export function codebookAt(version: CodebookVersion): Codebook {
  let codebook = parsed.get(version);
  if (!codebook) parsed.set(version, (codebook = parseCodebook(version.text)));
  return codebook;
}

/** The step at which each code of the codebook came first, under its id or one of its aliases. */
export function codesAdded({ codebook }: Study, history: History): ReadonlyMap<string, number> {
  const added = new Map<string, number>();
  for (const code of codebook.codes.values()) {
    const first = history.codebook.find((version) => {
      const then = codebookAt(version);
      return [code.id, ...code.aliases].some((name) => then.resolve(name));
    });
    if (first) added.set(code.id, first.step);
  }
  return added;
}

/** Codes that came into the codebook after a document was last committed, so that it cannot have been read for them. */
export function youngCodes(
  study: Study,
  documents: readonly Document[],
  history: History | undefined,
  codes?: ReadonlySet<string>,
): { readonly codes: readonly string[]; readonly documents: readonly string[] } {
  if (!history) return { codes: [], documents: [] };
  const young = new Set<string>();
  const files = new Set<string>();
  for (const [code, step] of codesAdded(study, history)) {
    if ((codes && !codes.has(code)) || study.codebook.codes.get(code)?.codable === false) continue;
    for (const { file } of documents) {
      if ((history.documents.get(file) ?? Infinity) >= step) continue;
      young.add(code);
      files.add(file);
    }
  }
  return { codes: [...young], documents: [...files].sort() };
}

/**
 * The same as a warning; undefined where there is none.
 * @param history null where it was asked for and nothing is known
 */
export function youngWarning(
  study: Study,
  documents: readonly Document[],
  history: History | null | undefined,
  codes?: ReadonlySet<string>,
): string | undefined {
  const young = youngCodes(study, documents, history ?? undefined, codes);
  if (young.codes.length === 0) return undefined;
  const are = young.codes.length === 1 ? 'is' : 'are';
  return `${count(young.codes.length, 'code')} ${are} younger than the coding of ${count(young.documents.length, 'document')}, so a zero there may only say that nobody looked: ${some(young.codes)}; last committed before: ${some(young.documents)}.`;
}

/** That there may be such codes and nobody could look, as a warning: no word of them must not pass for none. */
export function unknownAge(
  study: Study,
  documents: readonly Document[],
  history: History | null | undefined,
): string | undefined {
  if (documents.length === 0 || study.codebook.codes.size === 0) return undefined;
  if (history === null)
    return 'Whether a code is younger than the coding of a document, so that a zero says nothing, could not be looked at: git does not know this study, or may not be asked.';
  return history?.shallow
    ? 'Whether a code is younger than the coding of a document, so that a zero says nothing, could be looked at only in part: this clone has only the latest commits (`git fetch --unshallow` gets the rest).'
    : undefined;
}
