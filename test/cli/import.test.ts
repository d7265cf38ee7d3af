import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { Names } from '../../server/src/core/names.js';
import { scan } from '../../server/src/core/scan/index.js';
import { Folder, removeFolders } from '../lsp/harness/folder.js';
import { run } from './run.js';
import { wordFile } from './word.js';

const STUDY = {
  'study/qualdown.yaml': 'speakers: { interviewer: [INT] }\n',
  'study/codebook.yaml': 'codes: {}\n',
};
const TALK = 'INT: How is Maria?\nMaria Lopez: Well, Maria is [fine]{.a}.\n';

interface Report {
  documents: {
    source: string;
    file: string | null;
    status: string;
    message: string | null;
    words: number;
    notes: string[];
  }[];
  imported: number;
  skipped: number;
  failed: number;
  key: string | null;
}

async function importing(folder: Folder, ...args: string[]): Promise<Report & { code: number | null }> {
  const { code, stdout, stderr } = await run(['import', ...args, '--study', 'study', '--json'], {
    cwd: folder.root,
  });
  assert.equal(stderr, '');
  return { ...(JSON.parse(stdout) as Report), code };
}
const listing = async (folder: Folder, path = 'study'): Promise<string[]> =>
  (await readdir(folder.path(path))).sort();
const textOf = (folder: Folder, file: string): Promise<string> => readFile(folder.path(file), 'utf8');

