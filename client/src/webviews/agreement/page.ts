import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgreementUnit, SideSource, Universe } from '../../../../server/src/protocol.js';
import { type Option, select } from '../compare/select.js';
import { choose, chooseSide, progress, title } from './actions.js';
import { deskView } from './desk.js';
import { state } from './state.js';
import { tableView } from './table.js';

export function pageView(): TemplateResult {
  const { info, agreement, found, problem, busy, said } = state;
  if (!info) return html`<main><p class="quiet">${l10n.t('There is no study here yet.')}</p></main>`;
  return html`<main aria-busy=${busy}>
      <header><h1>${title()}</h1></header>
      ${pickersView()} ${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      ${busy && !agreement ? html`<p class="quiet">${l10n.t('Comparing the coders …')}</p>` : nothing}
      ${agreement ? tableView(agreement) : nothing} ${agreement ? warningsView(agreement.warnings) : nothing}
      <p class="status" role="status">${said}</p>
    </main>
    ${
      found
        ? html`<aside aria-label=${l10n.t('Disagreements')}>
            <h2>${l10n.t('Disagreements')} <span class="quiet progress">${progress()}</span></h2>
            ${deskView()}
          </aside>`
        : nothing
    }`;
}

const warningsView = (warnings: readonly string[]): TemplateResult =>
  html`<div class="warnings">${warnings.map((line) => html`<p class="warning">${line}</p>`)}</div>`;

const units = (): Option[] => [
  ['', l10n.t('turn, or sentence in notes')],
  ['sentence', l10n.t('sentence')],
  ['paragraph', l10n.t('paragraph')],
  ['word', l10n.t('word')],
  ['character', l10n.t('character')],
  ['passage', l10n.t('passage')],
];

function pickersView(): TemplateResult {
  const { sides, unit, universe } = state;
  const side = (index: number, name: string): TemplateResult =>
    select(
      name,
      sideOptions(),
      sides[index] ? JSON.stringify(sides[index]) : '',
      (value) => void chooseSide(index, value),
    );
  return html`<div class="pickers" role="group" aria-label=${l10n.t('What is compared')}>
    ${side(0, l10n.t('Left'))} ${side(1, l10n.t('Right'))}
    ${select(l10n.t('Unit'), units(), unit ?? '', (value) =>
      choose({ unit: value === '' ? null : (value as AgreementUnit) }),
    )}
    ${
      unit === 'passage'
        ? nothing
        : select(
            l10n.t('Of'),
            [
              ['all', l10n.t('all counted text')],
              ['coded', l10n.t('what some coder coded')],
            ],
            universe,
            (value) => choose({ universe: value as Universe }),
          )
    }
  </div>`;
}

/** Everything that can be a side; what is asked for already stands in the list under its name. */
function sideOptions(): Option[] {
  const { choices, sides } = state;
  const known: SideSource[] = [
    { kind: 'path', path: '.' },
    ...(choices?.folders ?? []).map((path): SideSource => ({ kind: 'path', path })),
    ...(choices?.coders ?? []).map((coder): SideSource => ({ kind: 'coder', coder })),
    ...(choices?.refs ?? []).map((ref): SideSource => ({ kind: 'ref', ref })),
  ];
  const all = new Map([...known, ...sides].map((side) => [JSON.stringify(side), sideName(side)]));
  return [
    ...(sides.length < 2 ? [['', l10n.t('choose …')] as const] : []),
    ...all,
    ['path', l10n.t('a folder …')],
    ...(choices?.git ? [['ref', l10n.t('a git revision …')] as const] : []),
  ];
}

function sideName(side: SideSource): string {
  switch (side.kind) {
    case 'coder':
      return side.coder === null ? l10n.t('unsigned codings') : l10n.t('coder {0}', side.coder);
    case 'ref':
      return l10n.t('git: {0}', side.ref);
    case 'path':
      return side.path === '.' ? l10n.t('the study as it stands') : l10n.t('folder {0}', side.path);
  }
}
