import * as l10n from '@vscode/l10n';
import type { ExportFormat, Sheet } from '../../../../server/src/protocol.js';
import { choose, pick, say } from './actions.js';
import { ask, errand } from './host.js';
import type { PageCommand } from '../compareMessages.js';
import { shownRows } from './rows.js';
import { change, forgotten, sheetShown, state } from './state.js';

/** What commands of the editor and buttons of the page do with the comparison that is shown. */
export const outputs: Readonly<Record<PageCommand, () => Promise<void>>> = {
  copy,
  export: exportTable,
  save,
  open: openSaved,
};

/** The table as it is seen, one figure a cell: heads first. */
export function cellsOf(sheet: Sheet): string[][] {
  const wide = sheet.columns.flatMap((column, index) =>
    column.figures.map((figure, at) => ({ column, index, at, figure })),
  );
  const isSingle = sheet.columns.every(({ figures }) => figures.length === 1);
  const heads = [
    ...(sheet.columns.some(({ group }) => group !== undefined)
      ? [['', ...wide.map(({ column }) => column.group ?? '')]]
      : []),
    [sheet.stub, ...wide.map(({ column }) => column.name)],
    ...(isSingle ? [] : [['', ...wide.map(({ figure }) => figure.name)]]),
    ['', ...wide.map(({ column, at }) => (at === 0 ? column.lines.join(', ') : ''))],
  ];
  const rows = shownRows(sheet, state.sort, state.flat, []);
  return [
    ...heads,
    ...rows.map(({ row, depth }) => [
      `${'\u2003'.repeat(depth)}${row.name}`,
      ...wide.map(({ index, at }) => row.cells[index]?.texts[at] ?? ''),
    ]),
  ];
}

/** A spreadsheet takes what begins so for a formula. */
const harmless = (text: string): string => (/^[=+@\t]|^-(?![\d.–])/.test(text) ? `'${text}` : text);
const tsvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((text) => harmless(text.replace(/[\t\r\n]+/g, ' '))).join('\t')).join('\n');

function htmlOf(
  cells: readonly (readonly string[])[],
  before: readonly string[],
  after: readonly string[],
): string {
  const made = document.implementation.createHTMLDocument('').body;
  const add = (parent: Element, name: string, text = ''): HTMLElement => {
    const child = made.ownerDocument.createElement(name);
    child.textContent = text;
    parent.append(child);
    return child;
  };
  for (const text of before) add(made, 'p', text);
  const table = add(made, 'table');
  table.setAttribute('border', '1');
  const body = add(table, 'tbody');
  const heads = cells.findIndex((_, index) => index > 0 && index >= headCount(cells));
  cells.forEach((row, index) => {
    const line = add(body, 'tr');
    row.forEach((text, at) => add(line, index < heads || at === 0 ? 'th' : 'td', text));
  });
  for (const text of after) add(made, 'p', text);
  return made.innerHTML;
}
/** Rows of heads: those with nothing, or the stub's name, before their first column. */
const headCount = (cells: readonly (readonly string[])[]): number =>
  cells.findLastIndex((row, index) => index < 4 && row[0] === '') + 1;

async function copy(): Promise<void> {
  const sheet = sheetShown();
  const { report } = state;
  if (!sheet || !report) return;
  const cells = cellsOf(sheet);
  const before = [report.title, report.sentence];
  const after = [...report.warnings, ...report.notes];
  const plain = [...before, '', tsvOf(cells), '', ...after].join('\n');
  try {
    const rich = new Blob([htmlOf(cells, before, after)], { type: 'text/html' });
    const text = new Blob([plain], { type: 'text/plain' });
    await navigator.clipboard.write([new ClipboardItem({ 'text/html': rich, 'text/plain': text })]);
    say(l10n.t('The table is on the clipboard, for Word and for Excel.'));
  } catch {
    // Without the focus, or in a browser that forbids it, a page may not write there; the editor may, text alone.
    await errand({ do: 'clipboard', text: plain });
    say(l10n.t('The table is on the clipboard, as text with tabs.'));
  }
}

const formats = (): readonly (readonly [ExportFormat, string, string])[] => [
  ['xlsx', l10n.t('Excel'), l10n.t('one sheet a table, real numbers, and how it was made')],
  ['docx', l10n.t('Word'), l10n.t('table, sentence and quotations')],
  ['html', l10n.t('Report as a web page'), l10n.t('one file: tables, charts, passages, codebook')],
  ['csv', 'CSV', l10n.t('commas, for other programs')],
  ['tsv', 'TSV', l10n.t('tabs')],
  ['md', 'Markdown', l10n.t('for a document of the study')],
  ['json', 'JSON', l10n.t('for programs')],
];

async function exportTable(): Promise<void> {
  const items = formats().map(([value, label, description]) => ({ value, label, description }));
  const format = (await pick(l10n.t('Export as'), items, false))?.[0] as ExportFormat | undefined;
  if (!format) return;
  const options = await optionsFor(format);
  if (!options) return;
  const file = await ask('qualdown/exportAnalysis', { spec: state.spec, format, ...options });
  if ('problem' in file) {
    change({ problem: file.problem });
    return;
  }
  const path = await errand<string | null>({ do: 'file', file });
  if (path !== null) say(l10n.t('Exported to {0}.', path));
}

async function optionsFor(
  format: ExportFormat,
): Promise<{ quotations?: boolean; anonymous?: boolean; bom?: boolean } | null> {
  const items = [
    ...(format === 'docx' || format === 'html'
      ? [{ value: 'quotations', label: l10n.t('The passages behind the figures'), picked: true }]
      : []),
    {
      value: 'anonymous',
      label: l10n.t('Numbers in place of names'),
      description: l10n.t('of files, participants, speakers and coders'),
    },
    ...(format === 'csv' ? [{ value: 'bom', label: l10n.t('For Excel'), picked: true }] : []),
  ];
  const picked = await pick(l10n.t('What goes into the file'), items, true);
  return picked && Object.fromEntries(picked.map((one) => [one, true]));
}

async function save(): Promise<void> {
  const name = state.name || (state.report?.title ?? '');
  const saved = await errand<string | null>({ do: 'save', spec: state.spec, name });
  if (saved === null) return;
  change({ name: saved });
  say(l10n.t('Saved as “{0}”.', saved));
}

async function openSaved(): Promise<void> {
  const all = await ask('qualdown/comparisons', {});
  if (all.length === 0) {
    say(l10n.t('No comparison is saved yet. “Save…” keeps this one for the whole team.'));
    return;
  }
  const items = all.map(({ name, problem }, index) => ({
    value: String(index),
    label: name,
    ...(problem !== null && { description: problem }),
  }));
  const [index] = (await pick(l10n.t('Open comparison'), items, false)) ?? [];
  const found = index === undefined ? undefined : all[Number(index)];
  if (!found) return;
  if (found.problem !== null) {
    change({ problem: found.problem });
    return;
  }
  change({
    ...forgotten(),
    study: state.study,
    report: state.report,
    choices: state.choices,
    codes: state.codes,
    spec: {},
    name: found.name,
  });
  choose(found.spec);
}
