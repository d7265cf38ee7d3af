import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';

/** Enough of a hash to know a file again. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Of a document's `source`: the fingerprint of what it was imported from. */
export function fingerprintIn(source: unknown): string | undefined {
  return typeof source === 'string' ? /\(sha256 ([0-9a-f]{16})\)$/.exec(source)?.[1] : undefined;
}

export const KINDS = ['.docx', '.txt', '.vtt', '.srt'];

/** Why a file of this name is not imported; undefined for one that is. */
export function wrongKind(file: string): string | undefined {
  const kind = extname(file).toLowerCase();
  if (KINDS.includes(kind)) return undefined;
  if (/^\.(md|markdown|qmd)$/.test(kind)) return 'is Markdown already: copy it into the study';
  if (/^\.(doc|rtf|odt|pages)$/.test(kind))
    return `is a ${kind} file. Save it as .docx in the program that made it`;
  if (kind === '.pdf')
    return 'is a PDF, which does not say where paragraphs are. Import what it was made from';
  return `is no .docx, .txt, .vtt or .srt (${basename(file)})`;
}
