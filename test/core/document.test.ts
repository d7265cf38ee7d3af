import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { readDocument } from '../../server/src/core/document.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { readingContext } from '../../server/src/core/study/index.js';
import type { Document } from '../../server/src/core/study/types.js';
import { assertProblems, lines, marked } from './study-marked.js';

function read(text: string, config?: string): Document {
  return readDocument('a.md', text, 'v', readingContext(parseConfig(config)));
}

/** A document of this front matter. */
function withFront(yaml: string, body = 'Text.\n', config?: string): Document {
  return read(`---\n${lines(yaml)}---\n\n${body}`, config);
}

describe('document: front matter', () => {
  it('has attributes, and where they are', () => {
    const { text, ranges } = marked(
      '\uFEFF---\r\ndistrict: «Port Hallam»\r\nwave: «2»\r\n«school»:\r\n---\r\nText\r\n',
    );
    const document = read(text);
    assert.deepEqual(Object.fromEntries(document.attributes), {
      district: 'Port Hallam',
      wave: 2,
      school: null,
    });
    const places = ['district', 'wave', 'school'].map((name) => document.attributeRange(name));
    assert.deepEqual(places, ranges);
    assert.equal(document.attributeRange('none'), undefined);
    assert.deepEqual(document.problems, []);
  });

  it('keeps dates as text, lists as lists, and leaves out what no attribute can be', () => {
    const document = withFront(
      'date: 2024-03-05\ntags: [a, 1, true]\nformat: { html: true }\nnested: [[a]]\nempty: []',
    );
    assert.deepEqual(Object.fromEntries(document.attributes), {
      date: '2024-03-05',
      tags: ['a', 1, true],
      empty: [],
    });
  });

  it('keeps numbers as written where they name something', () => {
    const read = withFront(
      'school: 012\nroom: 1.0\nparticipants: [007, 1.0]',
      '',
      'attributes: { room: { type: text } }',
    );
    assert.deepEqual([read.attributes.get('school'), read.attributes.get('room')], ['012', '1.0']);
    assert.deepEqual(read.participants, ['007', '1.0']);
  });
  it('has none without it', () => {
    assert.equal(read('Text').attributes.size, 0);
    assert.equal(read('---\n\ndistrict: Alder\n---\n').attributes.size, 0);
  });

  /** A whole document with the places of its problems marked. */
  function problems(input: string, ...expected: (string | readonly [string, RegExp])[]): Document {
    const { text, ranges } = marked(input);
    const document = read(text);
    assertProblems(document.problems, { text, ranges }, expected);
    return document;
  }

  it('still gives what can be read where a line cannot', () => {
    const document = problems('---\ndistrict: Alder\nnote: «"It goes on»\nwave: 2\n---\nText', [
      'front-matter-unreadable',
      /quotation mark/,
    ]);
    assert.deepEqual([document.attributes.get('district'), document.attributes.get('wave')], ['Alder', 2]);
    problems(
      '---\ndistrict: Alder\ntitle: «Maria: an interview»\nwave: 2\n---\nText',
      'front-matter-unreadable',
    );
    problems('---\n«[a, b]»\n---\nText', ['front-matter-unreadable', /district: Alder/]);
  });

  it('takes the first of two equal attributes', () => {
    const document = problems('---\ndistrict: A\n«district»: B\n---\nText', 'front-matter-repeated');
    assert.equal(document.attributes.get('district'), 'A');
  });

  it('says that front matter is not closed', () => {
    problems('«---»\ndistrict: Alder\n\n[a]{.b}', 'front-matter-unclosed');
    problems('---\n\nA line above, and a text.');
    problems('---\nA sentence.');
  });
});

describe('document: coded or not yet', () => {
  const table: [stated: string, body: string, coding: string, isStated: boolean][] = [
    ['', 'Text.', 'none', false],
    ['', '[Text]{.a}', 'partial', false],
    ['', '[Text]{.mark} [and]{#id}', 'none', false],
    ['coding: done', 'Text.', 'done', true],
    ['coding: none', '[Text]{.a}', 'none', true],
    ['coding: partial', 'Text.', 'partial', true],
    ['coding: finished', '[Text]{.a}', 'partial', false],
    ['coding: [done]', 'Text.', 'none', false],
    ['coding:', 'Text.', 'none', false],
  ];
  for (const [stated, body, coding, isStated] of table) {
    it(`“${stated}” with ${body} is ${coding}`, () => {
      const document = withFront(`x: y\n${stated}`, body);
      assert.deepEqual([document.coding, document.codingStated], [coding, isStated]);
      const isWrong = stated !== '' && !isStated;
      assert.deepEqual(
        document.problems.map(({ rule }) => rule),
        isWrong ? ['coding-value'] : [],
      );
    });
  }
});

