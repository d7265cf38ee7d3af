// The page of the attribute grid: a sheet to type and paste into; nothing is written before it is applied.
import { element, filled } from './elements.js';
import { CellEditor, type End } from './grid/editor.js';
import { Sheet } from './grid/sheet.js';
import { type Place, Table } from './grid/table.js';
import { fromTsv, toTsv } from './grid/tsv.js';
import type { FromGrid, GridTexts, GridValue, ToGrid } from './gridMessages.js';

declare function acquireVsCodeApi(): { postMessage(message: FromGrid): void };

const host = acquireVsCodeApi();
const sheet = new Sheet();
const editor = new CellEditor();
const title = element('h1');
const notes = element('div', 'notes');
const frame = element('div', 'frame');
const status = element('p', 'status');
status.setAttribute('role', 'status');
const bar = element('div', 'bar');
bar.setAttribute('role', 'toolbar');
let texts: GridTexts;
let table: Table | undefined;
let applyButton: HTMLButtonElement | undefined;
let discardButton: HTMLButtonElement | undefined;

addEventListener('message', ({ data }: MessageEvent<ToGrid>) => receive(data));
host.postMessage({ type: 'ready' });

function receive(message: ToGrid): void {
  switch (message.type) {
    case 'table':
      texts = message.texts;
      title.textContent = message.title;
      editor.close('stay');
      sheet.load(message.columns, message.rows);
      show();
      break;
    case 'checked':
      sheet.checked(message.values);
      redraw();
      break;
    case 'fill':
      for (const { attribute } of message.values) sheet.addColumn(attribute);
      table?.build(texts);
      change(message.values);
      tell(message.notes);
      break;
    case 'block':
      pasteBlock(message.rows);
      break;
    case 'column':
      sheet.addColumn(message.name);
      table?.build(texts);
      table?.moveTo({ row: table.active.row, column: sheet.columnOf(message.name) });
      break;
    case 'failed':
      tell([message.message]);
      break;
  }
}

function show(): void {
  if (!table) {
    table = new Table(sheet, texts);
    listen(table.element);
    bar.setAttribute('aria-label', texts.document);
    applyButton = button(texts.apply, apply, 'primary');
    discardButton = button(texts.discard, () => {
      sheet.discard();
      redraw();
    });
    bar.append(
      applyButton,
      discardButton,
      button(texts.import, () => host.postMessage({ type: 'import' })),
      button(texts.export, () => host.postMessage({ type: 'export', rows: everything() })),
      button(texts.addColumn, () => host.postMessage({ type: 'addColumn' })),
    );
    document.body.replaceChildren(title, bar, status, notes, frame);
  }
  const hadFocus = frame.contains(document.activeElement) || document.activeElement === document.body;
  const isEmpty = sheet.rows.length === 0;
  frame.replaceChildren(isEmpty ? element('p', 'empty', texts.empty) : table.element);
  table.build(texts);
  if (hadFocus && !isEmpty) table.focus();
  redraw();
}

function button(text: string, run: () => void, className = ''): HTMLButtonElement {
  const made = element('button', className, text);
  made.onclick = () => {
    if (made.getAttribute('aria-disabled') !== 'true') run();
  };
  return made;
}

/** Puts values into cells and has those looked at that nobody has judged yet. */
function change(values: readonly GridValue[]): void {
  const set = sheet.set(values);
  check(
    set.filter(
      (value) => value.to !== '' && values.every((one) => !same(one, value) || one.wrong === undefined),
    ),
  );
  redraw();
}

const same = (a: GridValue, b: GridValue): boolean => a.uri === b.uri && a.attribute === b.attribute;

function check(values: GridValue[]): void {
  if (values.length > 0) host.postMessage({ type: 'check', values });
}

function redraw(): void {
  table?.drawAll();
  const changes = sheet.changes();
  const wrong = changes.filter((one) => typeof one.wrong === 'string').length;
  const over = changes.filter(({ from }) => from !== '').length;
  const parts = [
    changes.length === 0 ? texts.nothing : filled(texts.changes, changes.length),
    ...(over > 0 ? [filled(texts.overwrites, over)] : []),
    ...(wrong > 0 ? [filled(texts.wrong, wrong)] : []),
  ];
  const said = parts.join(' ');
  if (status.textContent !== said) status.textContent = said;
  applyButton?.setAttribute('aria-disabled', String(changes.length === 0 || wrong > 0));
  discardButton?.setAttribute('aria-disabled', String(changes.length === 0));
  host.postMessage({ type: 'changed', count: changes.length });
}

