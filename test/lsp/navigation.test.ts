import assert from 'node:assert/strict';
import type {
  DocumentHighlight,
  Hover,
  Location,
  LocationLink,
  MarkupContent,
} from 'vscode-languageserver-protocol';
import { Client, plain, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';
import { cursorIn, mark, rangesIn, show } from './harness/marked.js';

const codebook = `codes:
  loose-coupling:
    name: Loose coupling
    codes:
      buffering:
        name: Buffering
        brief: The board is kept away.
        definition: Keeping others out of | instruction.
        use_when: Somebody says so.
        not_when: It is rumour.
        counterpart: openness
        aliases: [buffer, "shield"]
      openness: { name: "Openness *all* round" }
  old: { status: retired, replaced_by: buffering }
`;
const files = {
  'codebook.yaml': codebook,
  'one.md': '---\ndistrict: Alder\n---\n**P:** [a b c]{.buffering} d [e]{.buffer}\n',
  'deep/two.md': '---\ndistrict: Tilden\n---\r\n\r\n::: shield\r\none two [x]{.other .openness}\r\n:::\r\n',
  'three.md': '## Head {.buffering}\n\nwords here\n',
  'none.md': '---\ncoding: done\n---\n\nwords\n',
};

describe('lsp: from a code to its meaning and its uses', () => {
  let client: Client;
  let folder: Folder;
  before(async () => {
    folder = await Folder.of(files);
    client = await Client.start([folder.uri()]);
    await client.request('qualdown/codes', { study: folder.uri() });
  });
  after(stopClients);

  /** Opens a file with the cursor at the first place of `before` + `|` + `after`. */
  async function at<T>(
    method: string,
    file: keyof typeof files,
    place: string,
    more: object = {},
  ): Promise<T> {
    const [before = '', after = ''] = place.split('|');
    const text = files[file];
    const found = text.indexOf(before + after);
    assert.notEqual(found, -1, place);
    const split = found + before.length;
    const { cursor } = cursorIn(
      `${text.slice(0, split).replaceAll('|', '¦')}|${text.slice(split).replaceAll('|', '¦')}`,
    );
    await client.open(folder.uri(file), text);
    try {
      return await client.at<T>(method, folder.uri(file), cursor, more);
    } finally {
      await client.close(folder.uri(file));
    }
  }

  const relative = (uri: string): string => decodeURIComponent(uri.slice(folder.uri().length + 1));

  describe('definition', () => {
    for (const [file, place, expected] of [
      ['one.md', '{.buff|ering}', 'buffering'],
      ['one.md', '{|.buffering}', 'buffering'],
      ['one.md', '{.buffering|}', 'buffering'],
      ['one.md', '{.buf|fer}', 'buffering'],
      ['deep/two.md', '::: sh|ield', 'buffering'],
      ['deep/two.md', '.open|ness', 'openness'],
      ['three.md', '{.buffering|', 'buffering'],
      ['codebook.yaml', 'counterpart: open|ness', 'openness'],
      ['codebook.yaml', 'replaced_by: |buffering', 'buffering'],
      ['codebook.yaml', '"shi|eld', 'buffering'],
      ['codebook.yaml', '      buff|ering:', 'buffering'],
    ] as const) {
      it(`leads from ${place} in ${file} to the codebook`, async () => {
        const [link] = await at<LocationLink[]>('textDocument/definition', file, place);
        assert.equal(relative(link!.targetUri), 'codebook.yaml');
        const shown = mark(codebook, [link!.targetSelectionRange]);
        assert.match(shown, new RegExp(`«${expected}»:`));
        assert.ok(mark(codebook, [link!.targetRange]).includes(`«${expected}:`));
      });
    }
    for (const [file, place] of [
      ['one.md', '[a| b c]'],
      ['one.md', 'district: |Alder'],
      ['deep/two.md', '{.oth|er'],
      ['codebook.yaml', 'brief: The |board'],
    ] as const) {
      it(`leads nowhere from ${place} in ${file}`, async () => {
        assert.equal(await at('textDocument/definition', file, place), null);
      });
    }
  });

  describe('references', () => {
    const uses = [
      'codebook.yaml buffering', // replaced_by of old, see below
      'codebook.yaml buffer',
      'codebook.yaml shield',
      'deep/two.md shield',
      'one.md buffer',
      'one.md buffering',
      'three.md buffering',
    ];
    for (const [file, place] of [
      ['one.md', '{.buf|fer}'],
      ['deep/two.md', '::: sh|ield'],
      ['codebook.yaml', '      buff|ering:'],
    ] as const) {
      it(`finds every place from ${place} in ${file}, closed documents included`, async () => {
        const all = await at<Location[]>('textDocument/references', file, place, {
          context: { includeDeclaration: true },
        });
        const without = await at<Location[]>('textDocument/references', file, place, {
          context: { includeDeclaration: false },
        });
        const told = (locations: Location[]): string[] =>
          locations
            .map(({ uri, range }) => {
              const name = relative(uri);
              const marked = mark(files[name as keyof typeof files], [range]);
              return `${name} ${/«(.*)»/.exec(marked)![1]!}`;
            })
            .sort();
        assert.deepEqual(told(without), uses.toSorted());
        assert.deepEqual(told(all), [...uses, 'codebook.yaml buffering'].sort());
      });
    }

    it('finds uses of a code that the codebook lacks', async () => {
      const found = await at<Location[]>('textDocument/references', 'deep/two.md', '.oth|er', {
        context: { includeDeclaration: true },
      });
      assert.deepEqual(
        found.map(({ range }) => show(range)),
        ['5:13-5:18'],
      );
    });

    it('reads positions again when a closed document was changed on disk', async () => {
      const other = await Folder.of({ 'codebook.yaml': 'codes:\n  old: {}\n', 'a.md': '[x]{.old}\n' });
      const session = await Client.start([other.uri()]);
      const changed = '[x]{.old} moved down\n\n[y]{.old}\n';
      const uses = async (): Promise<string> => {
        const found = await session.at<Location[]>(
          'textDocument/references',
          other.uri('codebook.yaml'),
          { line: 1, character: 3 },
          { context: { includeDeclaration: false } },
        );
        return mark(
          changed,
          found.map(({ range }) => range),
        );
      };
      assert.equal(await uses(), '[x]{.«old»} moved down\n\n[y]{.old}\n');
      await other.write({ 'a.md': changed });
      await session.filesChanged({ uri: other.uri('a.md'), type: 2 });
      await session.until('qualdown/studiesChanged', uses, '[x]{.«old»} moved down\n\n[y]{.«old»}\n');
    });
  });

  it('highlights the same code in the open document, by every id', async () => {
    const { text, ranges } = rangesIn('[a]{.«buffer»} [b]{.openness .«buffering»}\n\n::: «shield»\nx\n:::\n');
    await client.open(folder.uri('new.md'), text);
    const found = await client.at<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      folder.uri('new.md'),
      {
        line: 0,
        character: 6,
      },
    );
    assert.deepEqual(
      found.map(({ range }) => range),
      ranges,
    );
    await client.close(folder.uri('new.md'));
  });

  describe('hover', () => {
    it('tells what the codebook says, and the counts by case', async () => {
      const hover = await at<Hover>('textDocument/hover', 'one.md', '{.buf|fer}');
      assert.equal(
        (hover.contents as MarkupContent).value,
        [
          '**Buffering** `buffering`',
          'Loose coupling',
          'The board is kept away.',
          'Keeping others out of | instruction.',
          '*Use when:* Somebody says so.',
          '*Not when:* It is rumour.',
          '*Counterpart:* Openness \\*all\\* round',
          [
            '| district | documents | passages | of counted words |',
            '|---|--:|--:|--:|',
            '| Alder | 1 of 1 | 2 | 80.0 % |',
            '| Tilden | 1 of 1 | 1 | 100.0 % |',
            '| (no district) | 1 of 2 | 1 | 66.7 % |',
          ].join('\n'),
        ].join('\n\n'),
      );
      assert.equal(show(hover.range!), '3:34-3:40');
    });

    it('tells of a retired code what replaces it', async () => {
      const hover = await at<Hover>('textDocument/hover', 'codebook.yaml', '  ol|d:');
      assert.match((hover.contents as MarkupContent).value, /Retired; use `buffering`\./);
    });

    it('tells of a code that the codebook lacks', async () => {
      const hover = await at<Hover>('textDocument/hover', 'deep/two.md', '{.oth|er');
      assert.match(
        (hover.contents as MarkupContent).value,
        /\*\*other\*\* is not in the codebook.*Tilden \| 1 of 1/s,
      );
    });

    it('names the codes of the passages that a place in the text lies in, innermost first', async () => {
      const hover = await at<Hover>('textDocument/hover', 'one.md', '[a| b c]');
      const buffering = '- **Buffering** – The board is kept away.';
      assert.equal((hover.contents as MarkupContent).value, buffering);
      assert.equal(mark(files['one.md'], [hover.range!]).match(/«.*»/)?.[0], '«a b c»');
      const nested = await at<Hover>('textDocument/hover', 'deep/two.md', '[|x]');
      const { value } = nested.contents as MarkupContent;
      assert.equal(value, `- **other**; **Openness \\*all\\* round**\n${buffering}`);
    });

    it('tells of a passage who coded it and its memo, and is the same for each of its fragments', async () => {
      const text =
        '[one]{.old seg=k coder=ana memo="to *ask*"} two [three]{.old seg=k} [[four]{.old}]{.other}\n';
      await client.open(folder.uri('new.md'), text);
      const hover = async (word: string): Promise<string> => {
        const cursor = { line: 0, character: text.indexOf(word) };
        const found = await client.at<Hover | null>('textDocument/hover', folder.uri('new.md'), cursor);
        return found ? (found.contents as MarkupContent).value : '';
      };
      assert.equal(await hover('one'), '- **old**\n  - coded by ana\n  - memo: to \\*ask\\*');
      assert.equal(await hover('three'), '- **old**\n  - coded by ana');
      assert.equal(await hover('four'), '- **old**\n- **other**');
      assert.equal(await hover('two'), '');
      await client.close(folder.uri('new.md'));
    });

    it('is nothing elsewhere', async () => {
      assert.equal(await at('textDocument/hover', 'one.md', '|**P:**'), null);
      assert.equal(await at('textDocument/hover', 'codebook.yaml', 'brief: The |board'), null);
    });
  });

  it('gives plain locations and text to a client that knows no better', async () => {
    const simple = await Client.start([folder.uri()], { capabilities: plain });
    await simple.open(folder.uri('one.md'), files['one.md']);
    const cursor = { line: 3, character: 18 };
    const location = await simple.at<Location>('textDocument/definition', folder.uri('one.md'), cursor);
    assert.equal(mark(codebook, [location.range]).match(/«.*»/)?.[0], '«buffering»');
    const hover = await simple.at<Hover>('textDocument/hover', folder.uri('one.md'), cursor);
    assert.equal((hover.contents as MarkupContent).kind, 'plaintext');
  });
});