describe('document: who speaks', () => {
  const config = lines(`
    speakers: { interviewer: [INT], observer: [OBS] }
    participants:
      P1: { name: Maria Lopez, role: principal }
      P2: { role: teacher }
      P9: { role: interviewer }
  `);
  /** Participants of the document, and who is meant by each label of a turn. */
  function check(
    yaml: string,
    labels: string[],
    participants: string[],
    turns: (string | undefined)[],
  ): void {
    const document = withFront(yaml, labels.map((label) => `**${label}:** Some words.\n\n`).join(''), config);
    assert.deepEqual(document.participants, participants);
    assert.deepEqual(
      labels.map((_, turn) => document.turnParticipant(turn)),
      turns,
    );
  }

  it('the listed who speak, by id or name, in order of appearance', () => {
    check(
      'x: y',
      ['INT', 'P2', 'Maria Lopez', 'P2', 'OBS', 'P7'],
      ['P2', 'P1'],
      [undefined, 'P2', 'P1', 'P2', undefined, undefined],
    );
  });
  it('those of front matter first, whether they speak or not', () => {
    check('participants: [P1, P5]', ['P2', 'P5'], ['P1', 'P5', 'P2'], ['P2', 'P5']);
    check('participant: P5', [], ['P5'], []);
    check('participant: Maria Lopez', ['P1'], ['P1'], ['P1']);
    check('participants: [7]', ['7'], ['7'], ['7']);
    check('participants: [OBS]', ['OBS'], ['OBS'], ['OBS']);
  });
  it('a map in front matter: names of its own, which go before those of the study', () => {
    check('participants: { P5: { name: Ana }, P6: }', ['Ana', 'P6'], ['P5', 'P6'], ['P5', 'P6']);
    check('participants: { P5: { name: Maria Lopez } }', ['Maria Lopez'], ['P5'], ['P5']);
  });
  it('an interviewer is no participant', () => {
    check('participants: [INT, P9, P1]', ['INT', 'P9', 'P1'], ['P1'], [undefined, undefined, 'P1']);
  });
  it('an interviewer is one in whatever capitals', () => {
    const text = '**INT:** Not counted.\n\n**Eva:** Nor this.\n\n**P1:** Two words.\n';
    for (const role of ['interviewer', 'Interviewer', 'INTERVIEWER', '" Interviewer "']) {
      const study = `speakers: { ${role}: [INT] }\nparticipants: { P1: , P2: { name: Eva, role: ${role} } }`;
      const document = withFront('participants: [P1, P2]', text, study);
      assert.deepEqual([document.scan.words, document.participants], [2, ['P1']], role);
      const own = `participants: { P1: , P2: { name: Eva, role: ${role} }, P3: { name: INT, role: [${role}] } }`;
      assert.equal(withFront(own, text).scan.words, 2, role);
    }
  });
  it('a label that front matter lists is no longer unlisted', () => {
    const notes = (yaml: string) =>
      withFront(yaml, '**P5:** Words.', config).scan.notes.map(({ rule }) => rule);
    assert.deepEqual([notes('x: y'), notes('participants: [P5]')], [['label-unlisted'], []]);
  });
  it('the words of an interviewer do not count', () => {
    assert.equal(
      withFront('x: y', '**INT:** One two.\n\n**P1:** Three.\n\n**P9:** Four.', config).scan.words,
      1,
    );
  });
});

describe('document: whatever the text', function () {
  this.timeout(20_000);

  it('never throws', () => {
    const yaml = fc.array(
      fc.constantFrom(
        'participants',
        'coding',
        ': ',
        '\n',
        '  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        'P1',
        '*a',
        '&a',
        '"',
        '~',
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          yaml.map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const document = read(`---\n${text}\n---\n**P1:** [a]{.b}`);
          for (const each of document.problems)
            assert.ok(each.start <= each.end && each.end <= text.length + 8);
          assert.ok(Array.isArray(document.participants));
        },
      ),
    );
  });

  it('keeps no part of the text alive', () => {
    const documents: Document[] = [];
    const before = memory();
    for (let n = 0; n < 20; n++) {
      const body = `${n} words of a long talk. `.repeat(20_000);
      const extra = n % 2 === 0 ? 'wave: 1' : 'note: {needs: the parser}';
      documents.push(
        withFront(`title: A title that is long enough to be cut as a slice ${n}\n${extra}`, body),
      );
    }
    const grown = memory() - before;
    assert.ok(grown < 2_000_000, `${grown} bytes kept of ${documents.length} documents`);
  });
});

/** Bytes in use once everything that nobody needs is gone. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
