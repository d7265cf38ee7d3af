// The page of the attribute grid in a real Chromium, with a stand-in for the editor that posts and receives its messages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page as Tab } from 'playwright-core';
import type { FromGrid, GridRow, GridTexts, ToGrid } from '../../client/src/webviews/gridMessages.js';
import { launchChromium } from '../../scripts/lib/chromium.mjs';

const built = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/webviews/${name}`, import.meta.url)), 'utf8');

const texts: GridTexts = {
  document: 'Document',
  apply: 'Apply',
  discard: 'Discard',
  import: 'Import',
  export: 'Export',
  addColumn: 'Add',
  nothing: 'Nothing yet.',
  changes: 'Changes: {0}.',
  overwrites: 'Over: {0}.',
  wrong: 'Wrong: {0}.',
  was: 'was {0}',
  none: 'none',
  fixed: 'fixed',
  dropped: 'dropped {0}',
  empty: 'No documents.',
  close: 'Close',
  keys: 'Attributes',
};
const row = (file: string, ...cells: (string | null)[]): GridRow => ({
  uri: `file:///${file}`,
  file,
  title: null,
  cells,
});
const columns = ['district', 'role', 'wave'].map((name) => ({
  name,
  hint: '',
  values: name === 'role' ? ['principal'] : [],
}));
const table = (rows: GridRow[]): ToGrid => ({ type: 'table', title: 'Attributes', columns, rows, texts });
const three = [
  row('a/p1.md', 'Alder', 'principal', '1'),
  row('a/p2.md', 'Alder', '', ''),
  row('b.md', 'Tilden', null, '2'),
];

