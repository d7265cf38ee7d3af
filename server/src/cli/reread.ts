import { readDocument } from '../core/document.js';
import type { Document } from '../core/study/types.js';
import type { LoadedStudy } from '../files.js';
import { Failure } from './failure.js';

/**
 * The text of a document, since a study keeps none, and the document as that text has it: another than was counted,
 * should it have been saved meanwhile.
 */
export async function reread(
  { study, files }: LoadedStudy,
  document: Document,
): Promise<{ readonly text: string; readonly document: Document }> {
  const read = await files.read(document.file);
  if ('reason' in read) throw new Failure(`${read.file} ${read.reason}`);
  const { text, version } = read;
  const same = version === document.version;
  return { text, document: same ? document : readDocument(document.file, text, version, study.context) };
}