describe('qualdown import', () => {
  let folder: Folder;
  beforeEach(async () => (folder = await Folder.of({ ...STUDY, 'in/talk.txt': TALK })));
  after(removeFolders);

  it('brings Word, text and subtitles in, and knows them again', async () => {
    await folder.write({
      'in/a.docx': await wordFile(),
      'in/b.vtt':
        'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hello</v>\n\n00:02.000 --> 00:03.000\n<v Ana>you.</v>\n',
      'in/c.srt': '1\n00:00:01,000 --> 00:00:02,000\nHello\n',
      'in/~$a.docx': 'lock',
    });
    const { stdout, code } = await run(['import', 'in', '--study', 'study'], { cwd: folder.root });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^imported in\/a\.docx as a\.md: 3 turns; .*INT asking; Ana Lopez\n {4}left out: 1 image or drawing\n/,
    );
    assert.match(stdout, /\n4 documents imported\.\n$/);
    const word = await readFile(folder.path('in/a.docx'));
    const print = createHash('sha256').update(word).digest('hex').slice(0, 16);
    assert.equal(
      await textOf(folder, 'study/a.md'),
      `---\nparticipants: [Ana Lopez]\nsource: "a.docx (sha256 ${print})"\n---\n\n# Interview \\{.a}\n\n**INT:** Who opens [the door]\\{.buffering}?\n\n**Ana Lopez:** I do, *always*.[^1]\n\n- first\n  - second\n\n| day | visits |\n| --- | ------ |\n| May | 2 \\| 3 |\n\n**Ana Lopez:** That is all.\n\n[^1]: But Sundays.\n`,
    );
    assert.match(await textOf(folder, 'study/b.md'), /\n\*\*Ana:\*\* \[00:00:01\] Hello you\.\n$/);
    const before = await listing(folder);
    const again = await importing(folder, 'in');
    assert.deepEqual([again.code, again.imported, again.skipped], [0, 0, 4]);
    assert(
      again.documents.every(
        ({ status, message }) => status === 'already' && /^is imported already, as /.test(message!),
      ),
    );
    assert.deepEqual(await listing(folder), before);
  });

  it('never overwrites, and says what to do', async () => {
    await folder.write({ 'study/talk.md': 'mine', 'in/Talk.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n' });
    const report = await importing(folder, 'in/talk.txt');
    assert.equal(report.code, 1);
    assert.match(
      report.documents[0]!.message!,
      /would be talk\.md, which is there already.*Rename the file, or import it into another folder$/,
    );
    assert.equal(await textOf(folder, 'study/talk.md'), 'mine');
    const twins = await importing(folder, 'in', '--into', 'new/wave 1');
    assert.deepEqual(
      twins.documents.map(({ status }) => status),
      ['imported', 'exists'],
    );
    assert.deepEqual(await listing(folder, 'study/new/wave 1'), ['Talk.md']);
  });

  it('writes nothing when only asked what would be', async () => {
    const report = await importing(
      folder,
      'in',
      '--dry-run',
      '--speaker',
      'Maria Lopez=P1',
      '--key',
      'key.csv',
    );
    assert.deepEqual(
      report.documents.map(({ status, file }) => [status, file]),
      [['would-import', 'talk.md']],
    );
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'qualdown.yaml']);
    assert.deepEqual(await listing(folder, '.'), ['in', 'study']);
  });

  it('gives pseudonyms, to names of files too, and keeps the key outside', async () => {
    await folder.write({ 'in/Maria Lopez.txt': `${TALK}INT: Bye.\n` });
    const given = ['--speaker', 'Maria Lopez=P1', '--speaker', 'Maria=M.'];
    const report = await importing(folder, 'in/Maria Lopez.txt', ...given, '--in-text', '--key', 'key.csv');
    assert.equal(report.documents[0]!.file, 'P1.md');
    const text = await textOf(folder, 'study/P1.md');
    assert.doesNotMatch(text, /Maria|Lopez/);
    assert.match(text, /\*\*INT:\*\* How is M\.\?\n\n\*\*P1:\*\* Well, M\. is \[fine\]\\\{\.a\}\./);
    assert.equal(await textOf(folder, 'key.csv'), 'name,pseudonym\nMaria Lopez,P1\nMaria,M.\n');
    // The names that the key has are replaced next time without a word.
    await importing(folder, 'in/talk.txt', '--key', 'key.csv');
    assert.match(await textOf(folder, 'study/talk.md'), /participants: \[P1\]/);
  });

  it('keeps no key in the study, nor in its repository, nor over another', async () => {
    await mkdir(folder.path('.git'));
    await mkdir(folder.path('study/in'));
    await symlink(folder.path('study/in'), folder.path('way'));
    for (const [key, why] of [
      ['study/k.csv', /lies in the study/],
      ['way/k.csv', /lies in the study/],
      ['k.csv', /lies in the git repository/],
    ] as const) {
      const { code, stderr } = await run(
        ['import', 'in', '--study', 'study', '--speaker', 'Maria Lopez=P1', '--key', key],
        {
          cwd: folder.root,
        },
      );
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'in', 'qualdown.yaml']);
    const other = await Folder.of({ 'k.csv': 'name,pseudonym\nMaria Lopez,P9\n', 'no.csv': 'x,y\n' });
    for (const [key, why] of [
      ['k.csv', /another pseudonym/],
      ['no.csv', /is no key/],
      ['none/k.csv', /does not exist/],
    ] as const) {
      const { code, stderr } = await run(
        ['import', 'in', '--study', 'study', '--speaker', 'Maria Lopez=P1', '--key', other.path(key)],
        {
          cwd: folder.root,
        },
      );
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'in', 'qualdown.yaml']);
  });

  it('reads other encodings, and says so', async () => {
    await folder.write({
      'in/u8.txt': Buffer.from('\uFEFFINT: Zoë?\n'),
      'in/u16.txt': Buffer.from('\uFEFFINT: Zoë?\n', 'utf16le'),
      'in/w.txt': Buffer.from('INT: Zo\xEB \x93x\x94?\n', 'latin1'),
    });
    const { documents } = await importing(folder, 'in/u8.txt', 'in/u16.txt', 'in/w.txt');
    assert.deepEqual(
      documents.map(({ notes }) => notes.join().replace(/:.*/, '')),
      ['', 'read as UTF-16', 'read as Windows-1252 (an older encoding)'],
    );
    for (const name of ['u8', 'u16'])
      assert.match(await textOf(folder, `study/${name}.md`), /\n\*\*INT:\*\* Zoë\?\n$/);
    assert.match(await textOf(folder, 'study/w.md'), /\n\*\*INT:\*\* Zoë “x”\?\n$/);
  });

  it('tells what it cannot read, and goes on', async () => {
    await folder.write({
      'in/a.pdf': 'x',
      'in/b.odt': 'x',
      'in/c.md': 'x',
      'in/d.txt': '',
      'in/e.docx': 'x',
      'in/f.txt': Buffer.from([0, 1, 2, 3, 4, 5]),
    });
    const names = ['a.pdf', 'b.odt', 'c.md', 'd.txt', 'e.docx', 'f.txt', 'gone.txt', 'talk.txt'].map(
      (name) => `in/${name}`,
    );
    const report = await importing(folder, ...names);
    assert.deepEqual([report.code, report.imported, report.failed], [2, 1, 7]);
    assert.deepEqual(
      report.documents.map(
        ({ message }) => /PDF|OpenDocument|Markdown|empty|no Word|no text|not exist/.exec(message ?? '')?.[0],
      ),
      ['PDF', 'OpenDocument', 'Markdown', 'empty', 'no Word', 'no text', 'not exist', undefined],
    );
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'qualdown.yaml', 'talk.md']);
  });

  it('tells wrong use', async () => {
    for (const [args, why] of [
      [['--into', '../x'], /--into takes a folder of the study/],
      [['--speaker', 'x'], /Write a name and its label/],
    ] as const) {
      const { code, stderr } = await run(['import', 'in', '--study', 'study', ...args], { cwd: folder.root });
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
    const { code, stderr } = await run(['import', 'in'], { cwd: folder.root });
    assert.equal(code, 2);
    assert.match(stderr, /no study/);
  });

  it('makes documents where the study has them, and none elsewhere', async () => {
    await writeFile(folder.path('study/qualdown.yaml'), 'documents: ["interviews/**/*.md"]\n');
    assert.equal((await importing(folder, 'in')).documents[0]!.file, 'interviews/talk.md');
    await writeFile(folder.path('in/more.txt'), 'x: y');
    const { documents } = await importing(folder, 'in/more.txt', '--into', 'notes');
    assert.match(documents[0]!.message!, /no document of the study/);
  });
});