describe('the page of the attribute grid', () => {
  let browser: Browser;
  let tab: Tab;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  beforeEach(async () => {
    tab = await browser.newPage({ viewport: { width: 700, height: 400 } });
    await tab.setContent(`<!doctype html><style>${built('grid.css')}</style><body></body>`);
    await tab.evaluate(
      `window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => posted.push(m) })`,
    );
    await tab.addScriptTag({ content: built('grid.js') });
  });
  afterEach(() => tab.close());

  async function send(message: ToGrid): Promise<void> {
    await tab.evaluate((data) => void dispatchEvent(new MessageEvent('message', { data })), message);
  }
  async function posted<T extends FromGrid['type']>(type: T): Promise<(FromGrid & { type: T })[]> {
    const all: FromGrid[] = await tab.evaluate('posted');
    return all.filter((message): message is FromGrid & { type: T } => message.type === type);
  }
  /** Answers every question about values so far: this one is wrong, the others are not. */
  async function answer(bad?: string): Promise<void> {
    for (const { values } of await posted('check')) {
      await send({
        type: 'checked',
        values: values.map((one) => ({ ...one, wrong: one.to === bad ? 'Does not fit.' : null })),
      });
    }
  }
  const cell = (at: number, column: number): Locator =>
    tab.locator(`[data-row="${at}"][data-column="${column}"]`);
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await tab.keyboard.press(key);
  };
  const active = (): Promise<unknown> =>
    tab.evaluate(`[document.activeElement.dataset.row, document.activeElement.dataset.column].join(' ')`);
  const shown = async (): Promise<string[]> => {
    const rows = await tab.locator('tbody tr').all();
    return Promise.all(rows.map(async (one) => (await one.locator('td').allInnerTexts()).join('|')));
  };
  async function paste(text: string): Promise<void> {
    await tab.evaluate((plain) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', plain);
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    }, text);
  }

  it('shows documents by attributes, with names for screen readers', async () => {
    await send(table(three));
    assert.deepEqual(await shown(), ['Alder|principal|1', 'Alder||', 'Tilden|{…}|2']);
    assert.equal(await tab.getByRole('grid', { name: 'Attributes' }).count(), 1);
    assert.equal(await tab.getByRole('columnheader').count(), 4);
    assert.equal(await tab.getByRole('rowheader', { name: 'b.md' }).count(), 1);
    assert.equal(await cell(2, 1).getAttribute('aria-readonly'), 'true');
    assert.equal(await tab.getByRole('button', { name: 'Apply' }).getAttribute('aria-disabled'), 'true');
  });

  it('is edited by keys as a spreadsheet is', async () => {
    await send(table(three));
    await press('ArrowRight');
    assert.equal(await active(), '0 0');
    await tab.keyboard.type('Tilden');
    await press('Enter');
    assert.equal(await active(), '1 0');
    await press('F2');
    await tab.keyboard.type('!');
    await press('Escape');
    assert.deepEqual(await shown(), ['AlderTilden|principal|1', 'Alder||', 'Tilden|{…}|2']);
    await press('Tab');
    await tab.keyboard.type('teacher');
    await press('Tab');
    assert.equal(await active(), '1 2');
    await tab.keyboard.type('2');
    await press('Shift+Enter');
    assert.equal(await active(), '0 2');
    await press('Control+End');
    assert.equal(await active(), '2 2');
    await press('Delete', 'Control+Home');
    assert.equal(await active(), '0 -1');
    assert.deepEqual(await shown(), ['AlderTilden|principal|1', 'Alder|teacher|2', 'Tilden|{…}|2']);
    await answer();
    await press('Control+s');
    assert.deepEqual((await posted('apply'))[0]!.changes, [
      { uri: 'file:///a/p1.md', attribute: 'district', from: 'Alder', to: 'Tilden' },
      { uri: 'file:///a/p2.md', attribute: 'role', from: '', to: 'teacher' },
      { uri: 'file:///a/p2.md', attribute: 'wave', from: '', to: '2' },
      { uri: 'file:///b.md', attribute: 'wave', from: '2', to: '' },
    ]);
  });

  it('shows what is not applied yet and what does not fit, and applies nothing before that is mended', async () => {
    await send(table(three));
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await tab.keyboard.type('x');
    await press('Enter', 'ArrowUp');
    await answer('x');
    assert.equal(await tab.getByRole('status').innerText(), 'Changes: 1. Over: 1. Wrong: 1.');
    assert.equal(await cell(0, 2).getAttribute('aria-invalid'), 'true');
    assert.match((await cell(0, 2).getAttribute('aria-label'))!, /x\. was 1\. Does not fit\./);
    await cell(0, 2).locator('.message').waitFor({ state: 'visible' });
    await press('Control+s');
    await tab.getByRole('button', { name: 'Apply' }).click({ force: true });
    assert.deepEqual(await posted('apply'), []);
    await press('Control+z');
    assert.deepEqual((await posted('changed')).at(-1), { type: 'changed', count: 0 });
    await press('Control+y');
    await tab.getByRole('button', { name: 'Discard' }).click();
    assert.equal(await tab.getByRole('status').innerText(), 'Nothing yet.');
  });

  it('copies and pastes blocks, and fills a selection', async () => {
    await send(table(three));
    await press('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown');
    const copied = await tab.evaluate(() => {
      const clipboardData = new DataTransfer();
      document.dispatchEvent(new ClipboardEvent('copy', { clipboardData, cancelable: true }));
      return clipboardData.getData('text/plain');
    });
    assert.equal(copied, 'Alder\tprincipal\nAlder\t');
    await cell(1, 1).click();
    await paste('"two\twords"\t7\r\nx\t8\r\nz\t9\r\n');
    const [{ rows }] = (await posted('paste')) as [FromGrid & { type: 'paste' }];
    assert.deepEqual(rows, [
      ['two\twords', '7'],
      ['x', '8'],
      ['z', '9'],
    ]);
    await send({ type: 'block', rows });
    assert.deepEqual(await shown(), ['Alder|principal|1', 'Alder|two words|7', 'Tilden|{…}|28']);
    assert.match(await tab.locator('.notes').innerText(), /dropped 2/);
    await press('Control+z');
    assert.deepEqual(await shown(), ['Alder|principal|1', 'Alder||', 'Tilden|{…}|2']);
    await cell(0, 0).click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await paste('Port Hallam\n');
    assert.equal((await posted('check')).at(-1)!.values.length, 3);
  });

  it('takes what was matched by file name, new attributes too, and says what was not', async () => {
    await send(table(three));
    await send({
      type: 'fill',
      values: [
        { uri: 'file:///b.md', attribute: 'wave', to: '3', wrong: null },
        { uri: 'file:///a/p1.md', attribute: 'age', to: '40', wrong: 'Does not fit.' },
      ],
      notes: ['“p9” is no document.'],
    });
    assert.deepEqual(await shown(), ['Alder|principal|1|40', 'Alder|||', 'Tilden|{…}|23|']);
    assert.equal(await tab.getByRole('status').innerText(), 'Changes: 2. Over: 1. Wrong: 1.');
    assert.equal(await tab.getByRole('alert').innerText(), '“p9” is no document.');
    await tab.getByRole('button', { name: 'Close' }).click();
    assert.equal(await tab.getByRole('alert').count(), 0);
  });

  it('keeps what is typed when files change, forgets what they say now, and goes back behind what was written', async () => {
    await send(table(three));
    await press('ArrowRight');
    await tab.keyboard.type('New');
    await press('Enter');
    await tab.keyboard.type('Two');
    await press('Enter');
    await answer();
    await send(table([row('a/p1.md', 'New', 'principal', '1'), ...three.slice(1)]));
    assert.equal(await tab.getByRole('status').innerText(), 'Changes: 1. Over: 1.');
    assert.equal(await active(), '2 0');
    await press('Control+z', 'Control+z');
    assert.deepEqual(await shown(), ['NewAlder|principal|1', 'Alder||', 'Tilden|{…}|2']);
  });

  it('stays in view and quick with 500 documents', async () => {
    await send(
      table(Array.from({ length: 500 }, (_, index) => row(`d${index}.md`, 'Alder', 'teacher', '1'))),
    );
    await press('Control+End');
    const { y } = (await tab.locator('thead th').nth(3).boundingBox())!;
    assert(y >= 0 && y < 200, `the head at ${y}`);
    assert.equal(await active(), '499 2');
    await press('Control+a');
    await paste('x');
    assert.equal((await posted('check'))[0]!.values.length, 1500);
  });

  it('takes values from files as text, not as markup', async () => {
    const hostile = '<img src=x onerror="document.title=1"><b>x</b>';
    await send(table([row(hostile, hostile, hostile, hostile)]));
    assert.equal(await cell(0, 0).innerText(), hostile);
    assert.equal(await tab.locator('img, b').count(), 0);
  });

  it('says that there are no documents, opens one, and leaves the grid by Tab at its end', async () => {
    await send(table([]));
    assert.equal(await tab.locator('.empty').innerText(), 'No documents.');
    await send(table(three));
    await cell(1, -1).click();
    await press('Enter');
    assert.deepEqual(await posted('open'), [{ type: 'open', uri: 'file:///a/p2.md' }]);
    await press('Control+Home', 'Shift+Tab');
    assert.equal(await tab.evaluate('document.activeElement.textContent'), 'Add');
  });
});
