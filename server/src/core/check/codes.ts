import { didYouMean } from '../nearest.js';
import type { Problem, Range } from '../problem.js';
import { readAttributes } from '../scan/attributes.js';
import type { Scan } from '../scan/types.js';
import type { Study } from '../study/types.js';
import { problem } from './rules.js';
import { Verdicts } from './verdicts.js';
import type { Verdict } from './verdicts.js';

/** Codes on passages that are unknown, retired, not codable or written by an alias. */
export function checkCodes({ codebook, context }: Study, scan: Scan, text: string): Problem[] {
  const verdicts = Verdicts.of(codebook, context.names);
  const { codes, codesFrom } = scan.columns;
  const problems: Problem[] = [];
  for (let mark = 0; mark < scan.markCount; mark++) {
    for (let at = codesFrom[mark]!; at < codesFrom[mark + 1]!; at++) {
      const verdict = verdicts.on(codes[at]!);
      if (!verdict) continue;
      const written = context.names.name(codes[at]!);
      problems.push(problemOf(verdict, written, placeOf(written, scan, mark, text)));
    }
  }
  return problems;
}

/** Where a mark names a code. */
function placeOf(code: string, { columns }: Scan, mark: number, text: string): Range {
  const attributes = { start: columns.attributesStart[mark]!, end: columns.attributesEnd[mark]! };
  const { start, end } =
    readAttributes(text, attributes).classes.find(({ name }) => name === code) ?? attributes;
  return { start, end };
}

function problemOf(verdict: Verdict, code: string, place: Range): Problem {
  const { rule } = verdict;
  switch (rule) {
    case 'code-unknown': {
      const split = code.includes('.') ? ' Put a space before each dot to write several codes.' : '';
      const message = `“${code}” is not in the codebook.${didYouMean(verdict.nearest) || split}`;
      return problem(rule, place, message, { code, nearest: verdict.nearest });
    }
    case 'code-retired': {
      const { successor } = verdict;
      const message = `“${code}” is retired${successor ? `; use “${successor.id}”.` : ', and nothing replaces it.'}`;
      return problem(rule, place, message, { code, ...(successor && { successor: successor.id }) });
    }
    case 'code-not-codable': {
      const { children } = verdict.code;
      const below = children.length > 0 ? ` Use a code below it: ${list(children)}.` : '';
      return problem(rule, place, `“${code}” only groups other codes.${below}`, { code, children });
    }
    case 'code-alias': {
      const { id } = verdict.code;
      return problem(rule, place, `“${code}” is an old id of “${id}”, and counts as that.`, { code, id });
    }
  }
}

function list(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown}, …` : shown;
}
