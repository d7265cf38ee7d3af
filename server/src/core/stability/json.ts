import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { stabilityFor, warningsOf } from './report.js';

/** The JSON of `qualdown stability --json`. */
export async function stabilityJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await stabilityFor(study, spec, texts);
  if ('problem' in made) return made;
  const { by, over, table, result, between } = made;
  return {
    by,
    over,
    ...result,
    codebook: texts.history ? between : null,
    warnings: warningsOf(made, texts),
    omitted: table.included.omitted,
  };
}
