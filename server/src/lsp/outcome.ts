import type { EditResult } from '../core/edits.js';
import type { EditOutcome } from '../protocol.js';
import { toRange } from './convert.js';
import type { DocumentPage } from './pages.js';

/** An edit of one document as the editor applies it: for the version it was worked out for. */
export function outcomeOf({ text, version }: DocumentPage, result: EditResult): EditOutcome {
  if ('refused' in result) return result;
  const edits = result.edits.map((edit) => ({ range: toRange(text, edit), newText: edit.text }));
  return { edit: { uri: text.uri, version, edits } };
}
