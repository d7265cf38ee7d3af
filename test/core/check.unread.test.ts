import assert from 'node:assert/strict';
import { checkDocument } from '../../server/src/core/check/index.js';
import { studyOf } from './study-of.js';

const CODEBOOK = 'codes:\n  buffering: { definition: d }\n';
const CONFIG = 'speakers: { interviewer: [INT] }\nparticipants: { P1: { role: principal } }\n';

function check(text: string, expected: readonly string[]): void {
  const study = studyOf({ 'codebook.yaml': CODEBOOK, 'qualdown.yaml': CONFIG, 'x.md': text });
  const document = study.documents.get('x.md')!;
  const found = checkDocument(study, document, text).map(({ rule }) => rule);
  assert.deepEqual(
    found.filter((rule) => rule === 'mark-not-read' || rule === 'label-in-paragraph'),
    expected,
    text,
  );
}

describe('coding that is read as plain text is told', () => {
  for (const text of [
    'text\n# H {.buffering}',
    '##H {.buffering}',
    '# A {.buffering} text',
    '[x]{.mark}{.buffering}',
    ':: {.buffering}',
    '[x\\]{.buffering}',
    '[x](u){.buffering}',
    '**H** {.buffering}',
  ]) {
    it(JSON.stringify(text), () => check(text, ['mark-not-read']));
  }
  it('but not what is read, or is no code of the study', () => {
    check('[x]{.buffering} {.other}\n\n## H {.buffering}\n\n::: {.buffering}\nx\n:::', []);
  });
});

describe('a label in the middle of a paragraph is told', () => {
  it('of listed people', () => {
    check('INT: how?\nP1: so.', ['label-in-paragraph']);
    check('**INT:** how?\n**P1:** so.\n**INT**: and?', ['label-in-paragraph', 'label-in-paragraph']);
  });
  it('and of nobody else', () => {
    check('INT: how?\n\nP1: so.\nThis: is no label.', []);
  });
});
