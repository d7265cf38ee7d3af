// The page of the comparison: a table that the extension sends, with every figure a way to its passages.
import { element } from './elements.js';
import type { FromPage, Page, PageCell, PageRow, ToPage } from './messages.js';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const host = acquireVsCodeApi();
const root = document.body;

addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  // Replaced in place, so that the page stays where it was scrolled to.
  const content = data.type === 'page' ? pageOf(data.page) : [warningOf(data.message)];
  const focused = document.activeElement?.id ?? '';
  root.replaceChildren(...content);
  if (focused !== '') document.getElementById(focused)?.focus();
});
host.postMessage({ type: 'ready' });

function pageOf(page: Page): Node[] {
  const head = element('header');
  head.append(element('h1', '', page.title), element('p', 'subtitle', page.subtitle));
  const warnings = page.warnings.map(warningOf);
  if (page.rows.length === 0) return [head, ...warnings, element('p', 'empty', page.texts.empty)];
  const frame = element('div', 'frame');
  frame.append(tableOf(page));
  return [head, ...warnings, switchOf(page), frame];
}

/** What stands between backticks is a name in a file. */
function warningOf(text: string): HTMLElement {
  const warning = element('p', 'warning');
  warning.append(
    ...text.split('`').map((part, index) => (index % 2 === 1 ? element('code', '', part) : part)),
  );
  return warning;
}

/** Codes alone, or with those below them. */
function switchOf({ rollup, texts }: Page): Node {
  const group = element('div', 'switch');
  group.setAttribute('role', 'group');
  for (const [on, text] of [
    [false, texts.alone],
    [true, texts.rollup],
  ] as const) {
    const button = element('button', '', text);
    button.id = `rollup-${on}`;
    button.setAttribute('aria-pressed', String(rollup === on));
    button.onclick = () => host.postMessage({ type: 'rollup', rollup: on });
    group.append(button);
  }
  return group;
}

function tableOf(page: Page): Node {
  const table = element('table');
  const head = table.createTHead().insertRow();
  const corner = element('th', 'code');
  corner.scope = 'col';
  corner.append(element('span', 'name', page.texts.codes));
  head.append(corner);
  for (const { name, lines } of page.columns) {
    const cell = element('th');
    cell.scope = 'col';
    cell.append(element('span', 'name', name), ...lines.map((line) => element('span', 'line', line)));
    cell.append(figuresOf(page.legend, 'figures legend'));
    head.append(cell);
  }
  const body = table.createTBody();
  page.rows.forEach((row, index) => body.append(rowOf(row, index)));
  return table;
}

function rowOf(row: PageRow, index: number): Node {
  const line = element('tr', row.family ? 'family' : '');
  line.style.setProperty('--code', row.color);
  const head = element('th', 'code');
  head.scope = 'row';
  head.style.setProperty('--depth', String(row.depth));
  const name = opener(`code-${index}`, row.code, null);
  name.title = row.brief;
  name.append(element('span', 'swatch'), element('span', 'name', row.name));
  head.append(name);
  line.append(head, ...row.cells.map((cell, column) => cellOf(row, cell, index, column)));
  return line;
}

function cellOf(row: PageRow, cell: PageCell, index: number, column: number): Node {
  const place = element('td', cell.empty ? 'zero' : '');
  const open = opener(`cell-${index}-${column}`, row.code, column);
  open.title = cell.title;
  open.setAttribute('aria-label', cell.title);
  open.append(figuresOf(cell, 'figures'));
  const bar = element('span', 'bar');
  bar.style.width = `${cell.bar * 100}%`;
  open.append(bar);
  place.append(open);
  return place;
}

function figuresOf(
  cell: Pick<PageCell, 'documents' | 'share' | 'participants' | 'rate'>,
  className: string,
): Node {
  const figures = element('span', className);
  figures.append(element('span', 'first', cell.documents), element('span', 'first', cell.share));
  figures.append(element('span', '', cell.participants), element('span', '', cell.rate));
  return figures;
}

/** A button, so that keys reach it as well as the mouse. */
function opener(id: string, code: string, column: number | null): HTMLButtonElement {
  const button = element('button', 'open');
  button.id = id;
  button.onclick = () => host.postMessage({ type: 'open', code, column });
  return button;
}
