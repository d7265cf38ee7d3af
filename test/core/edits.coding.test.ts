import assert from 'node:assert/strict';
import {
  applied,
  applyCode,
  codingTarget,
  type EditResult,
  passagesAt,
  removeCodes,
  replaceCode,
  resizePassage,
  setMark,
  uncode,
} from '../../server/src/core/edits.js';
import { marked } from './marked.js';

const seg = () => 'k3v9q2xw';

function outcome(text: string, result: EditResult): string {
  return 'refused' in result ? `refused: ${result.refused}` : applied(text, result.edits);
}

describe('apply a code to any selection', () => {
  function check(input: string, expected: string, options: { snap?: boolean; section?: boolean } = {}): void {
    const { text, range } = marked(input);
    assert.equal(outcome(text, applyCode(text, range, ['a'], { seg, ...options })), expected);
  }

  it('takes part of a word for the word, unless told otherwise', () => {
    check('we ke«ep th»e board', 'we [keep the]{.a} board');
    check('we ke«ep th»e board', 'we ke[ep th]{.a}e board', { snap: false });
    check('do«n’t» so', '[don’t]{.a} so');
    check('[we]{.b}«ll»', '[[we]{.b}ll]{.a}');
  });
  it('takes whole blocks into a div', () => {
    check('«One.\n\nTwo.»\n', '::: {.a}\nOne.\n\nTwo.\n:::\n');
    check('«One.\n\nTwo.»', '::: {.a}\nOne.\n\nTwo.\n:::');
    check(
      '\uFEFF«One.\r\n\r\nTwo.»\r\n\r\n3.\r\n',
      '\uFEFF::: {.a}\r\nOne.\r\n\r\nTwo.\r\n:::\r\n\r\n3.\r\n',
    );
    check('«**P1:** One.\n\nTwo.»\n', '::: {.a}\n**P1:** One.\n\nTwo.\n:::\n');
    check('«One.\n\n```\ncode\n```\n\nTwo.»\n', '::: {.a}\nOne.\n\n```\ncode\n```\n\nTwo.\n:::\n');
    check('::: {.b}\n0\n\n«One.\n\nTwo.»\n:::\n', '::: {.b}\n0\n\n::: {.a}\nOne.\n\nTwo.\n:::\n:::\n');
  });
  it('marks all that lies in emphasis, whichever mark it begins or ends with', () => {
    check('*[we «keep]{.b}[it]{.c}*»', '*[we [keep]{.a seg=k3v9q2xw}]{.b}[[it]{.a seg=k3v9q2xw}]{.c}*');
  });
  it('codes the first lines of a document that begins with an empty one', () => {
    check('\nwe «keep» it\n', '\nwe [keep]{.a} it\n');
    check('\r\nwe\r\n«keep» it\r\n', '\r\nwe\r\n[keep]{.a} it\r\n');
  });
  it('takes a whole list, quote or table into a div, and a part of one in fragments', () => {
    check('x\n\n- «a b\n- c d»\n\ny\n', 'x\n\n::: {.a}\n- a b\n- c d\n:::\n\ny\n');
    check('> «One.\n>\n> Two.»\n', '::: {.a}\n> One.\n>\n> Two.\n:::\n');
    check('- «a b\n- c» d\n- e\n', '- [a b]{.a seg=k3v9q2xw}\n- [c]{.a seg=k3v9q2xw} d\n- e\n');
    check('- «a\n\n- b»\n\n- c\n', '- [a]{.a seg=k3v9q2xw}\n\n- [b]{.a seg=k3v9q2xw}\n\n- c\n');
    check(
      '| a | b |\n|---|---|\n| «c | d» |\n',
      '| a | b |\n|---|---|\n| [c]{.a seg=k3v9q2xw} | [d]{.a seg=k3v9q2xw} |\n',
    );
  });
  it('marks several blocks in fragments where it covers them in part', () => {
    check('O«ne. Two.\n\nThree» 4.\n', '[One. Two.]{.a seg=k3v9q2xw}\n\n[Three]{.a seg=k3v9q2xw} 4.\n');
    check('**P1:** «One.\n\nTwo.»\n', '**P1:** [One.]{.a seg=k3v9q2xw}\n\n[Two.]{.a seg=k3v9q2xw}\n');
    check(
      'P1: O«ne.\n\nINT: So?\n\nP1: Y»es.\n',
      'P1: [One.]{.a seg=k3v9q2xw}\n\nINT: [So?]{.a seg=k3v9q2xw}\n\nP1: [Yes]{.a seg=k3v9q2xw}.\n',
    );
  });
  it('leaves sections as they are: a div that would cut one short becomes fragments', () => {
    check(
      '«One.\n\n## H\n\nTwo.»\n\nThree\n',
      '[One.]{.a seg=k3v9q2xw}\n\n## [H]{.a seg=k3v9q2xw}\n\n[Two.]{.a seg=k3v9q2xw}\n\nThree\n',
    );
  });
  it('makes no div where an unclosed one would take its fence', () => {
    check('«One.\n\n::: {.b}\nTwo.»\n', '[One.]{.a seg=k3v9q2xw}\n\n::: {.b}\n[Two.]{.a seg=k3v9q2xw}\n');
  });
  it('adds to the marks of the same passage, in however many fragments', () => {
    check('::: {.b}\n«One.\n\nTwo.»\n:::\n', '::: {.b .a}\nOne.\n\nTwo.\n:::\n');
    check('::: b\n«One.\n\nTwo.»\n:::\n', '::: {.b .a}\nOne.\n\nTwo.\n:::\n');
    check('«[One.]{.b seg=q}\n\n[Two.]{.b seg=q}»\n', '[One.]{.b .a seg=q}\n\n[Two.]{.b .a seg=q}\n');
    check('[One.]{.b seg=q}\n\n«[Two.]{.b seg=q}»\n', '[One.]{.b seg=q}\n\n[[Two.]{.a}]{.b seg=q}\n');
  });
  it('codes the section of a heading when asked', () => {
    const section = { section: true };
    check('# He«a»d\n\ntext\n', '# Head {.a}\n\ntext\n', section);
    check('He«a»d\n===\n\ntext\n', 'Head {.a}\n===\n\ntext\n', section);
    check('# He«a»d #\r\n\r\ntext\r\n', '# Head # {.a}\r\n\r\ntext\r\n', section);
    check('# He«a»d {.b}\n\ntext\n', '# Head {.b .a}\n\ntext\n', section);
    check('te«x»t\n', 'refused: Put the cursor into a heading to code its section.', section);
  });
  it('puts a div around a section whose heading has other braces', () => {
    const section = { section: true };
    check('# He«a»d {#x}\n\ntext\n', '::: {.a}\n# Head {#x}\n\ntext\n:::\n', section);
    check('# He«a»d {.b coder=ben}\n\nx\n', '::: {.a}\n# Head {.b coder=ben}\n\nx\n:::\n', section);
  });
  it('says what a selection means', () => {
    const { text, range } = marked('# Head\n\nP1: we ke«ep th»e\n');
    assert.deepEqual(codingTarget(text, range), {
      range: { start: text.indexOf('keep'), end: text.indexOf('the') + 3 },
      text: 'keep the',
      section: null,
    });
    const heading = codingTarget(text, { start: 3, end: 4 });
    assert.deepEqual(heading, {
      range: { start: 2, end: 6 },
      text: 'Head',
      section: { start: 0, end: text.length - 1 },
    });
    assert.ok('refused' in codingTarget('`x`\n\n    code', { start: 9, end: 11 }));
  });
});

