import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import writeExcel from 'write-excel-file/node';
import { convert, type Job } from '../../server/src/import/convert.js';
import { Unreadable } from '../../server/src/import/unreadable.js';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run } from './run.js';

const STUDY = {
  'study/qualdown.yaml': 'speakers: { interviewer: [INT] }\n',
  'study/codebook.yaml': '# Ours.\ncodes:\n  trust: # settled\n    name: Trust\n    definition: As we say.\n',
};
/** An OpenDocument text by the format's description. */
const odt = (body: string, styles = ''): Uint8Array =>
  zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8(
      `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b" xmlns:xlink="x" xmlns:draw="d"><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>${styles}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
  });
const ODT = odt(
  '<text:h text:outline-level="2">Day</text:h><text:p><text:span text:style-name="T1">INT:</text:span> How<text:s/>is it?<office:annotation><text:p>hm</text:p></office:annotation></text:p><text:p>P1: Well<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Laughs.</text:p></text:note-body></text:note>, [fine]{.a}.</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>',
);
const RTF = Buffer.from(
  "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial;}}{\\*\\generator x;}{\\info{\\author Nobody}}\\b INT:\\b0  How is Zo\\'eb?\\par P1: \\u8220?Fine\\u8221?, {\\i really}{\\footnote Laughs.}. {\\f1 \\'c4\\'e0}\\par}",
  'latin1',
);

/** A PDF by the format's description: a page a list of lines `[x, y, text]`. */
function pdf(pages: readonly (readonly (readonly [number, number, string])[])[]): Uint8Array {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', ''];
  const kids = pages.map((lines) => {
    const stream = lines.map(([x, y, text]) => `BT /F1 12 Tf ${x} ${y} Td (${text}) Tj ET`).join('\n');
    objects.push(`<</Length ${stream.length}>>stream\n${stream}\nendstream`);
    const at = objects.length;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${at} 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${kids.length}>>`;
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + end, 'latin1');
}
const PDF = pdf([
  [
    [72, 720, 'INT: How do you keep the schools of this district going from one'],
    [72, 706, 'year to the next?'],
    [72, 678, 'P1: Well.'],
    [300, 40, '1'],
  ],
  [
    [72, 720, 'INT: So?'],
    [72, 692, 'P1: Yes.'],
    [300, 40, '2'],
  ],
]);
const sheet = (rows: readonly (readonly (string | number)[])[]): Promise<Buffer> =>
  writeExcel(
    rows.map((row) => row.map((value) => ({ value, type: typeof value === 'number' ? Number : String }))),
  ).toBuffer();

