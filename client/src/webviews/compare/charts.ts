import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type Chart } from '../../../../server/src/protocol.js';
import { attempt, say } from './actions.js';
import { ask, errand } from './host.js';
import { state } from './state.js';

/** Pictures of the report: drawn by the server, shown as images, so that nothing in them can run. */
export function chartsView(): TemplateResult {
  const charts = state.report?.charts ?? [];
  return html`<h2 id="pane-title" tabindex="-1">${l10n.t('Charts')}</h2>
    ${
      charts.length === 0
        ? html`<p class="quiet">${l10n.t('There is nothing to draw of this table.')}</p>`
        : charts.map(chartView)
    }`;
}

function chartView(chart: Chart, index: number): TemplateResult {
  const svg = state.charts[index] ?? null;
  return html`<figure>
    <figcaption>${chart.title}</figcaption>
    ${
      svg === null
        ? html`<p class="quiet">${l10n.t('Drawing …')}</p>`
        : html`<img alt=${chart.alt} src=${addressOf(svg)} />
            <vscode-button secondary @click=${() => attempt(() => saveSvg(index))}
              >${l10n.t('Save as SVG…')}</vscode-button
            >
            <vscode-button secondary @click=${() => attempt(() => savePng(svg, chart.title))}
              >${l10n.t('Save as PNG…')}</vscode-button
            >`
    }
    <p class="quiet">${svg === null ? nothing : chart.alt}</p>
  </figure>`;
}

const addressOf = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

async function saveSvg(chart: number): Promise<void> {
  const file = await ask('qualdown/exportAnalysis', { spec: state.spec, format: 'svg', chart });
  if ('problem' in file) throw new Error(file.problem);
  await saved(file.name, file.base64);
}

/** At twice the size, so that it is sharp in print and on screens of double density. */
async function savePng(svg: string, title: string): Promise<void> {
  const image = new Image();
  image.src = addressOf(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const name = `${
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'chart'
  }.png`;
  await saved(name, canvas.toDataURL('image/png').split(',')[1]!);
}

async function saved(name: string, base64: string): Promise<void> {
  const path = await errand<string | null>({ do: 'file', file: { name, base64 } });
  if (path !== null) say(l10n.t('Saved as {0}.', path));
}
