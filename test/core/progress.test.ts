import assert from 'node:assert/strict';
import { paragraphsOf, progressOf } from '../../server/src/core/progress.js';
import { documentOf, studyOf } from './study-of.js';

/** The turns that can be coded, in order: those that are, with a `+`. */
function check(text: string, expected: string): void {
  const config = 'speakers: { interviewer: [INT] }\nparticipants: { P1: {}, P2: {} }\n';
  const study = studyOf({ 'qualdown.yaml': config, 'a.md': documentOf(text) });
  const document = study.documents.get('a.md')!;
  const { turns, coded } = progressOf(document);
  const shown = turns.map((turn, index) => {
    const speaker = study.context.names.name(document.scan.turn(turn).speaker);
    return coded[index] ? `${speaker}+` : speaker;
  });
  assert.equal(shown.join(' '), expected);
}

describe('how far turns are coded', () => {
  it('counts turns with a coded word; interviewers’ turns and those without words are left out', () => {
    check('INT: One?\n\nP1: Two [three]{.a}.\n\nINT: [Four?]{.a}\n\nP2: Five.\n\nP1: [inaudible]', 'P1+ P2');
    check('Only text, [coded]{.a}.', '');
  });
  it('a mark over several turns codes each of them', () => {
    check('P1: One.\n\n::: {.a}\nP1: Two.\n\nP2: Three.\n:::\n\nP2: Four.', 'P1 P1+ P2+ P2');
    check('## H {.a}\n\nP1: One [two]{.b}.\n\nP2: Three.\n\n## I\n\nP1: Four.', 'P1+ P2+ P1');
  });
  it('a short mark in a long one takes nothing from what lies behind it', () => {
    check('::: {.a}\nP1: [One]{.b} two.\n\nP2: Three.\n:::\n\nP1: Four.\n\nP2: [Five]{.b}', 'P1+ P2+ P1 P2+');
  });
  it('a mark without a code, or around no word, codes nothing', () => {
    check('P1: [One]{#x} [two]{.mark} [ ]{.a}.', 'P1');
    check('P1: One [two]{.a}\n\nP2: three', 'P1+ P2');
    check('P1: One\n\nP2: [three]{.a}', 'P1 P2+');
  });
});

describe('how far paragraphs are coded, where nobody speaks', () => {
  it('counts those with a word, list items too; headings and code are left out', () => {
    const text = documentOf(
      '# H\n\nOne [two]{.a}.\n\nThree.\n\n- four\n- [five]{.a}\n\n```\ncode\n```\n\n***\n\n::: {.a}\nSix.\n\nSeven.\n:::\n\n[Eight]{.mark}\n',
    );
    const document = studyOf({ 'a.md': text }).documents.get('a.md')!;
    const shown = paragraphsOf(document, text).map(
      ({ range, coded }) =>
        `${text.slice(range.start, range.end).replace(/[[\]]|\{.*\}/g, '')}${coded ? '+' : ''}`,
    );
    assert.equal(shown.join(' '), 'One two.+ Three. four five+ Six.+ Seven.+ Eight');
  });
});
