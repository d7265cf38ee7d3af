import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Report, Sheet } from '../../../../server/src/protocol.js';
import { attempt, choose, closePane, loadCharts } from './actions.js';
import { chartsView } from './charts.js';
import { filtersView } from './filters.js';
import { host } from './host.js';
import { foldAll, sortText } from './keys.js';
import { focusActive } from './navigation.js';
import { outputs } from './output.js';
import { leavePane, passagesView } from './passages.js';
import { checkbox, pickersView } from './pickers.js';
import { shownRows } from './rows.js';
import { select } from './select.js';
import { change, sheetShown, state } from './state.js';
import { marksOf, signOf, tableView } from './table.js';

/** More warnings than this are folded away. */
const warningsShown = 3;

export function pageView(): TemplateResult {
  const { info, report } = state;
  return html`<main aria-busy=${String(state.busy)}>
      <header>
        <h1>${report?.title ?? l10n.t('Compare')}</h1>
        ${info ? html`<span class="quiet">${[info.name, state.name].filter(Boolean).join(' · ')}</span>` : nothing}
        <span class="spacer"></span>
        ${outputButtons()}
      </header>
      ${info ? html`${pickersView()}${filtersView()}` : nothing}
      ${state.problem === null ? nothing : html`<p class="problem" role="alert">${withCode(state.problem)}</p>`}
      ${report ? reportView(report) : html`<p class="quiet">${waitingText()}</p>`}
      <p id="keys" class="unseen">
        ${l10n.t('Arrow keys move. Enter opens the passages of a figure, or sorts by a column. On the name of a row, left and right fold and unfold.')}
      </p>
      <p role="status" class="status">${state.said}</p>
    </main>
    ${state.pane === null ? nothing : paneView()}`;
}

function waitingText(): string {
  if (state.info === null) return l10n.t('There is no such study any more.');
  return state.problem === null ? l10n.t('Reading the study …') : '';
}

function outputButtons(): TemplateResult {
  const button = (text: string, run: () => void): TemplateResult =>
    html`<vscode-button secondary @click=${run}>${text}</vscode-button>`;
  return html`<span class="outputs" role="group" aria-label=${l10n.t('Use the comparison')}>
    ${button(l10n.t('Charts'), showCharts)} ${button(l10n.t('Copy table'), () => attempt(outputs.copy))}
    ${button(l10n.t('Export…'), () => attempt(outputs.export))}
    ${button(l10n.t('Save…'), () => attempt(outputs.save))}
    ${button(l10n.t('Open saved…'), () => attempt(outputs.open))}
  </span>`;
}

function showCharts(): void {
  if (state.pane === 'charts') {
    closePane();
    return;
  }
  change({ pane: 'charts', open: null, passages: null });
  attempt(loadCharts);
}

function reportView(report: Report): TemplateResult {
  const sheet = sheetShown();
  return html`<p id="sentence" class="sentence">${report.sentence}</p>
    ${warningsView(report.warnings)}
    ${
      sheet && sheet.rows.length > 0 && sheet.columns.length > 0
        ? html`${aboveTable(report, sheet)}${tableView(sheet, sheet.title || report.title)}${marksView(sheet)}`
        : emptyView()
    }
    ${
      report.notes.length > 0
        ? html`<details class="notes">
            <summary>${l10n.t('How the figures are defined')}</summary>
            ${report.notes.map((note) => html`<p>${withCode(note)}</p>`)}
          </details>`
        : nothing
    }`;
}

function warningsView(warnings: readonly string[]): TemplateResult | typeof nothing {
  if (warnings.length === 0) return nothing;
  const shown = state.allWarnings ? warnings : warnings.slice(0, warningsShown);
  const more = warnings.length - warningsShown;
  return html`<div class="warnings" role="group" aria-label=${l10n.t('Before you trust the figures')}>
    ${shown.map((text) => html`<p class="warning">${withCode(text)}</p>`)}
    ${
      more > 0
        ? html`<button
            class="link"
            aria-expanded=${String(state.allWarnings)}
            @click=${() => change({ allWarnings: !state.allWarnings })}
          >
            ${state.allWarnings ? l10n.t('Fewer warnings') : l10n.t('{0} more warnings', more)}
          </button>`
        : nothing
    }
  </div>`;
}

