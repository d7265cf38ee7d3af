import * as l10n from '@vscode/l10n';
import { open, say } from './actions.js';
import { type Grid, goTo } from './navigation.js';
import { change, state } from './state.js';

/** The cell of an event by its indices. */
function placeOf({ target }: Event): { row: number; column: number } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : undefined;
}

export function onKey(event: KeyboardEvent, grid: Grid): void {
  const at = placeOf(event);
  if (!at || event.altKey) return;
  const { row, column } = at;
  const control = event.ctrlKey || event.metaKey;
  const last = { row: grid.rows.length - 1, column: grid.sheet.columns.length - 1 };
  const pageRows = Math.max(1, Math.floor(seenHeight() / grid.layout.row) - 1);
  switch (event.key) {
    case 'ArrowUp':
      goTo(grid, control ? -1 : row - 1, column);
      break;
    case 'ArrowDown':
      goTo(grid, control ? last.row : row + 1, column);
      break;
    case 'ArrowLeft':
      if (column === -1 && row >= 0) foldOrLeave(grid, row);
      else goTo(grid, row, control ? -1 : column - 1);
      break;
    case 'ArrowRight':
      if (column === -1 && grid.rows[row]?.isFolded) fold(grid, row);
      else goTo(grid, row, control ? last.column : column + 1);
      break;
    case 'Home':
      goTo(grid, control ? -1 : row, -1);
      break;
    case 'End':
      goTo(grid, control ? last.row : row, last.column);
      break;
    case 'PageUp':
      goTo(grid, row - pageRows, column);
      break;
    case 'PageDown':
      goTo(grid, row + pageRows, column);
      break;
    case 'Enter':
    case ' ':
      activate(grid, row, column);
      break;
    default:
      return;
  }
  event.preventDefault();
}

const seenHeight = (): number => document.querySelector('.frame')?.clientHeight ?? 400;

export function onClick(event: MouseEvent, grid: Grid): void {
  const at = placeOf(event);
  if (!at) return;
  if (at.row >= 0 && event.target instanceof Element && event.target.closest('.twist')) {
    fold(grid, at.row);
    return;
  }
  activate(grid, at.row, at.column);
}

export function onFocus(event: FocusEvent, grid: Grid): void {
  const at = placeOf(event);
  if (!at) return;
  const row = grid.rows[at.row]?.row.key ?? null;
  const column = grid.sheet.columns[at.column]?.key ?? null;
  if (state.active.row !== row || state.active.column !== column) change({ active: { row, column } });
}

/** A head sorts, a figure opens its passages. */
function activate(grid: Grid, row: number, column: number): void {
  const key = grid.sheet.columns[column]?.key ?? null;
  if (row < 0) sortBy(grid, key);
  else open({ row: grid.rows[row]!.row.key, column: key });
}

/** Figures: highest first, then lowest first, then as the codebook has them; names the other way about. */
function sortBy(grid: Grid, column: string | null): void {
  const { sort } = state;
  const first = column !== null;
  const isSame = sort?.column === column;
  const next = !isSame ? first : sort.descending === first ? !first : undefined;
  const figure = isSame ? sort.figure : 0;
  change({ sort: next === undefined ? null : { column, figure, descending: next } });
  say(sortText(grid));
}

/** How rows are ordered, in words. */
export function sortText({ sheet, hasFamilies }: Pick<Grid, 'sheet' | 'hasFamilies'>): string {
  const { sort, flat } = state;
  if (!sort) return '';
  const column = sheet.columns.find(({ key }) => key === sort.column);
  const figure = column && column.figures.length > 1 ? column.figures[sort.figure]?.name : undefined;
  const by = [column?.name ?? sheet.stub, figure].filter(Boolean).join(', ');
  const sorted =
    sort.column === null
      ? sort.descending
        ? l10n.t('Sorted by {0}, from Z to A', by)
        : l10n.t('Sorted by {0}, from A to Z', by)
      : sort.descending
        ? l10n.t('Sorted by {0}, highest first', by)
        : l10n.t('Sorted by {0}, lowest first', by);
  const families = flat ? l10n.t('over all rows') : l10n.t('within each family');
  return hasFamilies || flat ? `${sorted}, ${families}.` : `${sorted}.`;
}

function fold({ rows }: Grid, index: number): void {
  const { row, isFamily, isFolded } = rows[index]!;
  if (!isFamily) return;
  const others = state.folded.filter((key) => key !== row.key);
  change({ folded: isFolded ? others : [...others, row.key] });
}

/** On the name of a row: folds an open family, else goes to the row above it in the tree. */
function foldOrLeave(grid: Grid, index: number): void {
  const { isFamily, isFolded, depth } = grid.rows[index]!;
  if (isFamily && !isFolded) {
    fold(grid, index);
    return;
  }
  let above = index - 1;
  while (above >= 0 && grid.rows[above]!.depth >= depth) above--;
  if (depth > 0 && above >= 0) goTo(grid, above, -1);
}

export function foldAll(grid: Pick<Grid, 'rows'>, closed: boolean): void {
  const families = grid.rows.filter(({ isFamily }) => isFamily).map(({ row }) => row.key);
  change({ folded: closed ? families : [] });
}