function apply(): void {
  const changes = sheet.changes();
  if (changes.length === 0 || changes.some(({ wrong }) => typeof wrong === 'string')) return;
  const plain = changes.map(({ uri, attribute, from, to }) => ({ uri, attribute, from, to }));
  host.postMessage({ type: 'apply', changes: plain });
}

/** What there is to say of an import, until it is closed. */
function tell(lines: readonly string[]): void {
  notes.replaceChildren();
  if (lines.length === 0) return;
  const list = element('ul');
  list.setAttribute('role', 'alert');
  list.append(...lines.map((line) => element('li', '', line)));
  const close = button(texts.close, () => {
    notes.replaceChildren();
    table?.focus();
  });
  notes.replaceChildren(list, close);
}

function everything(): string[][] {
  const head = ['file', ...sheet.columns.map(({ name }) => name)];
  const body = sheet.rows.map(({ file }, row) => [
    file,
    ...sheet.columns.map((_, column) => sheet.value(row, column)),
  ]);
  return [head, ...body];
}

function listen(grid: HTMLElement): void {
  grid.addEventListener('keydown', key);
  grid.addEventListener('mousedown', (event) => {
    const place = table!.placeOf(event.target);
    if (!place || (event.target as Element).closest('input')) return;
    event.preventDefault();
    editor.close('stay');
    table!.moveTo(place, event.shiftKey);
  });
  grid.addEventListener('mouseover', (event) => {
    const place = event.buttons === 1 && !editor.isOpen ? table!.placeOf(event.target) : undefined;
    if (place) table!.moveTo(place, true);
  });
  grid.addEventListener('dblclick', () => edit());
  grid.addEventListener('focusin', (event) => {
    const place = table!.placeOf(event.target);
    const { row, column } = table!.active;
    if (place && (place.row !== row || place.column !== column)) table!.moveTo(place);
  });
  document.addEventListener('keydown', pageKey);
  document.addEventListener('copy', (event) => copy(event));
  document.addEventListener('cut', (event) => {
    if (copy(event)) fill('');
  });
  document.addEventListener('paste', paste);
}

/** What holds wherever the cursor is, but while a text is typed. */
function pageKey(event: KeyboardEvent): void {
  if (editor.isOpen || !(event.ctrlKey || event.metaKey)) return;
  // Capital with Shift, and with Caps Lock.
  const letter = event.key.toLowerCase();
  if (letter === 'y' || (letter === 'z' && event.shiftKey)) redo();
  else if (letter === 'z') undo();
  else if (letter === 's') apply();
  else return;
  event.preventDefault();
}

function key(event: KeyboardEvent): void {
  const control = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  const step = move(event, control);
  if (step) table!.moveTo(step, event.shiftKey && event.key !== 'Tab');
  else if (control && letter === 'a') selectAll();
  else if (control && letter === 'd')
    fill(sheet.value(table!.selection.top, Math.max(0, table!.active.column)));
  else if (event.key === 'Enter' || event.key === 'F2') edit();
  else if (event.key === 'Delete' || event.key === 'Backspace') fill('');
  else if (event.key.length === 1 && !control && !event.altKey) edit(event.key);
  else return;
  event.preventDefault();
}

const PAGE = 15;

/** Where a key leads; undefined: it moves nothing, or (Tab) out of the grid. */
function move({ key: pressed, shiftKey }: KeyboardEvent, control: boolean): Place | undefined {
  const { row, column } = table!.active;
  const last = { row: sheet.rows.length - 1, column: sheet.columns.length - 1 };
  switch (pressed) {
    case 'ArrowUp':
      return { row: control ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: control ? last.row : row + 1, column };
    case 'ArrowLeft':
      return { row, column: control ? -1 : column - 1 };
    case 'ArrowRight':
      return { row, column: control ? last.column : column + 1 };
    case 'Home':
      return { row: control ? 0 : row, column: -1 };
    case 'End':
      return { row: control ? last.row : row, column: last.column };
    case 'PageUp':
      return { row: row - PAGE, column };
    case 'PageDown':
      return { row: row + PAGE, column };
    case 'Tab':
      return beside(row, column, shiftKey ? -1 : 1);
    default:
      return undefined;
  }
}

