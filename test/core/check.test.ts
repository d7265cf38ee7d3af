import assert from 'node:assert/strict';
import { checkCodebook, checkConfig, checkDocument, checkStudy } from '../../server/src/core/check/index.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { readDocument } from '../../server/src/core/document.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { createStudy, readingContext } from '../../server/src/core/study/index.js';
import type { Study } from '../../server/src/core/study/types.js';
import { assertProblems, lines, marked } from './study-marked.js';

type Expected = string | readonly [rule: string, says: RegExp];

const CODEBOOK = lines(`
  codes:
    loose-coupling:
      codable: false
      codes:
        buffering: { aliases: [shielding] }
        volunteerism:
    isolation: { aliases: [alone] }
    old-code: { status: retired, replaced_by: isolation }
    dead-code: { status: retired }
`);

function studyOf(files: Record<string, string>, config?: string, codebook = CODEBOOK): Study {
  const parsed = parseConfig(config);
  const context = readingContext(parsed);
  const documents = Object.entries(files).map(([file, text]) => readDocument(file, text, '1', context));
  return createStudy(parsed, parseCodebook(codebook), documents);
}

/** Problems of a document, where they are marked. */
function check(input: string, expected: Expected[], config?: string): void {
  const { text, ranges } = marked(input);
  const study = studyOf({ 'a.md': text }, config);
  assertProblems(checkDocument(study, study.documents.get('a.md')!, text), { text, ranges }, expected);
}

describe('check: codes on passages', () => {
  it('all is well', () => {
    check(
      '[a]{.buffering .isolation coder=ana}\n\n::: volunteerism\nText.\n:::\n\n# Heading {.isolation}\n\n[x]{.mark}',
      [],
    );
  });
  it('unknown, with the nearest named', () => {
    check('[a]{.buffering .«isolaton»}', [['code-unknown', /Did you mean “isolation”/]]);
    check('[a]{.«Buffering»}', [['code-unknown', /Did you mean “buffering”/]]);
    check('[a]{.«shelding»}', [['code-unknown', /Did you mean “buffering”/]]);
    check('[a]{.«xyz»}', [['code-unknown', /^“xyz” is not in the codebook\.$/]]);
    check('[a]{.«xyz.abc»}', [['code-unknown', /space before each dot/]]);
    check('# Heading {.«xyz» k="v"}\n\n::: {#i .«xyz»}\nText.\n:::\n\n::: «xyz»\nText.\n:::', [
      'code-unknown',
      'code-unknown',
      'code-unknown',
    ]);
  });
  it('never suggests a code that is not to be used', () => {
    check('[a]{.«old-cod»} [b]{.«loosecoupling»}', [
      ['code-unknown', /codebook\.$/],
      ['code-unknown', /codebook\.$/],
    ]);
  });
  it('what is ignored is no code', () => {
    check('[a]{.layout}', [], 'ignore_classes: [layout]');
  });
  it('retired, with its successor', () => {
    check('[a]{.«old-code»}', [['code-retired', /use “isolation”/]]);
    check('[a]{.«dead-code»}', [['code-retired', /nothing replaces/]]);
  });
  it('not codable, with the codes below', () => {
    check('[a]{.«loose-coupling»}', [['code-not-codable', /buffering, volunteerism/]]);
  });
  it('an alias', () => {
    check('[a]{.«shielding»}', [['code-alias', /old id of “buffering”/]]);
  });
  it('gives a fix what it needs', () => {
    const text = '[a]{.isolaton} [b]{.old-code} [c]{.alone}';
    const study = studyOf({ 'a.md': text });
    const data = checkDocument(study, study.documents.get('a.md')!, text).map((each) => each.data);
    assert.deepEqual(data, [
      { code: 'isolaton', nearest: ['isolation'] },
      { code: 'old-code', successor: 'isolation' },
      { code: 'alone', id: 'isolation' },
    ]);
  });
});