describe('qualdown import, of files made to harm', () => {
  let folder: Folder;
  beforeEach(async () => (folder = await Folder.of(STUDY)));
  after(removeFolders);

  async function refused(name: string, bytes: Uint8Array, why: RegExp): Promise<void> {
    await folder.write({ [`in/${name}`]: bytes });
    const { documents, code } = await importing(folder, `in/${name}`);
    assert.equal(code, 2);
    assert.match(documents[0]!.message!, why);
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'qualdown.yaml']);
  }
  const withMain = async (change: (xml: string) => string): Promise<Uint8Array> => {
    const parts = unzipSync(await wordFile());
    const main = Buffer.from(parts['word/document.xml']!).toString();
    return zipSync({ ...parts, 'word/document.xml': strToU8(change(main)) });
  };

  it('refuses an archive that unpacks to more than any interview', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(200_000_000) }, { level: 9 });
    assert(bomb.length < 300_000);
    await refused('bomb.docx', bomb, /unpacks to more than 24 MB/);
    // One that lies about it: the size in the directory and in the header is made small.
    const lying = Buffer.from(bomb);
    for (
      let at = lying.indexOf(Buffer.from([0x00, 0xc2, 0xeb, 0x0b]));
      at >= 0;
      at = lying.indexOf(Buffer.from([0x00, 0xc2, 0xeb, 0x0b]))
    )
      lying.writeUInt32LE(1000, at);
    await refused('lies.docx', lying, /damaged/);
  });

  it('refuses entities', async () => {
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    await refused(
      'e.docx',
      await withMain((xml) => xml.replace(/^(<\?xml.*?\?>)?/, `$1${entities}`).replace('That', '&b;')),
      /document type/,
    );
  });

  it('refuses what is nested without end, and what is no document', async () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(100_000);
    await refused(
      'deep.docx',
      await withMain((xml) => xml.replace('<w:body>', `<w:body>${deep}`)),
      /damaged|deep|memory|converted/,
    );
    await refused('other.docx', zipSync({ 'xl/workbook.xml': strToU8('<x/>') }), /its cells cannot be read/);
  });

  it('gives a document without marks or a clear refusal for every mutated file', async () => {
    const word = await wordFile();
    const original = {
      docx: word,
      txt: Buffer.from(TALK),
      vtt: Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi [x]{.a}</v>\n'),
      srt: Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nHi\n'),
    };
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 12 }),
      drop: fc.nat(40),
    });
    const mutated = fc.tuple(
      fc.constantFrom('docx', 'docx', 'txt', 'vtt', 'srt'),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
    );
    const samples = fc.sample(mutated, { numRuns: 30, seed: 7 });
    const files: Record<string, Uint8Array> = {};
    for (const [index, [kind, changes, cut]] of samples.entries()) {
      let bytes: Buffer = Buffer.from(original[kind]);
      for (const { at, bytes: put, drop } of changes) {
        const place = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
      }
      files[`in/${index}.${kind}`] = cut
        ? bytes.subarray(0, Math.ceil(bytes.length * changes[0]!.at))
        : bytes;
    }
    // Changes that leave the archive whole reach further: into the XML itself.
    for (const [index, part] of [
      'word/document.xml',
      'word/styles.xml',
      'word/numbering.xml',
      'word/footnotes.xml',
      'word/_rels/document.xml.rels',
    ].entries()) {
      const parts = unzipSync(word);
      const xml = Buffer.from(parts[part]!).toString();
      for (const [n, changed] of [
        xml.slice(0, xml.length / 2),
        xml.replaceAll('w:p', 'w:q'),
        xml.replace(/w:id="\d+"/g, 'w:id="99"'),
        '',
      ].entries())
        files[`in/part${index}-${n}.docx`] = zipSync({ ...parts, [part]: strToU8(changed) });
    }
    await folder.write(files);
    const { documents } = await importing(folder, 'in');
    assert.equal(documents.length, Object.keys(files).length);
    const written = documents.filter(({ status }) => status === 'imported').map(({ file }) => file!);
    assert(
      written.length > 10 && written.length < documents.length,
      `${written.length} of ${documents.length}`,
    );
    for (const { status, message } of documents)
      if (status !== 'imported') assert.match(message!, /^[a-z]+ .{4,}/);
    for (const file of written) {
      const text = await textOf(folder, `study/${file}`);
      assert.equal(scan(text, { names: new Names() }).markCount, 0, text);
      assert.match(text, /\nsource: .*\n---\n/);
    }
    assert.deepEqual(await listing(folder), [...written, 'codebook.yaml', 'qualdown.yaml'].sort());
  });
});

