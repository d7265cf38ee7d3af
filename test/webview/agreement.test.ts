// The Agreement page in a real Chromium, under the policy that VS Code serves it with; a stand-in answers for the extension.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import type { FromPage, ToPage } from '../../client/src/webviews/compareMessages.js';
import { launchChromium } from '../../scripts/lib/chromium.mjs';
import type { Adjudicated, AdjudicationItem, DecisionShown } from '../../server/src/protocol.js';

const address = 'https://page.test/';
const built = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/webviews/${name}`, import.meta.url)), 'utf8');
const policy = `default-src 'none'; script-src 'nonce-n'; style-src ${address}; img-src data:`;
const shell = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="agreement.css"></head>
<body class="vscode-light"><script nonce="n" src="agreement.js"></script></body></html>`;

type Asked = { method: string; params: object } | { do: string; params?: Record<string, unknown> };

const item = (key: string, code: string, change: Partial<AdjudicationItem> = {}): AdjudicationItem => ({
  key,
  file: 'a.md',
  uri: 'file:///study/a.md',
  code,
  name: code,
  speaker: 'P1',
  coded: [true, false],
  range: { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } },
  text: `Before. Words of ${key} here. After.`,
  unit: { start: 8, end: 24 + key.length },
  marks: [{ side: 0, start: 8, end: 13 }],
  decision: null,
  ...change,
});
const decision: DecisionShown = {
  ...{ uri: 'file:///d', decision: 'left', recode: null, note: 'So it is.', by: 'carla', date: '2026-11-24' },
  ...{ left: 'study', right: 'second-coder' },
};
const found = (): Adjudicated => ({
  sides: ['study', 'second-coder'].map((name) => ({
    name,
    source: 'path',
    path: name,
    documents: 1,
    passages: 3,
  })),
  unit: 'turn',
  items: [
    item('one', 'focus', {
      marks: [
        { side: 0, start: 8, end: 16 },
        { side: 1, start: 14, end: 20 },
      ],
    }),
    item('two', 'focus', { decision }),
    item('three', 'other', { coded: [false, true], marks: [{ side: 1, start: 8, end: 13 }] }),
  ],
  settled: [{ ...decision, key: 'four', file: 'a.md', code: 'other', name: 'other', passage: 'Mm.' }],
  warnings: [],
});
const figures = (code: string, kappa: number | null, disagreements: number) => ({
  ...{ code, units: 10, disagreements, baseRates: [0.3, 0.1] },
  ...{
    percentAgreement: 0.8,
    cohenKappa: kappa,
    fleissKappa: kappa,
    gwetAC1: 0.72,
    krippendorffAlpha: kappa,
  },
  intervals: {
    ...{ percentAgreement: null, fleissKappa: null, gwetAC1: null, krippendorffAlpha: null },
    cohenKappa: kappa === null ? null : { low: -0.1, high: 0.75 },
  },
});
const agreement = {
  ...{
    unit: 'turn, else sentence',
    universe: 'all',
    coders: ['study', 'second-coder'],
    sides: [],
    units: 10,
    documents: 1,
  },
  ...{ overall: null, summary: {}, pairs: [], renamed: [], omitted: [], seed: 1, resamples: 1000 },
  codes: [figures('focus', 0.41, 2), figures('other', null, 1)],
  alignment: { words: 100, unaligned: 3, share: 0.03, documents: [] },
  warnings: ['Only ana used other.'],
};

