import { csv } from '../csv.js';
import type { SegmentEntry } from './list.js';

const FIELDS = [
  'id',
  'file',
  'line',
  'column',
  'case',
  'speaker',
  'codes',
  'coder',
  'kind',
  'attributes',
  'text',
];

/** Passages as a table, one row each; safe to open in a spreadsheet. */
export function segmentsCsv(entries: readonly SegmentEntry[]): string {
  return csv(
    FIELDS,
    entries.map(({ id, file, start, codes, coder, kind, attributes, text, speaker, case: value }) => {
      const pairs = Object.entries(attributes).map(([key, each]) => `${key}=${each}`);
      return [
        id,
        file,
        start.line,
        start.column,
        value,
        speaker,
        codes.join(' '),
        coder,
        kind,
        pairs.join('; '),
        text,
      ];
    }),
  );
}
