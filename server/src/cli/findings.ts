import { checkCodebook, checkConfig, checkDocument, checkStudy, type RuleId } from '../core/check/index.js';
import { staleProblems } from '../core/matrix/seen.js';
import type { Problem, Severity } from '../core/problem.js';
import { type LineColumn, LineIndex } from '../core/text.js';
import { CONFIG_FILE, type LoadedStudy } from '../files.js';
import { textsOf } from './commands/filter.js';
import { reread } from './reread.js';

/** A problem at its place: an entry of `qualdown check --json`. */
export interface Finding {
  readonly file: string;
  readonly start: LineColumn;
  readonly end: LineColumn;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
}

/** Everything wrong or doubtful in a study, by file and place. */
export async function findingsOf(loaded: LoadedStudy): Promise<Finding[]> {
  const { study, configText, codebookText } = loaded;
  const ofAll = checkStudy(study);
  const findings = [...study.unreadable, ...loaded.unreadableMemos].map(({ file, reason }): Finding => {
    const start = { line: 1, column: 1 };
    return {
      file,
      start,
      end: start,
      severity: 'error',
      rule: 'file-unreadable' satisfies RuleId,
      message: `This file ${reason}.`,
    };
  });
  const add = (file: string, text: string, problems: readonly Problem[]): void => {
    findings.push(...placed(file, text, [...problems, ...(ofAll.get(file) ?? [])]));
  };
  if (configText !== undefined) add(CONFIG_FILE, configText, checkConfig(study));
  if (codebookText !== undefined) add(study.config.codebook, codebookText, checkCodebook(study));
  for (const document of study.documents.values()) {
    const { text, document: now } = await reread(loaded, document);
    const problems = checkDocument(study, now, text);
    // Without a codebook that can be read nothing is known of codes.
    add(
      now.file,
      text,
      codebookText === undefined ? problems.filter(({ rule }) => rule !== UNKNOWN) : problems,
    );
  }
  for (const { file, problems } of [...study.memos.values(), ...study.kept.values()]) {
    if (problems.length === 0 && !ofAll.has(file)) continue;
    const read = await loaded.files.read(file);
    if (!('reason' in read)) add(file, read.text, problems);
  }
  for (const kept of study.kept.values()) {
    const stale = kept.kind === 'matrix' ? await staleProblems(study, kept, textsOf(loaded)) : [];
    const read = stale.length > 0 ? await loaded.files.read(kept.file) : undefined;
    if (read && !('reason' in read)) findings.push(...placed(kept.file, read.text, stale));
  }
  return findings.sort((a, b) => (a.file === b.file ? 0 : a.file < b.file ? -1 : 1));
}

const UNKNOWN = 'code-unknown' satisfies RuleId;

function placed(file: string, text: string, problems: readonly Problem[]): Finding[] {
  if (problems.length === 0) return [];
  const lines = new LineIndex(text);
  return problems
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, severity, rule, message }) => ({
      file,
      start: lines.positionAt(start),
      end: lines.positionAt(end),
      severity,
      rule,
      message,
    }));
}
