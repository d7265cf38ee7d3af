// The page of an import in a real Chromium, with a stand-in for the editor that posts and receives its messages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page as Tab } from 'playwright-core';
import type {
  FromImportPage,
  ImportPage,
  ImportTexts,
  ToImportPage,
} from '../../client/src/webviews/import-messages.js';
import { launchChromium } from '../../scripts/lib/chromium.mjs';

const built = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../dist/webviews/${name}`, import.meta.url)), 'utf8');

const texts: ImportTexts = {
  who: 'Who speaks',
  whoHint: 'Give pseudonyms.',
  name: 'Found',
  role: 'Role',
  label: 'Called',
  interviewer: 'Interviewer',
  participant: 'Participant',
  nobody: 'No speaker',
  noVoices: 'Nobody speaks.',
  inText: 'Also in the text',
  key: 'Key',
  keyHint: 'Outside the study.',
  noKey: 'No key.',
  browse: 'Choose…',
  forget: 'Keep no key',
  folder: 'Folder',
  folderHint: 'In the study.',
  preview: 'Preview',
  import: 'Import 2 documents',
  cancel: 'Cancel',
  noInterviewer: 'Nobody is the interviewer.',
  noLabel: 'Everybody needs a name.',
};
const page = (change: Partial<ImportPage> = {}): ImportPage => ({
  title: 'Import 2 documents',
  subtitle: 'into Study',
  notes: ['c.pdf is a PDF.'],
  target: 'a.md',
  blocks: [
    { speaker: 'INT', time: '00:01', text: 'How is Maria?', heading: false },
    { speaker: 'Maria', time: null, text: 'Well, Marias.', heading: false },
    { speaker: null, time: null, text: 'A note.', heading: false },
  ],
  voices: [
    { name: 'INT', label: 'INT', role: 'interviewer', figures: '1 turn', example: 'How' },
    { name: 'Maria', label: 'Maria', role: 'participant', figures: '1 turn', example: 'Well' },
  ],
  suggestions: ['P1'],
  folder: '',
  folders: ['alder'],
  key: '',
  ready: true,
  texts,
  ...change,
});

describe('the page of an import', () => {
  let browser: Browser;
  let tab: Tab;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  beforeEach(async () => {
    tab = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    await tab.setContent(`<!doctype html><style>${built('import.css')}</style><body></body>`);
    await tab.evaluate(
      `window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: (m) => posted.push(m) })`,
    );
    await tab.addScriptTag({ content: built('import.js') });
  });
  afterEach(() => tab.close());

  async function send(message: ToImportPage): Promise<void> {
    await tab.evaluate((data) => void dispatchEvent(new MessageEvent('message', { data })), message);
  }
  const show = (change?: Partial<ImportPage>): Promise<void> => send({ type: 'page', page: page(change) });
  const posted = (): Promise<FromImportPage[]> => tab.evaluate('posted');
  const shown = (): Promise<string[]> => tab.locator('.blocks p').allInnerTexts();

  it('asks for its content', async () => {
    assert.deepEqual(await posted(), [{ type: 'ready' }]);
  });

  it('shows the turns found, with the names as they are being given', async () => {
    await show();
    assert.deepEqual(await shown(), ['INT: [00:01] How is Maria?', 'Maria: Well, Marias.', 'A note.']);
    await tab.getByLabel('Called: Maria').fill('P1');
    assert.deepEqual(await shown(), ['INT: [00:01] How is Maria?', 'P1: Well, Marias.', 'A note.']);
    await tab.getByLabel('Also in the text').check();
    assert.deepEqual(await shown(), ['INT: [00:01] How is P1?', 'P1: Well, Marias.', 'A note.']);
  });

  it('is filled in and sent by keys alone', async () => {
    await show();
    // The first name has the focus; the next one is two steps on, behind its role.
    await tab.keyboard.press('Tab');
    assert.equal(await tab.evaluate('document.activeElement.id'), 'role-1');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Control+a');
    await tab.keyboard.type('P1');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Space');
    await tab.locator('#folder').focus();
    await tab.keyboard.type('alder');
    await tab.keyboard.press('Enter');
    assert.deepEqual((await posted()).at(-1), {
      type: 'import',
      choices: {
        voices: [
          { name: 'INT', label: 'INT', role: 'interviewer' },
          { name: 'Maria', label: 'P1', role: 'participant' },
        ],
        inText: true,
        folder: 'alder',
      },
    });
    // In a field Escape closes its proposals; what was typed there stays.
    await tab.keyboard.press('Escape');
    assert.equal((await posted()).at(-1)?.type, 'import');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Escape');
    assert.deepEqual((await posted()).at(-1), { type: 'cancel' });
  });

  it('has a name for every control', async () => {
    await show();
    const unnamed = await tab.evaluate(
      `[...document.querySelectorAll('input, select, button')].filter((one) => !one.hidden && !(one.labels?.length || one.ariaLabel || one.textContent)).length`,
    );
    assert.equal(unnamed, 0);
    assert.equal(await tab.getByRole('rowheader', { name: 'Maria' }).count(), 1);
  });

  it('warns where nobody is the interviewer, and takes a name that is none as text', async () => {
    await show();
    assert.equal(await tab.locator('.warning').innerText(), '');
    await tab.getByLabel('Role: INT').selectOption('nobody');
    assert.equal(await tab.locator('.warning').innerText(), 'Nobody is the interviewer.');
    assert.equal((await shown())[0], '[00:01] INT: How is Maria?');
    assert(await tab.getByLabel('Called: INT').isDisabled());
  });

  it('lets nobody go without a name', async () => {
    await show();
    await tab.getByLabel('Called: Maria').fill(' ');
    await tab.getByRole('button', { name: 'Import 2 documents' }).click();
    assert.equal(await tab.getByRole('alert').innerText(), 'Everybody needs a name.');
    assert.equal(await tab.evaluate('document.activeElement.id'), 'label-1');
    assert(!(await posted()).some(({ type }) => type === 'import'));
  });

  it('fills in what a key has', async () => {
    await show();
    await tab.getByRole('button', { name: 'Choose…' }).click();
    assert.deepEqual((await posted()).at(-1), { type: 'browseKey' });
    await send({ type: 'key', key: '/home/key.csv', labels: { Maria: 'P7' } });
    assert.equal(await tab.getByLabel('Called: Maria').inputValue(), 'P7');
    assert.equal((await shown())[1], 'P7: Well, Marias.');
    await tab.getByRole('button', { name: 'Keep no key' }).click();
    assert.deepEqual((await posted()).at(-1), { type: 'forgetKey' });
  });

  it('keeps what was filled in when something goes wrong', async () => {
    await show();
    await tab.getByLabel('Called: Maria').fill('P1');
    await send({ type: 'failed', message: 'The key lies in the study.' });
    assert.equal(await tab.getByRole('alert').innerText(), 'The key lies in the study.');
    assert.equal(await tab.getByLabel('Called: Maria').inputValue(), 'P1');
  });

  it('takes names from files as text, and has nothing to import where there is nothing', async () => {
    const hostile = '<img src=x onerror="document.title=1">';
    await show({
      ready: false,
      notes: [hostile],
      blocks: [{ speaker: hostile, time: hostile, text: hostile, heading: false }],
      voices: [{ name: hostile, label: hostile, role: 'participant', figures: hostile, example: hostile }],
    });
    assert.equal(await tab.locator('img').count(), 0);
    assert(await tab.getByRole('button', { name: 'Import 2 documents' }).isDisabled());
    await show({ voices: [] });
    assert.equal(await tab.getByText('Nobody speaks.').count(), 1);
  });
});
