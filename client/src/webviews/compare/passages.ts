import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AnalysisKind, CellPassages } from '../../../../server/src/protocol.js';
import { attempt, closePane, count, listPassages, morePassages, saveSummary } from './actions.js';
import { host } from './host.js';
import { focusActive } from './navigation.js';
import { state } from './state.js';

type Documents = CellPassages['documents'][number];
type Quoted = Documents['passages'][number];

/** Analyses whose figures are all the passages of a row's code in some documents, as the Passages view lists them. */
const LISTED: readonly AnalysisKind[] = ['crosstab', 'spread', 'contrast'];

/** What a figure rests on: its passages by document and speaker, and who has none. */
export function passagesView(): TemplateResult {
  const { passages, passagesProblem, open } = state;
  if (passagesProblem !== null) return html`<p class="problem" role="alert">${passagesProblem}</p>`;
  if (!passages) return html`<p class="quiet">${l10n.t('Reading the passages …')}</p>`;
  const left = passages.total - count(passages);
  const isCode = state.codes.length === 0 || open?.row != null;
  return html`<h2 id="pane-title" tabindex="-1">${passages.title}</h2>
    <p class="quiet">${passages.sentence}</p>
    ${state.summary ? summaryView() : nothing}
    ${
      isCode && passages.total > 0 && LISTED.includes(state.spec.kind ?? 'crosstab')
        ? html`<p>
            <vscode-button secondary @click=${() => attempt(listPassages)}
              >${l10n.t('List them in the Passages view')}</vscode-button
            >
          </p>`
        : nothing
    }
    ${passages.documents.map(documentView)}
    ${
      left > 0
        ? html`<vscode-button class="more" @click=${() => attempt(morePassages)}
            >${l10n.t('Show more: {0} of {1} are shown', count(passages), passages.total)}</vscode-button
          >`
        : nothing
    }
    ${withoutView(passages)}`;
}

/** Who speaks heads what he or she says, until somebody else does. */
function documentView({ title, file, uri, passages }: Documents): TemplateResult {
  return html`<section class="document">
    <h3>
      <button class="link" title=${file} @click=${() => host.postMessage({ type: 'open', uri, range: null })}>
        ${title}
      </button>
    </h3>
    <ul>
      ${passages.map((one, index) => {
        const isNew = one.speaker !== null && one.speaker !== passages[index - 1]?.speaker;
        return html`<li>
          ${isNew ? html`<span class="speaker">${one.speaker}</span>` : nothing}${passageView(uri, one)}
        </li>`;
      })}
    </ul>
  </section>`;
}

function passageView(uri: string, { text, range, coder, memo }: Quoted): TemplateResult {
  const notes = [coder, memo].filter(Boolean).join(' · ');
  return html`<button class="passage" @click=${() => host.postMessage({ type: 'open', uri, range })}>
    <span class="quoted">${text}</span>${notes === '' ? nothing : html`<span class="quiet">${notes}</span>`}
  </button>`;
}

function withoutView({ without, withoutParticipants }: CellPassages): TemplateResult {
  return html`${
    without.length > 0
      ? html`<section class="document">
          <h3>${l10n.t('Documents without: {0}', without.length)}</h3>
          <ul>
            ${without.map(
              ({ title, file, uri }) =>
                html`<li>
                  <button
                    class="link"
                    title=${file}
                    @click=${() => host.postMessage({ type: 'open', uri, range: null })}
                  >
                    ${title}
                  </button>
                </li>`,
            )}
          </ul>
        </section>`
      : nothing
  }
  ${
    withoutParticipants.length > 0
      ? html`<section class="document">
          <h3>${l10n.t('Participants without: {0}', withoutParticipants.length)}</h3>
          <p>${withoutParticipants.join(', ')}</p>
        </section>`
      : nothing
  }`;
}

/** The researcher's own words for a cell of a matrix. */
function summaryView(): TemplateResult {
  const { text, stale } = state.summary!;
  const save = (event: Event): void => {
    const area = (event.target as Element).closest('.summary')!.querySelector('textarea')!;
    attempt(() => saveSummary(area.value.trim()));
  };
  return html`<div class="summary">
    <label
      ><span>${l10n.t('Summary')}</span>
      <textarea rows="5" .value=${text}></textarea>
    </label>
    ${stale === null ? nothing : html`<p class="problem">${stale}</p>`}
    <vscode-button @click=${save}>${l10n.t('Save summary')}</vscode-button>
  </div>`;
}

/** Back to the figure that was opened. */
export function leavePane(): void {
  closePane();
  queueMicrotask(focusActive);
}