describe('qualdown import, of what people have', () => {
  let folder: Folder;
  beforeEach(async () => (folder = await Folder.of(STUDY)));
  after(removeFolders);

  const wordWith = async (body: string): Promise<Uint8Array> => {
    const parts = unzipSync(await wordFile());
    const main = Buffer.from(parts['word/document.xml']!).toString();
    const changed = main.replace(/<w:body>.*<\/w:body>/s, `<w:body>${body}</w:body>`);
    return zipSync({ ...parts, 'word/document.xml': strToU8(changed) });
  };
  const said = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const paragraph = (inner: string): string => `<w:p>${inner}</w:p>`;

  it('the sample’s own Word file, whose title, people and words the study then has', async () => {
    await cp(fileURLToPath(new URL('../../samples/districts', import.meta.url)), folder.path('sample'), {
      recursive: true,
    });
    const file = 'sample/to-import/dock-street-principal-wave2.docx';
    const options = ['--study', 'sample', '--into', 'port-hallam'];
    const names = ['--speaker', 'Rosa Delgado=HP1', '--in-text'];
    const { code, stdout } = await run(['import', file, ...options, ...names], { cwd: folder.root });
    assert.equal(code, 0, stdout);
    const text = await textOf(folder, 'sample/port-hallam/dock-street-principal-wave2.md');
    assert.match(
      text,
      /^---\ntitle: "Interview with the principal of Dock Street School, second wave"\nparticipants: \[HP1\]\n/,
    );
    assert.match(text, /\n---\n\n# Interview with the principal of Dock Street School, second wave\n/);
    assert.doesNotMatch(text, /Rosa|Delgado/);
    const checked = await run(['check', '--study', 'sample', '--json'], { cwd: folder.root });
    const { problems } = JSON.parse(checked.stdout) as { problems: { file: string; rule: string }[] };
    assert.deepEqual(
      [
        ...new Set(
          problems
            .filter(({ file }) => file.startsWith('port-hallam/dock-street-principal'))
            .map(({ rule }) => rule),
        ),
      ],
      ['attribute-missing'],
    );
  });

  it('Word with tracked changes, text boxes, nested tables, links and right-to-left text', async () => {
    const box = (text: string): string =>
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${paragraph(said(text))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph(said(text))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const table = (cell: string): string => `<w:tbl><w:tr><w:tc>${cell}</w:tc></w:tr></w:tbl>`;
    await folder.write({
      'in/hard.docx': await wordWith(
        [
          paragraph(
            `${said('INT: Was it ')}<w:ins w:id="1" w:author="a">${said('really ')}</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>never </w:delText></w:r></w:del>${said('so?')}`,
          ),
          paragraph(
            `<w:moveFrom w:id="3" w:author="a">${said('moved words')}</w:moveFrom>${said('P1: Yes. ')}`,
          ),
          paragraph(`<w:moveTo w:id="4" w:author="a">${said('moved words')}</w:moveTo>`),
          paragraph(`${said('P1: See ')}${box('a boxed word')}`),
          paragraph(`<w:fldSimple w:instr="DATE">${said('in a field')}</w:fldSimple>`),
          table(`${paragraph(said('outer'))}${table(paragraph(said('inner')))}${paragraph('')}`),
          paragraph(`<w:pPr><w:bidi/></w:pPr>${said('P1: ‏שלום עולם')}`),
        ].join(''),
      ),
    });
    const { documents, code } = await importing(folder, 'in/hard.docx');
    assert.equal(code, 0);
    const text = await textOf(folder, 'study/hard.md');
    assert.match(text, /\*\*INT:\*\* Was it really so\?\n/);
    assert.doesNotMatch(text, /never/);
    assert.equal(text.match(/moved words/g)?.length, 1);
    for (const words of ['outer', 'inner', 'שלום עולם']) assert.match(text, new RegExp(words));
    const notes = documents[0]!.notes.join('; ');
    assert.match(notes, /1 deletion of tracked changes/);
    // What the reader of Word passes over is in the text or in the report.
    for (const words of ['a boxed word', 'in a field'])
      assert(text.includes(words) || /words in places that cannot be read/.test(notes), `${words}: ${notes}`);
  });

  it('UTF-16 without its mark', async () => {
    for (const name of ['le', 'be']) {
      const bytes = Buffer.from('INT: Zoë?\nP1: Да. Нет.\n', 'utf16le');
      await folder.write({ [`in/${name}.txt`]: name === 'le' ? bytes : bytes.swap16() });
      const { documents } = await importing(folder, `in/${name}.txt`, '--into', name);
      assert.match(documents[0]!.notes.join(), /read as UTF-16/);
      assert.match(await textOf(folder, `study/${name}/${name}.md`), /Zoë\?\n\n\*\*P1:\*\* Да\. Нет\./);
    }
  });

  it('names of files that some system does not take', async () => {
    const names = [
      'CON.txt',
      'com1.interview.txt',
      'a  b. .txt',
      `${'語'.repeat(80)}.txt`,
      'Zoe\u0308 R.txt',
    ];
    for (const [index, name] of names.entries()) await folder.write({ [`in/${name}`]: `INT: ${index}?\n` });
    const { documents } = await importing(
      folder,
      ...names.map((name) => `in/${name}`),
      '--speaker',
      'Zoë=P1',
    );
    assert.deepEqual(
      documents.map(({ file }) => file),
      ['document-CON.md', 'document-com1.interview.md', 'a b.md', `${'語'.repeat(60)}.md`, 'P1 R.md'],
    );
    assert.match(await textOf(folder, 'study/P1 R.md'), /source: "P1 R\.txt /);
  });

  it('tells of names that are in no file, or that stay', async () => {
    await folder.write({ 'in/talk.txt': `${TALK}INT: So maria is?\nBen: She is.\nINT: Yes?\nBen: Yes.\n` });
    const { stdout } = await run(
      [
        'import',
        'in',
        '--study',
        'study',
        '--speaker',
        'Maria Lopez=P1',
        '--speaker',
        'Marie=P2',
        '--speaker',
        'Maria=M.',
        '--speaker',
        'Ben=P1',
        '--in-text',
      ],
      { cwd: folder.root },
    );
    assert.match(stdout, /“Marie” was named and is in none of these files/);
    assert.doesNotMatch(stdout, /“(Maria|Ben|Maria Lopez)” was named/);
    assert.match(stdout, /still stands in its text \(line \d+\)/);
    assert.match(stdout, /two who speak in it are both called P1/);
  });

  it('never through a link out of the study, nor into a folder no Windows has', async () => {
    await folder.write({ 'in/talk.txt': TALK, 'elsewhere/x.txt': 'x' });
    await symlink(folder.path('elsewhere'), folder.path('study/way'));
    const { documents, code } = await importing(folder, 'in/talk.txt', '--into', 'way');
    assert.equal(code, 2);
    assert.match(documents[0]!.message!, /leads out of the study/);
    assert.deepEqual(await listing(folder, 'elsewhere'), ['x.txt']);
    for (const into of ['a:b', 'con/x', 'x./y']) {
      const { code: wrong } = await run(['import', 'in', '--study', 'study', '--into', into], {
        cwd: folder.root,
      });
      assert.equal(wrong, 2, into);
    }
  });

  it('says why a key cannot be read or written', async () => {
    await folder.write({ 'in/talk.txt': TALK, 'keys/x.csv': 'x' });
    const { code, stderr } = await run(
      ['import', 'in', '--study', 'study', '--speaker', 'Maria Lopez=P1', '--key', 'keys'],
      { cwd: folder.root },
    );
    assert.equal(code, 2);
    assert.match(stderr, /keys cannot be read: a folder is in its place/);
    assert.deepEqual(await listing(folder), ['codebook.yaml', 'qualdown.yaml']);
  });
});