describe('qualdown import, by kind', () => {
  let folder: Folder;
  beforeEach(async () => (folder = await Folder.of(STUDY)));
  after(removeFolders);

  const importing = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(['import', ...args, '--study', 'study', '--json'], {
      cwd: folder.root,
    });
    assert.equal(stderr, '');
    return {
      code,
      ...(JSON.parse(stdout) as {
        documents: {
          kind: string;
          status: string;
          message: string | null;
          files: string[];
          codes: string[];
          notes: string[];
        }[];
        imported: number;
      }),
    };
  };
  const bodyOf = async (file: string): Promise<string> =>
    (await readFile(folder.path(file), 'utf8')).replace(/^---\n.*?\n---\n\n/s, '');

  async function check(file: string, bytes: Uint8Array, kind: string, body: string): Promise<void> {
    await folder.write({ [`in/${file}`]: bytes });
    const { documents } = await importing(`in/${file}`);
    assert.deepEqual(
      documents.map((one) => [one.kind, one.status, one.message]),
      [[kind, 'imported', null]],
    );
    assert.equal(await bodyOf(`study/${documents[0]!.files[0]!}`), body);
  }

  it('reads OpenDocument, Rich Text and PDF, by what is in them', async () => {
    await check(
      'a.odt',
      ODT,
      'odt',
      '## Day\n\n**INT:** How is it?\n\n**P1:** Well[^1], [fine]\\{.a}.\n\n- one\n\n[^1]: Laughs.\n',
    );
    await check(
      'b.rtf',
      RTF,
      'rtf',
      '**INT:** How is Zoë?\n\n**P1:** “Fine”, *really*[^1]. Да\n\n[^1]: Laughs.\n',
    );
    const talk =
      '**INT:** How do you keep the schools of this district going from one year to the next?\n\n**P1:** Well.\n\n**INT:** So?\n\n**P1:** Yes.\n';
    await check('c.pdf', PDF, 'pdf', talk);
    await check(
      'named wrongly.txt',
      RTF.subarray(0, RTF.length - 1),
      'rtf',
      '**INT:** How is Zoë?\n\n**P1:** “Fine”, *really*[^1]. Да\n\n[^1]: Laughs.\n',
    );
  });

  it('tells what cannot be read, and what to do', async () => {
    const bomb = zipSync({ 'content.xml': new Uint8Array(60_000_000) }, { level: 9 });
    const cases: Record<string, [Uint8Array, RegExp]> = {
      'scan.pdf': [pdf([[]]), /was scanned.*text recognition/],
      'cut.pdf': [PDF.subarray(0, 30), /no PDF, or is cut short or damaged|was scanned/],
      'bomb.odt': [bomb, /unpacks to more than 24 MB/],
      'entities.odt': [
        zipSync({ 'content.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>') }),
        /document type/,
      ],
      'deep.rtf': [Buffer.from(`{\\rtf1${'{'.repeat(100_000)}`), /nested too deep/],
      'far.xlsx': [
        zipSync({
          'xl/workbook.xml': strToU8('<workbook/>'),
          'xl/worksheets/sheet1.xml': strToU8('<c r="XFD1048576"/>'),
        }),
        /rows and \d+ columns/,
      ],
      'empty.yaml': [Buffer.from('x: [\n'), /cannot be read as YAML in line/],
      'heads.csv': [Buffer.from('a,b\n'), /no rows/],
    };
    await folder.write(
      Object.fromEntries(Object.entries(cases).map(([name, [bytes]]) => [`in/${name}`, bytes])),
    );
    for (const [name, [, why]] of Object.entries(cases)) {
      const { documents, code } = await importing(`in/${name}`);
      assert.equal(code, 2, name);
      assert.match(documents[0]!.message!, why);
    }
    assert.deepEqual((await readdir(folder.path('study'))).sort(), ['codebook.yaml', 'qualdown.yaml']);
  });

  it('refuses what is made to do harm, and writes nothing of it', async () => {
    const nested = (tag: string, depth: number): string =>
      `${`<${tag}>`.repeat(depth)}deep${`</${tag}>`.repeat(depth)}`;
    const docx = (body: string): Uint8Array =>
      zipSync({
        '[Content_Types].xml': strToU8(
          '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        ),
        '_rels/.rels': strToU8(
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        ),
        'word/document.xml': strToU8(
          `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
        ),
      });
    const laughs = ['a0: &a0 [x, x]'];
    for (let level = 1; level < 30; level++)
      laughs.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    const cases: Record<string, [Uint8Array, RegExp]> = {
      'outside.odt': [zipSync({ '../../content.xml': strToU8('<x/>') }), /is no/],
      'outside.docx': [zipSync({ '../word/document.xml': strToU8('<x/>') }), /is no Word document/],
      'deep.odt': [odt(nested('text:list-item', 20_000)), /nested too deep/],
      'deep.docx': [docx(nested('w:ins', 50_000)), /nested too deep/],
      'entities.docx': [
        zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>') }),
        /document type/,
      ],
      'entities.xlsx': [
        zipSync({ 'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><workbook/>') }),
        /document type/,
      ],
      'bomb.xlsx': [
        zipSync(
          {
            'xl/workbook.xml': strToU8('<workbook/>'),
            'xl/worksheets/sheet1.xml': new Uint8Array(60_000_000),
          },
          { level: 9 },
        ),
        /unpacks to more than 24 MB/,
      ],
      'cut.odt': [ODT.subarray(0, ODT.length - 40), /cut short or damaged/],
      'utf8.odt': [zipSync({ 'content.xml': Buffer.from('<x>\xff\xfe\x00</x>', 'latin1') }), /damaged/],
      'laughs.yaml': [Buffer.from(laughs.join('\n')), /more than 20000 codes/],
      'binary.csv': [Uint8Array.from({ length: 4000 }, (_, index) => index % 9), /is no text/],
    };
    await folder.write(
      Object.fromEntries(Object.entries(cases).map(([name, [bytes]]) => [`in/${name}`, bytes])),
    );
    const { documents, code } = await importing(...Object.keys(cases).map((name) => `in/${name}`));
    assert.equal(code, 2);
    for (const [index, [name, [, why]]] of Object.entries(cases).entries())
      assert.match(documents[index]?.message ?? 'none', why, name);
    assert(documents.every(({ status, files }) => status === 'failed' && files.length === 0));
    assert.deepEqual((await readdir(folder.path('study'))).sort(), ['codebook.yaml', 'qualdown.yaml']);
    assert.equal(await readFile(folder.path('study/codebook.yaml'), 'utf8'), STUDY['study/codebook.yaml']);
  });

  it('makes a document of each row, the other columns its attributes', async () => {
    await folder.write({
      'in/answers.csv':
        'ID;role;Answer\nR 1;teacher;"Good, I think.\nNOTE: [x]{.a}"\nR 2;;Not so good.\nR 3;principal;\n',
      'in/answers.xlsx': await sheet([
        ['Respondent', 'years', 'What is it like?'],
        ['A', 7, 'All is well here'],
        ['B', 2, 'It is not'],
      ]),
    });
    const report = await importing('in/answers.csv', 'in/answers.xlsx', '--into', 'survey');
    assert.deepEqual(
      report.documents.map(({ kind, files }) => [kind, files]),
      [
        ['rows', ['survey/R 1.md', 'survey/R 2.md']],
        ['rows', ['survey/A.md', 'survey/B.md']],
      ],
    );
    assert.equal(report.imported, 4);
    assert.match(
      report.documents[0]!.notes.join('\n'),
      /the text is “Answer”; “ID” names them; attributes: role\n1 row without a text left out: 4/,
    );
    assert.match(
      await readFile(folder.path('study/survey/R 1.md'), 'utf8'),
      /\nrole: teacher\n---\n\nGood, I think\.\n\nNOTE\\: \\\[x\\\]\\\{\.a}\n$/,
    );
    assert.match(
      await readFile(folder.path('study/survey/A.md'), 'utf8'),
      /\nyears: 7\n---\n\nAll is well here\n$/,
    );
    const again = await importing('in/answers.csv');
    assert.deepEqual(
      again.documents.map(({ status }) => status),
      ['already'],
    );
    const other = await importing('in/answers.xlsx', '--into', 'x', '--text', 'gone');
    assert.equal(other.documents[0]!.status, 'already');
  });

  it('puts codes into the codebook and changes none that is there', async () => {
    await folder.write({
      'in/codes.csv':
        'Definition,Code,Parent,Colour\nOthers say.,trust,,#123456\nTo shield.,Buffering,Coupling,"rgb(1, 2, 3)"\n',
      'in/codes.xlsx': await sheet([
        ['name', 'description'],
        ['Coupling\\Isolation', 'Alone.'],
        ['Mark', 'A class of Pandoc.'],
      ]),
      'in/codes.yaml': '- Trust:\n    - Deep trust: It holds.\n- name: Care\n  examples: [so, thus]\n',
    });
    const report = await importing('in/codes.csv', 'in/codes.xlsx', 'in/codes.yaml');
    assert.deepEqual(
      report.documents.map(({ kind, codes }) => [kind, codes]),
      [
        ['codebook-table', ['coupling', 'buffering']],
        ['codebook-table', ['isolation', 'mark-2']],
        ['codebook-yaml', ['deep-trust', 'care']],
      ],
    );
    assert.match(
      report.documents[0]!.notes.join('\n'),
      /trust stays as it is; it has another definition in the file/,
    );
    assert.equal(
      await readFile(folder.path('study/codebook.yaml'), 'utf8'),
      '# Ours.\ncodes:\n  trust: # settled\n    name: Trust\n    definition: As we say.\n    color: "#123456"\n    codes:\n      deep-trust:\n        name: Deep trust\n        definition: It holds.\n  coupling:\n    name: Coupling\n    codes:\n      buffering:\n        name: Buffering\n        definition: To shield.\n        color: "#010203"\n      isolation:\n        name: Isolation\n        definition: Alone.\n  mark-2:\n    name: Mark\n    definition: A class of Pandoc.\n  care:\n    name: Care\n    examples: [ so, thus ]\n',
    );
    const again = await importing('in/codes.csv', 'in/codes.xlsx', 'in/codes.yaml');
    assert(again.documents.every(({ status }) => status === 'already'));
  });

  it('makes a study of an empty folder, and of none that holds other files', async () => {
    await folder.write({
      'in/codes.yaml': '- Trust\n',
      'in/talk.rtf': RTF,
      'new/.keep': '',
      'full/note.md': 'x\n',
    });
    const { code } = await run(['import', '../in/codes.yaml', '../in/talk.rtf'], { cwd: folder.path('new') });
    assert.equal(code, 0);
    assert.deepEqual((await readdir(folder.path('new'))).sort(), [
      '.keep',
      'codebook.yaml',
      'qualdown.yaml',
      'talk.md',
    ]);
    assert.equal((await run(['check'], { cwd: folder.path('new') })).code, 0);
    const full = await run(['import', '../in/talk.rtf'], { cwd: folder.path('full') });
    assert.equal(full.code, 2);
    assert.match(full.stderr, /no study/);
    assert.deepEqual(await readdir(folder.path('full')), ['note.md']);
  });
});

describe('import: mutated files of every kind', () => {
  const job = (file: string): Job => ({
    file,
    known: { interviewers: [], participants: [] },
    names: [],
    inText: false,
    into: undefined,
    ground: { name: 's', codebookFile: 'codebook.yaml', codebook: undefined, config: undefined, taken: [] },
  });

  it('end in an outcome or a reason in words', async function () {
    this.timeout(120_000);
    const originals: Record<string, Uint8Array> = {
      'a.odt': ODT,
      'a.rtf': RTF,
      'a.pdf': PDF,
      'a.csv': Buffer.from('name,parent,definition\nA,,x\nB,A,"y\nz"\n'),
      'a.yaml': Buffer.from('- A:\n    - B: [x]\n- name: C\n  color: "#fff"\n'),
      'a.xlsx': await sheet([
        ['id', 'text'],
        ['1', 'Hello there'],
      ]),
    };
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 8 }),
      drop: fc.nat(20),
    });
    const mutation = fc.tuple(
      fc.constantFrom(...Object.keys(originals)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async ([file, changes]) => {
        let bytes = Buffer.from(originals[file]!);
        for (const { at, bytes: put, drop } of changes) {
          const place = Math.floor(at * bytes.length);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
        }
        try {
          await convert(bytes, job(file));
        } catch (error) {
          assert(error instanceof Unreadable || error instanceof RangeError, String((error as Error).stack));
        }
      }),
      { numRuns: Number(process.env['QUALDOWN_RUNS'] ?? 150) },
    );
  });
});
