import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import {
  compose,
  findTurns,
  readCues,
  readHtml,
  readPlain,
  type Reading,
} from '../../server/src/core/import/index.js';
import type { KnownLabels } from '../../server/src/core/import/types.js';
import { readDocument } from '../../server/src/core/document.js';
import { Names } from '../../server/src/core/names.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { readingContext } from '../../server/src/core/study/index.js';
import { scan } from '../../server/src/core/scan/index.js';

const nobody: KnownLabels = { interviewers: [], participants: [] };
const known: KnownLabels = { interviewers: ['INT', 'Kate'], participants: ['AP1'] };

const choices = (names: Record<string, string> = {}, inText = false) => ({
  names: new Map(Object.entries(names)),
  inText,
});

/** The document without its front matter. */
function body(reading: Reading, labels = nobody, more = choices()): string {
  const rejected = new Set([...more.names].filter(([, to]) => to === '').map(([from]) => from));
  return compose(findTurns(reading, labels, rejected), more, labels, 'x').text.replace(
    /^---\n.*?\n---\n\n/s,
    '',
  );
}

const check = (input: string, expected: string, labels = nobody) =>
  assert.equal(body(readPlain(input), labels), expected);
const checkCues = (input: string, expected: string) => assert.equal(body(readCues(input)), expected);
const checkHtml = (input: string, expected: string, labels = nobody) =>
  assert.equal(body(readHtmlAs(input), labels), expected);
const readHtmlAs = (html: string): Reading => ({ pieces: readHtml(html), omitted: [] });

describe('import: turns of a plain text', () => {
  it('by initials with a colon or a dash', () => {
    check(
      'INT: How?\nP1 – Well.\nP1: So.\nIV - And?\n',
      '**INT:** How?\n\n**P1:** Well.\n\n**P1:** So.\n\n**IV:** And?\n',
    );
  });

  it('by names that come again, or that the study lists', () => {
    check(
      'Ana Lopez: One.\nBen: Two.\nAna Lopez: Three.\nBen: Four.\n',
      '**Ana Lopez:** One.\n\n**Ben:** Two.\n\n**Ana Lopez:** Three.\n\n**Ben:** Four.\n',
    );
    check('[Kate] Well?\nThe thing: no.\n', '**Kate:** Well?\n\nThe thing: no.\n', known);
    check('[laughs] Well.\n[laughs] No.\n', '[laughs] Well.\n\n[laughs] No.\n');
  });

  it('by somebody who speaks once, among others; not by what stands above', () => {
    check(
      'Date: 3 May\nAna: One.\nBen: Two.\nAna: Three.\nOne thing: four.\n',
      'Date: 3 May\n\n**Ana:** One.\n\n**Ben:** Two.\n\n**Ana:** Three.\n\nOne thing: four.\n',
    );
  });

  it('by names alone on a line', () => {
    check(
      'Ana\nHello.\nAnd more.\nBen\nYes\nAna\nYes\nBen\nNo\n',
      '**Ana:** Hello.\n\nAnd more.\n\n**Ben:** Yes\n\n**Ana:** Yes\n\n**Ben:** No\n',
    );
    check('Yes\nI do.\nYes\nI do.\n', 'Yes\n\nI do.\n\nYes\n\nI do.\n');
  });

  it('by a name and a time on a line of their own, joined where one goes on', () => {
    check(
      'Ana Lopez  0:03\nHello.\n\nBen   0:09\nHi.\n\nBen   0:19\nAnd more.\n\nAna Lopez 1:02:03\nBye.\n',
      '**Ana Lopez:** [00:03] Hello.\n\n**Ben:** [00:09] Hi.\n\n[00:19] And more.\n\n**Ana Lopez:** [01:02:03] Bye.\n',
    );
    check(
      '[Ana] 10:02:11\nHello.\n[Ben] 10:02:15\nHi.\n[Ana] 10:03:00\nBye.\n',
      '**Ana:** [10:02:11] Hello.\n\n**Ben:** [10:02:15] Hi.\n\n**Ana:** [10:03:00] Bye.\n',
    );
    check(
      'Speaker 1 [00:00:02]\nHello.\nSpeaker 2 [00:00:05]\nHi.\n',
      '**Speaker 1:** [00:00:02] Hello.\n\n**Speaker 2:** [00:00:05] Hi.\n',
    );
  });

  it('with timestamps on lines of their own, before and behind labels', () => {
    check(
      '[00:12:31]\nINT: How?\n00:01:02\nP1: Well.\n',
      '**INT:** [00:12:31] How?\n\n**P1:** [00:01:02] Well.\n',
    );
    check(
      '[00:12] INT: How?\nP1 [00:13]: Well.\nINT: [00:14] So?\n',
      '**INT:** [00:12] How?\n\n**P1:** [00:13] Well.\n\n**INT:** [00:14] So?\n',
    );
    check(
      '0:0:1.0 --> 0:0:3.42\nAna\nHi.\n0:0:4.0 --> 0:0:5.0\nBen\nYes.\n0:0:6.0 --> 0:0:7.0\nAna\nBye.\n0:0:8.0 --> 0:0:9.0\nBen\nBye.\n',
      '**Ana:** [00:00:01] Hi.\n\n**Ben:** [00:00:04] Yes.\n\n**Ana:** [00:00:06] Bye.\n\n**Ben:** [00:00:08] Bye.\n',
    );
  });

  it('and never by a time that somebody says', () => {
    check('7:40 the bus comes.\nAt 9:10: a mom.\n', '7:40 the bus comes.\n\nAt 9:10: a mom.\n');
  });

  it('keeping labels and times that nothing follows', () => {
    check('INT:\nP1:\n[00:01:00]\n', '**INT:**\n\n**P1:** [00:01:00]\n');
  });

  it('writing what only looks like a label as text', () => {
    check('NOTE: this\nDATE – May\n', 'NOTE\\: this\n\nDATE &#8211; May\n');
    const rejected = body(readPlain('ABC: one\nINT: two?\n'), nobody, choices({ ABC: '' }));
    assert.equal(rejected, 'ABC\\: one\n\n**INT:** two?\n');
  });
});

