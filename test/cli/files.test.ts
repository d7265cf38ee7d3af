import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Decoded, decode } from '../../server/src/files/decode.js';
import { type Listing, walk } from '../../server/src/files/walk.js';
import { diskFiles, findStudy } from '../../server/src/files.js';

describe('files', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'qualdown-files-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  /** Makes files and, for values that begin with `->`, symbolic links. */
  function make(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (typeof content === 'string' && content.startsWith('->'))
        symlinkSync(content.slice(2), join(root, path));
      else writeFileSync(join(root, path), content);
    }
  }

  describe('decoding', () => {
    const check = (bytes: Buffer | string, expected: Decoded): void =>
      assert.deepEqual(decode(Buffer.from(bytes as string)), expected);

    it('reads UTF-8 as it stands, byte order mark and odd line ends too', () => {
      for (const text of ['', 'a', 'plain\r\nends\rhere\n', '\uFEFF# “Curly”', 'na\0me', '日本 🐐 e\u0301']) {
        check(text, { text });
      }
    });

    it('names the first line that is not UTF-8', () => {
      check(Buffer.concat([Buffer.from('a\n'), Buffer.from('é\n'), Buffer.from([0x44, 0xfc, 0x72])]), {
        reason: 'is not valid UTF-8 (line 3); save it with the encoding UTF-8',
      });
      // A character cut off by the end of the file.
      check(Buffer.from([0x61, 0xe2, 0x80]), {
        reason: 'is not valid UTF-8 (line 1); save it with the encoding UTF-8',
      });
    });

    it('knows UTF-16 with and without its mark', () => {
      const reason = 'is UTF-16; save it as UTF-8';
      check(Buffer.from('\uFEFFhello', 'utf16le'), { reason });
      check(Buffer.from('hello', 'utf16le'), { reason });
      check(Buffer.from('\uFEFFhello', 'utf16le').swap16(), { reason });
      check(Buffer.from('hello', 'utf16le').swap16(), { reason });
    });
  });

  describe('listing', () => {
    const check = (files: Readonly<Record<string, string>>, expected: Partial<Listing>): void => {
      make(files);
      const listing = walk(root);
      assert.deepEqual(listing, {
        skipped: [],
        unreadable: [],
        nested: [],
        ...expected,
        files: expected.files ?? [],
      });
    };

    it('is in code unit order, without dot files and packages', () =>
      check(
        { 'b.md': '', 'a/z.md': '', 'B.md': '', '.git/x.md': '', 'node_modules/y.md': '', '.h.md': '' },
        { files: ['B.md', 'a/z.md', 'b.md'] },
      ));

    it('leaves studies inside out', () =>
      check(
        {
          'qualdown.yaml': '',
          'a/qualdown.yaml': '',
          'a/x.md': '',
          'b/codebook.yaml': 'codes:\n',
          'b/y.md': '',
        },
        { files: ['b/codebook.yaml', 'b/y.md', 'qualdown.yaml'], nested: ['a'] },
      ));

    it('leaves those with only a codebook out where it is itself one of these', () =>
      check(
        {
          'codebook.yaml': 'codes:\n',
          'b/codebook.yaml': 'codes: {}\n',
          'c/codebook.yaml': 'variables:\n  codes: 1\n',
        },
        { files: ['c/codebook.yaml', 'codebook.yaml'], nested: ['b'] },
      ));

    it('ends where links lead around', () =>
      check(
        { 'a/x.md': '', 'a/loop': '->..', 'a/self': '->.', up: '->../..', 'me.md': '->me.md' },
        {
          files: ['a/x.md', 'me.md'],
          skipped: [
            { path: 'a/loop', reason: 'is a link to a folder around it' },
            { path: 'a/self', reason: 'is a link to a, which is read already' },
            { path: 'up', reason: 'is a link to a folder around it' },
          ],
        },
      ));

    it('reads nothing twice through links, and what lies elsewhere once', () => {
      const elsewhere = mkdtempSync(join(tmpdir(), 'qualdown-elsewhere-'));
      try {
        mkdirSync(join(elsewhere, 'deep'));
        writeFileSync(join(elsewhere, 'deep', 'far.md'), '');
        symlinkSync(elsewhere, join(elsewhere, 'deep', 'round'));
        check(
          {
            'a/x.md': '',
            b: '->a',
            'c.md': '->a/x.md',
            d: `->${elsewhere}`,
            e: `->${elsewhere}/deep`,
            'gone.md': '->no',
          },
          {
            files: ['a/x.md', 'd/deep/far.md', 'gone.md'],
            skipped: [
              { path: 'b', reason: 'is a link to a, which is read already' },
              { path: 'c.md', reason: 'is a link to a/x.md, which is read already' },
              { path: 'e', reason: 'is a link to d/deep, which is read already' },
              { path: 'd/deep/round', reason: 'is a link to d, which is read already' },
            ],
          },
        );
      } finally {
        rmSync(elsewhere, { recursive: true });
      }
    });
  });

  it('reads nothing twice where a link to a file and one to its folder lead out of the study', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'qualdown-elsewhere-'));
    try {
      writeFileSync(join(elsewhere, 'far.md'), '');
      writeFileSync(join(elsewhere, 'off.md'), '');
      make({ 'a.md': `->${elsewhere}/far.md`, b: `->${elsewhere}`, 'c.md': `->${elsewhere}/off.md` });
      assert.deepEqual(walk(root), {
        files: ['a.md', 'b/off.md'],
        skipped: [
          { path: 'b/far.md', reason: 'is the same file as a.md, which is read already' },
          { path: 'c.md', reason: 'is a link to b/off.md, which is read already' },
        ],
        unreadable: [],
        nested: [],
      });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it('says why a file cannot be read', async () => {
    make({ 'gone.md': '->no', 'round.md': '->round.md', 'folder.md/x': '' });
    const reasons = await Promise.all(
      ['gone.md', 'round.md', 'folder.md', 'none.md', 'folder.md/x/y'].map((file) =>
        diskFiles(root).read(file),
      ),
    );
    assert.deepEqual(reasons, [
      { file: 'gone.md', reason: 'is a link that leads nowhere' },
      { file: 'round.md', reason: 'is a link that leads back to itself' },
      { file: 'folder.md', reason: 'is no file' },
      { file: 'none.md', reason: 'does not exist', missing: true },
      { file: 'folder.md/x/y', reason: 'does not exist', missing: true },
    ]);
  });

  it('gives a file another version when it is written', async () => {
    make({ 'a.md': 'one' });
    const files = diskFiles(root);
    const first = await files.read('a.md');
    assert.ok('text' in first);
    assert.equal(await files.stat('a.md'), first.version);
    make({ 'a.md': 'four' });
    assert.notEqual(await files.stat('a.md'), first.version);
    assert.equal(await files.stat('b.md'), undefined);
  });

  describe('finding the study', () => {
    const check = (
      files: Readonly<Record<string, string>>,
      from: string,
      expected: string | undefined,
    ): void => {
      make({ ...files, [`${from}/x.md`]: '' });
      assert.equal(findStudy(join(root, from)), expected === undefined ? undefined : join(root, expected));
    };

    it('takes the nearest qualdown.yaml', () =>
      check({ 'qualdown.yaml': '', 'a/qualdown.yaml': '', 'a/b/codebook.yaml': 'codes:' }, 'a/b/c', 'a'));
    it('takes one that cannot be read, too', () =>
      check({ 'codebook.yaml': 'codes:', 'a/qualdown.yaml': '->gone' }, 'a/b', 'a'));
    it('else the nearest codebook with codes', () =>
      check(
        {
          'codebook.yaml': 'codes:\n',
          'a/codebook.yaml': 'name: x\r\n"codes": {}\n',
          'a/b/codebook.yaml': 'fields:',
        },
        'a/b',
        'a',
      ));
    it('else none', () => check({ 'codebook.yaml': '# codes:\n  codes:\n' }, 'a', undefined));
  });
});
