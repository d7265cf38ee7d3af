import { l10n } from 'vscode';
import type { CodeNode, ComparisonTable, StudySummary } from '../../../server/src/protocol.js';
import { byId } from '../codes/tree.js';
import { caseText, documents, number, passages, words } from '../texts.js';
import type { Page, PageCell, PageColumn, PageRow } from '../webviews/messages.js';

type Column = ComparisonTable['columns'][number];
type Row = ComparisonTable['rows'][number];
type Cell = Row['cells'][number];

const nothing = '–';
/** A code that is in no codebook. */
const grey = '#8c8c8c';

/** The comparison as the page shows it: figures with their denominators, texts in the person's language. */
export function pageOf(
  study: StudySummary,
  table: ComparisonTable,
  codes: readonly CodeNode[],
  rollup: boolean,
): Page {
  const known = byId(codes);
  const largest = Math.max(...table.rows.flatMap(({ cells }) => cells.map(({ share }) => share ?? 0)), 0);
  const people = table.columns.some(({ participants }) => participants > 0);
  const depths = depthsOf(table.rows);
  const cellOf = (cell: Cell, index: number): PageCell => pageCell(cell, table.columns[index]!, largest);
  const rowOf = (row: Row): PageRow => ({
    code: row.code,
    name: known.get(row.code)?.name ?? row.code,
    brief: known.get(row.code)?.brief ?? '',
    color: known.get(row.code)?.color ?? grey,
    depth: depths.get(row.code) ?? 0,
    family: (known.get(row.code)?.children.length ?? 0) > 0,
    cells: row.cells.map(cellOf),
  });
  return {
    title: titleOf(table.by),
    subtitle: [study.name, documents(sum(table, 'documents')), words(sum(table, 'words'))].join(' · '),
    warnings: [...table.warnings],
    legend: {
      documents: l10n.t('docs'),
      share: l10n.t('share'),
      participants: people ? l10n.t('people') : '',
      rate: l10n.t('per 1,000'),
    },
    columns: table.columns.map((column) => columnOf(column, table.by)),
    rows: table.rows.map(rowOf),
    rollup,
    texts: {
      codes: l10n.t('Codes'),
      alone: l10n.t('Codes alone'),
      rollup: l10n.t('With the codes below them'),
      empty: l10n.t('No document is coded yet. Apply a code to a passage, and it appears here.'),
    },
  };
}

/** `Districts compared`, or whatever attribute it is by. */
export function titleOf(by: string): string {
  const many = by === 'district' ? l10n.t('districts') : plural(by);
  return l10n.t('{0} compared', many.charAt(0).toUpperCase() + many.slice(1));
}

/** Of an attribute's name, which is mostly an English noun. */
function plural(noun: string): string {
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The value a column stands for, as passages name it. */
export const caseOf = ({ value }: Column): string | null => (value === null ? null : String(value));

function columnOf(column: Column, by: string): PageColumn {
  const { participants, none, partial } = column;
  const people = participants === 1 ? l10n.t('1 person') : l10n.t('{0} people', number(participants));
  const lines = [
    documents(column.documents),
    ...(participants > 0 ? [people] : []),
    words(column.words),
    ...(none > 0 ? [l10n.t('{0} not coded', documents(none))] : []),
    ...(partial > 0 ? [l10n.t('{0} partly coded', documents(partial))] : []),
  ];
  return { name: caseText(caseOf(column), by), lines };
}

function pageCell(cell: Cell, column: Column, largest: number): PageCell {
  const used = cell.segments > 0;
  const share = used && cell.share !== null ? percent(cell.share) : nothing;
  const rate = used && cell.rate !== null ? decimal(cell.rate) : nothing;
  const title = [
    l10n.t('{0} of {1} carry the code', number(cell.documents), documents(column.documents)),
    ...(column.participants > 0
      ? [l10n.t('{0} of {1} participants', number(cell.participants), number(column.participants))]
      : []),
    l10n.t('{0}: {1} of {2}', passages(cell.segments), number(cell.words), words(column.words)),
  ].join('\n');
  return {
    documents: column.documents > 0 ? `${cell.documents}/${column.documents}` : nothing,
    share,
    participants: column.participants > 0 ? `${cell.participants}/${column.participants}` : '',
    rate,
    bar: largest > 0 ? (cell.share ?? 0) / largest : 0,
    title,
    empty: !used,
  };
}

/** Of something that is there, never 0 %. */
function percent(share: number): string {
  return share > 0 && share < 0.0005 ? '<0.1%' : `${decimal(share * 100)}%`;
}

const decimal = (n: number): string => n.toFixed(1);

function depthsOf(rows: readonly Row[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const { code, parent } of rows) depths.set(code, parent === null ? 0 : (depths.get(parent) ?? -1) + 1);
  return depths;
}

const sum = ({ columns }: ComparisonTable, key: 'documents' | 'words'): number =>
  columns.reduce((total, column) => total + column[key], 0);
