import { cleanSlice } from '../core/clean.js';
import { type CodeChange, codeLog, lastRedefinition } from '../core/history/log.js';
import type { History } from '../core/history/types.js';
import type { Texts } from '../core/report/analyse.js';
import { codesIn } from '../core/segments.js';
import type { Study } from '../core/study/types.js';
import { type LineColumn, LineIndex } from '../core/text.js';
import { olderIn, redefinedCodes } from './older.js';
import { gitTrouble } from './trouble.js';

/** The history of one code, and what was coded by it before it meant what it means. */
export interface CodeHistory {
  /** The code's id now, or its last one. */
  readonly code: string;
  /** Oldest first. */
  readonly changes: readonly CodeChange[];
  /** null: its meaning never changed. */
  readonly before: {
    /** The last change of what it means. */
    readonly change: CodeChange;
    /** Codings whose line was last changed before that. Of lines touched since nothing is known. */
    readonly passages: readonly OlderPassage[];
  } | null;
  /** The clone has only the latest commits: what is older is missing. */
  readonly shallow: boolean;
}

export interface OlderPassage {
  readonly file: string;
  readonly start: LineColumn;
  readonly text: string;
  /** Who last changed the line: not for certain who coded it. */
  readonly lastChangedBy: string;
  readonly commit: string;
  readonly date: string;
}

/** @param history what git knows of the study, if anything */
export async function codeHistory(
  root: string,
  study: Study,
  history: History | undefined,
  texts: Texts,
  name: string,
): Promise<CodeHistory | { readonly problem: string }> {
  if (!history) {
    const trouble = await gitTrouble(root);
    return {
      problem: trouble ?? `git does not know the codebook yet. Commit ${study.config.codebook} first.`,
    };
  }
  const changes = codeLog(history.codebook, name);
  if (!changes) {
    const where = history.shallow
      ? ', as far as this clone reaches; “git fetch --unshallow” gets older commits'
      : '';
    return { problem: `No code is or was called “${name}”${where}.` };
  }
  const code = changes.at(-1)!.code;
  const change = lastRedefinition(changes);
  const before = change && { change, passages: await olderPassages(root, study, texts, code, change) };
  return { code, changes, before: before ?? null, shallow: history.shallow };
}

async function olderPassages(
  root: string,
  study: Study,
  texts: Texts,
  code: string,
  change: CodeChange,
): Promise<OlderPassage[]> {
  const redefined = await redefinedCodes(root, new Map([[code, change]]));
  const passages: OlderPassage[] = [];
  for (const document of study.documents.values()) {
    if (!codesIn(study, document).has(code)) continue;
    const text = await texts.of(document);
    if (text === undefined) continue;
    const lines = new LineIndex(text);
    for (const { range, last } of await olderIn(root, study, document, text, redefined)) {
      passages.push({
        file: document.file,
        start: lines.positionAt(range.start),
        text: cleanSlice(text, document.scan, range).trim(),
        lastChangedBy: last.author,
        commit: last.commit,
        date: last.date,
      });
    }
  }
  return passages;
}
