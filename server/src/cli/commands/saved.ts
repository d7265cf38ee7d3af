import { findComparison } from '../../core/comparisons/find.js';
import type { LoadedStudy } from '../../files.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { type ExportOptions, writeReport } from './export.js';
import { orFail } from './filter.js';

/** A saved comparison of any kind, made anew. Fails where its file has errors: a part of it would be another comparison. */
export async function writeSaved(
  io: Io,
  loaded: LoadedStudy,
  name: string,
  options: ExportOptions,
): Promise<void> {
  const saved = orFail(findComparison(loaded.study, name));
  const error = saved.problems.find(({ severity }) => severity === 'error');
  if (error) throw new Failure(`${saved.file}: ${error.message} “qualdown check” says where.`);
  await writeReport(io, loaded, saved.spec, options, { name: saved.name });
}
