import { findComparison } from '../../core/comparisons/find.js';
import { analyse } from '../../core/report/analyse.js';
import { reportText } from '../../core/report/text.js';
import type { LoadedStudy } from '../../files.js';
import { provenanceOf } from '../../report/provenance.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { reportTable } from '../output/report-table.js';
import { version } from '../../version.js';
import { orFail, textsOf } from './filter.js';

/** A saved comparison of any kind, made anew. Fails where its file has errors: a part of it would be another comparison. */
export async function savedText(
  io: Io,
  loaded: LoadedStudy,
  name: string,
  format: string,
): Promise<string> {
  const saved = orFail(findComparison(loaded.study, name));
  const error = saved.problems.find(({ severity }) => severity === 'error');
  if (error) throw new Failure(`${saved.file}: ${error.message} “qualdown check” says where.`);
  const { spec } = saved;
  const made = orFail(await analyse(loaded.study, spec, textsOf(loaded)));
  const report = { ...made, title: `${saved.name}: ${made.title}` };
  if (format === 'table') return reportTable(io, report);
  const provenance = await provenanceOf(loaded, spec, version, { git: true });
  return reportText(report, provenance, format as 'csv' | 'md' | 'json');
}