describe('import: lines broken at a width', () => {
  it('are joined up to the end of a paragraph, before a label or an item of a list', () => {
    const text = [
      'INT: So how did the first year of this work go for the principals in the',
      'four schools, and for you?',
      'P1: Well, the first thing was that we had to find an hour a week, and when',
      'you look at how a school day is built there is no hour in it that belongs to',
      'nobody. So we took it from somewhere: from the meetings, which we then moved',
      'to the morning.',
      '- The staff meeting went.',
    ];
    const { pieces, notes } = readPlain(text.join('\n'));
    assert.equal(pieces.length, 3);
    assert.deepEqual(notes, ['its lines are broken at 76 characters and were joined']);
    check(
      text.join('\n'),
      `**INT:** ${text[0]!.slice(5)} ${text[1]!}\n\n**P1:** ${text[2]!.slice(4)} ${text[3]!} ${text[4]!} ${text[5]!}\n\n\\- The staff meeting went.\n`,
    );
  });

  it('and not where every line is a turn of its own, or a verse', () => {
    const turns =
      'INT: How was it?\nP1: It was good, and then it was not so good.\nAnd we went on.\nAnd on.\n';
    assert.equal(readPlain(turns).pieces.length, 4);
    const verse = Array.from(
      { length: 12 },
      (_, n) => `A line of ${'word '.repeat(4 + ((n * 7) % 9))}end`,
    ).join('\n');
    assert.equal(readPlain(verse).pieces.length, 12);
  });
});

