import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Agreement, CodeAgreement, CodeNode } from '../../../../server/src/protocol.js';
import { change, state } from './state.js';

type Interval = CodeAgreement['intervals']['cohenKappa'];

/** By code: how far the sides agree, beside how often each used it. A row opens the disagreements about its code. */
export function tableView(agreement: Agreement): TemplateResult {
  const { coders, codes, units, documents, alignment } = agreement;
  const head = [
    l10n.t('Code'),
    l10n.t('Agreement'),
    coders.length === 2 ? l10n.t('Cohen’s κ') : l10n.t('Fleiss’ κ'),
    l10n.t('Gwet’s AC1'),
    l10n.t('Krippendorff’s α'),
    ...coders.map((coder) => l10n.t('{0} coded', coder)),
    l10n.t('Units'),
    l10n.t('Disagreements'),
  ];
  const left =
    alignment.unaligned > 0
      ? l10n.t(
          'Words without a counterpart in the other text, left out: {0} of {1}.',
          alignment.unaligned,
          alignment.words,
        )
      : '';
  return html`<p class="sentence">
      ${documents === 1 ? l10n.t('{0} units in 1 document.', units) : l10n.t('{0} units in {1} documents.', units, documents)}
      ${l10n.t('In brackets: 95 % of {0} resamples of documents.', agreement.resamples)} ${left}
    </p>
    <div class="frame agreement">
      <table aria-label=${l10n.t('Agreement by code')}>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${codes.map((code) => rowView(code, coders.length))}
        </tbody>
      </table>
    </div>
    <p>
      ${
        state.code === null
          ? nothing
          : html`<vscode-button secondary @click=${() => change({ code: null, active: null })}
              >${l10n.t('Disagreements about all codes')}</vscode-button
            >`
      }
    </p>`;
}

function rowView(code: CodeAgreement, sides: number): TemplateResult {
  const open = (): void => {
    change({ code: code.code, active: null });
    queueMicrotask(() => document.querySelector<HTMLElement>('.list')?.focus());
  };
  const { intervals } = code;
  const [kappa, kappaInterval] =
    sides === 2 ? [code.cohenKappa, intervals.cohenKappa] : [code.fleissKappa, intervals.fleissKappa];
  const figures = [
    figure(code.percentAgreement, intervals.percentAgreement, percent),
    figure(kappa, kappaInterval),
    figure(code.gwetAC1, intervals.gwetAC1),
    figure(code.krippendorffAlpha, intervals.krippendorffAlpha),
    ...code.baseRates.map((rate) => html`${rate === null ? '–' : percent(rate)}`),
    html`${code.units}`,
    html`${code.disagreements}`,
  ];
  return html`<tr class=${code.code === state.code ? 'open' : ''} @click=${open}>
    <th scope="row">
      <button
        class="link"
        aria-pressed=${code.code === state.code}
        title=${l10n.t('Show the disagreements about this code')}
      >
        ${nameOf(code.code)}
      </button>
    </th>
    ${figures.map((content) => html`<td>${content}</td>`)}
  </tr>`;
}

function figure(
  value: number | null,
  interval: Interval,
  text: (value: number) => string = coefficient,
): TemplateResult {
  if (value === null) return html`<span class="quiet">${l10n.t('not defined')}</span>`;
  return html`${text(value)}${
    interval ? html` <small class="quiet">[${text(interval.low)}, ${text(interval.high)}]</small>` : nothing
  }`;
}

const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
const coefficient = (value: number): string => value.toFixed(2).replace('-0.00', '0.00').replace('-', '−');

export function nameOf(code: string): string {
  const find = (nodes: readonly CodeNode[]): string | undefined => {
    for (const { id, name, children } of nodes) {
      const found = id === code ? name : find(children);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(state.codes) ?? code;
}
