import { createHash } from 'node:crypto';
import type { TextEdit } from '../core/edits.js';
import type { StudyEdit } from '../protocol.js';
import { toRange } from './convert.js';
import type { Page } from './pages.js';

/** Edits of a file as part of an edit of the study: good for the text they were worked out on, and no other. */
export function fileEdit({ text, version }: Page, edits: readonly TextEdit[]): StudyEdit['files'][number] {
  const hash = version === null ? createHash('sha256').update(text.getText()).digest('hex') : null;
  const changes = edits.map((edit) => ({ range: toRange(text, edit), newText: edit.text }));
  return { uri: text.uri, version, hash, edits: changes };
}