describe('check: marks', () => {
  it('empty passages', () => {
    check('«[]{.isolation}» «[  ]{.isolation}» []{#anchor} [ ]{.mark}', ['mark-empty', 'mark-empty']);
  });
  it('repeated ids', () => {
    check('[a]{#x .isolation} [b]{.isolation «#x»} [c]{#y .isolation} [d]{«#x»}', [
      ['id-repeated', /“#x”/],
      'id-repeated',
    ]);
  });
  it('fragments with different codes or coders', () => {
    check('[a]{.isolation seg=k1} [b]{«.buffering seg=k1»} [c]{.isolation seg=k1}', [
      ['seg-codes', /here buffering, first isolation/],
    ]);
    check('[a]{.isolation .buffering seg=k1} [b]{.buffering .isolation seg=k1}', []);
    check('[a]{.isolation seg=k1} [b]{.«alone» seg=k1}', ['code-alias']);
    check('[a]{.isolation seg=k1 coder=ana} [b]{«.isolation seg=k1 coder=ben»}', ['seg-coder']);
    check('[a]{.isolation seg=k1} [b]{.buffering seg=k2} [c]{seg=k1}', []);
  });
});

describe('check: what looks like coding and is not read as such', () => {
  const table: [rule: string, text: string][] = [
    ['mark-space', '«[one] {.isolation}»'],
    ['mark-not-attributes', '«[one]{isolation}»'],
    ['mark-unclosed-braces', '«[one]{».isolation two'],
    ['mark-unopened', 'one«]{.isolation}»'],
    ['mark-blank-line', '[one\n\ntwo«]{.isolation}»'],
    ['div-under-paragraph', 'Text.\n«::: isolation»\nMore.'],
    ['div-not-attributes', '«::: {isolation}»\n\nText.'],
    ['div-unclosed', '«::: isolation\n»\nText.'],
    ['div-unopened', 'Text.\n\n«:::»'],
  ];
  for (const [rule, text] of table) {
    it(rule, () => {
      const input = marked(text);
      const study = studyOf({ 'a.md': input.text });
      const found = checkDocument(study, study.documents.get('a.md')!, input.text);
      assert.ok(
        found.some((each) => each.rule === rule),
        JSON.stringify(found),
      );
      const problem = found.find((each) => each.rule === rule)!;
      assert.ok(problem.start <= input.ranges[0]!.end && problem.end >= input.ranges[0]!.start);
      assert.match(problem.message, /\. [A-Z]/, 'says what is wrong and the way out');
    });
  }
});

describe('check: speakers', () => {
  const config = 'speakers: { interviewer: [INT] }\nparticipants: { AP1: { name: Maria } }';
  it('a label in no list, once', () => {
    check(
      '**INT:** a\n\n«**API:**» b\n\n**AP1:** c\n\n**API:** d\n\n**Maria:** e',
      [['label-unlisted', /“API” \(2 turns in this document\).*Did you mean “AP1”/]],
      config,
    );
  });
  it('a participant of front matter who is not in the list', () => {
    check(
      '---\nparticipants: «[AP1, AP2]»\n---\n\nText',
      [['participant-unlisted', /“AP2”.*Did you mean “AP1”/]],
      config,
    );
    check('---\nparticipant: Maria\n---\n\nText', [], config);
    check('---\nparticipants: { AP2: { role: teacher } }\n---\n\nText', [], config);
    check('---\nparticipants: [AP2]\n---\n\nText', []);
  });
});

describe('check: attributes', () => {
  const config = lines(`
    attributes:
      district: { type: text, required: true, values: [Alder, Port Hallam] }
      wave: { type: integer, values: [1, 2] }
      date: { type: date }
      score: { type: number }
      fiction: { type: boolean }
  `);
  const front = (yaml: string) => `---\n${yaml}\n---\n\nText`;

  it('all is well', () => {
    check(front('district: Alder\nwave: 2\ndate: 2024-02-29\nscore: 2.5\nfiction: false'), [], config);
    check(front('district: [Alder, Port Hallam]\nwave:\ndate: []'), [], config);
  });
  it('missing', () => {
    check('«---»\nwave: 1\n---\n\nText', [['attribute-missing', /“district” is missing/]], config);
    check('«---»\ndistrct: Alder\n---\n\nText', [['attribute-missing', /Did you mean “distrct”/]], config);
    check('«»Text', ['attribute-missing'], config);
    check('\uFEFF«---»\r\nwave: 1\r\n---\r\nText', ['attribute-missing'], config);
    check(front('«district»:'), ['attribute-missing'], config);
    check(front('district: «""»'), ['attribute-missing'], config);
  });
  it('outside its values', () => {
    check(front('district: «Tilden»'), [['attribute-value', /one of: Alder, Port Hallam/]], config);
    check(front('district: «port  hallam»'), [['attribute-value', /Did you mean “Port Hallam”/]], config);
    check(
      front('district: «[Alder, Aldr]»\nwave: «3»'),
      [['attribute-value', /“Aldr”.*“Alder”/], 'attribute-value'],
      config,
    );
  });
  it('of another type', () => {
    check(front('district: «true»'), [['attribute-type', /put it in quotes/]], config);
    check(front('school: 12'), [], 'attributes: { school: { type: text, values: ["12"] } }');
    const zeros =
      'attributes: { d: { type: text, values: [010, "020"] }, wave: { type: integer, values: [1] } }';
    check(front('d: [010, 020, "010"]\nwave: 01'), [], zeros);
    check(front('d: «10»'), [['attribute-value', /“10” is not among.*010/]], zeros);
    check(
      front('district: Alder\nwave: «"2"»\ndate: «5 March»\nscore: «high»\nfiction: «no»'),
      [
        ['attribute-type', /whole number/],
        ['attribute-type', /2024-03-05/],
        'attribute-type',
        ['attribute-type', /true or false/],
      ],
      config,
    );
    check(front('district: «{ a: b }»'), ['attribute-type'], config);
  });
  it('coding', () => {
    check(front('coding: «finished»'), ['coding-value']);
    check('---\ncoding: «none»\n---\n\n[a]{.isolation}', ['coding-none-marked']);
    check(front('coding: none'), []);
  });
  it('unreadable front matter', () => {
    check('---\ntitle: «a: b»\n---\n\nText', ['front-matter-unreadable']);
  });
});

describe('check: the study as a whole', () => {
  /** What only all documents tell, as `file: rule: “text”`. */
  function check(
    files: Record<string, string>,
    expected: string[],
    config?: string,
    codebook?: string,
  ): void {
    const study = studyOf(files, config, codebook);
    const texts: Record<string, string> = {
      ...files,
      'codebook.yaml': codebook ?? CODEBOOK,
      'qualdown.yaml': config ?? '',
    };
    const found = [...checkStudy(study)].flatMap(([file, problems]) =>
      problems.map(({ rule, start, end }) => `${file}: ${rule}: ${texts[file]!.slice(start, end)}`),
    );
    assert.deepEqual(found, expected);
  }
  const front = (yaml: string) => `---\n${yaml}\n---\n\nText`;

  it('values that differ in capitals or spaces alone: what most write is right', () => {
    check(
      {
        'a.md': front('district: port hallam'),
        'b.md': front('district: Port Hallam'),
        'c.md': front('district: "Port  Hallam"'),
        'd.md': front('district: Port Hallam'),
      },
      ['a.md: attribute-variant: port hallam', 'c.md: attribute-variant: "Port  Hallam"'],
    );
    check({ 'a.md': front('tags: [x, Y]'), 'b.md': front('tags: [X, Y]') }, [
      'b.md: attribute-variant: [X, Y]',
    ]);
  });
  it('says of values that look the same how they differ', () => {
    const [one, two] = ['Córdoba'.normalize('NFC'), 'Córdoba'.normalize('NFD')];
    const study = studyOf({ 'a.md': front(`city: ${one}`), 'b.md': front(`city: ${two}`) });
    const [problem] = checkStudy(study).get('b.md') ?? [];
    assert.match(problem!.message, /looks like “Córdoba”.*accents.*Unicode.*count as two/u);
    const listed = studyOf({ 'b.md': front(`city: ${two}`) }, `attributes: { city: { values: [${one}] } }`);
    const [value] = checkDocument(listed, listed.documents.get('b.md')!, front(`city: ${two}`));
    assert.match(value!.message, /not among the values.*accents.*Unicode/);
  });
  it('not for titles, nor where the values are listed', () => {
    check({ 'a.md': front('title: a'), 'b.md': front('title: A') }, []);
    check(
      { 'a.md': front('wave: a'), 'b.md': front('wave: A') },
      [],
      'attributes: { wave: { values: [A] } }',
    );
    check({ 'a.md': front('wave: 1\nother: Alder'), 'b.md': front('wave: "1"\nother: Tilden') }, []);
  });

  const book =
    'codes: { a: { codes: { b: { aliases: [bb] }, c: } }, d: { codable: false }, e: { status: retired } }';
  it('codes that no passage carries; a family is used where a code of it is', () => {
    check({ 'a.md': '[x]{.bb}' }, ['codebook.yaml: code-unused: c'], '', book);
    check({ 'a.md': 'Not coded yet.' }, [], '', book);
  });
  it('a compared attribute that no document states', () => {
    const documents = { 'a.md': front('school: A') };
    check(documents, ['qualdown.yaml: attribute-undeclared: scool'], 'compare_by: scool');
    check(documents, [], 'compare_by: school');
    check(documents, []);
    check({}, [], 'compare_by: scool');
  });
  it('an attribute that differs from the compared one in capitals alone', () => {
    const documents = {
      'a.md': front('district: A'),
      'b.md': front('District: A'),
      'c.md': front('DISTRICT: A\ndistrict: A'),
    };
    check(documents, ['b.md: attribute-name-variant: A', 'c.md: attribute-name-variant: A']);
    const declared = 'compare_by: school\nattributes: { district: }';
    check(
      { ...documents, 'd.md': front('School: x\nschool: x') },
      [
        'b.md: attribute-name-variant: A',
        'c.md: attribute-name-variant: A',
        'd.md: attribute-name-variant: x',
      ],
      declared,
    );
    check(documents, [], 'compare_by: District\nattributes: { district: , DISTRICT: }');
  });
  it('a pattern that matches no document', () => {
    const documents = { 'notes/a.md': 'Text' };
    check(
      documents,
      ['qualdown.yaml: pattern-unmatched: [notes, "int/*.md"]'],
      'documents: [notes, "int/*.md"]',
    );
    check(documents, [], 'documents: [notes, "!drafts"]');
    check({}, ['qualdown.yaml: pattern-unmatched: [notes]'], 'documents: [notes]');
    check({}, [], 'documents: ["!notes"]'); // a study that is empty yet
  });
  it('a coder of record who has signed nothing, where others have', () => {
    check(
      { 'a.md': '[x]{.a coder=ana}' },
      ['qualdown.yaml: coder-unknown: anna'],
      'coder_of_record: anna',
      'codes: { a: }',
    );
    check({ 'a.md': '[x]{.a coder=ana}' }, [], 'coder_of_record: ana', 'codes: { a: }');
    check({ 'a.md': '[x]{.a}' }, [], 'coder_of_record: ana', 'codes: { a: }');
  });
});

describe('check: codebook and configuration', () => {
  it('the codebook’s own problems, hints, and codes that are never read', () => {
    const { text, ranges } = marked(
      'codes: { «a»: {}, b: { definition: x, «colour»: y }, «mark»: { definition: x }, «skip»: { definition: x }, c: { codable: false } }',
    );
    const study = studyOf({}, 'ignore_classes: [skip]', text);
    assertProblems(checkCodebook(study), { text, ranges }, [
      'definition-missing',
      ['field-unknown', /Did you mean “color”/],
      ['code-ignored', /Pandoc/],
      ['code-ignored', /ignore_classes/],
    ]);
  });
  it('aliases that are never read', () => {
    const { text, ranges } = marked(
      'codes: { «a»: { definition: x, aliases: [mark] }, «b»: { definition: x, aliases: [old, skip] } }',
    );
    assertProblems(checkCodebook(studyOf({}, 'ignore_classes: [skip]', text)), { text, ranges }, [
      ['code-ignored', /alias “mark” of “a” is a class of Pandoc/],
      ['code-ignored', /alias “skip” of “b”.*ignore_classes/],
    ]);
  });
  it('the configuration’s own problems', () => {
    const study = studyOf({}, 'nam: x');
    assert.deepEqual(
      checkConfig(study).map(({ rule }) => rule),
      ['field-unknown'],
    );
  });
});
