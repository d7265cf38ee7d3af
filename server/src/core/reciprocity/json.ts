import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { reciprocityFor, warningsOf } from './report.js';

/** The JSON of `qualdown reciprocity --json`. */
export async function reciprocityJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await reciprocityFor(study, spec, texts);
  if ('problem' in made) return made;
  const { by, table, result } = made;
  return {
    by,
    ...result,
    warnings: warningsOf(study, made),
    omitted: table.included.omitted,
  };
}