/** The next cell of the row, or the first of the next one; nothing past the last cell, so that Tab leads on. */
function beside(row: number, column: number, step: number): Place | undefined {
  const wide = sheet.columns.length + 1;
  const at = row * wide + column + 1 + step;
  return at < 0 || at >= wide * sheet.rows.length
    ? undefined
    : { row: Math.floor(at / wide), column: (at % wide) - 1 };
}

function edit(typed?: string): void {
  const { row, column } = table!.active;
  if (column < 0) {
    if (typed === undefined) host.postMessage({ type: 'open', uri: sheet.rows[row]!.uri });
    return;
  }
  if (sheet.base(row, column) === null) return;
  const cell = table!.cell(table!.active)!;
  editor.open(cell, sheet.columns[column]!, typed ?? sheet.value(row, column), (text, end) => {
    table!.draw(row, column);
    if (end !== 'cancel') change([valueAt(row, column, text.trim())]);
    if (end !== 'stay') table!.moveTo(after(row, column, end));
  });
}

function after(row: number, column: number, end: End): Place {
  const step = { down: 1, up: -1, left: 0, right: 0, stay: 0, cancel: 0 }[end];
  const sideways =
    end === 'right' ? beside(row, column, 1) : end === 'left' ? beside(row, column, -1) : undefined;
  return sideways ?? { row: row + step, column };
}

const valueAt = (row: number, column: number, to: string): GridValue => ({
  uri: sheet.rows[row]!.uri,
  attribute: sheet.columns[column]!.name,
  to,
});

/** One value into all cells that are selected. */
function fill(to: string): void {
  change(selected().flatMap((cells) => cells.map(({ row, column }) => valueAt(row, column, to))));
}

function selected(): Place[][] {
  const { top, bottom, left, right } = table!.selection;
  const columns = range(Math.max(0, left), right);
  return range(top, bottom).map((row) => columns.map((column) => ({ row, column })));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

function selectAll(): void {
  table!.anchor = { row: 0, column: 0 };
  table!.moveTo({ row: sheet.rows.length - 1, column: sheet.columns.length - 1 }, true);
}

function undo(): void {
  check(sheet.undo());
  redraw();
}
function redo(): void {
  check(sheet.redo());
  redraw();
}

/** The cursor is in the grid, and no text is being typed. */
const inGrid = (): boolean => !editor.isOpen && table?.element.contains(document.activeElement) === true;

function copy(event: ClipboardEvent): boolean {
  if (!inGrid() || !event.clipboardData) return false;
  const { top, bottom, left, right } = table!.selection;
  const rows = range(top, bottom).map((row) =>
    range(left, right).map((column) => (column < 0 ? sheet.rows[row]!.file : sheet.value(row, column))),
  );
  event.clipboardData.setData('text/plain', toTsv(rows));
  event.preventDefault();
  return true;
}

function paste(event: ClipboardEvent): void {
  if (!inGrid()) return;
  event.preventDefault();
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const rows = fromTsv(text);
  const [first = []] = rows;
  if (rows.length === 1 && first.length === 1) fill(first[0]!.trim());
  else if (rows.length > 1 && first.length > 1) host.postMessage({ type: 'paste', text, rows });
  else pasteBlock(rows);
}

/** Cells from the selection's first on; a selection that is a multiple of the block is filled with it. */
function pasteBlock(rows: readonly (readonly string[])[]): void {
  const { top, bottom, left, right } = table!.selection;
  const start = Math.max(0, left);
  const high = rows.length;
  const wide = Math.max(...rows.map((row) => row.length));
  const down = (bottom - top + 1) % high === 0 ? bottom - top + 1 : high;
  const across = (right - start + 1) % wide === 0 ? right - start + 1 : wide;
  const values: GridValue[] = [];
  let dropped = 0;
  for (let row = 0; row < Math.max(down, high); row++) {
    for (let column = 0; column < Math.max(across, wide); column++) {
      const text = rows[row % high]![column % wide];
      if (text === undefined) continue;
      const isIn = top + row < sheet.rows.length && start + column < sheet.columns.length;
      if (isIn) values.push(valueAt(top + row, start + column, text.trim()));
      else if (text.trim() !== '') dropped++;
    }
  }
  change(values);
  tell(dropped > 0 ? [filled(texts.dropped, dropped)] : []);
}
