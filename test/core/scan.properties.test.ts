import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText } from '../../server/src/core/clean.js';
import { Names } from '../../server/src/core/names.js';
import { readAttributes } from '../../server/src/core/scan/attributes.js';
import { scan } from '../../server/src/core/scan/index.js';
import type { Mark, Scan } from '../../server/src/core/scan/types.js';
import { wellFormed } from './generate-coded.js';
import { file } from './generate.js';

function read(source: string): Scan {
  return scan(source, { names: new Names() });
}

function marksOf(result: Scan): Mark[] {
  return Array.from({ length: result.markCount }, (_, index) => result.mark(index));
}

/** Signs that mean something, in any order. */
const signs = fc
  .array(
    fc.constantFrom(
      ...['[', ']', ']{.a}', '{.a}', '{', '}', ':::', '::: {.a}', '`', '```', '~~~', '<', '>', '<!--', '-->'],
      ...[
        '<pre>',
        '</pre>',
        '#',
        '# ',
        '- ',
        '1. ',
        '> ',
        '|',
        '\\',
        '\n',
        '\n\n',
        '\r\n',
        '\t',
        '    ',
        ' ',
      ],
      ...[
        '"',
        "'",
        '=',
        '***',
        '^',
        '!',
        '(',
        ')',
        '---',
        '...',
        '===',
        '**P1:** ',
        'INT: ',
        'we',
        'é',
        '漢',
        '😀',
      ],
      ...['\0', '\ud800', '\udc00', '\u200f', 'שלום', '\ufeff', '\u0301'],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), signs, file);

