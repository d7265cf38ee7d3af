import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CONFIG_FIELDS, parseConfig } from '../../server/src/core/study/config.js';
import { isDocument } from '../../server/src/core/study/index.js';
import { assertProblems, lines, marked } from './study-marked.js';

function check(input: string, ...expected: (string | readonly [string, RegExp])[]): void {
  const { text, ranges } = marked(lines(input));
  assertProblems(parseConfig(text).problems, { text, ranges }, expected);
}

describe('qualdown.yaml: what is read', () => {
  const defaults = {
    codebook: 'codebook.yaml',
    documents: ['**/*.md'],
    compareBy: 'district',
    attributes: new Map(),
    speakers: new Map(),
    participants: new Map(),
    ignoreClasses: new Set(),
    places: new Map(),
    problems: [],
  };

  it('has defaults without the file, and with an empty one', () => {
    for (const text of [undefined, '', '# nothing yet\n']) assert.deepEqual(parseConfig(text), defaults);
  });

  it('reads every field', () => {
    const { places, ...config } = parseConfig(
      lines(`
        name: Three districts
        codebook: ./codes/book.yaml
        documents: [interviews, notes/*.md]
        compare_by: school
        attributes:
          district: { type: text, required: true, values: [Alder, Tilden] }
          wave: { values: [1, 2] }
          date: { type: date }
          role:
        speakers: { interviewer: [Interviewer, I], observer: [OBS] }
        participants:
          P1: { name: Maria, role: principal, years: [2023, 2024] }
          P2:
        coder_of_record: ana
        ignore_classes: [draft, .note]
        x-mine: whatever
      `),
    );
    assert.deepEqual(config, {
      name: 'Three districts',
      codebook: 'codes/book.yaml',
      documents: ['interviews', 'notes/*.md'],
      compareBy: 'school',
      attributes: new Map<string, unknown>([
        ['district', { type: 'text', required: true, values: ['Alder', 'Tilden'] }],
        ['wave', { type: 'integer', required: false, values: [1, 2] }],
        ['date', { type: 'date', required: false }],
        ['role', { type: 'text', required: false }],
      ]),
      speakers: new Map([
        ['interviewer', ['Interviewer', 'I']],
        ['observer', ['OBS']],
      ]),
      participants: new Map([
        [
          'P1',
          new Map<string, unknown>([
            ['name', 'Maria'],
            ['role', 'principal'],
            ['years', [2023, 2024]],
          ]),
        ],
        ['P2', new Map()],
      ]),
      coderOfRecord: 'ana',
      ignoreClasses: new Set(['draft', 'note']),
      problems: [],
    });
    assert.deepEqual([...places.keys()], CONFIG_FIELDS);
  });

  it('says where its fields are stated', () => {
    const { text, ranges } = marked('compare_by: «school»\n«name»:\ndocuments: «[a, b]»\n');
    assert.deepEqual([...parseConfig(text).places.values()], ranges);
  });

  it('reads what bad YAML leaves', () => {
    const config = parseConfig('compare_by: school\nname: "Three\ncoder_of_record: ana\n');
    assert.deepEqual([config.compareBy, config.name, config.coderOfRecord], ['school', undefined, 'ana']);
    assert.deepEqual(
      config.problems.map(({ rule }) => rule),
      ['yaml-syntax'],
    );
  });
});

describe('qualdown.yaml: problems', function () {
  this.timeout(20_000);

  it('fields', () => {
    check('«comparby»: district', ['field-unknown', /Did you mean “compare_by”/]);
    check('name: a\n«name»: b', 'field-repeated');
    check('attributes: { district: { «requried»: true } }', ['field-unknown', /Did you mean “required”/]);
    check('«[a, b]»', ['field-type', /compare_by: district/]);
  });
  it('types', () => {
    check('documents: «interviews»', ['field-type', /list/]);
    check('compare_by: «[a]»', 'field-type');
    check('attributes: «[district]»', ['field-type', /map/]);
    check('attributes: { wave: { type: «number?», required: «perhaps» } }', 'field-value', 'field-type');
    check('attributes: { wave: { type: integer, values: [1, «"2"», «2.5»] } }', 'field-type', [
      'field-type',
      /whole number/,
    ]);
    check('attributes: { d: { type: date, values: [2024-02-29, «2023-02-29»] } }', 'field-type');
    check('attributes: { d: { values: [«[a]», b] } }'.replace('[«[a]», b]', '«[[a], b]»'), 'field-type');
    check('speakers: { interviewer: «INT» }', 'field-type');
    check('participants: { P1: { sites: «{ a: b }» } }', 'field-type');
    check('participants: { P1: {}, «P1»: {} }', 'field-repeated');
  });
  it('labels that stand for two', () => {
    check('speakers: { interviewer: [INT], observer: [«INT»] }', [
      'speaker-clash',
      /the interviewer and the observer/,
    ]);
    check('speakers: { interviewer: [P1] }\nparticipants: { «P1»: {} }', 'speaker-clash');
    check('speakers: { Interviewer: [P1] }\nparticipants: { «P1»: {} }', 'speaker-clash');
    check('participants: { P1: { name: Maria }, P2: { name: «Maria» } }', ['speaker-clash', /P1 and P2/]);
    check('participants: { P1: { name: «P2» }, P2: }', 'speaker-clash');
    check('participants: { P1: { name: P1 } }\nspeakers: { principal: [P1] }');
  });
  it('paths that hold on one computer only', () => {
    for (const path of [
      '/home/ana/codes.yaml',
      '../codes.yaml',
      'a/../../b.yaml',
      "'C:\\codes.yaml'",
      '~/codes.yaml',
    ]) {
      check(`codebook: «${path}»`, 'path-outside');
    }
    check(
      'documents: [«../other/*.md», "«!/x»"]'.replace('"«!/x»"', '«"!/x"»'),
      'path-outside',
      'path-outside',
    );
    assert.equal(parseConfig('codebook: ../x.yaml').codebook, 'codebook.yaml');
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseConfig(text)));
  });
});