describe('take codes off a stretch', () => {
  function check(input: string, expected: string, codes?: string[]): void {
    const { text, range } = marked(input);
    assert.equal(outcome(text, uncode(text, range, codes, { seg })), expected);
  }
  it('lets a passage shrink', () => {
    check('[«we keep» it]{.b memo="m"}', 'we keep [it]{.b memo="m"}');
    check('[we keep «it»]{.b}', '[we keep]{.b} it');
    check('[one «two]{.b seg=q} [thr»ee]{.b seg=q}', '[one]{.b seg=q} two three');
    check('::: {.b}\nOne. «Two.»\n:::\n', '[One.]{.b} Two.\n');
  });
  it('splits a passage into two fragments of one; memo, id and coder stay its own', () => {
    check('[we «keep» it]{.b}', '[we]{.b seg=k3v9q2xw} keep [it]{.b seg=k3v9q2xw}');
    check(
      '[we «keep» it]{.b #i memo="m" coder=ana}',
      '[we]{.b #i memo="m" coder=ana seg=k3v9q2xw} keep [it]{.b seg=k3v9q2xw coder=ana}',
    );
    check(
      '::: {.b}\nOne.\n\n«Two.»\n\nThree.\n:::\n',
      '[One.]{.b seg=k3v9q2xw}\n\nTwo.\n\n[Three.]{.b seg=k3v9q2xw}\n',
    );
  });
  it('leaves other codes on the whole of it', () => {
    check(
      '[we «keep» it]{.a .b memo="m"}',
      '[[we]{.a seg=k3v9q2xw} keep [it]{.a seg=k3v9q2xw}]{.b memo="m"}',
      ['a'],
    );
    check('[«we»]{.a .b}', '[we]{.b}', ['a']);
  });
  it('takes off whole passages, all that lie there', () => {
    check('«x [we [do]{.a}]{.a} [keep]{.b} it»', 'x we do keep it');
    check('[we «keep it».]{.a}', '[we]{.a} keep it.');
  });
  it('says when there is nothing to take off', () => {
    check('no «code»', 'refused: No passage with such a code lies in the selection.');
    check('[«x»]{.a}', 'refused: No passage with such a code lies in the selection.', ['b']);
  });
});

