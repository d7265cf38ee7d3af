import type { Impossible, Texts } from '../report/analyse.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import { saturationFor, warningsOf } from './report.js';

/** The JSON of `qualdown saturation --json`. */
export async function saturationJson(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<object | Impossible> {
  const made = await saturationFor(study, spec, texts);
  if ('problem' in made) return made;
  const { by, table, result } = made;
  return { by, ...result, warnings: warningsOf(study, made, texts), omitted: table.included.omitted };
}
