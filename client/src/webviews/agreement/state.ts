import type {
  Adjudicated,
  AdjudicationItem,
  Agreement,
  AgreementChoices,
  AgreementSpec,
  AgreementUnit,
  CodeNode,
  SettledDecision,
  SideSource,
  Universe,
} from '../../../../server/src/protocol.js';
import type { ToPage } from '../compareMessages.js';
import { host } from '../compare/host.js';

/** What outlives a reload of the page, and a restart of the editor. */
interface Kept {
  study: string | null;
  sides: SideSource[];
  unit: AgreementUnit | null;
  universe: Universe;
  /** Only disagreements about this code. */
  code: string | null;
  /** Only what is not decided yet. */
  undecided: boolean;
  /** The disagreement that is looked at. */
  active: string | null;
  /** Notes on what is not decided yet, by disagreement. */
  notes: Record<string, string>;
}

export interface State extends Kept {
  info: (ToPage & { type: 'study' })['study'];
  choices: AgreementChoices | null;
  codes: CodeNode[];
  agreement: Agreement | null;
  found: Adjudicated | null;
  /** What is wrong with what was asked. */
  problem: string | null;
  busy: boolean;
  /** A decision is being written. */
  writing: boolean;
  said: string;
}

const fresh: Kept = {
  study: null,
  sides: [],
  unit: null,
  universe: 'all',
  code: null,
  undecided: false,
  active: null,
  notes: {},
};
const kept = Object.keys(fresh) as (keyof Kept)[];

export const state: State = {
  ...fresh,
  ...(host.getState() as Partial<Kept> | undefined),
  info: null,
  choices: null,
  codes: [],
  agreement: null,
  found: null,
  problem: null,
  busy: false,
  writing: false,
  said: '',
};

/** All that belongs to one study, for another one. */
export const forgotten = (): Partial<State> => ({
  ...structuredClone(fresh),
  choices: null,
  codes: [],
  agreement: null,
  found: null,
  problem: null,
});

let draw: () => void = () => undefined;
let isDue = false;

export function drawWith(run: () => void): void {
  draw = run;
}

/** Changes what is shown, and keeps what outlives a reload. Draws once for all changes of one moment. */
export function change(some: Partial<State>): void {
  Object.assign(state, some);
  host.setState(Object.fromEntries(kept.map((key) => [key, state[key]])));
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    isDue = false;
    draw();
  });
}

export const specOf = (): AgreementSpec => ({
  ...(state.sides.length > 1 && { sides: state.sides }),
  ...(state.unit && { unit: state.unit }),
  ...(state.universe !== 'all' && { universe: state.universe }),
});

/** An entry of the list: a disagreement, or what was one and is settled. */
export type Entry = AdjudicationItem | Settled;
export type Settled = Omit<SettledDecision, 'decision'> & {
  readonly settled: true;
  readonly verdict: SettledDecision;
};

export const idOf = ({ file, code, key }: Pick<Entry, 'file' | 'code' | 'key'>): string =>
  JSON.stringify([file, code, key]);

export const isSettled = (entry: Entry): entry is Settled => 'settled' in entry;

export const isDecided = (entry: Entry): boolean => isSettled(entry) || entry.decision !== null;

/** All there was to decide, of the code that is looked at. */
export function entries(): Entry[] {
  const { found, code } = state;
  if (!found) return [];
  const all: Entry[] = [
    ...found.items,
    ...found.settled.map((each): Settled => ({ ...each, settled: true, verdict: each })),
  ];
  return code === null ? all : all.filter((each) => each.code === code);
}

/** Those that are listed. */
export const listed = (): Entry[] =>
  state.undecided ? entries().filter((each) => !isDecided(each) || idOf(each) === state.active) : entries();

export function activeEntry(): Entry | undefined {
  const all = listed();
  return all.find((each) => idOf(each) === state.active) ?? all[0];
}
