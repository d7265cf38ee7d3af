import type {
  AnalysisChoices,
  AnalysisSpec,
  CellPassages,
  CodeNode,
  Report,
  Sheet,
} from '../../../../server/src/protocol.js';
import type { ToPage } from '../compareMessages.js';
import { host } from './host.js';

/** A cell by its keys: `row` null is the head, `column` null the names of rows. Keys stay when rows are sorted anew. */
export interface Place {
  row: string | null;
  column: string | null;
}
export interface Sort {
  /** null: by the names of rows. */
  column: string | null;
  /** Index in the column's figures. */
  figure: number;
  descending: boolean;
}

/** What outlives a reload of the page, and a restart of the editor. */
export interface Kept {
  study: string | null;
  /** The saved comparison that is open; empty for none. */
  name: string;
  spec: AnalysisSpec;
  sheet: number;
  sort: Sort | null;
  /** Sorted over all rows, families taken apart. */
  flat: boolean;
  folded: string[];
  active: Place;
  /** The cell whose passages are shown. */
  open: (Place & { sheet: number }) | null;
  pane: 'passages' | 'charts' | null;
  filtersShown: boolean;
  allWarnings: boolean;
  scroll: { top: number; left: number };
}

export interface State extends Kept {
  info: (ToPage & { type: 'study' })['study'];
  language: string;
  report: Report | null;
  /** What is wrong with what was asked; the table before stays. */
  problem: string | null;
  busy: boolean;
  choices: AnalysisChoices | null;
  codes: CodeNode[];
  passages: CellPassages | null;
  passagesProblem: string | null;
  /** Of a matrix: the researcher's summary of the open cell. */
  summary: { text: string; stale: string | null } | null;
  charts: (string | null)[];
  /** Said to whoever hears the page, and shown for all. */
  said: string;
}

const fresh: Kept = {
  study: null,
  name: '',
  spec: {},
  sheet: 0,
  sort: null,
  flat: false,
  folded: [],
  active: { row: null, column: null },
  open: null,
  pane: null,
  filtersShown: false,
  allWarnings: false,
  scroll: { top: 0, left: 0 },
};
const kept = Object.keys(fresh) as (keyof Kept)[];

export const state: State = {
  ...fresh,
  ...(host.getState() as Partial<Kept> | undefined),
  info: null,
  language: 'en',
  report: null,
  problem: null,
  busy: false,
  choices: null,
  codes: [],
  passages: null,
  passagesProblem: null,
  summary: null,
  charts: [],
  said: '',
};

let draw: () => void = () => undefined;
let isDue = false;

/** What draws the page after a change. */
export function drawWith(run: () => void): void {
  draw = run;
}

/** Changes what is shown, and keeps what outlives a reload. */
export function change(some: Partial<State>): void {
  Object.assign(state, some);
  host.setState(Object.fromEntries(kept.map((key) => [key, state[key]])));
  redraw();
}

/** Draws once for all changes of one moment. */
export function redraw(): void {
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    draw();
  });
}

/** All that belongs to one study, for another one. */
export const forgotten = (): Partial<State> => ({
  ...structuredClone(fresh),
  report: null,
  choices: null,
  codes: [],
  passages: null,
  problem: null,
});

/** The table that is shown. */
export const sheetShown = (): Sheet | undefined =>
  state.report?.sheets[Math.min(state.sheet, state.report.sheets.length - 1)];
