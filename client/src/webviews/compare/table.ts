import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Sheet, SheetCell, SheetColumn } from '../../../../server/src/protocol.js';
import { onClick, onFocus, onKey } from './keys.js';
import { alike, isText, layoutOf, type Layout } from './layout.js';
import { isActive, type Grid, revealActive, tableGrid } from './navigation.js';
import type { ShownRow } from './rows.js';
import { change, redraw, state } from './state.js';
import { Axis, type Piece } from './window.js';

const down = new Axis(false);
const across = new Axis(true);
/** Height of the head, known when it is drawn. */
let headHeight = 60;
let room = 800;

/** Signs for what is to be known of a figure: told apart by shape, and named below the table. */
const signs = ['◆', '▲', '●', '■', '✚', '★'];
export const marksOf = ({ rows }: Sheet): string[] => [
  ...new Set(rows.flatMap(({ cells }) => cells.flatMap(({ mark }) => mark ?? []))),
];
export const signOf = (marks: readonly string[], mark: string): string =>
  signs[marks.indexOf(mark) % signs.length]!;

/** One sheet of a report: any analysis. Only what is near the part in view is in the page. */
export function tableView(sheet: Sheet, title: string): TemplateResult {
  const font = parseFloat(getComputedStyle(document.body).fontSize) || 13;
  const layout = layoutOf(sheet, font, room);
  const grid = tableGrid(sheet, layout, headHeight);
  const marks = marksOf(sheet);
  const rows = down.pieces({
    count: grid.rows.length,
    size: () => layout.row,
    pinned: headHeight,
    active: grid.activeRow,
  });
  const columns = across.pieces({
    count: sheet.columns.length,
    size: (index) => layout.columns[index]!,
    pinned: layout.stub,
    active: grid.activeColumn,
  });
  const total = layout.stub + layout.columns.reduce((sum, width) => sum + width, 0);
  const drawRow = (piece: Piece): TemplateResult =>
    'gap' in piece
      ? html`<tr class="gap" aria-hidden="true" .style=${`height:${piece.gap}px`}></tr>`
      : rowView(grid, grid.rows[piece.index]!, piece.index, columns, marks);
  return html`<div class="frame" @scroll=${onScroll}>
    <table
      role=${grid.hasFamilies ? 'treegrid' : 'grid'}
      aria-label=${title}
      aria-describedby="sentence keys"
      aria-rowcount=${grid.rows.length + grid.headRows}
      aria-colcount=${sheet.columns.length + 1}
      .style=${`width:${total}px;--row:${layout.row}px;--stub:${layout.stub}px;--lines:${Math.floor((layout.row - 11) / (font * 1.4))}`}
      @keydown=${(event: KeyboardEvent) => onKey(event, grid)}
      @click=${(event: MouseEvent) => onClick(event, grid)}
      @focusin=${(event: FocusEvent) => onFocus(event, grid)}
    >
      <colgroup>
        <col .style=${`width:${layout.stub}px`} />
        ${columns.map((piece) => html`<col .style=${`width:${'gap' in piece ? piece.gap : piece.size}px`} />`)}
      </colgroup>
      <thead>
        ${headView(grid, columns)}
      </thead>
      <tbody>
        ${repeat(
          rows,
          (piece) => ('gap' in piece ? `gap ${piece.nth}` : grid.rows[piece.index]!.row.key),
          drawRow,
        )}
      </tbody>
    </table>
  </div>`;
}

/** After drawing: what is in view, and how high the head came out. */
export function tableDrawn(): void {
  const frame = document.querySelector<HTMLElement>('.frame');
  if (frame && !isRestored) restoreScroll(frame);
  down.attach(frame);
  across.attach(frame);
  const head = frame?.querySelector('thead')?.offsetHeight ?? headHeight;
  const width = frame?.clientWidth ?? room;
  if (frame) keepOpenInView(frame);
  if (head === headHeight && width === room) return;
  headHeight = head;
  room = width;
  redraw();
}

let paneBefore: typeof state.pane = null;
/** The pane takes room from the table: the figure that opened it stays to be seen, and so its place in the table. */
function keepOpenInView(frame: HTMLElement): void {
  if (state.pane === paneBefore) return;
  paneBefore = state.pane;
  if (state.pane === null) return;
  frame.scrollIntoView({ block: 'nearest' });
  revealActive(frame);
}

let isRestored = false;
/** Where the table was scrolled to before the page was loaded anew. */
function restoreScroll(frame: HTMLElement): void {
  isRestored = true;
  const { top, left } = state.scroll;
  if (top === 0 && left === 0) return;
  requestAnimationFrame(() => frame.scrollTo(left, top));
}

let settled = 0;
function onScroll({ currentTarget }: Event): void {
  const { scrollTop, scrollLeft } = currentTarget as HTMLElement;
  clearTimeout(settled);
  settled = setTimeout(() => change({ scroll: { top: scrollTop, left: scrollLeft } }), 300);
}

/** Cells keep their elements, and so the focus, when others come and go beside them. */
const pieceKey = (piece: Piece): number | string => ('gap' in piece ? `gap ${piece.nth}` : piece.index);

/** A column of one figure that is called the same says so once. */
const namesOf = (column: SheetColumn | undefined): TemplateResult | typeof nothing =>
  column?.figures.some(({ name }) => name !== column.name)
    ? html`<span class="figures legend"
        >${column.figures.map(({ name }) => html`<span>${name}</span>`)}</span
      >`
    : nothing;

