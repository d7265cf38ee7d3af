import * as l10n from '@vscode/l10n';
import {
  type AnalysisSpec,
  type CellPassages,
  type Filter,
  requests,
} from '../../../../server/src/protocol.js';
import { ask, errand, host } from './host.js';
import type { PickItem } from '../compareMessages.js';
import { change, type Place, redraw, sheetShown, state } from './state.js';

/** So many passages are asked for at a time. */
const pageSize = 50;
let asked = 0;
let opened = 0;

/** Asks for what is shown anew. `quietly`: nobody chose anything, figures changed while somebody codes. */
export async function load(quietly = false): Promise<void> {
  const mine = ++asked;
  if (!quietly) change({ busy: true });
  try {
    const outcome = await ask('qualdown/analysis' satisfies typeof requests.analysis, { spec: state.spec });
    if (mine !== asked) return;
    if ('problem' in outcome) {
      change({ busy: false, problem: outcome.problem });
      return;
    }
    const { report } = outcome;
    change({ busy: false, problem: null, report, charts: [] });
    host.postMessage({ type: 'title', title: report.title });
    const sheet = sheetShown();
    if (!quietly && sheet) {
      const { length: rows } = sheet.rows;
      say(l10n.t('{0}: {1} rows, {2} columns.', report.title, rows, sheet.columns.length));
    }
    if (state.pane === 'charts') void loadCharts();
    if (state.pane === 'passages') void loadPassages(Math.max(pageSize, count(state.passages)));
  } catch (error) {
    if (mine === asked) change({ busy: false, problem: messageOf(error) });
  }
}

/** What can be chosen changes with the study's documents and codebook. */
export async function loadChoices(): Promise<void> {
  const [choices, codes] = await Promise.all([
    ask('qualdown/analysisChoices', {}).catch(() => state.choices),
    ask('qualdown/codes', {}).catch(() => state.codes),
  ]);
  change({ choices, codes });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function say(said: string): void {
  change({ said });
}

/** Changes what is asked; a field that is undefined is taken out. What was open belongs to the table before. */
export function choose(some: { [K in keyof AnalysisSpec]?: AnalysisSpec[K] | undefined }): void {
  const spec = defined({ ...state.spec, ...some }) as AnalysisSpec;
  const isOther = 'kind' in some || 'by' in some || 'unit' in some;
  change({
    spec,
    ...(isOther && { sort: null, sheet: 0, open: null, passages: null, pane: null }),
  });
  void load();
}

export function chooseFilter(some: { [K in keyof Filter]?: Filter[K] | undefined }): void {
  const filter = defined({ ...state.spec.filter, ...some }) as Filter;
  choose({ filter: Object.keys(filter).length > 0 ? filter : undefined });
}

const defined = (some: object): object =>
  Object.fromEntries(
    Object.entries(some).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );

export async function pick(title: string, items: PickItem[], many: boolean): Promise<string[] | null> {
  return errand<string[] | null>({ do: 'pick', title, items, many });
}

/** Shows what a figure rests on. */
export function open(place: Place): void {
  change({
    open: { ...place, sheet: state.sheet },
    pane: 'passages',
    passages: null,
    passagesProblem: null,
    summary: null,
  });
  void loadPassages(pageSize).then(() => {
    const { passages } = state;
    if (passages) say(`${passages.title}. ${passages.sentence}`);
  });
}

async function loadPassages(limit: number, from = 0): Promise<void> {
  const place = state.open;
  if (!place) return;
  const mine = ++opened;
  const { row, column, sheet } = place;
  try {
    const found = await ask('qualdown/cellPassages', { spec: state.spec, sheet, row, column, from, limit });
    if (mine !== opened) return;
    if ('problem' in found) {
      change({ passages: null, passagesProblem: found.problem });
      return;
    }
    const passages = from > 0 && state.passages ? joined(state.passages, found) : found;
    change({ passages, passagesProblem: null });
    if (state.spec.kind === 'matrix' && row !== null && column !== null) await loadSummary(row, column);
  } catch (error) {
    if (mine === opened) change({ passages: null, passagesProblem: messageOf(error) });
  }
}

/** Passages that follow on; a document cut in two by the page before is one again. */
function joined(before: CellPassages, after: CellPassages): CellPassages {
  const documents = before.documents.map((one) => ({ ...one, passages: [...one.passages] }));
  for (const one of after.documents) {
    const same = documents.find(({ uri }) => uri === one.uri);
    if (same) same.passages.push(...one.passages);
    else documents.push(one);
  }
  return { ...after, documents };
}

export const count = (passages: CellPassages | null): number =>
  passages?.documents.reduce((sum, one) => sum + one.passages.length, 0) ?? 0;

export const morePassages = (): Promise<void> => loadPassages(pageSize, count(state.passages));

/** The documents behind a cell, all of them, as a list of passages in the editor's own view. */
export async function listPassages(): Promise<void> {
  const place = state.open;
  if (place?.row == null || !state.passages) return;
  const all = { ...place, row: place.row, from: 0, limit: state.passages.total };
  const found = await ask('qualdown/cellPassages', { spec: state.spec, ...all });
  if ('problem' in found) {
    change({ passagesProblem: found.problem });
    return;
  }
  const documents = [...found.documents, ...found.without].map(({ uri }) => uri);
  const alone = state.spec.rollup !== true && state.spec.families !== true;
  host.postMessage({ type: 'list', code: place.row, alone, documents, counted: found.total });
}

const matrixName = (): string => state.spec.summaries ?? '';

async function loadSummary(row: string, column: string): Promise<void> {
  const found = await ask('qualdown/cellSummary', { spec: state.spec, matrix: matrixName(), row, column });
  if ('problem' in found) return;
  change({ summary: { text: found.summary, stale: found.stale } });
}

export async function saveSummary(text: string): Promise<void> {
  const { open: place, spec } = state;
  if (place?.row == null || place.column === null) return;
  const params = { spec, matrix: matrixName(), row: place.row, column: place.column, summary: text };
  if (!(await errand<boolean>({ do: 'summary', params }))) return;
  change({ summary: { text, stale: null } });
  say(l10n.t('The summary is saved.'));
}

/** Which of VS Code's four kinds of theme is on. */
export function theme(): 'light' | 'dark' | 'contrast-dark' | 'contrast-light' {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'contrast-light';
  if (classList.contains('vscode-high-contrast')) return 'contrast-dark';
  return classList.contains('vscode-dark') ? 'dark' : 'light';
}

export async function loadCharts(): Promise<void> {
  const { report, spec } = state;
  const charts: (string | null)[] = (report?.charts ?? []).map(() => null);
  change({ charts });
  // The pane is drawn in a microtask; then its width is known.
  await Promise.resolve();
  // Drawn as wide as they are shown, so that their letters are of the page's size.
  const pane = document.querySelector('.charts');
  const width = Math.max(320, Math.min(900, (pane?.clientWidth ?? document.body.clientWidth) - 30));
  for (const [chart] of charts.entries()) {
    const drawn = await ask('qualdown/chart', { spec, chart, theme: theme(), width });
    if (state.report !== report) return;
    if ('problem' in drawn) {
      change({ problem: drawn.problem });
      return;
    }
    charts[chart] = drawn.svg;
    redraw();
  }
}

export function closePane(): void {
  change({ pane: null, open: null, passages: null, passagesProblem: null });
}

/** An action that a person began; what goes wrong with it is told where they look. */
export function attempt(run: () => Promise<unknown>): void {
  run().catch((error: unknown) => change({ problem: messageOf(error) }));
}
