import { count } from '../core/compare/phrases.js';
import { mergeCodes } from '../core/import/codebook/merge.js';
import type { CodeIn } from '../core/import/codebook/types.js';
import { parseConfig } from '../core/study/config.js';
import type { Ground, Plan, PlannedFile } from './plan.js';
import { Unreadable } from './unreadable.js';

/** Codes for the study's codebook. @throws Unreadable where that cannot be changed safely */
export function planCodes(
  { codes, notes }: { readonly codes: readonly CodeIn[]; readonly notes: readonly string[] },
  ground: Ground,
): Plan {
  const merged = mergeInto(ground, codes);
  const told = [
    `${count(merged.added.length, 'code')} new in ${ground.codebookFile}`,
    ...(merged.kept.length > 0 ? [`${count(merged.kept.length, 'code')} there already`] : []),
  ].join(', ');
  return {
    files: codebookFile(ground, merged.text),
    codes: merged.added,
    report: [told, ...notes, ...merged.notes],
  };
}

/** The study's codebook with more codes. @throws Unreadable */
export function mergeInto(
  ground: Ground,
  codes: readonly CodeIn[],
): Exclude<ReturnType<typeof mergeCodes>, { refused: string }> {
  const merged = mergeCodes(ground.codebook, codes, parseConfig(ground.config).ignoreClasses);
  if ('refused' in merged)
    throw new Unreadable(`cannot go into ${ground.codebookFile}: ${merged.refused.replace(/\.$/, '')}`);
  return merged;
}

/** As a file to be written, if it is another than before. */
export function codebookFile({ codebookFile: path, codebook }: Ground, text: string): PlannedFile[] {
  if (text === codebook) return [];
  return [{ path, text, ...(codebook !== undefined && { before: codebook }) }];
}
