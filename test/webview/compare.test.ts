// The comparison's page in a real Chromium, with a stand-in for the editor that posts and receives its messages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import type { FromPage, Page, PageCell, ToPage } from '../../client/src/webviews/messages.js';
import { launchChromium } from '../../scripts/lib/chromium.mjs';

const built = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/webviews/${name}`, import.meta.url)), 'utf8');

const cell = (documents: string, share: string, bar: number): PageCell => ({
  documents,
  share,
  participants: '1/2',
  rate: '0.4',
  bar,
  title: `${documents} carry the code`,
  empty: bar === 0,
});

const page = (change: Partial<Page> = {}): Page => ({
  title: 'Districts compared',
  subtitle: 'A study · 5 documents',
  warnings: ['One document is not coded yet.'],
  legend: { documents: 'documents', share: 'share', participants: 'people', rate: 'per 1,000' },
  columns: [
    { name: 'Alder', lines: ['3 documents'] },
    { name: 'Tilden', lines: ['2 documents'] },
  ],
  rows: [
    row('loose-coupling', 'Loose coupling', 0),
    row('buffering', 'Buffering', 1),
    ...Array.from({ length: 60 }, (_, index) => row(`c${index}`, `Code ${index}`, 1)),
  ],
  rollup: false,
  texts: { codes: 'Codes', alone: 'Codes alone', rollup: 'With the codes below them', empty: 'Nothing yet.' },
  ...change,
});

function row(code: string, name: string, depth: number): Page['rows'][number] {
  const cells = [cell('2/3', '4.1%', 1), cell('0/2', '–', 0)];
  return { code, name, brief: `What ${name} is`, color: '#d55e00', depth, family: depth === 0, cells };
}

describe('the page of the comparison', () => {
  let browser: Browser;
  let tab: Tab;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  beforeEach(async () => {
    tab = await browser.newPage({ viewport: { width: 700, height: 500 } });
    await tab.setContent(`<!doctype html><style>${built('compare.css')}</style><body></body>`);
    await tab.evaluate(
      `window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => posted.push(m) })`,
    );
    await tab.addScriptTag({ content: built('compare.js') });
  });
  afterEach(() => tab.close());

  async function send(message: ToPage): Promise<void> {
    await tab.evaluate((data) => void dispatchEvent(new MessageEvent('message', { data })), message);
  }
  const posted = (): Promise<FromPage[]> => tab.evaluate('posted');

  it('asks for its content', async () => {
    assert.deepEqual(await posted(), [{ type: 'ready' }]);
  });

  it('shows codes by case, with what each figure is of', async () => {
    await send({ type: 'page', page: page() });
    assert.equal(await tab.locator('h1').innerText(), 'Districts compared');
    assert.equal(await tab.locator('.warning').innerText(), 'One document is not coded yet.');
    const header = tab.getByRole('rowheader', { name: 'Buffering' });
    assert.equal(await header.count(), 1);
    const cells = tab.getByRole('row').filter({ has: header }).getByRole('cell');
    assert.deepEqual(await cells.first().locator('.figures > span').allInnerTexts(), [
      '2/3',
      '4.1%',
      '1/2',
      '0.4',
    ]);
  });

  it('opens the passages of a figure, of a row, and of a zero, by mouse and by keys', async () => {
    await send({ type: 'page', page: page() });
    await tab.locator('#cell-1-0').click();
    await tab.locator('#cell-1-1').focus();
    await tab.keyboard.press('Enter');
    await tab.locator('#code-0').click();
    assert.deepEqual((await posted()).slice(1), [
      { type: 'open', code: 'buffering', column: 0 },
      { type: 'open', code: 'buffering', column: 1 },
      { type: 'open', code: 'loose-coupling', column: null },
    ]);
  });

  it('counts with the codes below when asked to', async () => {
    await send({ type: 'page', page: page() });
    const button = tab.getByRole('button', { name: 'With the codes below them' });
    assert.equal(await button.getAttribute('aria-pressed'), 'false');
    await button.click();
    assert.deepEqual((await posted()).at(-1), { type: 'rollup', rollup: true });
    await send({ type: 'page', page: page({ rollup: true }) });
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
  });

  it('stays where it was when figures change: scrolled and focused', async () => {
    await send({ type: 'page', page: page() });
    await tab.locator('#cell-40-0').focus();
    const before = await tab.evaluate(`document.querySelector('.frame').scrollTop`);
    assert(Number(before) > 0);
    await send({ type: 'page', page: page({ subtitle: 'A study · 6 documents' }) });
    assert.equal(await tab.evaluate(`document.activeElement.id`), 'cell-40-0');
    assert.equal(await tab.evaluate(`document.querySelector('.frame').scrollTop`), before);
    assert.equal(await tab.locator('.subtitle').innerText(), 'A study · 6 documents');
  });

  it('keeps its head and its codes in view', async () => {
    const columns = Array.from({ length: 12 }, (_, index) => ({
      name: `District ${index}`,
      lines: ['1 document'],
    }));
    const cells = columns.map(() => cell('1/1', '1.0%', 0.5));
    await send({
      type: 'page',
      page: page({ columns, rows: page().rows.map((one) => ({ ...one, cells })) }),
    });
    await tab.evaluate(`document.querySelector('.frame').scrollTo(500, 800)`);
    for (const shown of ['thead th:first-child .name', 'tbody tr:nth-child(30) th .name']) {
      await tab.locator(shown).waitFor();
      const { x } = (await tab.locator(shown).boundingBox())!;
      assert(x >= 0 && x < 200, `${shown} at ${x}`);
    }
    const { y } = (await tab.locator('thead th').nth(8).boundingBox())!;
    assert(y >= 0 && y < 300, `the head at ${y}`);
  });

  it('takes names from files as text, not as markup', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>x</b>';
    await send({
      type: 'page',
      page: page({ title: hostile, warnings: [hostile], rows: [row('a', hostile, 0)], columns: [] }),
    });
    assert.equal(await tab.locator('h1').innerText(), hostile);
    assert.equal(await tab.locator('img, b').count(), 0);
  });

  it('says what went wrong, and that there is nothing yet', async () => {
    await send({ type: 'failed', message: 'There is no such study any more.' });
    assert.equal(await tab.locator('.warning').innerText(), 'There is no such study any more.');
    await send({ type: 'page', page: page({ rows: [] }) });
    assert.equal(await tab.locator('.empty').innerText(), 'Nothing yet.');
    assert.equal(await tab.locator('table').count(), 0);
  });
});
