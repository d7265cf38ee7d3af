import assert from 'node:assert/strict';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run, runJson, SAMPLE } from './run.js';

describe('qualdown memos', () => {
  after(removeFolders);

  it('lists the memos of the sample, and the comments on passages', async () => {
    const { memos, passages } = await runJson<{
      memos: { title: string; about: { kind: string }[] }[];
      passages: { memo: string }[];
    }>(['memos'], { cwd: SAMPLE });
    assert.deepEqual(
      memos.map(({ title, about }) => [title, ...about.map(({ kind }) => kind)]),
      [
        ['Buffering looks like care', 'code', 'passage'],
        ['What the second wave can show', 'code'],
      ],
    );
    assert.ok(passages.some(({ memo }) => memo.startsWith('Placement in place of improvement.')));
    const { stdout } = await run(['memos', '--format', 'md'], { cwd: SAMPLE });
    assert.match(stdout, /^# Memos: .+\n\n## Buffering looks like care\n\n\*concept · ana/);
    const { stdout: table } = await run(['memos', '--format', 'csv'], { cwd: SAMPLE });
    assert.equal(table.split('\r\n')[0], 'file,line,title,kind,about,author,date,memo,passage');
    assert.match(
      (await run(['memos'], { cwd: SAMPLE })).stdout,
      /^Memos\nmemos\/buffering-looks-like-care\.md +concept/,
    );
  });

  it('are no documents, and checked like these', async () => {
    const folder = await Folder.of({ 'codebook.yaml': 'codes: { focus: {} }\n', 'a.md': '[x]{.focus}\n' });
    const before = await runJson(['tally'], { cwd: folder.root });
    await folder.write({ 'memos/m.md': '---\nabout: fokus\n---\n[x]{.focus}\n' });
    assert.deepEqual(await runJson(['tally'], { cwd: folder.root }), before);
    const { code, stdout } = await run(['check'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(stdout, /No code is called “fokus”/);
    await folder.write({ 'memos/m.md': Buffer.from([0xff, 0xfe, 65, 0]) });
    const unread = await run(['memos'], { cwd: folder.root });
    assert.deepEqual([unread.code, unread.stdout], [0, 'No memos.\n']);
    assert.match(unread.stderr, /memos\/m\.md is UTF-16.*left out/);
    assert.equal((await run(['check'], { cwd: folder.root })).code, 1);
    assert.equal((await run(['tally'], { cwd: folder.root })).code, 0);
  });
});
