import { l10n } from 'vscode';
import type { AttributeColumn, AttributeMatch } from '../../../server/src/protocol.js';
import type { GridTexts } from '../webviews/gridMessages.js';
import { documents } from '../texts.js';

export const gridTexts = (): GridTexts => ({
  document: l10n.t('Document'),
  apply: l10n.t('Apply'),
  discard: l10n.t('Discard'),
  import: l10n.t('Import CSV…'),
  export: l10n.t('Export CSV…'),
  addColumn: l10n.t('Add attribute…'),
  nothing: l10n.t('Type, or paste from a spreadsheet. Nothing is written before you apply it.'),
  changes: l10n.t('Not applied yet: {0}.', '{0}'),
  overwrites: l10n.t('In place of another value: {0}.', '{0}'),
  wrong: l10n.t('Does not fit: {0}. Correct or empty these cells first.', '{0}'),
  was: l10n.t('Now: {0}', '{0}'),
  none: l10n.t('nothing'),
  fixed: l10n.t('Several values with names of their own: change them in the front matter.'),
  dropped: l10n.t('Values that found no cell, because the grid ends there: {0}.', '{0}'),
  empty: l10n.t('No documents yet.'),
  close: l10n.t('Close'),
  keys: l10n.t('Attributes of documents. Enter edits a cell, Escape leaves it, Control S applies.'),
});

export function typeText(type: NonNullable<AttributeColumn['type']>): string {
  switch (type) {
    case 'text':
      return '';
    case 'integer':
      return l10n.t('whole number');
    case 'number':
      return l10n.t('number');
    case 'date':
      return l10n.t('date, 2024-03-05');
    case 'boolean':
      return l10n.t('true or false');
  }
}

/** What there is to say of a table that was matched by file name. */
export function notesOf({
  key,
  matched,
  unmatched,
  ambiguous,
  repeated,
  added,
  changes,
}: AttributeMatch): string[] {
  return [
    l10n.t('Matched by “{0}”: {1}.', key, documents(matched)),
    ...(changes.length === 0 ? [l10n.t('All values are as they are already.')] : []),
    ...(added.length > 0 ? [l10n.t('New attributes: {0}.', added.join(', '))] : []),
    ...unmatched.map(({ name, near }) =>
      near.length > 0
        ? l10n.t('“{0}” is no document. Similar: {1}.', name, near.join(', '))
        : l10n.t('“{0}” is no document.', name),
    ),
    ...ambiguous.map(({ name, files }) =>
      l10n.t('“{0}” can be {1}. Write the path.', name, files.join(', ')),
    ),
    ...repeated.map((file) => l10n.t('“{0}” stands in several rows with different values: not taken.', file)),
  ];
}

/** RFC 4180, with what a spreadsheet would run as a formula made plain text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
