import { problem } from '../check/rules.js';
import { didYouMean } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { Study } from '../study/types.js';
import { subjectOf } from './about.js';

/** Memos about something that does not exist, by file. For a study whose documents have all been read. */
export function checkMemos(study: Study): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>();
  for (const { file, about } of study.memos.values()) {
    const found = about.flatMap(({ text, start, end }) => {
      const subject = subjectOf(study, text);
      if (subject.kind !== 'missing') return [];
      const { why, near } = subject;
      return [problem('memo-about-missing', { start, end }, `${why}${didYouMean(near)}`, { nearest: near })];
    });
    if (found.length > 0) problems.set(file, found);
  }
  return problems;
}
