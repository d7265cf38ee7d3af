// The Compare page as VS Code serves it, Content Security Policy included, with a stand-in for the extension that answers.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import type { FromPage, ToPage } from '../../client/src/webviews/compareMessages.js';
import type {
  AnalysisSpec,
  CellParams,
  CellPassages,
  Report,
  Sheet,
  SheetCell,
} from '../../server/src/protocol.js';

// Only a page of https may use the clipboard.
const address = 'https://page.test/';
const built = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/webviews/${name}`, import.meta.url)), 'utf8');
// As `pageHtml` of client/src/webviewPage.ts has it.
const policy = `default-src 'none'; script-src 'nonce-n'; style-src ${address}; img-src data:`;
const shell = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="compare.css"></head>
<body class="vscode-light"><script nonce="n" src="compare.js"></script></body></html>`;

const colours = {
  light: ['vscode-light', '#3b3b3b', '#ffffff', '#3b3b3b', '#1a85ff'],
  dark: ['vscode-dark', '#cccccc', '#1f1f1f', '#9d9d9d', '#3794ff'],
  'contrast-dark': ['vscode-high-contrast', '#ffffff', '#000000', '#ffffff', '#3794ff'],
  'contrast-light': [
    'vscode-high-contrast vscode-high-contrast-light',
    '#292929',
    '#ffffff',
    '#292929',
    '#1a85ff',
  ],
} as const;
export type Theme = keyof typeof colours;
export const themes = Object.keys(colours) as Theme[];

/** What the extension would answer; each may be replaced. */
export interface Answers {
  analysis: (spec: AnalysisSpec) => { report: Report } | { problem: string };
  cell: (params: Omit<CellParams, 'study'>) => CellPassages | { problem: string };
  pick: (items: { value: string }[]) => string[] | null;
}

export class ComparePage {
  /** What the page said, errands to the server left out. */
  readonly said: FromPage[] = [];
  /** What was asked of the server. */
  readonly asked: { method: string; params: { spec?: AnalysisSpec } }[] = [];
  readonly files: { name: string; base64: string }[] = [];
  readonly answers: Answers = {
    analysis: () => ({ report: report() }),
    cell: () => passages(3),
    pick: () => null,
  };
  clipboard = '';
  documents = 5;

  private constructor(readonly tab: Tab) {}

