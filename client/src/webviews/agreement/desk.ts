import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AdjudicationItem, DecisionShown, Verdict } from '../../../../server/src/protocol.js';
import { decide, go, note, openInEditor, recode, show } from './actions.js';
import {
  activeEntry,
  change,
  type Entry,
  idOf,
  isDecided,
  isSettled,
  listed,
  type Settled,
  state,
} from './state.js';
import { nameOf } from './table.js';

/** So many of a long list are drawn before and behind the one that is looked at. */
const AROUND = 100;

/** The list of disagreements, and the one that is looked at with what can be decided about it. */
export function deskView(): TemplateResult {
  const all = listed();
  const active = activeEntry();
  const at = active ? all.indexOf(active) : 0;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(all.length, at + AROUND + 1)];
  return html`<p class="above">
      ${state.code === null ? l10n.t('All codes') : nameOf(state.code)}
      <vscode-checkbox
        ?checked=${state.undecided}
        @change=${(event: Event) => change({ undecided: (event.target as HTMLInputElement).checked })}
        >${l10n.t('Only undecided')}</vscode-checkbox
      >
    </p>
    ${
      all.length === 0
        ? html`<p class="quiet">${l10n.t('Nothing is left to decide here.')}</p>`
        : html`<ul
            class="list"
            role="listbox"
            tabindex="0"
            aria-label=${l10n.t('Disagreements')}
            aria-activedescendant="entry-${at}"
          >
            ${all.slice(from, to).map((entry, index) => entryView(entry, from + index, all.length, entry === active))}
          </ul>`
    }
    ${active ? html`<div class="one">${isSettled(active) ? settledView(active) : itemView(active)}</div>` : nothing}`;
}

function entryView(entry: Entry, index: number, size: number, isActive: boolean): TemplateResult {
  const words = isSettled(entry) ? (entry.passage ?? '') : entry.text.slice(entry.unit.start, entry.unit.end);
  const decided = isDecided(entry);
  return html`<li
    role="option"
    id="entry-${index}"
    aria-selected=${isActive}
    aria-posinset=${index + 1}
    aria-setsize=${size}
    class=${isActive ? 'active' : ''}
    @click=${() => show(entry)}
  >
    <span class="tick" aria-hidden="true">${decided ? '✓' : '○'}</span>
    <span class="unseen">${decided ? l10n.t('decided') : l10n.t('undecided')}</span>
    <b>${entry.name}</b> <span class="quiet">${entry.file}</span>
    <span class="words">${words.replace(/\s+/g, ' ').slice(0, 120)}</span>
  </li>`;
}

function itemView(item: AdjudicationItem): TemplateResult {
  const sides = state.found?.sides ?? [];
  const pending = state.notes[idOf(item)];
  return html`<h3>${item.name}</h3>
    <p class="quiet">
      <button class="link" @click=${openInEditor}>${item.file}</button
      >${item.speaker === null ? nothing : html` · ${item.speaker}`}
      ${item.range ? nothing : html` · ${l10n.t('The study’s document does not have this text.')}`}
    </p>
    <p class="both">${runsOf(item).map(runView)}</p>
    <ul class="sides">
      ${sides.map(
        ({ name }, side) =>
          html`<li>
            <span class="s${Math.min(side, 2)} sample">${name}</span>
            ${sideText(item, side)}
          </li>`,
      )}
    </ul>
    <div class="verdicts" role="group" aria-label=${l10n.t('Decision')}>
      ${verdict('left', '1', l10n.t('Take left: {0}', codedText(item.coded[0])), item)}
      ${verdict('right', '2', l10n.t('Take right: {0}', codedText(item.coded[1])), item)}
      ${verdict('both', '3', l10n.t('Both: coded'), item)}
      ${verdict('neither', '4', l10n.t('Neither: not coded'), item)}
      <vscode-button secondary aria-keyshortcuts="R" ?disabled=${state.writing} @click=${() => void recode()}
        ><kbd>R</kbd> ${l10n.t('Recode …')}</vscode-button
      >
      <vscode-button secondary aria-keyshortcuts="N" ?disabled=${state.writing} @click=${() => void note()}
        ><kbd>N</kbd> ${l10n.t('Note …')}</vscode-button
      >
    </div>
    ${item.decision ? decisionView(item.decision) : pending ? html`<p class="note">${pending}</p>` : nothing}
    <p class="quiet">
      ${l10n.t('Keys: ↓ next, ↑ previous, Enter opens the passage in the editor, Delete takes a decision back.')}
    </p>`;
}