describe('scan, for any text', () => {
  it('never throws, and finds nothing outside the text', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const result = read(source);
        assert.equal(result.length, source.length);
        assert.ok(result.words <= result.proseWords);
        for (const { start, end } of [...result.notes, ...result.headings]) {
          assert.ok(0 <= start && start <= end && end <= source.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('gives true positions', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const result = read(source);
        let last = 0;
        for (const mark of marksOf(result)) {
          assert.ok(mark.start >= last, 'marks ascend');
          last = mark.start;
          assert.ok(mark.start <= mark.content.start && mark.content.start <= mark.content.end);
          assert.ok(mark.content.end <= mark.end && mark.end <= source.length);
          assert.ok(mark.wordStart <= mark.wordEnd && mark.wordEnd <= result.words);
          if (mark.kind === 'span') {
            assert.equal(source[mark.start], '[');
            assert.equal(mark.content.start, mark.start + 1);
            assert.ok(source.startsWith(']{', mark.content.end));
            assert.equal(source[mark.end - 1], '}');
          }
          if (mark.kind === 'div') assert.ok(source.startsWith(':::', mark.start));
          const written = readAttributes(source, mark.attributes).classes.map(({ name }) => name);
          for (const code of mark.codes) assert.ok(written.includes(result.names.name(code)));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('nests marks rightly', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const marks = marksOf(read(source));
        for (const { start, end, parent, kind } of marks) {
          if (parent === -1 || kind === 'section') continue;
          const outer = marks[parent]!;
          assert.ok(outer.content.start <= start && end <= outer.content.end);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('scan takes time in proportion to the text', () => {
  /** Steps are counted, not timed: twice the text is at most about twice the work. */
  function check(name: string, make: (count: number) => string): void {
    it(name, () => {
      const once = read(make(50_000));
      const twice = read(make(100_000));
      assert.ok(once.steps > 0);
      assert.ok(twice.steps <= 2.2 * once.steps + 1000, `${once.steps} steps, then ${twice.steps}`);
    });
  }
  const repeated = (part: string) => (count: number) => part.repeat(count);

  for (const part of [
    ...[
      '[',
      ']',
      '[a',
      ']{.a}',
      '[]{.a}',
      '[a]{',
      '`',
      '`` ` ',
      ':',
      '::: ',
      '::: {.a}\n',
      ':::\n',
      ':::\n\n',
    ],
    ...[
      '<',
      '<a ',
      '<!-- ',
      '<pre>',
      '<a href="',
      '"',
      '{.a ',
      '{a="',
      '\\',
      '> ',
      '- ',
      '1. ',
      '    ',
      '\t',
      '|',
    ],
    ...[
      '| a |\n|---|\n',
      '```\n',
      '~~~\n\n',
      '> ```\n',
      '- ```\n',
      '# a {.b}\n',
      'a\n===\n',
      '![',
      '^[',
      '](',
      '](a ',
    ],
    ...['**INT', '**P1:** a\n\n', '[^1]: a\n', '&a', '*', '_', '12:', '\r\n', '\0', '\ud800', 'שלום ', '漢'],
  ]) {
    check(JSON.stringify(part), repeated(part));
  }
  check('spans in spans', (count) => '['.repeat(count) + 'a' + ']{.a}'.repeat(count));
  check(
    'divs in divs',
    (count) => '::: {.a}\n\n'.repeat(count / 10) + 'a\n\n' + ':::\n\n'.repeat(count / 10),
  );
  check('runs of backticks, each longer', (count) =>
    Array.from({ length: Math.sqrt(count) }, (_, index) => '`'.repeat(index)).join(' '),
  );

  it('reads 1 MB on one line', () => {
    const result = read('[we keep the board away]{.buffering} '.repeat(28_000));
    assert.equal(result.markCount, 28_000);
    assert.equal(result.words, 5 * 28_000);
  });
  it('reads 100,000 spans in each other', () => {
    const result = read('['.repeat(100_000) + 'a' + ']{.a}'.repeat(100_000));
    assert.equal(result.markCount, 100_000);
    assert.equal(result.words, 1);
  });
});

describe('the clean text', () => {
  const cleanOf = (source: string) => cleanText(source, read(source));

  function check(source: string, expected: string): void {
    assert.equal(cleanOf(source).text, expected);
  }
  it('has no coding marks', () => {
    check('[we [keep]{.b} it]{.a memo="m"} so', 'we keep it so');
    check('::: {.a}\nOne.\n:::\n', 'One.\n');
    check('::: a\r\nOne.\r\n:::\r\n', 'One.\r\n');
    check('## Head {.a #x}\n\nOne.', '## Head\n\nOne.');
    check('> ::: {.a}\n> One.\n> :::\n\nTwo', '> One.\n\nTwo');
    check('un[believ]{.a}able', 'unbelievable');
  });
  it('keeps what is no coding', () => {
    check('[x]{.mark} [y]{#p} [z]{.mark .a #q}', '[x]{.mark} [y]{#p} [z]{.mark}');
    check('`[x]{.a}` [one] {.a}', '`[x]{.a}` [one] {.a}');
  });
  // Of documents without slips: a mark may hide what is a heading or a fence once the mark is gone (`[# a]{.b}`),
  // which is why edits are proven on their result.
  it('has the same words, and no coding left to remove', () => {
    fc.assert(
      fc.property(wellFormed, (source) => {
        const before = read(source);
        const { text } = cleanOf(source);
        const after = read(text);
        assert.equal(after.words, before.words);
        assert.equal(after.turnCount, before.turnCount);
        assert.equal(after.markCount, 0);
        assert.equal(cleanOf(text).text, text);
      }),
      { numRuns: 1000 },
    );
  });
  it('maps places there and back', () => {
    fc.assert(
      fc.property(file, fc.nat(), (source, at) => {
        const clean = cleanOf(source);
        const offset = at % (clean.text.length + 1);
        const start = clean.toSource(offset, 'start');
        const end = clean.toSource(offset, 'end');
        assert.ok(end <= start);
        assert.equal(clean.toClean(start), offset);
        assert.equal(clean.toClean(end), offset);
        if (offset < clean.text.length) assert.equal(source[start], clean.text[offset]);
        if (offset > 0) assert.equal(source[end - 1], clean.text[offset - 1]);
      }),
      { numRuns: 1000 },
    );
  });
});
