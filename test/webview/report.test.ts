// The HTML report and the charts in a real Chromium.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.mjs';
import type { Chart } from '../../server/src/core/report/types.js';
import { chartSvg } from '../../server/src/report/charts/index.js';
import type { Evidence } from '../../server/src/report/job.js';
import { makeFile } from '../../server/src/report/make.js';
import { madeProvenance, madeReport } from '../core/report-made.js';

const report = madeReport();
const evidence = report.sheets[0]!.rows.flatMap((row) =>
  report.sheets[0]!.columns.map((column): Evidence => ({
    sheet: 0,
    row: row.key,
    column: column.key,
    title: `${row.name} in ${column.name}`,
    sentence: 'So many.',
    documents: [
      { file: 'alder/ap1.md', passages: [{ line: 3, speaker: 'AP1', text: `About ${row.name} <script>` }] },
    ],
    without: [],
    withoutParticipants: [],
  })),
);

const long = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Number ${index} ${'with a long name '.repeat(index % 5)}`);
const values = (count: number, by = 1): number[] =>
  Array.from({ length: count }, (_, index) => (index * 7 * by) % 11);
const base = { title: 'Title & more', alt: 'What is <seen>', format: 'count', axis: 'documents' } as const;
const charts: Chart[] = [
  {
    ...base,
    kind: 'bars',
    categories: long(60),
    series: long(4).map((name) => ({ name, values: values(60) })),
  },
  {
    ...base,
    kind: 'dots',
    categories: long(60),
    series: [{ name: 'a', values: values(60), ranges: values(60).map((value) => [value / 2, value + 1]) }],
  },
  {
    ...base,
    kind: 'slopes',
    points: long(3),
    series: long(12).map((name) => ({ name, values: [1, null, 3] })),
  },
  { ...base, kind: 'heat', columns: long(60), rows: long(60), values: long(60).map(() => values(60)) },
  {
    ...base,
    kind: 'network',
    nodes: long(60).map((name, index) => ({ name, size: index })),
    links: values(60).map((to, from) => ({ from, to, weight: to })),
  },
  { ...base, kind: 'curve', points: long(60), values: Array.from({ length: 60 }, (_, index) => index) },
  { ...base, kind: 'bars', categories: [], series: [] },
];

describe('reports in a browser', () => {
  let browser: Browser;
  let tab: Page;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  beforeEach(async () => (tab = await browser.newPage({ viewport: { width: 800, height: 600 } })));
  afterEach(() => tab.close());

  describe('the HTML report', () => {
    const asked: string[] = [];
    beforeEach(async () => {
      asked.length = 0;
      tab.on('request', (request) => asked.push(request.url()));
      const html = await makeFile({ format: 'html', report, provenance: madeProvenance, evidence });
      await tab.setContent(Buffer.from(html).toString('utf8'));
    });

    it('asks for nothing, runs nothing and fits the window', async () => {
      assert.deepEqual(asked, []);
      assert.equal(await tab.locator('script').count(), 0);
      assert.equal(await tab.evaluate('document.documentElement.scrollWidth'), 800);
    });

    it('leads from every figure to its passages and back', async () => {
      const links = tab.locator('td a');
      assert.equal(await links.count(), 6);
      const targets = await links.evaluateAll((all) =>
        all.map(
          (link) => document.querySelector(link.getAttribute('href')!)?.querySelector('h3')?.textContent,
        ),
      );
      assert.deepEqual(
        targets,
        evidence.map(({ title }) => title),
      );
      const back = await tab
        .locator('a.back')
        .evaluateAll((all) => all.map((link) => document.querySelector(link.getAttribute('href')!)?.tagName));
      assert.deepEqual(back, Array<string>(6).fill('TD'));
    });

    it('is a table for a screen reader, and quotes text as text', async () => {
      const table = tab.getByRole('table', { name: 'Codes by district' });
      assert.equal(await table.getByRole('rowheader').count(), 3);
      assert.equal(await table.getByRole('columnheader').count(), 3);
      assert.equal(await tab.locator('blockquote').first().innerText(), 'About Loose coupling <script>');
      assert.equal(await tab.getByRole('img', { name: 'Documents that carry each code' }).count(), 1);
    });
  });

  for (const chart of charts) {
    const size = 'categories' in chart ? `, ${chart.categories.length} categories` : '';
    for (const theme of ['light', 'dark', 'contrast-dark', 'contrast-light'] as const) {
      it(`draws ${chart.kind}${size} in ${theme}`, async () => {
        const svg = chartSvg(chart, { width: 700, theme });
        assert.equal(svg, chartSvg(chart, { width: 700, theme }));
        await tab.setContent('<body></body>');
        const drawn = await tab.evaluate((xml) => {
          const parsed = new DOMParser().parseFromString(xml, 'image/svg+xml');
          if (parsed.querySelector('parsererror')) return { problem: 'no XML' };
          document.body.append(document.importNode(parsed.documentElement, true));
          const picture = document.querySelector('svg')!;
          const frame = picture.getBoundingClientRect();
          // A pixel of grace: text is as wide as the machine's own font makes it.
          const beyond = [...picture.querySelectorAll('text')].filter((text) => {
            const box = text.getBoundingClientRect();
            return (
              box.left < frame.left - 12 || box.right > frame.right + 12 || box.bottom > frame.bottom + 12
            );
          });
          return {
            title: picture.querySelector('title')?.textContent,
            desc: picture.querySelector('desc')?.textContent,
            shapes: picture.querySelectorAll('path, rect, circle, polyline').length,
            beyond: beyond.map((text) => text.textContent),
          };
        }, svg);
        assert.deepEqual(
          { ...drawn, shapes: 0 },
          { title: chart.title, desc: chart.alt, shapes: 0, beyond: [] },
        );
        const least = 'categories' in chart ? chart.categories.length : 10;
        assert.ok((drawn.shapes ?? 0) >= least, `${drawn.shapes} shapes`);
      });
    }
  }
});
