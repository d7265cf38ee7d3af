import { printedCodebook } from '../../core/codebook/print/make.js';
import type { Texts } from '../../core/report/analyse.js';
import { provenanceLines } from '../../core/report/provenance.js';
import { version } from '../../version.js';
import { type Counted, provenanceOf } from '../provenance.js';
import type { CodebookFormat, CodebookJob } from './job.js';

/**
 * All that a printed codebook is made of.
 * @param git whether git may run in the study's folder
 * @throws Outdated where a document is no longer what was counted
 */
export async function codebookJob(
  counted: Counted,
  texts: Texts,
  {
    format,
    quotations,
    git,
  }: { readonly format: CodebookFormat; readonly quotations: boolean; readonly git: boolean },
): Promise<CodebookJob> {
  const printed = await printedCodebook(counted.study, quotations ? texts : undefined);
  const provenance = await provenanceOf(counted, { kind: 'crosstab' }, version, { git });
  const command = `qualdown codebook print --format ${format}${quotations ? '' : ' --no-quotations'}`;
  const about = provenanceLines({ ...provenance, command }).filter(([name]) => name !== 'Query');
  const leftOut = quotations
    ? []
    : [['Left out', 'What was said: an example passage for each code.'] as const];
  return { format, printed, about: [...leftOut, ...about] };
}