/** What stands between backticks is a name in a file. */
const withCode = (text: string): (string | TemplateResult)[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

/** Which of several tables, how it is sorted, families. */
function aboveTable(report: Report, sheet: Sheet): TemplateResult {
  const rows = shownRows(sheet, null, false, []);
  const hasFamilies = rows.some(({ isFamily }) => isFamily);
  const { sort } = state;
  const sorted = sheet.columns.find(({ key }) => key === sort?.column);
  return html`<div class="above">
    ${
      report.sheets.length > 1
        ? select(
            l10n.t('Table'),
            report.sheets.map(({ title }, index) => [String(index), title] as const),
            String(report.sheets.indexOf(sheet)),
            (value) => change({ sheet: Number(value), sort: null }),
          )
        : nothing
    }
    ${
      hasFamilies && !(sort && state.flat)
        ? html`<vscode-button secondary @click=${() => foldAll({ rows }, state.folded.length === 0)}
            >${state.folded.length === 0 ? l10n.t('Fold families') : l10n.t('Unfold families')}</vscode-button
          >`
        : nothing
    }
    ${
      sort && sorted && sorted.figures.length > 1
        ? select(
            l10n.t('Sorted by'),
            sorted.figures.map(({ name }, index) => [String(index), name] as const),
            String(sort.figure),
            (value) => change({ sort: { ...sort, figure: Number(value) } }),
          )
        : nothing
    }
    ${
      sort && hasFamilies
        ? checkbox(l10n.t('Keep families together'), !state.flat, (on) => change({ flat: !on }))
        : nothing
    }
    ${sort ? html`<span class="quiet">${sortText({ sheet, hasFamilies })}</span>` : nothing}
  </div>`;
}

function marksView(sheet: Sheet): TemplateResult | typeof nothing {
  const marks = marksOf(sheet);
  return marks.length === 0
    ? nothing
    : html`<p class="quiet marks">
        ${marks.map((mark) => html`<span><span class="mark">${signOf(marks, mark)}</span> ${mark}</span>`)}
      </p>`;
}

/** Nothing to show, why, and the way out. */
function emptyView(): TemplateResult {
  const { info, spec } = state;
  const run = (command: string) => () => host.postMessage({ type: 'command', command });
  if (info?.documents === 0) {
    return empty(
      l10n.t('The study has no documents yet.'),
      l10n.t('Import documents…'),
      run('qualdown.importDocuments'),
    );
  }
  if (spec.filter) {
    return empty(l10n.t('The filter leaves nothing to count.'), l10n.t('Clear filter'), () =>
      choose({ filter: undefined }),
    );
  }
  if (spec.codes) {
    return empty(l10n.t('None of the chosen codes has anything to show.'), l10n.t('Show all codes'), () =>
      choose({ codes: undefined }),
    );
  }
  return html`<p class="empty">
    ${l10n.t('No document is coded yet. Apply a code to a passage, and it appears here.')}
  </p>`;
}

const empty = (text: string, action: string, run: () => void): TemplateResult =>
  html`<div class="empty">
    <p>${text}</p>
    <vscode-button @click=${run}>${action}</vscode-button>
  </div>`;

function paneView(): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leavePane();
  };
  return html`<aside
    class=${state.pane === 'charts' ? 'charts' : ''}
    aria-labelledby="pane-title"
    @keydown=${onKey}
  >
    <div class="pane-bar">
      <vscode-button secondary title=${l10n.t('Escape')} @click=${leavePane}
        >${l10n.t('Close')}</vscode-button
      >
    </div>
    ${state.pane === 'charts' ? chartsView() : passagesView()}
  </aside>`;
}

export { focusActive };
