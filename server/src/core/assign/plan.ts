import { listOf, some } from '../compare/phrases.js';
import { needAttribute } from '../filter/known.js';
import type { Filtered } from '../filter/index.js';
import { include } from '../counting/include.js';
import type { Texts } from '../report/analyse.js';
import type { Study } from '../study/types.js';
import { cleanCopy } from './copy.js';
import { drawSample, type SampleSpec, type Stratum } from './sample.js';

export interface AssignSpec extends SampleSpec {
  /** Who is to code the copies: stated in their front matter. */
  readonly coder?: string;
  /** How the documents were narrowed that it is drawn from, as typed. */
  readonly where?: readonly string[];
}

/** What a second coder gets. */
export interface Assignment {
  readonly spec: AssignSpec;
  readonly strata: readonly Stratum[];
  /** Of how many documents. */
  readonly documents: number;
  /** Paths as in the study, by which copies and documents are paired again. */
  readonly copies: readonly { readonly file: string; readonly text: string }[];
  readonly warnings: readonly string[];
}

/**
 * Draws documents for double coding and makes their clean copies; nothing is written.
 * @param filtered which documents may be drawn
 */
export async function planAssignment(
  study: Study,
  { selection }: Pick<Filtered, 'selection'>,
  texts: Texts,
  spec: AssignSpec,
): Promise<Assignment | { readonly problem: string }> {
  for (const name of spec.by) {
    const problem = needAttribute(study, name);
    if (problem !== undefined) return { problem };
  }
  const { documents, none } = include(study, selection);
  // What is not coded yet is drawn from as well: both may code it at the same time.
  const all = [...documents, ...none];
  if (all.length === 0) return { problem: 'No document is left to draw from.' };
  const strata = drawSample(all, spec);
  const copies: { file: string; text: string }[] = [];
  const remarks: string[] = [];
  for (const file of strata.flatMap(({ drawn }) => drawn).sort()) {
    const document = study.documents.get(file)!;
    const text = await texts.of(document);
    if (text === undefined) return { problem: `${file} changed meanwhile. Try again.` };
    const copy = cleanCopy(file, text, study.context, spec.coder);
    if ('refused' in copy) return { problem: `${file}: ${copy.refused}` };
    copies.push({ file, text: copy.text });
    if (copy.remarks.length > 0) remarks.push(`${file} (${listOf(copy.remarks)})`);
  }
  const missed = strata.filter(({ drawn }) => drawn.length === 0).map(({ label }) => label);
  return {
    spec,
    strata,
    documents: all.length,
    copies,
    warnings: [
      ...(missed.length > 0
        ? [
            `The sample is too small for ${missed.length === 1 ? '1 stratum' : `${missed.length} strata`}: ${some(missed)}.`,
          ]
        : []),
      ...(remarks.length > 0
        ? [
            `These copies hold what is no mark and may tell of the first coding; look before you hand them on: ${some(remarks)}.`,
          ]
        : []),
    ],
  };
}