describe('the Agreement page', () => {
  let browser: Browser;
  let tab: Tab;
  let said: FromPage[];
  let asked: Asked[];
  let list: Adjudicated;
  let written: boolean | string;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());

  const send = (message: ToPage): Promise<void> =>
    tab.evaluate((data) => void dispatchEvent(new MessageEvent('message', { data })), message);
  const sendStudy = (): Promise<void> => {
    const study = { uri: 'file:///study', name: 'A study', compareBy: 'district', documents: 1, none: 0 };
    return send({ type: 'study', study, language: 'en', bundle: {} });
  };
  const answers: Record<string, () => unknown> = {
    'qualdown/agreementChoices': () => ({
      ...{ coders: ['ana', 'ben'], folders: ['second-coder'], refs: ['main'], git: true },
      sides: [
        { kind: 'path', path: '.' },
        { kind: 'path', path: 'second-coder' },
      ],
    }),
    'qualdown/codes': () => [],
    'qualdown/agreement': () => ({ agreement }),
    'qualdown/adjudication': () => list,
  };
  async function receive(message: FromPage): Promise<void> {
    if (message.type !== 'errand') said.push(message);
    if (message.type === 'ready') return sendStudy();
    if (message.type !== 'errand') return;
    const { id } = message;
    const answer = (result: unknown): Promise<void> => send({ type: 'answer', id, result });
    if (message.do === 'request') {
      asked.push({ method: message.method, params: message.params });
      return answer(answers[message.method]?.());
    }
    asked.push(message);
    if (message.do === 'decide') return answer(written);
    return answer(message.do === 'pick' ? ['other'] : message.do === 'input' ? 'A note' : null);
  }

  beforeEach(async () => {
    [said, asked, list, written] = [[], [], found(), true];
    tab = await (await browser.newContext({ viewport: { width: 1200, height: 700 } })).newPage();
    await tab.route(`${address}**`, (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: shell });
      return route.fulfill({
        contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript',
        body: built(name),
      });
    });
    await tab.exposeFunction('tell', receive);
    await tab.addInitScript(`
      window.violations = [];
      window.__name = (named) => named;
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => tell(message),
        getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
        setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
      });`);
    await tab.goto(address);
    await tab.locator('.list').waitFor();
  });
  afterEach(async () => {
    assert.deepEqual(await tab.evaluate('violations'), [], 'what the Content Security Policy forbids');
    await tab.context().close();
  });

  const decisions = () =>
    asked.flatMap((each) => ('do' in each && each.do === 'decide' ? [each.params!] : []));
  const active = (): Promise<string> => tab.locator('.list .active .words').innerText();
  const press = async (key: string): Promise<void> => {
    await tab.locator('.list').focus();
    await tab.keyboard.press(key);
  };
  async function eventually(check: () => void | Promise<void>): Promise<void> {
    for (const end = Date.now() + 30_000; ;) {
      try {
        await check();
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  it('shows figures by code, and says where one is not defined', async () => {
    const rows = await tab.locator('tbody tr').allInnerTexts();
    assert.deepEqual(
      rows.map((row) =>
        row
          .split(/\s*\t\s*|\n+/)
          .filter((cell) => cell.trim() !== '')
          .map((cell) => cell.trim()),
      ),
      [
        ['focus', '80.0%', '0.41 [−0.10, 0.75]', '0.72', '0.41', '30.0%', '10.0%', '10', '2'],
        ['other', '80.0%', 'not defined', '0.72', 'not defined', '30.0%', '10.0%', '10', '1'],
      ],
    );
    assert.match(await tab.locator('.sentence').innerText(), /10 units in 1 documents?.*left out: 3 of 100/);
    assert.equal(await tab.locator('.warning').innerText(), 'Only ana used other.');
  });

  it('tells how far one has come', async () =>
    assert.equal(await tab.locator('.progress').innerText(), '2 of 4 decided'));

  it('shows both sides over one text, told apart by more than colour', async () => {
    const runs = await tab.locator('.both > span').evaluateAll((all) =>
      all.map((each) => ({
        text: each.textContent.trim(),
        names: [...each.classList].join(' '),
        top: getComputedStyle(each).borderTopStyle,
      })),
    );
    assert.deepEqual(
      runs.map(({ text, names, top }) => [text, names, top]),
      [
        ['Before.', 'around', 'none'],
        ['Words', 's0 in', 'none'],
        ['of', 's0 s1 in', 'dashed'],
        ['one', 's1 in', 'dashed'],
        ['here.', 'in', 'none'],
        ['After.', 'around', 'none'],
      ],
    );
    assert.match(await tab.locator('.sides').innerText(), /study\s+“Words of”\s+second-coder\s+“of one”/);
  });

  it('is walked and decided by keys, and goes on to what is undecided', async () => {
    await press('ArrowDown');
    assert.match(await active(), /two/);
    await press('ArrowUp');
    await press('2');
    await eventually(() => assert.equal(decisions().length, 1));
    const { decision: verdict, key, code, file } = decisions()[0]!;
    assert.deepEqual([verdict, key, code, file], ['right', 'one', 'focus', 'a.md']);
    await eventually(async () => assert.match(await active(), /three/));
  });

  it('keeps a note until there is a decision, and a code in its place by R', async () => {
    await press('n');
    await tab.locator('.note', { hasText: 'A note' }).waitFor();
    await press('r');
    await eventually(() => assert.equal(decisions().length, 1));
    const { decision: verdict, recode, note } = decisions()[0]!;
    assert.deepEqual([verdict, recode, note], ['recode', 'other', 'A note']);
  });

  it('says so when nothing was written, and stays', async () => {
    written = false;
    await press('1');
    await tab.locator('.status', { hasText: 'Nothing was written.' }).waitFor();
    assert.match(await active(), /one/);
  });

  it('says why where it was refused, and what to do', async () => {
    written = 'a.md: a mark would break a link.';
    await press('1');
    const told =
      'Nothing was written. a.md: a mark would break a link. Else code it by hand in the editor (Enter).';
    await tab.locator('.status', { hasText: told }).waitFor();
    assert.match(await active(), /one/);
  });

  it('changes the note of what is settled, and decides nothing anew there', async () => {
    await press('End');
    await press('2');
    await tab.locator('.status', { hasText: 'This is settled' }).waitFor();
    await press('n');
    await eventually(() => assert.equal(decisions().length, 1));
    const { decision: verdict, key, note } = decisions()[0]!;
    assert.deepEqual([verdict, key, note], ['left', 'four', 'A note']);
  });

  it('after a decision shows the list anew before it asks for figures', async () => {
    asked.length = 0;
    await press('2');
    const methods = (): string[] => asked.flatMap((each) => ('method' in each ? [each.method] : []));
    await eventually(() => assert.ok(methods().includes('qualdown/agreement')));
    assert.ok(methods().indexOf('qualdown/adjudication') < methods().indexOf('qualdown/agreement'));
  });

  it('takes a decision back by Delete', async () => {
    await press('ArrowDown');
    assert.match(await tab.locator('.decided').innerText(), /as study has it \(carla, 2026-11-24\)/);
    await press('Delete');
    await eventually(() =>
      assert.deepEqual(
        decisions().map((each) => each['decision']),
        [null],
      ),
    );
  });

  it('opens the passage in the editor', async () => {
    await press('Enter');
    await eventually(() => assert.ok(said.some(({ type }) => type === 'open')));
    assert.deepEqual(
      said.find(({ type }) => type === 'open'),
      { type: 'open', uri: 'file:///study/a.md', range: item('one', 'focus').range },
    );
  });

  it('a row opens the disagreements about its code, and state outlives a reload', async () => {
    await tab.getByRole('button', { name: 'other' }).click();
    await eventually(async () => assert.equal(await tab.locator('.list li').count(), 2));
    await tab.reload();
    await tab.locator('.list').waitFor();
    assert.equal(await tab.locator('.list li').count(), 2);
    await tab.getByRole('button', { name: 'Disagreements about all codes' }).click();
    await eventually(async () => assert.equal(await tab.locator('.list li').count(), 4));
  });

  it('compares other sides when they are chosen', async () => {
    await tab.getByRole('combobox', { name: 'Left' }).selectOption({ label: 'coder ana' });
    await eventually(() => {
      const last = asked.findLast((each) => 'method' in each && each.method === 'qualdown/agreement');
      assert.deepEqual((last as { params: { spec: unknown } }).params.spec, {
        sides: [
          { kind: 'coder', coder: 'ana' },
          { kind: 'path', path: 'second-coder' },
        ],
      });
    });
  });
});
