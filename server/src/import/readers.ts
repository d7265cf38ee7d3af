import { readCues, readPlain } from '../core/import/index.js';
import type { Reading } from '../core/import/types.js';
import { isArchive } from './content.js';
import { decodeText } from './decode.js';
import { readDocx } from './docx.js';
import type { DocumentKind } from './kinds.js';
import { readOdt } from './odt.js';
import { readPdf } from './pdf.js';
import { readRtf } from './rtf.js';
import { Unreadable } from './unreadable.js';

/** A reading, and the encoding in words where it is not UTF-8. */
export type Read = Reading & { readonly encoding?: string };
type Reader = (bytes: Uint8Array) => Read | Promise<Read>;

/** Who reads each kind that is one document. @throws Unreadable */
export const READERS: Readonly<Record<DocumentKind, Reader>> = {
  docx: readWord,
  odt: readOdt,
  rtf: readRtf,
  pdf: readPdf,
  vtt: (bytes) => readText(bytes, readCues),
  srt: (bytes) => readText(bytes, readCues),
  txt: (bytes) => readText(bytes, readPlain),
};

function readWord(bytes: Uint8Array): Promise<Read> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new Unreadable('is protected by a password or an old .doc. Save it as .docx without a password');
  return readDocx(bytes);
}

function readText(bytes: Uint8Array, read: (text: string) => Reading): Read {
  const { text, encoding } = textOf(bytes);
  return { ...read(text), ...(encoding !== undefined && { encoding }) };
}

/** A text, in whatever encoding. @throws Unreadable for what is none */
export function textOf(bytes: Uint8Array): { text: string; encoding?: string } {
  if (isArchive(bytes)) throw new Unreadable('is an archive, not a text');
  const decoded = decodeText(bytes);
  if (looksBinary(decoded.text)) throw new Unreadable('is no text');
  return decoded;
}

/** More than one character in a hundred that no text has. */
function looksBinary(text: string): boolean {
  const start = text.slice(0, 10_000);
  // eslint-disable-next-line no-control-regex -- these are what is meant
  return (start.match(/[\u0000-\u0008\u000E-\u001F\uFFFD]/g)?.length ?? 0) * 100 > start.length;
}
