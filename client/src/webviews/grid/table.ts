import type { GridTexts } from '../gridMessages.js';
import { element, filled } from '../elements.js';
import type { Sheet } from './sheet.js';

/** A cell by row and column, both from 0; column -1 is the document's name. */
export interface Place {
  row: number;
  column: number;
}

/** The sheet as an ARIA grid: one cell takes the focus, `tabindex` follows it. */
export class Table {
  readonly element = element('table');
  readonly #sheet: Sheet;
  readonly #cells: HTMLTableCellElement[][] = [];
  #texts: GridTexts;
  active: Place = { row: 0, column: -1 };
  /** The other corner of what is selected. */
  anchor: Place = { row: 0, column: -1 };

  constructor(sheet: Sheet, texts: GridTexts) {
    this.#sheet = sheet;
    this.#texts = texts;
    this.element.setAttribute('role', 'grid');
    this.element.setAttribute('aria-multiselectable', 'true');
  }

  build(texts: GridTexts): void {
    this.#texts = texts;
    const { columns, rows } = this.#sheet;
    this.#cells.length = 0;
    const table = this.element;
    table.setAttribute('aria-rowcount', String(rows.length + 1));
    table.setAttribute('aria-colcount', String(columns.length + 1));
    table.setAttribute('aria-label', texts.keys);
    const head = element('tr');
    for (const { name, hint } of [{ name: texts.document, hint: '' }, ...columns]) {
      const cell = element('th', '', name);
      cell.setAttribute('role', 'columnheader');
      cell.scope = 'col';
      if (hint !== '') cell.append(element('span', 'hint', hint));
      head.append(cell);
    }
    const thead = element('thead');
    thead.append(head);
    const tbody = element('tbody');
    tbody.append(...rows.map((_, row) => this.#rowOf(row)));
    table.replaceChildren(thead, tbody);
    this.active = this.#inside(this.active);
    this.anchor = this.#inside(this.anchor);
    this.drawAll();
  }

  #rowOf(row: number): HTMLTableRowElement {
    const { file, title } = this.#sheet.rows[row]!;
    const line = element('tr');
    const head = element('th');
    head.setAttribute('role', 'rowheader');
    head.scope = 'row';
    const cut = file.lastIndexOf('/') + 1;
    if (cut > 0) head.append(element('span', 'folder', file.slice(0, cut)));
    head.append(element('span', '', file.slice(cut)));
    head.title = title === null ? file : `${title}\n${file}`;
    const cells = this.#sheet.columns.map(() => {
      const cell = element('td');
      cell.setAttribute('role', 'gridcell');
      return cell;
    });
    [head, ...cells].forEach((cell, index) => {
      cell.dataset['row'] = String(row);
      cell.dataset['column'] = String(index - 1);
      cell.tabIndex = -1;
    });
    this.#cells.push([head, ...cells]);
    line.append(head, ...cells);
    return line;
  }

  #inside({ row, column }: Place): Place {
    const { rows, columns } = this.#sheet;
    return {
      row: Math.max(0, Math.min(row, rows.length - 1)),
      column: Math.max(-1, Math.min(column, columns.length - 1)),
    };
  }

  cell({ row, column }: Place): HTMLTableCellElement | undefined {
    return this.#cells[row]?.[column + 1];
  }

  /** The place of what was clicked or focused. */
  placeOf(target: EventTarget | null): Place | undefined {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (!cell) return undefined;
    return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
  }

  /** Rows and columns selected, both ends included. */
  get selection(): { top: number; bottom: number; left: number; right: number } {
    const { active, anchor } = this;
    return {
      top: Math.min(active.row, anchor.row),
      bottom: Math.max(active.row, anchor.row),
      left: Math.min(active.column, anchor.column),
      right: Math.max(active.column, anchor.column),
    };
  }

  moveTo(place: Place, extend = false): void {
    this.cell(this.active)?.setAttribute('tabindex', '-1');
    this.active = this.#inside(place);
    if (!extend) this.anchor = this.active;
    this.drawSelection();
    this.focus();
  }

  focus(): void {
    const cell = this.cell(this.active);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  drawAll(): void {
    this.#sheet.rows.forEach((_, row) => this.#sheet.columns.forEach((_, column) => this.draw(row, column)));
    this.drawSelection();
  }

  draw(row: number, column: number): void {
    const cell = this.cell({ row, column });
    if (!cell) return;
    const base = this.#sheet.base(row, column);
    const draft = this.#sheet.draft(row, column);
    const parts: Node[] = [];
    if (draft && base !== null && base !== '') parts.push(element('del', '', base));
    parts.push(element('span', 'value', this.#sheet.value(row, column)));
    if (base === null) parts.push(element('span', 'fixed', '{…}'));
    const wrong = draft?.wrong;
    if (typeof wrong === 'string') parts.push(element('span', 'message', wrong));
    cell.replaceChildren(...parts);
    cell.className = `${draft ? 'changed' : ''} ${typeof wrong === 'string' ? 'wrong' : ''}`.trim();
    cell.toggleAttribute('data-changed', draft !== undefined);
    if (base === null) cell.setAttribute('aria-readonly', 'true');
    cell.setAttribute('aria-invalid', String(typeof wrong === 'string'));
    const was = filled(this.#texts.was, base === null || base === '' ? this.#texts.none : base);
    if (draft) cell.setAttribute('aria-label', [draft.to || this.#texts.none, was, wrong ?? ''].join('. '));
    else cell.removeAttribute('aria-label');
    cell.title = base === null ? this.#texts.fixed : draft ? was : '';
  }

  drawSelection(): void {
    const { top, bottom, left, right } = this.selection;
    this.#cells.forEach((cells, row) =>
      cells.forEach((cell, index) => {
        const isIn = row >= top && row <= bottom && index - 1 >= left && index - 1 <= right;
        if ((cell.getAttribute('aria-selected') === 'true') !== isIn) {
          cell.setAttribute('aria-selected', String(isIn));
        }
      }),
    );
    const active = this.cell(this.active);
    if (active) active.tabIndex = 0;
  }
}
