import { createHash } from 'node:crypto';
import type { TextEdit } from '../core/edits/edit.js';
import type { StudyEdit } from '../protocol.js';
import { toRange } from './convert.js';
import type { Page } from './pages.js';

export type FileEdit = StudyEdit['files'][number];

/** Edits of one file as part of a change of the study: for the version that is open, or for the bytes on disk. */
export function fileEdit(
  { text, version }: Pick<Page, 'text' | 'version'>,
  edits: readonly TextEdit[],
): FileEdit {
  return {
    uri: text.uri,
    version,
    hash: version === null ? hashOfBytes(text.getText()) : null,
    edits: edits.map((edit) => ({ range: toRange(text, edit), newText: edit.text })),
  };
}

/** A file that is to be made. */
export function newFile(uri: string, text: string): FileEdit {
  const start = { line: 0, character: 0 };
  return {
    uri,
    version: null,
    hash: null,
    create: true,
    edits: [{ range: { start, end: start }, newText: text }],
  };
}

/** Of a file's text as it was read: what is not valid UTF-8 is not read, so the bytes are those of the text. */
function hashOfBytes(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