  static async open(browser: Browser, width = 900, height = 600): Promise<ComparePage> {
    const context = await browser.newContext({
      viewport: { width, height },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = new ComparePage(await context.newPage());
    await page.#prepare();
    await page.tab.goto(address);
    return page;
  }

  async #prepare(): Promise<void> {
    const { tab } = this;
    await tab.route(`${address}**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: shell });
      const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      return route.fulfill({ contentType, body: built(name) });
    });
    await tab.exposeFunction('tell', (message: FromPage) => this.#receive(message));
    await tab.addInitScript(`
      window.violations = [];
      // What the tests' compiler wraps functions in.
      window.__name = (named) => named;
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        violations.push([violatedDirective, blockedURI, sample].join(' ')));
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => tell(message),
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
        setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
      });`);
  }

  async #receive(message: FromPage): Promise<void> {
    if (message.type !== 'errand') this.said.push(message);
    if (message.type === 'ready') return this.sendStudy();
    if (message.type !== 'errand') return;
    const { id } = message;
    const answer = (result: unknown): Promise<void> => this.send({ type: 'answer', id, result });
    switch (message.do) {
      case 'request': {
        const params = message.params as { spec?: AnalysisSpec };
        this.asked.push({ method: message.method, params });
        return answer(this.#answer(message.method, params));
      }
      case 'pick':
        return answer(this.answers.pick(message.items));
      case 'file':
        this.files.push(message.file);
        return answer(message.file.name);
      case 'clipboard':
        this.clipboard = message.text;
        return answer(true);
      case 'save':
        return answer('My comparison');
      case 'summary':
        return answer(true);
    }
  }

  #answer(method: string, params: { spec?: AnalysisSpec }): unknown {
    switch (method) {
      case 'qualdown/analysis':
        return this.answers.analysis(params.spec ?? {});
      case 'qualdown/cellPassages':
        return this.answers.cell(params as never);
      case 'qualdown/chart':
        return {
          svg: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="90" height="40"/></svg>',
        };
      case 'qualdown/analysisChoices':
        return {
          attributes: [
            {
              name: 'district',
              values: [
                { value: 'Alder', documents: 3 },
                { value: 'Tilden', documents: 2 },
              ],
            },
            {
              name: 'wave',
              values: [
                { value: '1', documents: 3 },
                { value: '2', documents: 2 },
              ],
            },
          ],
          coders: ['ana', 'ben'],
          speakers: ['AP1', 'TP1'],
        };
      case 'qualdown/exportAnalysis':
        return { name: 'codes-by-district.csv', base64: 'YQ==' };
      case 'qualdown/comparisons':
        return [{ uri: 'file:///c', name: 'Waves', spec: { by: ['wave'] }, problem: null }];
      default:
        return [];
    }
  }

  async sendStudy(): Promise<void> {
    const study = {
      uri: 'file:///study',
      name: 'A study',
      compareBy: 'district',
      documents: this.documents,
      none: 1,
    };
    await this.send({ type: 'study', study, language: 'en', bundle: {} });
  }

  async send(message: ToPage): Promise<void> {
    await this.tab.evaluate((data) => void dispatchEvent(new MessageEvent('message', { data })), message);
  }

  violations(): Promise<string[]> {
    return this.tab.evaluate('violations');
  }

  async theme(theme: Theme): Promise<void> {
    const [className, foreground, background, description, blue] = colours[theme];
    await this.tab.evaluate(
      ([names, ...values]) => {
        document.body.className = names!;
        const { style } = document.documentElement;
        ['foreground', 'editor-background', 'descriptionForeground', 'charts-blue'].forEach((name, index) =>
          style.setProperty(`--vscode-${name}`, values[index]!),
        );
        if (names!.includes('high')) style.setProperty('--vscode-contrastBorder', '#6fc3df');
        else style.removeProperty('--vscode-contrastBorder');
      },
      [className, foreground, background, description, blue],
    );
  }

  /** A cell by the indices of its row and column as shown; -1: the head, the name of the row. */
  cell(row: number, column: number) {
    return this.tab.locator(`[data-row="${row}"][data-column="${column}"]`);
  }

  /** `row,column` of the cell that has the focus. */
  focused(): Promise<string> {
    return this.tab.evaluate(
      '[document.activeElement.dataset.row, document.activeElement.dataset.column].join()',
    );
  }

  async close(): Promise<void> {
    await this.tab.context().close();
  }
}

const cell = (documents: number, of: number, change: Partial<SheetCell> = {}): SheetCell => ({
  values: [documents, documents / of],
  of: [of, null],
  texts: [`${documents}/${of}`, `${((100 * documents) / of).toFixed(1)}%`],
  heat: documents / of,
  title: `${documents} of ${of} documents carry the code`,
  ...change,
});

const figures: Sheet['columns'][number]['figures'] = [
  { key: 'documents', name: 'documents', format: 'count', of: true },
  { key: 'share', name: 'share', format: 'percent' },
];

/** Two families of three codes each, in two districts. */
export function report(change: Partial<Report> = {}, sheet: Partial<Sheet> = {}): Report {
  const row = (key: string, depth: number, alder: number, tilden: number) => ({
    key,
    name: key,
    depth,
    color: '#d55e00',
    cells: [cell(alder, 3, alder === 1 ? { mark: 'rests on one document' } : {}), cell(tilden, 2)],
  });
  return {
    kind: 'crosstab',
    title: 'Codes by district',
    sentence: 'Documents of 5 that carry each of 6 codes, by district.',
    warnings: ['One document is not coded yet.'],
    notes: ['share: words under the code of all counted words'],
    charts: [
      {
        kind: 'heat',
        title: 'Heat',
        alt: 'Coupling in Alder most',
        format: 'count',
        columns: [],
        rows: [],
        values: [],
      },
    ],
    sheets: [
      {
        title: 'Codes by district',
        stub: 'Code',
        columns: [
          { key: 'Alder', name: 'Alder', lines: ['3 documents'], figures },
          { key: 'Tilden', name: 'Tilden', lines: ['2 documents'], figures },
        ],
        rows: [
          row('coupling', 0, 1, 2),
          row('buffering', 1, 2, 0),
          row('isolation', 1, 3, 1),
          row('focus', 0, 3, 0),
          row('walkthrough', 1, 0, 2),
          row('coaching', 1, 2, 1),
        ],
        ...sheet,
      },
    ],
    ...change,
  };
}

/** A table of many rows, in families of five, and columns, in groups of ten. */
export function largeReport(rows = 300, columns = 60): Report {
  return report(
    {},
    {
      columns: Array.from({ length: columns }, (_, index) => ({
        key: `k${index}`,
        name: `District ${index}`,
        group: `Wave ${Math.floor(index / 10)}`,
        lines: ['12 documents', '61,200 counted words'],
        figures,
      })),
      rows: Array.from({ length: rows }, (_, index) => ({
        key: `c${index}`,
        name: `Code ${index} with a name that is rather long for a table`,
        depth: index % 5 === 0 ? 0 : 1,
        color: '#0072b2',
        cells: Array.from({ length: columns }, (_, column) => cell((index * 7 + column * 3) % 13, 12)),
      })),
    },
  );
}

export function passages(count: number, change: Partial<CellPassages> = {}): CellPassages {
  const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } };
  return {
    title: 'Buffering in Alder',
    sentence: '2 of 3 documents, 3 passages',
    total: count,
    documents: [
      {
        file: 'alder/a.md',
        uri: 'file:///study/alder/a.md',
        title: 'Interview A',
        passages: Array.from({ length: count }, (_, index) => ({
          range,
          text: `Passage ${index}`,
          speaker: 'AP1',
          codes: ['buffering'],
          coder: null,
          memo: null,
        })),
      },
    ],
    without: [{ file: 'alder/b.md', uri: 'file:///study/alder/b.md', title: 'Interview B' }],
    withoutParticipants: ['AP2'],
    ...change,
  };
}
