import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { contrastFor, warningsOf } from './report.js';

/** The JSON of `qualdown contrast --json`. */
export async function contrastJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await contrastFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, contrast } = made;
  return {
    by: table.dimensions[0]!.name,
    ...contrast,
    warnings: warningsOf(made),
    omitted: table.included.omitted,
  };
}
