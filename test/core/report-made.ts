import type { Provenance } from '../../server/src/core/report/provenance.js';
import type { Chart, Report, SheetCell } from '../../server/src/core/report/types.js';

/** A cell of documents (of a column's) and share. */
export function cell(documents: number, of: number, share: number | null, mark?: string): SheetCell {
  return {
    values: [documents, share],
    of: [of, null],
    texts: [`${documents}/${of}`, share === null ? '–' : `${(share * 100).toFixed(1)}%`],
    heat: documents / of,
    ...(mark !== undefined && { mark }),
    title: `${documents} of ${of} documents`,
  };
}

const figures = [
  { key: 'documents', name: 'documents', format: 'count', of: true },
  { key: 'share', name: 'share of counted words', format: 'percent' },
] as const;

/** A crosstab as the analyses make it, of two columns and three rows. */
export function madeReport(change: Partial<Report> = {}): Report {
  return {
    kind: 'crosstab',
    title: 'Codes by district',
    sentence: 'Documents of 5 that carry each of 3 codes, by district; 1,240 counted words.',
    warnings: ['1 document is not yet coded: alder/ap1-wave1.md.'],
    notes: ['Share: part of the counted words that carry the code.'],
    sheets: [
      {
        title: 'Codes by district',
        stub: 'Code',
        columns: [
          { key: 'Alder', name: 'Alder', lines: ['3 documents', '800 counted words'], figures },
          { key: 'Tilden', name: 'Tilden', lines: ['2 documents', '440 counted words'], figures },
        ],
        rows: [
          {
            key: 'loose-coupling',
            name: 'Loose coupling',
            depth: 0,
            color: '#1c58fc',
            brief: 'Those who manage do not teach.',
            cells: [cell(3, 3, 0.125), cell(0, 2, 0)],
          },
          {
            key: 'buffering',
            name: 'Buffering',
            depth: 1,
            cells: [cell(1, 3, 1 / 3, 'rests on one document'), cell(2, 2, null)],
          },
          { key: 'focus', name: 'Focus', depth: 0, cells: [cell(2, 3, 0.05), cell(1, 2, 0.1)] },
        ],
      },
    ],
    charts: [barChart],
    ...change,
  };
}

export const barChart: Chart = {
  kind: 'bars',
  title: 'Documents that carry each code',
  alt: 'Bars of three codes in two districts; loose coupling leads in Alder.',
  format: 'count',
  axis: 'documents',
  categories: ['Loose coupling', 'Buffering', 'Focus'],
  series: [
    { name: 'Alder', values: [3, 1, 2] },
    { name: 'Tilden', values: [0, 2, 1] },
  ],
};

export const madeProvenance: Provenance = {
  study: 'Three districts',
  state: { commit: '0123456789abcdef0123456789abcdef01234567' },
  date: '2026-03-04T10:00:00+01:00',
  query: { kind: 'crosstab', by: ['district'] },
  command: 'qualdown compare --by district',
  version: '0.1.0',
};
