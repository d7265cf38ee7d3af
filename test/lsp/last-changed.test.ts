import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hover } from 'vscode-languageserver-protocol';
import type { PassageContext } from '../../server/src/protocol.js';
import { commit, gitIn, repository } from '../cli/git.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const FILES = {
  'codebook.yaml': 'codes:\n  focus: { name: Focus }\n',
  'a/p 1 ö.md': 'Here [one thing]{.focus} stands.\n\nHere [another]{.focus coder=ben} stands.\n',
};
const FILE = 'a/p 1 ö.md';

describe('lsp: who last changed a passage', () => {
  afterEach(stopClients);

  const start = async (folder: Folder, options: object = { trusted: true }): Promise<Client> => {
    const client = await Client.start([folder.uri()], { initializationOptions: options });
    return client;
  };
  const hover = async (client: Client, uri: string, line: number): Promise<string> => {
    const found = await client.at<Hover>('textDocument/hover', uri, { line, character: 8 });
    return (found.contents as { value: string }).value;
  };
  /** In its hover and in the list of passages, by the name of the file in a folder. */
  const check = async (client: Client, folder: Folder, expected: RegExp | null): Promise<void> => {
    const uri = folder.uri(FILE);
    const shown = await hover(client, uri, 0);
    const context = await client.request<PassageContext>('qualdown/passageContext', {
      uri,
      at: { line: 0, character: 5 },
    });
    if (expected) assert.match(shown, expected);
    assert.equal(/last changed/.test(shown), expected !== null, shown);
    assert.equal(context.lastChanged !== null, expected !== null);
  };

  it('is told of unsigned passages, as what git knows and no more', async () => {
    const folder = await repository(FILES);
    const client = await start(folder);
    await check(client, folder, /- \*\*Focus\*\*\n {2}- last changed by Ana Özil, \d{4}-\d\d-\d\d$/);
    const signed = await hover(client, folder.uri(FILE), 2);
    assert.equal(signed, '- **Focus**\n  - coded by ben');
  });

  it('follows what is typed and what is committed', async () => {
    const folder = await repository(FILES);
    const client = await start(folder);
    const uri = folder.uri(FILE);
    await client.open(uri, `New.\n\n${FILES[FILE]}`);
    const at = async (): Promise<string> => hover(client, uri, 2);
    assert.match(await at(), /last changed by Ana Özil/);
    const mended = `New.\n\n${FILES[FILE].replace('Here', 'There')}`;
    await client.change(uri, 2, { text: mended });
    assert.match(await at(), /last changed here, not committed yet/);
    await folder.write({ [FILE]: mended });
    commit(folder, 'Mended');
    assert.match(await at(), /last changed by Ana Özil/);
  });

  it('is not told where git may not run, is not there, or would name the wrong person', async () => {
    const folder = await repository(FILES);
    await check(await start(folder, {}), folder, null);
    const bare = await Folder.of(FILES);
    await check(await start(bare), bare, null);
    commit(folder, 'Second');
    const shallow = await Folder.of({});
    execFileSync('git', ['clone', '-q', '--depth', '1', pathToFileURL(folder.root).href, 'copy'], {
      cwd: shallow.root,
      stdio: 'pipe',
    });
    assert.equal(gitIn(join(shallow.root, 'copy'), 'rev-parse', '--is-shallow-repository'), 'true');
    const client = await Client.start([shallow.uri('copy')], { initializationOptions: { trusted: true } });
    const found = await hover(client, shallow.uri(`copy/${FILE}`), 0);
    assert.doesNotMatch(found, /last changed/);
  });
});
