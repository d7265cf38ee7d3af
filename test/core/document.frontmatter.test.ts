import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFlat } from '../../server/src/core/frontmatter/flat.js';
import { readAny } from '../../server/src/core/frontmatter/index.js';

/** The short way reads what the parser reads, or gives up. */
function agree(yaml: string): boolean {
  const flat = readFlat(yaml);
  if (flat) assert.deepEqual({ entries: flat, problems: [] }, readAny(yaml), JSON.stringify(yaml));
  return flat !== undefined;
}

describe('front matter: the short way and the parser agree', function () {
  this.timeout(60_000);

  const flat = [
    'title: Interview with the principal of Fairview, first wave\r\ndistrict: Alder\r\nwave: 1\r\n',
    'date: 2023-10-24\n\n# a comment\nparticipants: [AP1, A P 2,3 ]\nfiction: true\ncoding:   done  ',
    'a: "x: y # z"\nb: \'\'\nc:\nd: null\ne: 10:30\nf: é (2) — “x”\ng: []\nh: O’Neill & Sons, 2nd\n',
  ];
  for (const yaml of flat) it(`takes the short way: ${JSON.stringify(yaml)}`, () => assert.ok(agree(yaml)));

  const notFlat = [
    'a: 1\na: 2',
    'a: x\n  y',
    'a:\n- x',
    'a: {b: c}',
    'a: *x',
    'a: x: y',
    'a: x #y',
    'a: 1.5',
    'a: 0x1f',
    'a: 1e3',
    'a: "\\n"',
    'a: |\n x',
    'x',
    '---',
    'a: [x, [y]]',
    'a: [1.5]',
    'a: 1234567890123456789',
    'a : b',
    'a: x:',
  ];
  for (const yaml of notFlat) {
    it(`leaves to the parser: ${JSON.stringify(yaml)}`, () => assert.equal(readFlat(yaml), undefined));
  }

  const piece = fc.constantFrom(
    ...[
      'a',
      'B',
      'é',
      '学',
      '𝒳',
      '0',
      '1',
      '12',
      '.',
      '-',
      '_',
      '+',
      'e',
      'x',
      'o',
      'f',
      ' ',
      '  ',
      ':',
      ': ',
      ' #',
      '#',
      ',',
      ', ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '\\',
      '&',
      '*',
      '!',
      '|',
      '>',
      '%',
      '@',
      '`',
      '~',
      '?',
      '? ',
      '- ',
      '=',
      '<',
      '\t',
      '\r',
      '\u00a0',
      '\u0085',
      '\u2028',
      '\ufeff',
      '\0',
      '\x7f',
      '\ud800',
      'true',
      'False',
      'NULL',
      'null',
      'yes',
      '.inf',
      '.nan',
      '2024-01-31',
      '10:30',
      '0b1',
      '0o7',
      '0x1',
      '1_000',
      '1e3',
      '<<',
    ],
  );
  const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const word = fc.stringMatching(/^[A-Za-z0-9é.][A-Za-z0-9é_. -]{0,6}$/);
  const list = fc.array(word, { maxLength: 4 }).map((words) => `[${words.join(', ')}]`);
  const quoted = value.map((text) => `"${text.replaceAll('"', '')}"`);
  const key = fc.oneof(
    fc.constantFrom('a', 'district', 'x-y', 'true', 'null', 'Z_1', '_', '1', '-', 'é', '<<'),
    value,
  );
  const gap = fc.constantFrom(': ', ': ', ':  ', ':', ' : ', ':\t');
  const line = fc
    .tuple(key, gap, fc.oneof(value, word, list, quoted), fc.constantFrom('', ' ', ' # x'))
    .map((all) => all.join(''));
  const other = fc.constantFrom('', '# note', '  ', '- x', '  more', '...', '---', '\t');
  const newline = fc.constantFrom('\n', '\r\n');
  const yaml = fc
    .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: other }), newline), {
      maxLength: 4,
    })
    .map((rows) => rows.flat().join(''));

  it('on generated lines', () => {
    let taken = 0;
    const count = (text: string) => {
      if (agree(text)) taken++;
    };
    fc.assert(fc.property(yaml, count), { numRuns: 5_000 });
    assert.ok(taken > 500, `only ${taken} took the short way`);
  });
  it('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void agree(`a: ${text}`)),
      { numRuns: 1_000 },
    );
  });
});
