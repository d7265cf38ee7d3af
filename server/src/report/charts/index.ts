import { BarChart, CustomChart, GraphChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../core/report/types.js';
import type { Theme } from '../job.js';
import { barDrawing } from './bars.js';
import { heatDrawing } from './heat.js';
import type { Drawing, Paper } from './layout.js';
import { curveDrawing, slopeDrawing } from './lines.js';
import { networkDrawing } from './network.js';
import { COLORS, FONT } from './theme.js';

use([
  BarChart,
  CustomChart,
  GraphChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  SVGRenderer,
]);

const LEAST = 320;
const MOST = 4000;

export interface Picture {
  /** Pixels; the height follows from what is drawn. */
  readonly width: number;
  readonly theme: Theme;
  /** On nothing, for a page with a background of its own. */
  readonly bare?: boolean;
  /** Told apart by it from other pictures of a page. */
  readonly id?: string;
}

/** A chart as SVG: one element with its title and what is seen in it, the same bytes for the same figures. */
export function chartSvg(chart: Chart, { width: asked, theme, bare = false, id = 'chart' }: Picture): string {
  const width = Math.round(Math.min(Math.max(Number.isFinite(asked) ? asked : 0, LEAST), MOST));
  const colors = COLORS[theme];
  const { height, option } = drawingOf(chart, { width, colors });
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width, height: Math.ceil(height) });
  try {
    canvas.setOption({
      ...option,
      animation: false,
      textStyle: { fontFamily: FONT },
      backgroundColor: bare ? 'transparent' : colors.background,
    });
    return named(canvas.renderToSVGString(), chart, id);
  } finally {
    canvas.dispose();
  }
}

function drawingOf(chart: Chart, paper: Paper): Drawing {
  switch (chart.kind) {
    case 'bars':
    case 'dots':
      return barDrawing(chart, paper);
    case 'slopes':
      return slopeDrawing(chart, paper);
    case 'curve':
      return curveDrawing(chart, paper);
    case 'heat':
      return heatDrawing(chart, paper);
    case 'network':
      return networkDrawing(chart, paper);
  }
}

/** With title and description for whoever does not see it, and ids that do not count the pictures drawn before. */
function named(svg: string, { title, alt }: Chart, id: string): string {
  // The library numbers what it draws through all pictures of a process.
  const numbers = new Map<string, number>();
  const drawn = svg
    .replaceAll(/\bzr\d+-(\w+?-?)(\d+)\b/g, (whole, kind: string) => {
      if (!numbers.has(whole)) numbers.set(whole, numbers.size);
      return `${id}-${kind}${numbers.get(whole)!}`;
    })
    .replaceAll(/\s*ecmeta_\w+="[^"]*"/g, '');
  const label = `role="img" aria-labelledby="${id}-title ${id}-desc"`;
  const words = `<title id="${id}-title">${escapeXml(title)}</title><desc id="${id}-desc">${escapeXml(alt)}</desc>`;
  return drawn.replace(/<svg\b([^>]*)>/, (_, attributes: string) => `<svg ${label}${attributes}>${words}`);
}

/** A text in XML or HTML, in an element or in quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
