import * as l10n from '@vscode/l10n';
import type { Agreement, CodeNode, SideSource, Verdict } from '../../../../server/src/protocol.js';
import { ask, errand, host } from '../compare/host.js';
import type { PickItem } from '../compareMessages.js';
import {
  activeEntry,
  change,
  type Entry,
  idOf,
  isDecided,
  isSettled,
  listed,
  specOf,
  state,
} from './state.js';

let asked = 0;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Asks for what is shown anew. `quietly`: nobody chose anything, documents changed. */
export async function load(quietly = false): Promise<void> {
  const mine = ++asked;
  if (!quietly) change({ busy: true });
  try {
    const [choices, codes] = await Promise.all([
      ask('qualdown/agreementChoices', {}),
      ask('qualdown/codes', {}),
    ]);
    if (mine !== asked) return;
    change({ choices, codes, ...(state.sides.length < 2 && { sides: choices.sides }) });
    const spec = specOf();
    const found = ask('qualdown/adjudication', { spec });
    // Resampling costs most: while one decides on and on, the list goes before the figures, which wait for a rest.
    const figures = quietly
      ? found.then(() => rest()).then(() => (mine === asked ? ask('qualdown/agreement', { spec }) : null))
      : ask('qualdown/agreement', { spec });
    figures.catch(() => undefined); // told by who waits for it
    const listed = await found;
    if (mine !== asked) return;
    if ('problem' in listed) {
      change({ busy: false, problem: listed.problem, agreement: null, found: null });
      await figures;
      return;
    }
    change({ problem: null, found: listed });
    host.postMessage({ type: 'title', title: title() });
    void showFigures(figures, mine);
  } catch (error) {
    if (mine === asked) change({ busy: false, problem: messageOf(error) });
  }
}

const REST_MS = 1000;
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS));

async function showFigures(
  figures: Promise<{ agreement: Agreement } | { problem: string } | null>,
  mine: number,
): Promise<void> {
  try {
    const made = await figures;
    if (mine !== asked || made === null) return;
    if ('problem' in made) change({ busy: false, problem: made.problem, agreement: null, found: null });
    else change({ busy: false, agreement: made.agreement });
  } catch (error) {
    if (mine === asked) change({ busy: false, problem: messageOf(error) });
  }
}

export const title = (): string => {
  const names = state.found?.sides.map(({ name }) => name) ?? [];
  return names.length > 1 ? l10n.t('Agreement: {0} and {1}', names[0]!, names[1]!) : l10n.t('Agreement');
};

export function choose(some: Partial<Pick<typeof state, 'sides' | 'unit' | 'universe'>>): void {
  change({ ...some, code: null, active: null });
  void load();
}

/** A side, or one that is typed: a git revision, a folder. */
export async function chooseSide(index: number, value: string): Promise<void> {
  const typed = value === 'ref' || value === 'path';
  const text = typed
    ? await errand<string | null>({
        do: 'input',
        title: value === 'ref' ? l10n.t('Git revision') : l10n.t('Folder with copies of documents'),
        prompt:
          value === 'ref'
            ? l10n.t('A branch, a tag or a commit, as main or v1.0.')
            : l10n.t('Its path from the study, as second-coder.'),
        value: '',
      })
    : null;
  if (typed && (text === null || text.trim() === '')) {
    change({});
    return;
  }
  const side: SideSource =
    value === 'ref'
      ? { kind: 'ref', ref: text!.trim() }
      : value === 'path'
        ? { kind: 'path', path: text!.trim() }
        : (JSON.parse(value) as SideSource);
  const sides = [...state.sides];
  sides[index] = side;
  choose({ sides });
}

export function say(said: string): void {
  change({ said });
}

export function go(by: number): void {
  const all = listed();
  const now = activeEntry();
  const at = now ? all.indexOf(now) : -1;
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (next) show(next);
}

export function show(entry: Entry): void {
  change({ active: idOf(entry), said: '' });
}

/** The next that is not decided, from the one that is looked at on; else from the first. */
function nextUndecided(from: Entry): Entry | undefined {
  const all = listed();
  const at = all.findIndex((each) => idOf(each) === idOf(from));
  return [...all.slice(at + 1), ...all.slice(0, at)].find((each) => !isDecided(each));
}

/** Has a decision written, and goes on to the next that is not decided. */
export async function decide(
  verdict: Verdict | null,
  recode: string | null = null,
  note?: string,
): Promise<void> {
  const entry = activeEntry();
  if (!entry || state.writing) return;
  if (isSettled(entry) && verdict !== null && note === undefined) {
    say(
      l10n.t(
        'This is settled: the documents agree now. Change the document in the editor to decide it anew; N changes the note.',
      ),
    );
    return;
  }
  const id = idOf(entry);
  const { file, code, key } = entry;
  const before = isSettled(entry) ? entry.verdict : entry.decision;
  const next = note === undefined && verdict !== null ? nextUndecided(entry) : undefined;
  change({ writing: true, active: id });
  try {
    const params = {
      ...{ spec: specOf(), file, code, key, decision: verdict, recode },
      note: note ?? before?.note ?? state.notes[id] ?? null,
    };
    const written = await errand<boolean | string>({ do: 'decide', params });
    if (written !== true) {
      const why = written === false ? [] : [written, l10n.t('Else code it by hand in the editor (Enter).')];
      change({ writing: false, said: [l10n.t('Nothing was written.'), ...why].join(' ') });
      return;
    }
    const { [id]: _, ...notes } = state.notes;
    change({ writing: false, notes, active: next ? idOf(next) : id });
    await load(true);
    say(progress());
  } catch (error) {
    change({ writing: false, said: messageOf(error) });
  }
}

export const progress = (): string => {
  const all = state.found
    ? [...state.found.items.map((each) => each.decision !== null), ...state.found.settled.map(() => true)]
    : [];
  return l10n.t('{0} of {1} decided', all.filter(Boolean).length, all.length);
};

/** Asks which code is to stand in its place. */
export async function recode(): Promise<void> {
  const entry = activeEntry();
  if (!entry || isSettled(entry)) return decide('recode');
  const items: PickItem[] = [];
  const add = (nodes: readonly CodeNode[]): void => {
    for (const { id, name, brief, codable, status, children } of nodes) {
      if (codable && status !== 'retired' && id !== entry.code) {
        items.push({ value: id, label: name, description: brief ?? id });
      }
      add(children);
    }
  };
  add(state.codes.filter(({ unknown }) => !unknown));
  const picked = await errand<string[] | null>({
    ...{ do: 'pick', title: l10n.t('Which code in place of “{0}”?', entry.name), items, many: false },
  });
  if (picked?.[0] !== undefined) await decide('recode', picked[0]);
}

/** Asks for a note: kept with the decision, or until there is one. */
export async function note(): Promise<void> {
  const entry = activeEntry();
  if (!entry) return;
  const id = idOf(entry);
  const known = isSettled(entry) ? entry.verdict : entry.decision;
  const text = await errand<string | null>({
    do: 'input',
    title: l10n.t('Note on “{0}”', entry.name),
    prompt: l10n.t('Why you decide so. It is kept with the decision.'),
    value: known?.note ?? state.notes[id] ?? '',
  });
  if (text === null) return;
  if (known) await decide(known.decision, known.recode, text);
  else change({ active: id, notes: { ...state.notes, [id]: text } });
}

export function openInEditor(): void {
  const entry = activeEntry();
  if (!entry) return;
  if (isSettled(entry)) host.postMessage({ type: 'open', uri: entry.uri, range: null });
  else host.postMessage({ type: 'open', uri: entry.uri, range: entry.range });
}
