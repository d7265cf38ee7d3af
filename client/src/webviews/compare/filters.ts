import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Filter } from '../../../../server/src/protocol.js';
import { attempt, choose, chooseFilter, pick } from './actions.js';
import { field } from './pickers.js';
import { type Option, select } from './select.js';
import { change, redraw, state } from './state.js';

const operators = ['=', '!=', '<', '<=', '>', '>='] as const;
/** The condition that is being made. */
let draft: { attribute: string; operator: string; value: string } = {
  attribute: '',
  operator: '=',
  value: '',
};

/** What is chosen, in words, with a way to clear it; and, where it is open, how to choose. */
export function filtersView(): TemplateResult {
  const { filter } = state.spec;
  const isSome = filter !== undefined && Object.keys(filter).length > 0;
  return html`<div class="filter-line">
      <vscode-button
        secondary
        aria-expanded=${String(state.filtersShown)}
        @click=${() => change({ filtersShown: !state.filtersShown })}
        >${l10n.t('Filter')}</vscode-button
      >
      <span class="chosen"
        >${isSome ? filterSentence(filter) : l10n.t('All documents and all codings.')}</span
      >
      ${
        isSome
          ? html`<vscode-button secondary @click=${() => choose({ filter: undefined })}
              >${l10n.t('Clear filter')}</vscode-button
            >`
          : nothing
      }
    </div>
    ${state.filtersShown ? form(filter ?? {}) : nothing}`;
}

function form(filter: Filter): TemplateResult {
  const coders: Option[] = [
    ['', l10n.t('any')],
    ...(state.choices?.coders ?? []).map((one): Option => [one, one]),
  ];
  const speakers = filter.speaker?.length ?? 0;
  return html`<div class="filters" role="group" aria-label=${l10n.t('Filter')}>
    ${whereForm(filter)}
    <div class="filter-row">
      ${select(l10n.t('Coded by'), coders, filter.coder ?? '', (coder) => chooseFilter({ coder }))}
      <vscode-button secondary @click=${() => attempt(pickSpeakers)}
        >${speakers === 0 ? l10n.t('All speakers…') : l10n.t('Speakers: {0}…', speakers)}</vscode-button
      >
      ${field(
        l10n.t('Documents'),
        filter.documents?.join(', ') ?? '',
        (text) => chooseFilter({ documents: listOf(text) }),
        'alder/**, *-wave1.md',
      )}
      ${field(
        l10n.t('Passages of the query'),
        filter.query ?? '',
        (query) => chooseFilter({ query }),
        'buffering and not isolation',
      )}
      ${field(
        l10n.t('Documents without'),
        filter.without ?? '',
        (without) => chooseFilter({ without }),
        'focus or capacity',
      )}
    </div>
  </div>`;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The conditions on attributes, each with a way to take it out, and a line to add one. */
function whereForm({ where = [] }: Filter): TemplateResult {
  const attributes = state.choices?.attributes ?? [];
  const name = draft.attribute || attributes[0]?.name || '';
  const values = attributes.find((one) => one.name === name)?.values ?? [];
  const isEqual = draft.operator === '=' || draft.operator === '!=';
  const value = isEqual ? draft.value || values[0]?.value || '' : draft.value;
  const set = (some: Partial<typeof draft>): void => {
    draft = { ...draft, ...some };
    redraw();
  };
  const add = (): void => {
    if (name === '' || value === '') return;
    chooseFilter({ where: [...new Set([...where, `${name}${draft.operator}${value}`])] });
    set({ value: '' });
  };
  return html`${
      where.length > 0
        ? html`<ul class="conditions">
            ${where.map(
              (one) =>
                html`<li>
                  <code>${one}</code>
                  <vscode-button
                    secondary
                    aria-label=${l10n.t('Take out {0}', one)}
                    @click=${() => chooseFilter({ where: where.filter((other) => other !== one) })}
                    >×</vscode-button
                  >
                </li>`,
            )}
          </ul>`
        : nothing
    }
    <div class="filter-row">
      ${select(
        l10n.t('Only documents with'),
        attributes.map((one): Option => [one.name, one.name]),
        name,
        (attribute) => set({ attribute, value: '' }),
      )}
      ${select(
        l10n.t('is'),
        operators.map((one): Option => [one, one]),
        draft.operator,
        (operator) => set({ operator }),
      )}
      ${
        isEqual
          ? select(
              l10n.t('value'),
              values.map((one): Option => [one.value, `${one.value} (${one.documents})`]),
              value,
              (to) => set({ value: to }),
            )
          : field(l10n.t('value'), value, (to) => set({ value: to }), '2024-01')
      }
      <vscode-button secondary @click=${add}>${l10n.t('Add')}</vscode-button>
    </div>`;
}

async function pickSpeakers(): Promise<void> {
  const chosen = new Set(state.spec.filter?.speaker ?? []);
  const items = (state.choices?.speakers ?? []).map((one) => ({
    value: one,
    label: one,
    picked: chosen.has(one),
  }));
  const speaker = await pick(l10n.t('Only what these speakers say; none chosen means all'), items, true);
  if (speaker) chooseFilter({ speaker });
}

/** `Only documents with district Alder or Tilden and wave 1; only codings by ana.` */
export function filterSentence({ where, coder, speaker, documents, query, without }: Filter): string {
  const or = ` ${l10n.t('or')} `;
  const parts = [
    ...(where ? [l10n.t('only documents with {0}', conditions(where))] : []),
    ...(documents ? [l10n.t('only documents in {0}', documents.join(or))] : []),
    ...(without ? [l10n.t('only documents without a passage of “{0}”', without)] : []),
    ...(query ? [l10n.t('only passages of “{0}”', query)] : []),
    ...(coder ? [l10n.t('only codings by {0}', coder)] : []),
    ...(speaker ? [l10n.t('only what {0} says', speaker.join(or))] : []),
  ];
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Those on one attribute with `=` are alternatives; all else holds together. */
function conditions(where: readonly string[]): string {
  const equal = new Map<string, string[]>();
  const others: string[] = [];
  for (const one of where) {
    const found = /^([^=<>!]+)=(.*)$/.exec(one);
    if (found) equal.set(found[1]!.trim(), [...(equal.get(found[1]!.trim()) ?? []), found[2]!.trim()]);
    else others.push(one.replace(/\s*(!=|<=|>=|<|>)\s*/, (_, operator: string) => ` ${spoken(operator)} `));
  }
  const same = [...equal].map(([name, values]) => `${name} ${values.join(` ${l10n.t('or')} `)}`);
  return [...same, ...others].join(` ${l10n.t('and')} `);
}

const spoken = (operator: string): string => ({ '!=': '≠', '<=': '≤', '>=': '≥' })[operator] ?? operator;