function headView(grid: Grid, pieces: readonly Piece[]): TemplateResult {
  const { sheet } = grid;
  const isAlike = alike(sheet);
  const heads = repeat(pieces, pieceKey, (piece) => {
    if ('gap' in piece) return html`<td class="gap" aria-hidden="true"></td>`;
    const column = sheet.columns[piece.index]!;
    return html`<th
      scope="col"
      role="columnheader"
      data-row="-1"
      data-column=${piece.index}
      aria-colindex=${piece.index + 2}
      aria-sort=${sortOf(column.key)}
      tabindex=${isActive(null, column.key) ? 0 : -1}
      title=${l10n.t('{0}: Enter or a click sorts by it', column.name)}
    >
      <span class="name">${column.name}${arrowOf(column.key)}</span>
      ${column.lines.map((line) => html`<span class="line">${line}</span>`)}
      ${isAlike ? nothing : namesOf(column)}
    </th>`;
  });
  return html`${grid.headRows > 1 ? groupsView(grid, pieces) : nothing}
    <tr aria-rowindex=${grid.headRows}>
      <th
        class="stub"
        scope="col"
        role="columnheader"
        data-row="-1"
        data-column="-1"
        aria-colindex="1"
        aria-sort=${sortOf(null)}
        tabindex=${isActive(null, null) ? 0 : -1}
      >
        <span class="name">${sheet.stub}${arrowOf(null)}</span>
        ${isAlike ? namesOf(sheet.columns[0]) : nothing}
      </th>
      ${heads}
    </tr>`;
}

/** A head over neighbouring columns of one group. */
function groupsView({ sheet }: Grid, pieces: readonly Piece[]): TemplateResult {
  const groups: { name: string; from: number; span: number }[] = [];
  const cells: (TemplateResult | { name: string; from: number; span: number })[] = [];
  for (const piece of pieces) {
    if ('gap' in piece) {
      cells.push(html`<td class="gap" aria-hidden="true"></td>`);
      continue;
    }
    const name = sheet.columns[piece.index]!.group ?? '';
    const last = cells.at(-1);
    if (last && last === groups.at(-1) && groups.at(-1)!.name === name) groups.at(-1)!.span++;
    else {
      const group = { name, from: piece.index, span: 1 };
      groups.push(group);
      cells.push(group);
    }
  }
  return html`<tr aria-rowindex="1">
    <td class="stub"></td>
    ${cells.map((cell) =>
      'span' in cell
        ? html`<th
            class="group"
            scope="colgroup"
            role="columnheader"
            colspan=${cell.span}
            aria-colindex=${cell.from + 2}
          >
            <span>${cell.name}</span>
          </th>`
        : cell,
    )}
  </tr>`;
}

function sortOf(column: string | null): string {
  if (state.sort?.column !== column) return 'none';
  return state.sort.descending ? 'descending' : 'ascending';
}
const arrowOf = (column: string | null): string =>
  ({ none: '', descending: ' ↓', ascending: ' ↑' })[sortOf(column)]!;

function rowView(
  grid: Grid,
  { row, depth, isFamily, isFolded }: ShownRow,
  index: number,
  pieces: readonly Piece[],
  marks: readonly string[],
): TemplateResult {
  return html`<tr
    class=${isFamily ? 'family' : ''}
    aria-rowindex=${index + grid.headRows + 1}
    aria-level=${grid.hasFamilies ? depth + 1 : nothing}
    aria-expanded=${isFamily ? String(!isFolded) : nothing}
  >
    <th
      class="stub"
      scope="row"
      role="rowheader"
      data-row=${index}
      data-column="-1"
      aria-colindex="1"
      tabindex=${isActive(row.key, null) ? 0 : -1}
      title=${row.brief ? `${row.name}\n${row.brief}` : row.name}
      .style=${`--depth:${depth}`}
    >
      <span class="stub-in">
        ${grid.hasFamilies ? html`<span class="twist" aria-hidden="true">${isFamily ? (isFolded ? '▸' : '▾') : ''}</span>` : nothing}
        ${row.color ? html`<span class="swatch" .style=${`--code:${row.color}`}></span>` : nothing}
        <span class="name">${row.name}</span>
      </span>
    </th>
    ${repeat(pieces, pieceKey, (piece) =>
      'gap' in piece
        ? html`<td class="gap" aria-hidden="true"></td>`
        : cellView(grid, row.key, row.cells[piece.index], index, piece.index, marks),
    )}
  </tr>`;
}

function cellView(
  { sheet }: Grid,
  rowKey: string,
  cell: SheetCell | undefined,
  row: number,
  index: number,
  marks: readonly string[],
): TemplateResult {
  const column = sheet.columns[index]!;
  const { open } = state;
  const isOpen = open?.row === rowKey && open.column === column.key && open.sheet === state.sheet;
  const title = [cell?.title, cell?.mark].filter(Boolean).join('\n');
  const isNothing = cell === undefined || cell.values.every((value) => value === 0 || value === null);
  return html`<td
    role="gridcell"
    class=${[isNothing ? 'zero' : '', isOpen ? 'open' : '', isText(column) ? 'text' : ''].join(' ').trim()}
    data-row=${row}
    data-column=${index}
    aria-colindex=${index + 2}
    aria-label=${title === '' ? nothing : title}
    aria-selected=${isOpen ? 'true' : nothing}
    tabindex=${isActive(rowKey, column.key) ? 0 : -1}
    title=${title === '' ? nothing : title}
    .style=${`--heat:${((cell?.heat ?? 0) * 100).toFixed(1)}%`}
  >
    <span class="figures">${cell?.texts.map((text) => html`<span>${text}</span>`)}</span>
    ${cell?.mark ? html`<span class="mark" aria-hidden="true">${signOf(marks, cell.mark)}</span>` : nothing}
  </td>`;
}

export type { Layout };