describe('import: a table of turns', () => {
  const table = (...rows: string[][]): string =>
    `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td><p>${cell.replaceAll('|', '</p><p>')}</p></td>`).join('')}</tr>`).join('')}</table>`;

  it('becomes turns, with its times, a paragraph each', () => {
    checkHtml(
      table(
        ['INT', 'How?'],
        ['<strong>Ana</strong>:', 'One.|Two.'],
        ['INT', 'And?'],
        ['Ana', 'Well, that is all there is to say, really.'],
      ),
      '**INT:** How?\n\n**Ana:** One.\n\nTwo.\n\n**INT:** And?\n\n**Ana:** Well, that is all there is to say, really.\n',
      known,
    );
    checkHtml(
      table(
        ['Time', 'Speaker', 'Text'],
        ['00:00:01', 'Ana Lopez', 'Hi.'],
        ['00:00:04', 'Ben', 'Yes.'],
        ['00:00:09', 'Ana Lopez', 'Bye.'],
      ),
      '**Ana Lopez:** [00:00:01] Hi.\n\n**Ben:** [00:00:04] Yes.\n\n**Ana Lopez:** [00:00:09] Bye.\n',
    );
  });

  it('and other tables stay tables', () => {
    for (const rows of [
      [
        ['School', 'Visits'],
        ['Fairview', '3'],
        ['Dock Street', '5'],
        ['Fairview', '9'],
      ],
      [
        ['P1', 'principal'],
        ['P2', 'teacher'],
        ['P3', 'coach'],
      ],
      [
        ['a', 'b', 'c', 'd'],
        ['1', '2', '3', '4'],
      ],
    ])
      assert.match(body(readHtmlAs(table(...rows))), /^\| /);
  });
});

