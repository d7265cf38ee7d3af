import { applied, type EditResult, type TextEdit } from '../edits/edit.js';
import { specChanges } from '../comparisons/write.js';
import { summaryChanges } from '../matrix/write.js';
import type { Change } from '../yaml/edit.js';
import { editYaml } from '../yaml/edit.js';
import { followInDecisions } from '../adjudication/follow.js';
import type { Kept } from './index.js';
import { readKept } from './index.js';

/**
 * What is to be written into a saved comparison or a matrix so that it goes on about the same codes when these are
 * renamed or merged. Where the code that a summary goes to has one already in that row, the two are joined: nothing a
 * researcher wrote is lost.
 * @param renamed from an id, or an old one, to what stands in its place; what became several stays as it is
 */
export function followCodes(
  kept: Kept,
  text: string,
  renamed: ReadonlyMap<string, readonly string[]>,
): EditResult {
  const to = (code: string): string => {
    const [one, ...more] = renamed.get(code) ?? [];
    return one === undefined || more.length > 0 ? code : one;
  };
  if (kept.kind === 'adjudication') return { edits: followInDecisions(kept, to) };
  const edits: TextEdit[] = [];
  const codes = kept.spec.codes?.map(to);
  const changes: Change[] = specChanges(kept.spec, {
    ...kept.spec,
    ...(codes && { codes: [...new Set(codes)] }),
  });
  if (kept.kind === 'matrix') {
    for (const { row, code, codeRange, ...said } of kept.summaries) {
      const now = to(code);
      if (now === code) continue;
      const there = kept.summaries.filter((each) => each.row === row && to(each.code) === now);
      // A key of its own is renamed where it stands, with all that is noted on it.
      if (there.length === 1) edits.push({ ...codeRange, text: now });
      else changes.push(...joined(row, code, now, there, said.seen));
    }
  }
  const renamedText = applied(
    text,
    edits.sort((a, b) => a.start - b.start),
  );
  if (changes.length === 0) return { edits };
  const rest = editYaml(renamedText, changes, () => false);
  if ('refused' in rest) return rest;
  const whole = applied(renamedText, rest.edits);
  // What was written must still be read.
  if (readKept(kept.file, whole, '').problems.length > kept.problems.length) {
    return { refused: `${kept.file} cannot be kept up with the codes. Change it by hand first.` };
  }
  return { edits: [{ start: 0, end: text.length, text: whole }] };
}

function joined(
  row: string,
  code: string,
  now: string,
  there: readonly {
    readonly code: string;
    readonly summary: string;
    readonly seen: readonly string[] | undefined;
  }[],
  seen: readonly string[] | undefined,
): Change[] {
  const summaries = [...there].sort((a, b) => Number(b.code === now) - Number(a.code === now));
  const prints = new Set([...there.flatMap((each) => each.seen ?? []), ...(seen ?? [])]);
  return [
    { path: ['cells', row, code], value: undefined },
    ...summaryChanges(row, now, summaries.map(({ summary }) => summary).join('\n\n'), [...prints].sort()),
  ];
}
