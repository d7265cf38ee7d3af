import type { Codebook } from '../../core/codebook/types.js';
import type { Column, Comparison, ComparisonRow } from '../../core/compare.js';
import { type CellTexts, cellTexts, depthsOf } from '../../core/compare/cells.js';
import { columnName, figure } from '../../core/compare/phrases.js';
import stringWidth from 'string-width';
import { wrap } from './lines.js';
import type { Style } from './style.js';
import { type Cell, right, tableLines } from './table.js';

/** Figures of a cell with the heads of their columns, which are no wider than they must. */
type Figures = readonly (readonly [keyof CellTexts, string])[];
const FIGURES: Figures = [
  ['documents', 'docs'],
  ['participants', 'who'],
  ['share', 'share'],
  ['rate', 'rate'],
];

/**
 * A comparison for a terminal of some width. All cases beside each other matter most: where there is no room for all
 * figures the rate goes first, and only then are further cases put below.
 */
export function comparisonLines(
  comparison: Comparison,
  codebook: Codebook,
  width: number,
  style: Style,
): string[] {
  const people = comparison.columns.some(({ participants }) => participants > 0);
  const all = FIGURES.filter(([name]) => people || name !== 'participants');
  const fewer = all.filter(([name]) => name !== 'rate');
  const print = (from: number, to: number, figures: Figures): string[] =>
    blockLines(comparison, codebook, from, to, figures, style);
  const fits = (block: readonly string[]): boolean => block.every((line) => stringWidth(line) <= width);

  const count = comparison.columns.length;
  const whole = print(0, count, all);
  if (fits(whole)) return [...whole, '', ...legendLines(all, width, style)];
  const short = print(0, count, fewer);
  if (fits(short)) return [...short, '', ...legendLines(fewer, width, style)];
  const lines: string[] = [];
  for (let from = 0; from < count;) {
    // A window holds few: from the fewest up, many cases cost no more than a table of each.
    let to = from + 1;
    while (to < count && fits(print(from, to + 1, all))) to++;
    lines.push(...print(from, to, all), '');
    from = to;
  }
  return [...lines, ...legendLines(all, width, style)];
}

const MEANINGS: Readonly<Record<keyof CellTexts, string>> = {
  documents: 'docs: documents that carry the code, of those counted',
  participants: 'who: participants who carry it, of all in these documents',
  share: 'share: part of the counted words that carry it',
  rate: 'rate: segments per 1,000 counted words',
};

function legendLines(figures: Figures, width: number, style: Style): string[] {
  const meanings = figures.map(([name]) => MEANINGS[name]).join('; ');
  const missing = figures.some(([name]) => name === 'rate')
    ? ''
    : ` The rate needs a wider window, or --format csv, md or json.`;
  return wrap(`${meanings}.${missing}`, width).map(style.dim);
}

function blockLines(
  { by, columns: all, rows }: Comparison,
  codebook: Codebook,
  from: number,
  to: number,
  figures: Figures,
  style: Style,
): string[] {
  const columns = all.slice(from, to);
  const depths = depthsOf(rows);
  const across = (label: string, text: (column: Column) => string, always = true): Cell[][] => {
    const texts = columns.map(text);
    if (!always && texts.every((each) => each === '0')) return [];
    return [[label, ...texts.map((each) => ({ text: each, span: figures.length }))]];
  };
  const body = rows.flatMap((row, index): Cell[][] => {
    const line = isHeading(row, codebook)
      ? [style.bold('  '.repeat(depths[index]!) + row.code)]
      : rowCells(row, depths[index]!, columns, from, figures, style);
    // A blank line before each family.
    return depths[index] === 0 && index > 0 ? [[], line] : [line];
  });
  return tableLines(
    [
      ...across('', (column) => style.bold(columnName(column, by))),
      ...across('documents', ({ documents }) => figure(documents)),
      ...across('  coded only in part', ({ partial }) => figure(partial), false),
      ...across('  not coded, left out', ({ none }) => figure(none), false),
      ...across('participants', ({ participants }) => figure(participants), false),
      ...across('counted words', ({ words }) => figure(words)),
      [],
      ['', ...columns.flatMap(() => figures.map(([, label]) => right(style.dim(label))))],
      ...body,
    ],
    [0, ...columns.flatMap(() => figures.map((_, index) => (index === 0 ? 3 : 1)))],
  );
}

/** A code that only groups others and carries nothing has no figures to show. */
function isHeading({ code, cells }: ComparisonRow, codebook: Codebook): boolean {
  return codebook.codes.get(code)?.codable === false && cells.every(({ documents }) => documents === 0);
}

function rowCells(
  row: ComparisonRow,
  depth: number,
  columns: readonly Column[],
  from: number,
  figures: Figures,
  style: Style,
): Cell[] {
  const label = `${'  '.repeat(depth)}${row.code}${row.unknown ? ' (not in the codebook)' : ''}`;
  const cells = columns.flatMap((column, index) => {
    const cell = row.cells[from + index]!;
    const texts = cellTexts(cell, column);
    return figures.map(([name]) => right(cell.documents > 0 ? texts[name] : style.dim(texts[name])));
  });
  return [depth === 0 ? style.bold(label) : label, ...cells];
}
