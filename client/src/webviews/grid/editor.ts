import type { GridColumn } from '../gridMessages.js';
import { element } from '../elements.js';

/** How typing into a cell ended, and where the cursor goes from there. */
export type End = 'down' | 'up' | 'left' | 'right' | 'stay' | 'cancel';

/** A line to type in, in the place of a cell's text; offers the values that are used. */
export class CellEditor {
  #close: ((end: End) => void) | undefined;

  get isOpen(): boolean {
    return this.#close !== undefined;
  }

  /** `done` is told how it ended and what was typed. */
  open(cell: HTMLElement, column: GridColumn, text: string, done: (text: string, end: End) => void): void {
    const input = element('input');
    input.value = text;
    input.setAttribute('aria-label', [column.name, column.hint].filter((part) => part !== '').join(', '));
    const list = element('datalist');
    list.id = 'values';
    list.append(...column.values.map((value) => Object.assign(element('option'), { value })));
    if (column.values.length > 0) input.setAttribute('list', list.id);
    cell.classList.add('editing');
    cell.replaceChildren(input, list);
    this.#close = (end) => {
      this.#close = undefined;
      cell.classList.remove('editing');
      done(input.value, end);
    };
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => this.#close?.('stay'));
    input.focus();
    input.setSelectionRange(text.length, text.length);
  }

  close(end: End): void {
    this.#close?.(end);
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    const ends: Readonly<Record<string, End>> = {
      Enter: event.shiftKey ? 'up' : 'down',
      Tab: event.shiftKey ? 'left' : 'right',
      Escape: 'cancel',
    };
    const end = ends[event.key];
    if (end === undefined || event.isComposing) return;
    event.preventDefault();
    this.#close?.(end);
  }
}
