import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText } from '../../server/src/core/clean.js';
import { applied, applyCode, removeCode, setCoding, type EditResult } from '../../server/src/core/edits.js';
import { Names } from '../../server/src/core/names.js';
import { scan } from '../../server/src/core/scan/index.js';
import { file as documents } from './generate.js';
import { marked } from './marked.js';

function outcome(text: string, result: EditResult): string {
  return 'refused' in result ? `refused: ${result.refused}` : applied(text, result.edits);
}

const seg = () => 'k3v9q2xw';

describe('apply a code', () => {
  function check(input: string, expected: string, { codes = ['a'], coder = '' } = {}): void {
    const { text, range } = marked(input);
    assert.equal(outcome(text, applyCode(text, range, codes, { coder, seg })), expected);
  }
  function refuse(input: string, expected: RegExp): void {
    const { text, range } = marked(input);
    assert.match(outcome(text, applyCode(text, range, ['a'], { seg })), expected);
  }

  it('encloses the passage, white space at its edges left out', () => {
    check('We« keep the »board.', 'We [keep the]{.a} board.');
    check('«We keep the board.\n»', '[We keep the board.]{.a}\n');
    check('«One\r\ntwo»', '[One\r\ntwo]{.a}');
    check('\uFEFF«One»', '\uFEFF[One]{.a}');
  });
  it('puts several codes, and the coder, on one mark', () => {
    check('We «keep»', 'We [keep]{.a .b}', { codes: ['a', 'b'] });
    check('We «keep»', 'We [keep]{.a coder=ana}', { coder: 'ana' });
    check('We «keep»', 'We [keep]{.a coder="Ana \\"M\\""}', { coder: 'Ana "M"' });
  });
  it('adds to the mark of the same passage and coder', () => {
    check('[«one»]{.b}', '[one]{.b .a}');
    check('«[one]{.b}»', '[one]{.b .a}');
    check('[«one»]{#x .b memo="m"}', '[one]{#x .b .a memo="m"}');
    check('[«one»]{.b coder=ben}', '[[one]{.a}]{.b coder=ben}');
    check('[«one»]{.b coder=ana}', '[one]{.b .a coder=ana}', { coder: 'ana' });
    refuse('[«one»]{.a}', /already/);
  });
  it('nests within and around', () => {
    check('[we «keep» it]{.b}', '[we [keep]{.a} it]{.b}');
    check('«we [keep]{.b} it»', '[we [keep]{.b} it]{.a}');
  });
  it('marks in fragments what crosses an edge', () => {
    check('[we «keep]{.b} it»', '[we [keep]{.a seg=k3v9q2xw}]{.b} [it]{.a seg=k3v9q2xw}');
    check('we «keep **it so» that**', 'we [keep]{.a seg=k3v9q2xw} **[it so]{.a seg=k3v9q2xw} that**');
    check('we «keep [it» so](url)', 'we [keep]{.a seg=k3v9q2xw} [[it]{.a seg=k3v9q2xw} so](url)');
  });
  it('takes delimiters in whole', () => {
    check('*«keep» it*', '*[keep]{.a} it*');
    check('see `«co»de` here', 'see [`code`]{.a} here');
    check('a «note[^1]» b\n\n[^1]: n', 'a [note[^1]]{.a} b\n\n[^1]: n');
  });
  it('leaves speakers’ labels out', () => {
    check('«**P1:** keep» it', '**P1:** [keep]{.a} it');
    check('**«P1:** keep» it', '**P1:** [keep]{.a} it');
    check('«INT [00:01:02]: And then?»', 'INT [00:01:02]: [And then?]{.a}');
  });
  it('codes headings, items, quotes and cells', () => {
    check('«# Head»', '# [Head]{.a}');
    check('- «one»', '- [one]{.a}');
    check('«- one»', '- [one]{.a}');
    check('> «one\n> two»', '> [one\n> two]{.a}');
    check('| h |\n|---|\n| «x» |', '| h |\n|---|\n| [x]{.a} |');
  });
  it('says why it cannot', () => {
    refuse('One« »two', /Select the words/);
    refuse('«**P1:**» keep it', /label/);
    refuse('---\na: «b»\n---\n\nText', /front matter/);
    refuse('```\n«x»\n```', /code/);
    refuse('he said «no] so»', /no partner/);
    refuse('Stop!«now»', /another\s+meaning|another meaning/);
    refuse('', /Select the words/);
  });

  it('keeps the clean text and can be undone, for any document and selection', function () {
    this.timeout(120_000);
    let done = 0;
    fc.assert(
      fc.property(documents, fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const result = applyCode(text, { start: start!, end: end! }, ['zz'], { seg });
        if ('refused' in result) return;
        done++;
        const coded = applied(text, result.edits);
        assert.equal(clean(coded).text, clean(text).text);
        const { range, removed } = readBack(coded);
        assert.equal(removed, text);
        // What lies outside the passage read back was not selected, but for delimiters that were taken in whole.
        const wanted = { start: clean(text).toClean(start!), end: clean(text).toClean(end!) };
        assert.ok(range.start <= wanted.end && range.end >= wanted.start);
      }),
      { numRuns: 400 },
    );
    assert.ok(done > 50, `only ${done} selections could be coded`);
  });
});