function verdict(decision: Verdict, key: string, text: string, item: AdjudicationItem): TemplateResult {
  const isChosen = item.decision?.decision === decision;
  return html`<vscode-button
    ?secondary=${!isChosen}
    aria-pressed=${isChosen}
    aria-keyshortcuts=${key}
    ?disabled=${state.writing}
    @click=${() => void decide(decision)}
    ><kbd>${key}</kbd> ${text}</vscode-button
  >`;
}

const codedText = (coded: boolean | null | undefined): string =>
  coded == null ? l10n.t('no such text') : coded ? l10n.t('coded') : l10n.t('not coded');

function sideText({ coded, marks, text }: AdjudicationItem, side: number): string {
  const own = marks.filter((mark) => mark.side === side);
  if (own.length === 0) return codedText(coded[side]);
  return own.map(({ start, end }) => `“${text.slice(start, end)}”`).join(' … ');
}

function decisionView({
  decision,
  recode: to,
  note: why,
  by,
  date,
  left,
  right,
}: DecisionShown): TemplateResult {
  const what: Record<Verdict, string> = {
    left: l10n.t('Decided: as {0} has it', left ?? l10n.t('left')),
    right: l10n.t('Decided: as {0} has it', right ?? l10n.t('right')),
    both: l10n.t('Decided: coded'),
    neither: l10n.t('Decided: not coded'),
    recode: l10n.t('Decided: {0} in its place', to === null ? '' : nameOf(to)),
  };
  const who = [by, date].filter(Boolean).join(', ');
  return html`<p class="decided">
      ✓ ${what[decision]} ${who === '' ? nothing : html`<span class="quiet">(${who})</span>`}
    </p>
    ${why === null ? nothing : html`<p class="note">${why}</p>`}`;
}

function settledView(entry: Settled): TemplateResult {
  return html`<h3>${entry.name}</h3>
    <p class="quiet">${entry.file}</p>
    <p class="both">${entry.passage}</p>
    ${decisionView(entry.verdict)}
    <p class="quiet">${l10n.t('Settled: the sides agree here now, or the text changed.')}</p>
    <vscode-button secondary aria-keyshortcuts="N" ?disabled=${state.writing} @click=${() => void note()}
      ><kbd>N</kbd> ${l10n.t('Note …')}</vscode-button
    >
    <button class="link" @click=${openInEditor}>${l10n.t('Open the file of decisions')}</button>`;
}

interface Run {
  readonly text: string;
  readonly sides: readonly number[];
  readonly inUnit: boolean;
}

/** The text cut wherever a side's mark, or the unit, begins or ends. */
export function runsOf({ text, unit, marks }: Pick<AdjudicationItem, 'text' | 'unit' | 'marks'>): Run[] {
  const edges = [0, text.length, unit.start, unit.end, ...marks.flatMap(({ start, end }) => [start, end])];
  const cuts = [...new Set(edges)].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index]!;
    const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
    const sides = [...new Set(over.map(({ side }) => side))].sort();
    return { text: text.slice(start, end), sides, inUnit: unit.start <= start && end <= unit.end };
  });
}

const runView = ({ text, sides, inUnit }: Run): TemplateResult =>
  html`<span class=${[...sides.map((side) => `s${Math.min(side, 2)}`), inUnit ? 'in' : 'around'].join(' ')}
    >${text}</span
  >`;

/** Keys of the desk, wherever the focus is but in a field. */
export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !activeEntry()) return;
  const { target } = event;
  if (target instanceof Element && target.closest('select, input, textarea, vscode-checkbox')) return;
  const inList = target instanceof Element && (target.closest('.list') !== null || target === document.body);
  const verdicts: Record<string, Verdict> = { 1: 'left', 2: 'right', 3: 'both', 4: 'neither' };
  const decision = verdicts[event.key];
  if (decision) void decide(decision);
  else if (event.key.toLowerCase() === 'r') void recode();
  else if (event.key.toLowerCase() === 'n') void note();
  else if (event.key === 'ArrowDown' && inList) go(1);
  else if (event.key === 'ArrowUp' && inList) go(-1);
  else if (event.key === 'Home' && inList) go(-Infinity);
  else if (event.key === 'End' && inList) go(Infinity);
  else if (event.key === 'Enter' && inList) openInEditor();
  else if (event.key === 'Delete') void decide(null);
  else return;
  event.preventDefault();
}