describe('change a passage', () => {
  function resize(input: string, expected: string): void {
    const { text, range } = marked(input);
    assert.equal(outcome(text, resizePassage(text, text.search(/\[|:::|^#/m), range, { seg })), expected);
  }
  function set(text: string, key: string, value: string | null, expected: string): void {
    assert.equal(outcome(text, setMark(text, text.search(/\[|:::|^#/m), key, value)), expected);
  }
  it('covers the selection afterwards, with all its attributes', () => {
    resize('[«we keep]{.a #i memo="m"} it» all', '[we keep it]{.a #i memo="m"} all');
    resize('[we «ke»ep]{.a} it', 'we [keep]{.a} it');
    resize('[we]{.a} ke«ep\n\nit» all\n', 'we [keep]{.a seg=k3v9q2xw}\n\n[it]{.a seg=k3v9q2xw} all\n');
    resize(
      '::: {.a memo=m}\nOne.\n:::\n\n«Three.\n\nFour.»\n',
      'One.\n\n::: {.a memo=m}\nThree.\n\nFour.\n:::\n',
    );
    resize('# H {.a}\n\n«One.\n\nTwo.»\n\nThree\n', '# H\n\n::: {.a}\nOne.\n\nTwo.\n:::\n\nThree\n');
    resize('[«we»]{.a} x', 'refused: The passage covers just this already.');
  });
  it('carries another code', () => {
    const replace = (text: string, expected: string): void =>
      assert.equal(outcome(text, replaceCode(text, 0, 'a', 'c')), expected);
    replace('[x]{#i .a .b memo="m"}', '[x]{#i .c .b memo="m"}');
    replace('[x]{.a .c}', '[x]{.c}');
    replace('[x]{.a seg=q} [y]{.a seg=q} [z]{.a}', '[x]{.c seg=q} [y]{.c seg=q} [z]{.a}');
    replace('::: a\nx\n:::\n', '::: {.c}\nx\n:::\n');
    replace('[x]{.b}', 'refused: The passage does not carry “a”.');
  });
  it('loses codes, and its marks with the last', () => {
    assert.equal(outcome('[x]{.a .b}', removeCodes('[x]{.a .b}', 0, ['a', 'b'])), 'x');
    assert.equal(outcome('x', removeCodes('x', 0, ['a'])), 'refused: The passage does not carry “a”.');
  });
  it('carries a memo, whatever is in it', () => {
    set('[x]{.a}', 'memo', 'say "so" \\ {b} a\nb', '[x]{.a memo="say \\"so\\" \\\\ {b} a b"}');
    set('[x]{.a memo=k coder=b}', 'memo', 'n o', '[x]{.a memo="n o" coder=b}');
    set('[x]{.a memo="k"}', 'memo', null, '[x]{.a}');
    set('[x]{.a seg=q} [y]{.a seg=q memo=z}', 'memo', 'k', '[x]{.a seg=q memo=k} [y]{.a seg=q}');
    set('::: a\nx\n:::\n', 'memo', 'so', '::: {.a memo=so}\nx\n:::\n');
    set('| [x]{.a} | b |\n|---|---|\n', 'memo', 'a|b', '| [x]{.a memo="a&#124;b"} | b |\n|---|---|\n');
    set('[x ` y]{.a}', 'memo', 'a`b', '[x ` y]{.a memo="a&#96;b"}');
  });
  it('has an id of its own', () => {
    set('[x]{.a}', 'id', 'n1', '[x]{#n1 .a}');
    set('[x]{#q .a}', 'id', 'r', '[x]{#r .a}');
    set('[x]{#q .a}', 'id', null, '[x]{.a}');
    set('[x]{.a} [y]{.b #r}', 'id', 'r', 'refused: “#r” names another passage of this document already.');
    set('[x]{.a}', 'id', 'a b', 'refused: “a b” is no id: letters, digits, -, _, : and . only.');
    set('[x]{.a}', 'seg', 'b', 'refused: “seg” is set by coding, not by hand.');
  });
  it('is found at a place, innermost first', () => {
    const text = '[a [b]{.x memo="q"} c]{.y #i coder=z}\n';
    const found = passagesAt(text, { start: 5, end: 5 });
    assert.deepEqual(
      found.map(({ at, text: said, codes, coder, id, memo }) => [at, said, codes.join(), coder, id, memo]),
      [
        [3, 'b', 'x', null, null, 'q'],
        [0, 'a b c', 'y', 'z', 'i', null],
      ],
    );
    assert.equal(passagesAt('# A {.x}\n\nb\n\n# C\n', { start: 13, end: 13 }).length, 0);
  });
});