function clean(text: string) {
  return cleanText(text, scan(text, { names: new Names() }));
}

/** The passage coded `zz`, in the clean text; and the text when that code is removed again. */
function readBack(coded: string): { range: { start: number; end: number }; removed: string } {
  const read = scan(coded, { names: new Names() });
  const id = read.names.find('zz');
  const marks = Array.from({ length: read.markCount }, (_, index) => index).filter((index) =>
    read.mark(index).codes.includes(id),
  );
  const toClean = (offset: number) => clean(coded).toClean(offset);
  return {
    range: {
      start: Math.min(...marks.map((index) => toClean(read.mark(index).content.start))),
      end: Math.max(...marks.map((index) => toClean(read.mark(index).content.end))),
    },
    removed: outcome(coded, removeCode(coded, marks[0]!, 'zz')),
  };
}

describe('remove a code', () => {
  function check(input: string, index: number, expected: string): void {
    assert.equal(outcome(input, removeCode(input, index, 'a')), expected);
  }
  it('removes the mark with its last code', () => {
    check('we [keep]{.a memo="x"} it', 0, 'we keep it');
    check('::: {.a}\nOne.\n:::\n', 0, 'One.\n');
    check('## Head {.a}\n\nOne.\n', 0, '## Head\n\nOne.\n');
  });
  it('leaves other codes', () => {
    check('[x]{.a .b}', 0, '[x]{.b}');
    check('[x]{.b .a}', 0, '[x]{.b}');
    check('[x]{#i .b .a k=v}', 0, '[x]{#i .b k=v}');
    check('[x]{.a .mark}', 0, '[x]{.mark}');
  });
  it('removes all fragments', () => {
    check('[x]{.a seg=k} y [z]{.a seg=k} [w]{.a}', 1, 'x y z [w]{.a}');
  });
  it('says when there is none', () => {
    check('[x]{.b}', 0, 'refused: The passage does not carry “a”.');
    check('x', 0, 'refused: The passage does not carry “a”.');
  });
});

describe('set the coding of a document', () => {
  function check(input: string, expected: string): void {
    assert.equal(outcome(input, setCoding(input, 'done')), expected);
  }
  it('changes, adds, and makes front matter', () => {
    check('---\na: 1\ncoding: none # yet\n---\nx', '---\na: 1\ncoding: done # yet\n---\nx');
    check('---\na: 1\n---\nx', '---\na: 1\ncoding: done\n---\nx');
    check('x\n', '---\ncoding: done\n---\n\nx\n');
    check('', '---\ncoding: done\n---\n\n');
    check('---\ncoding:\nb: 2\n---\n', '---\ncoding: done\nb: 2\n---\n');
    check('---\ncoding: ~\n---\n', '---\ncoding: done\n---\n');
    check('---\ncoding: "partial"\n---\n', '---\ncoding: "done"\n---\n');
  });
  it('keeps line endings and the byte order mark', () => {
    check('\uFEFF---\r\na: 1\r\n---\r\nx', '\uFEFF---\r\na: 1\r\ncoding: done\r\n---\r\nx');
    check('\uFEFFx\r\n', '\uFEFF---\r\ncoding: done\r\n---\r\n\r\nx\r\n');
  });
  it('refuses what it cannot change safely', () => {
    assert.match(outcome('', setCoding('---\n{a: 1}\n---\n', 'done')), /by hand/);
  });
});
