import { textsOf } from '../attributes/values.js';
import { problem } from '../check/rules.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Study } from '../study/types.js';
import type { Matrix } from './types.js';

/** What names the row of documents that do not state the attribute. */
export const NO_VALUE = '';

/** The attribute whose values are the rows of a matrix of cases. */
export function caseAttribute({ config }: Study, { by }: AnalysisSpec): string {
  return by?.[0] ?? config.compareBy;
}

/** All that can be a row of a matrix, coded or not. */
export function possibleRows(study: Study, spec: AnalysisSpec): Set<string> {
  const documents = [...study.documents.values()];
  switch (spec.unit ?? 'case') {
    case 'document':
      return new Set(study.documents.keys());
    case 'participant':
      return new Set([
        ...study.config.participants.keys(),
        ...documents.flatMap(({ participants }) => participants),
      ]);
    case 'case': {
      const by = caseAttribute(study, spec);
      return new Set([NO_VALUE, ...documents.flatMap(({ attributes }) => textsOf(attributes.get(by)))]);
    }
  }
}

/** Summaries whose row the study does not have any more. */
export function missingRows(study: Study, { spec, summaries }: Matrix): Problem[] {
  const rows = possibleRows(study, spec);
  const gone = new Map(summaries.filter(({ row }) => !rows.has(row)).map((each) => [each.row, each]));
  return [...gone.values()].map(({ row, rowRange }) => {
    const near = nearest(row, rows);
    const message = `The study has no ${spec.unit ?? 'case'} “${row}”, so the summaries under it are not shown.${didYouMean(near)}`;
    return problem('summary-row-missing', rowRange, message, { nearest: near });
  });
}