describe('import: the title of a Word document', () => {
  it('is its first heading and the title in front matter, with pseudonyms', () => {
    const html = '<h1 class="title">A talk with <em>Ana</em>: one</h1><h1>More</h1><p>Text.</p>';
    const { text } = compose(findTurns(readHtmlAs(html), nobody), choices({ Ana: 'P1' }, true), nobody, 'x');
    assert.match(text, /^---\ntitle: "A talk with P1: one"\nsource: x|^---\ntitle: "A talk with P1: one"\n/);
    assert.match(text, /\n---\n\n# A talk with \*P1\*: one\n\n# More\n\nText\.\n$/);
  });
});

describe('import: subtitles', () => {
  it('joins what one person says in cues, by voice tags', () => {
    checkCues(
      'WEBVTT - x\n\nSTYLE\n::cue {}\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v.loud Ana Lopez>Hello &amp; <i>good</i></v>\n\n2\n00:00:03.100 --> 00:00:04.000\n<v Ana Lopez>morning.</v>\n\n00:09.100 --> 00:10.000\n<v Ben>Yes</v> <v Ana Lopez>No</v>\n',
      '**Ana Lopez:** [00:00:01] Hello & good morning.\n\n**Ben:** [00:00:09] Yes\n\n**Ana Lopez:** [00:00:09] No\n',
    );
  });

  it('joins by names before a colon, and begins a paragraph after a silence', () => {
    checkCues(
      '1\r\n00:00:01,000 --> 00:00:03,000\r\nAna Lopez: Hello\r\nyou.\r\n\r\n2\r\n00:00:33,100 --> 00:00:34,000\r\nAna Lopez: Morning.\r\n\r\n3\r\n00:00:39,100 --> 00:00:40,000\r\nBen: Yes\r\n',
      '**Ana Lopez:** [00:00:01] Hello you.\n\n[00:00:33] Morning.\n\n**Ben:** [00:00:39] Yes\n',
    );
  });

  it('ends a paragraph that grows too long where a sentence ends', () => {
    const cue = (n: number) =>
      `${n}\n00:${String(n).padStart(2, '0')}:00,000 --> 00:${String(n).padStart(2, '0')}:59,900\n${'word '.repeat(30)}end${n}.\n`;
    const text = body(readCues(Array.from({ length: 12 }, (_, n) => cue(n)).join('\n')));
    const paragraphs = text.trim().split('\n\n');
    assert(paragraphs.length > 1 && paragraphs.every((one) => one.length < 2200 && one.endsWith('.')));
    for (let n = 0; n < 12; n++) assert.match(text, new RegExp(`end${n}\\.`));
  });

  it('reads cues without numbers or blank lines, with tags, places and character references', () => {
    checkCues(
      '00:00:01,000-->00:00:03,000\r\n{\\an8}<font color="#fff"><i>It&#8217;s</i></font> a &lt;b&gt;\r\n2\r\n00:00:02,500 --> 00:00:04,000 X1:1 X2:2\r\nday&hellip;\r\n3\r\n00:00:03,900 --> 00:00:05,000\r\n<u>no</u> more\r\n',
      '[00:00:01] It’s a \\<b> day… no more\n',
    );
    checkCues(
      'WEBVTT\n\nNOTE not said\n\nREGION\nid:a\n\na name\n01:02:03.000 --> 01:02:04.000 position:10% line:0\n<v Ana>Hi</v>\n',
      '**Ana:** [01:02:03] Hi\n',
    );
  });

  it('keeps the name of a voice that nobody speaks with as a word', () => {
    const reading = readCues('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Radio>Hi</v>\n');
    assert.equal(body(reading, nobody, choices({ Radio: '' })), '[00:00:01] Radio: Hi\n');
  });

  it('keeps the words of a cue whose times cannot be read, and says so', () => {
    const reading = readCues('1\n00:xx --> 00:yy\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nyou\n');
    assert.match(reading.omitted.join(), /times of 1 cue/);
    assert.match(body(reading), /Hello/);
  });
});

describe('import: what comes as HTML from Word', () => {
  it('keeps headings, lists, tables, emphasis and notes', () => {
    checkHtml(
      '<h2>The {.a} school</h2><p><strong>INT:</strong> Do <em>you</em>?<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup></p><ul><li>one</li><li>two<ul><li>three</li></ul></li></ul><table><tr><td><p>a</p><p>b</p></td><td>c|d</td></tr><tr><td>1</td><td>2</td></tr></table><ol><li id="footnote-1"><p> A <strong>note</strong>. <a href="#footnote-ref-1">↑</a></p></li></ol>',
      '## The \\{.a} school\n\n**INT:** Do *you*?[^1]\n\n- one\n- two\n  - three\n\n| a b | c\\|d |\n| --- | ---- |\n| 1   | 2    |\n\n[^1]: A **note**.\n',
    );
  });

  it('finds labels across formatting, and the lines of a paragraph', () => {
    checkHtml(
      '<p><strong>Ana</strong>: <em>Well</em> no.</p><p>Ben   0:04<br />Hi <em>you</em>.</p><p>Ana 0:09<br />Yes.</p><p>Ben 0:12<br />No.</p>',
      '**Ana:** *Well* no.\n\n**Ben:** [00:04] Hi *you*.\n\n**Ana:** [00:09] Yes.\n\n**Ben:** [00:12] No.\n',
    );
  });

  it('keeps the words of links that lead nowhere, and drops pictures', () => {
    checkHtml(
      '<p>See <a href="#x">here</a>, <a id="b"></a><a href="https://a.b/c d">there</a><img src="x" />.</p>',
      'See here, [there](https://a.b/c%20d).\n',
    );
  });
});

describe('import: who is who', () => {
  const text =
    'INT: How is Maria?\nMaria Lopez: Maria Lopez’s Marias, Maria-Lopez.\nINT: Well?\nMaria Lopez: Yes.\n';
  const composed = (
    names: Record<string, string>,
    inText: boolean,
    labels = nobody,
    interviewers?: string[],
  ) =>
    compose(
      findTurns(readPlain(text), labels),
      { ...choices(names, inText), ...(interviewers && { interviewers }) },
      labels,
      'a "b".txt',
    );

  it('puts pseudonyms into labels, and into the text when asked to, as whole words', () => {
    assert.match(composed({ 'Maria Lopez': 'P1' }, false).text, /\*\*P1:\*\* Maria Lopez’s Marias/);
    assert.match(
      composed({ 'Maria Lopez': 'P1', Maria: 'M.' }, true).text,
      /How is M\.\?\n\n\*\*P1:\*\* P1’s Marias, M\.-Lopez\./,
    );
  });

  it('also where a name is partly in bold, broken over lines, decomposed, or in a link', () => {
    const html =
      '<p>Ma<strong>ria</strong> Lo<em>pez’s</em>, Maria<br />Lopez, Zoe\u0308, <a href="mailto:maria.lopez@a.org">write</a>, Mariana.</p><table><tr><td>Maria</td></tr></table><ul><li>Zoë</li></ul>';
    const names = choices({ 'Maria Lopez': 'P1', Maria: 'M.', Zoë: 'P2' }, true);
    const { text: written } = compose(findTurns(readHtmlAs(html), nobody), names, nobody, 'x');
    assert.doesNotMatch(written.replace('Mariana', ''), /maria|lopez|zo/i);
    assert.match(read(written), /P1’s,P1,P2,write,Mariana\./);
  });

  it('no name that was to be replaced is left, whatever the formatting', () => {
    const tags = fc.constantFrom('', 'b', 'i');
    const spaces = fc.constantFrom('', '', '<br/>', ' ', '\u00a0', ', ');
    const words = fc.constantFrom('Ma', 'ria', 'Maria', 'Lopez', 'Ana', 'word', 'INT:', '[00:01]', 'Maria:');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, tags, spaces), { maxLength: 14 }),
        fc.constantFrom('p', 'h2', 'li', 'td'),
        (parts, tag) => {
          const open = tag === 'td' ? '<table><tr><td>' : tag === 'li' ? '<ul><li>' : `<${tag}>`;
          const close = open.replace(/^(<\w+>)(<\w+>)?(<\w+>)?$/, (_, a: string, b = '', c = '') =>
            `${c}${b}${a}`.replaceAll('<', '</'),
          );
          const said = parts.map(
            ([word, form, space]) => (form ? `<${form}>${word}</${form}>` : word) + space,
          );
          const html = `${open}${said.join('')}${close}`;
          const names = choices({ 'Maria Lopez': 'P1', Maria: 'P2', Ana: 'P3' }, true);
          const { text: written } = compose(findTurns(readHtmlAs(html), nobody), names, nobody, 'x');
          assert.doesNotMatch(
            reader
              .parse(written.replaceAll('\\\n', ' '))
              .children.map((node) => toString(node))
              .join('\n'),
            /(?<![\p{L}\p{N}])(?:Maria|Ana)(?![\p{L}\p{N}])/u,
            written,
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('states who speaks, so that the interviewer’s words are not counted', () => {
    const config = parseConfig('');
    for (const labels of [nobody, known]) {
      const { text: written } = composed({ 'Maria Lopez': 'P1' }, false, labels);
      const document = readDocument('a.md', written, '', readingContext(config));
      const isListed = labels === known;
      if (isListed) assert.match(written, /^---\nparticipants: \[P1\]\n/);
      else assert.equal(document.scan.turn(0).role, 'interviewer');
      assert.deepEqual(document.participants, ['P1']);
      assert.equal(document.coding, 'none');
      assert.equal(document.attributes.get('source'), 'a "b".txt');
      assert.deepEqual(document.problems, []);
    }
  });

  it('quotes names that YAML would take for something else', () => {
    for (const name of ['No', 'a: b', '#1', '12', "O'Neill, J.", 'true', '- x', '"q"']) {
      const { text: written } = composed({ 'Maria Lopez': name }, false);
      const document = readDocument('a.md', written, '', readingContext(parseConfig('')));
      assert.deepEqual(document.problems, [], written);
      assert.equal(document.participants.length, 1, written);
    }
  });

  it('lets people say who asks', () => {
    const { interviewers, words } = composed({}, false, nobody, ['Maria Lopez']);
    assert.deepEqual(interviewers, ['Maria Lopez']);
    assert.equal(words, 4);
  });
});

/** Text that is after trouble: pieces of marks, Markdown, labels and times among words. */
const pieces = fc.constantFrom(
  '[',
  ']',
  '{.a}',
  '{',
  '}',
  '(b)',
  '[x]{.a}',
  '[one] {.a}',
  ':::',
  '::: {.b}',
  '## ',
  '#',
  '- ',
  '1. ',
  'a) ',
  '(iv) ',
  '> ',
  '*',
  '_',
  '**',
  '`',
  '```',
  '~~~',
  '~',
  '<b>',
  '</b>',
  '<!--',
  '&amp;',
  '&',
  '\\',
  '|',
  '---',
  '===',
  '$x$',
  '!',
  '^',
  '[^1]',
  '[^1]: ',
  'INT:',
  'P1 –',
  'Ana: ',
  '[Ana]',
  '[laughs]',
  '[00:12:31]',
  '00:01:02',
  '10:30',
  'http://a.b/c',
  '@x',
  'www.a.b',
  'a',
  'word',
  'é',
  '😀',
  '中',
  ' ',
  ' ',
  ' ',
  ':',
  '.',
  '\t',
  '\u00a0',
  '’',
);
const trouble = fc.array(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  { maxLength: 10 },
);

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze();
const squeezed = (text: string) => text.replace(/\s+/gu, '');

/** All words of a document as Markdown shows them, but for its front matter. */
function read(document: string): string {
  const tree = reader.parse(document);
  return squeezed(
    tree.children
      .filter(({ type }) => type !== 'yaml')
      .map((node) => toString(node))
      .join('\n'),
  );
}

describe('import: whatever the text', () => {
  const withoutTurns = (lines: readonly string[]): Reading => readPlain(lines.join('\n'));

  it('no mark arises, nothing that looks like one, and the words are the original ones', () => {
    fc.assert(
      fc.property(trouble, (lines) => {
        const reading = withoutTurns(lines);
        const { text, turns } = compose(findTurns(reading, known), choices(), known, 'x');
        const found = scan(text, { names: new Names() });
        assert.equal(found.markCount, 0, text);
        assert.deepEqual(
          found.notes.filter(({ rule }) => rule !== 'label-unlisted'),
          [],
          text,
        );
        assert.deepEqual(found.headings, [], text);
        // Labels and times may move to their place; without them every character is where it was.
        if (turns === 0 && !/\d:\d/.test(text))
          assert.equal(read(text), squeezed(lines.map((line) => line.trim()).join('\n')), text);
      }),
      { numRuns: 1500 },
    );
  });

  it('subtitles and HTML give no mark either, and nothing throws', () => {
    fc.assert(
      fc.property(trouble, fc.boolean(), (lines, isHtml) => {
        const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        const reading = isHtml
          ? readHtmlAs(
              lines
                .map((line, n) =>
                  n % 3 === 0
                    ? `<h1>${escaped(line)}</h1>`
                    : n % 3 === 1
                      ? `<ul><li>${escaped(line)}</li></ul>`
                      : `<p><em>${escaped(line)}</em>${escaped(line)}</p>`,
                )
                .join(''),
            )
          : readCues(lines.map((line, n) => `00:00:0${n}.000 --> 00:00:0${n}.900\n${line}`).join('\n\n'));
        const { text } = compose(findTurns(reading, known), choices(), known, 'x');
        assert.equal(scan(text, { names: new Names() }).markCount, 0, text);
      }),
      { numRuns: 800 },
    );
  });

  it('mutated files end in a document too', () => {
    const vtt =
      'WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Ana>Hello</v>\n\nNOTE x\n\n2\n00:00:04.000 --> 00:00:05.000\n<v Ben>Yes</v>\n';
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(vtt.length), fc.nat(6), fc.string()), { maxLength: 6 }),
        (changes) => {
          let text = vtt;
          for (const [at, drop, put] of changes) text = text.slice(0, at) + put + text.slice(at + drop);
          for (const readAs of [readCues, readPlain]) {
            const written = compose(findTurns(readAs(text), known), choices(), known, 'x').text;
            assert.equal(scan(written, { names: new Names() }).markCount, 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
