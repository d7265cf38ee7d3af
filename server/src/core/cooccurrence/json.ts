import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { cooccurrenceFor, pairsTogether, warningsOf } from './report.js';

/** The JSON of `qualdown cooccur --json`. */
export async function cooccurrenceJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await cooccurrenceFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, result } = made;
  return {
    within: result.within,
    codes: result.codes,
    pairs: pairsTogether(result),
    warnings: warningsOf(study, made, texts),
    omitted: table.included.omitted,
  };
}