describe('what is a document', () => {
  /** Which of the paths are documents of a study with these globs; none: by default. */
  function check(globs: string[] | undefined, expected: Record<string, boolean>, fields = ''): void {
    const config = parseConfig((globs ? `documents: ${JSON.stringify(globs)}\n` : '') + fields);
    const found = Object.keys(expected).map((path) => [path, isDocument(path, config)]);
    assert.deepEqual(Object.fromEntries(found), expected);
  }

  it('by default all Markdown but what is fixed', () => {
    check(undefined, {
      'a.md': true,
      'interviews/wave 1/é (2).md': true,
      'a.txt': false,
      'A.MD': false,
      'README.md': false,
      'interviews/readme.md': false,
      'CHANGELOG.md': false,
      '.draft.md': false,
      '.git/a.md': false,
      'a/.obsidian/b.md': false,
      'node_modules/x/a.md': false,
      'a/node_modules/b.md': false,
      'memos/a.md': false,
      'matrices/a.md': false,
      'comparisons/a.md': false,
      'adjudication/a.md': false,
      'second-coder/deep/a.md': false,
      'interviews/memos/a.md': true,
      'memos.md': true,
    });
  });
  it('by globs', () => {
    check(['interviews/*.md'], { 'interviews/a.md': true, 'interviews/b/a.md': false, 'a.md': false });
    check(['./notes/**/*.{md,txt}'], { 'notes/a.txt': true, 'notes/b/c.md': true, 'a.md': false });
    check(['**/*.md', '!drafts/**'], { 'a.md': true, 'drafts/a.md': false });
    check(['!drafts'], { 'a.md': true, 'drafts/a.md': false });
  });
  it('a bare folder means the Markdown in it', () => {
    check(['interviews/'], {
      'interviews/a.md': true,
      'interviews/b/c.md': true,
      'a.md': false,
      'interviews/a.txt': false,
    });
  });
  it('a bare folder of any name, signs of patterns among them', () => {
    for (const folder of [
      'my.notes',
      '2023 (wave 1)',
      'wave [1]',
      'a+b!',
      'x{y}',
      'why?',
      'v1.2/b',
      'D & E@',
    ]) {
      for (const written of [folder, `./${folder}/`]) {
        check([written], { [`${folder}/a.md`]: true, [`${folder}/b/c.md`]: true, 'a.md': false });
      }
      check(['**/*.md', `!${folder}`], { [`${folder}/a.md`]: false, [`${folder}-/a.md`]: true });
    }
    check(['.'], { 'a.md': true, 'b/c.md': true, 'a.txt': false });
  });
  it('a file of any name', () => check(['a (1).md', 'b[2].md'], { 'a (1).md': true, 'b[2].md': true }));
  it('parentheses that are part of a name beside a pattern', () => {
    check(['2023 (wave 1)/*.md'], { '2023 (wave 1)/a.md': true, '2023 wave 1/a.md': false });
    check(['@(a|b)/*.md'], { 'a/x.md': true, 'c/x.md': false });
  });
  it('whatever the globs say, never what is fixed', () => {
    check(
      ['**', '.x/*.md', 'memos/*.md'],
      {
        'a.md': true,
        '.x/a.md': false,
        'memos/a.md': false,
        'qualdown.yaml': false,
        'codes/book.yaml': false,
        'README.md': false,
      },
      'codebook: codes/book.yaml',
    );
  });
});
