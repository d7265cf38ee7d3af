import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitSetupOutcome } from '../../server/src/protocol.js';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

describe('lsp: git setup', () => {
  let folder: Folder;
  let client: Client;
  const start = async (options: object = { trusted: true }): Promise<void> => {
    client = await Client.start([folder.uri()], { initializationOptions: options });
  };
  const ask = (action: string): Promise<GitSetupOutcome> =>
    client.request('qualdown/gitSetup', { study: folder.uri(), action });
  const at = (file: string): string => join(folder.root, file);

  beforeEach(async () => (folder = await Folder.of({ 'codebook.yaml': 'codes:\n  a: { name: A }\n' })));
  afterEach(stopClients);

  it('sets up, renews its launcher, and takes all back', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder.root });
    await start();
    const set = await ask('setup');
    assert('done' in set);
    assert.match(set.done.join('\n'), /gitattributes[^]*merge\.qualdown/);
    assert.match(readFileSync(at('.gitattributes'), 'utf8'), /merge=qualdown/);
    const launcher = at('.git/qualdown/launch.sh');
    const text = readFileSync(launcher, 'utf8');
    writeFileSync(launcher, 'an older one');
    await ask('refresh');
    assert.equal(readFileSync(launcher, 'utf8'), text);
    assert('done' in (await ask('undo')));
    assert.ok(!existsSync(at('.gitattributes')) && !existsSync(launcher));
    await ask('refresh');
    assert.ok(!existsSync(launcher));
  });

  it('says why it cannot be done', async () => {
    await start();
    const outcome = await ask('setup');
    assert('refused' in outcome);
    assert.match(outcome.refused, /in no git repository/);
  });

  it('runs no git in a folder that is not trusted', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder.root });
    await start({});
    const outcome = await ask('setup');
    assert('refused' in outcome);
    assert.match(outcome.refused, /trust/);
    assert.ok(!existsSync(at('.gitattributes')));
  });
});
