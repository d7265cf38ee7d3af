import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Code } from '../../server/src/core/codebook/index.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { assertProblems, lines, marked } from './study-marked.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Ids by the tree: `a(b c) d`. */
function tree(text: string): string {
  const book = parseCodebook(text);
  const show = (id: string): string => {
    const { children } = book.codes.get(id)!;
    return children.length > 0 ? `${id}(${children.map(show).join(' ')})` : id;
  };
  return book.roots.map(show).join(' ');
}

/** Problems of a codebook in which `«…»` marks where each is expected; hints about definitions are left aside. */
function check(input: string, ...expected: (string | readonly [string, RegExp])[]): void {
  const { text, ranges } = marked(lines(input));
  assertProblems(parseCodebook(text).problems, { text, ranges }, expected);
}

describe('codebook: what is read', () => {
  const book = parseCodebook(
    lines(`
      name: Leadership
      codes:
        loose-coupling:
          name: Loose coupling
          brief: Those who manage schools do not manage instruction.
          definition: >-
            The organisation and its
            classrooms are loosely tied.
          use_when: A leader does not reach classrooms.
          not_when: Somebody protects classrooms.
          examples: ["We bought the kits.", 'In June: shrink wrap.']
          color: "#b5651d"
          codable: false
          aliases: [loose]
          status: draft
          x-source: Weick 1976
          codes:
            buffering: { name: Buffering, counterpart: capacity }
            volunteerism:
        capacity: { status: retired, replaced_by: support, aliases: [ability] }
        support: { status: retired, replaced_by: vermögen }
        vermögen:
    `),
  );

  /** A code without its places in the text. */
  function stated(id: string): Partial<Code> {
    const code: Partial<Mutable<Code>> = { ...book.codes.get(id) };
    delete code.range;
    delete code.idRange;
    return code;
  }

  it('reads every field', () => {
    const code = stated('loose-coupling');
    assert.deepEqual(code, {
      id: 'loose-coupling',
      name: 'Loose coupling',
      brief: 'Those who manage schools do not manage instruction.',
      definition: 'The organisation and its classrooms are loosely tied.',
      useWhen: 'A leader does not reach classrooms.',
      notWhen: 'Somebody protects classrooms.',
      examples: ['We bought the kits.', 'In June: shrink wrap.'],
      color: '#b5651d',
      codable: false,
      aliases: ['loose'],
      status: 'draft',
      children: ['buffering', 'volunteerism'],
      depth: 0,
    });
    assert.equal(book.name, 'Leadership');
    assert.deepEqual(book.problems, []);
  });

  it('gives a code that states nothing its defaults', () => {
    const code = stated('volunteerism');
    assert.deepEqual(code, {
      id: 'volunteerism',
      name: 'volunteerism',
      examples: [],
      codable: true,
      aliases: [],
      status: 'stable',
      parent: 'loose-coupling',
      children: [],
      depth: 1,
    });
  });

  it('keeps the order depth first, and gives a code with all below it', () => {
    const ids = ['loose-coupling', 'buffering', 'volunteerism', 'capacity', 'support', 'vermögen'];
    assert.deepEqual([...book.codes.keys()], ids);
    assert.deepEqual(book.descendants('loose-coupling'), ids.slice(0, 3));
    assert.deepEqual(book.descendants('buffering'), ['buffering']);
    assert.deepEqual(book.descendants('nothing'), []);
  });

  it('resolves ids and aliases; a retired code is itself', () => {
    assert.equal(book.resolve('loose')?.id, 'loose-coupling');
    assert.equal(book.resolve('ability')?.id, 'capacity');
    assert.equal(book.resolve('capacity')?.id, 'capacity');
    assert.equal(book.resolve('Loose'), undefined);
  });

  it('follows replaced_by to its end', () => {
    assert.equal(book.successor('capacity')?.id, 'vermögen');
    assert.equal(book.successor('ability')?.id, 'vermögen');
    assert.equal(book.successor('vermögen'), undefined);
    assert.equal(book.successor('nothing'), undefined);
  });

  it('states a counterpart on both sides', () => {
    assert.equal(book.codes.get('buffering')?.counterpart, 'capacity');
    assert.equal(book.codes.get('capacity')?.counterpart, 'buffering');
  });

  for (const newline of ['\n', '\r\n']) {
    it(`places ids and entries (${JSON.stringify(newline)})`, () => {
      const input =
        '\uFEFFcodes:\n  «"a"»:\n    name: A\n    codes:\n      «b»: {brief: "x"}\n  «c»: # nothing\n';
      const { text, ranges } = marked(input.replaceAll('\n', newline));
      const { codes } = parseCodebook(text);
      const [a, b, c] = ranges;
      assert.deepEqual(codes.get('a')?.idRange, { start: a!.start + 1, end: a!.end - 1 });
      assert.deepEqual(codes.get('b')?.idRange, b);
      assert.deepEqual(codes.get('c')?.idRange, c);
      const entry = (id: string) => text.slice(codes.get(id)!.range.start, codes.get(id)!.range.end);
      assert.equal(entry('a'), text.slice(a!.start, text.indexOf('}') + 1));
      assert.equal(entry('b'), 'b: {brief: "x"}');
      assert.equal(entry('c'), 'c');
    });
  }
});

describe('codebook: problems', () => {
  it('no map of codes', () => {
    check('«name: Only a name»', 'codes-missing');
    check('codes: «[a, b]»', ['codes-missing', /takes a map/]);
    check('«codes»:', 'codes-missing');
    assertProblems(parseCodebook('').problems, { text: '', ranges: [{ start: 0, end: 0 }] }, [
      'codes-missing',
    ]);
    assertProblems(parseCodebook('hello').problems, marked('«hello»'), ['codes-missing']);
  });

  it('ill-formed ids', () => {
    check(
      'codes: { «1a»: {}, a1: {}, «"a b"»: {}, schüler_in-2: {}, «-x»: {}, 学生: {} }'.replace(
        '«"a b"»',
        '"«a b»"',
      ),
      'code-id-form',
      'code-id-form',
      'code-id-form',
    );
    check(
      'codes: { a: { aliases: ["«old one»", fine] } }'.replace('"«old one»"', '«"old one"»'),
      'code-id-form',
    );
  });

  it('repeated ids, over the whole tree, whose children are read all the same', () => {
    const input = `
      codes:
        a: { codes: { b: { name: B } } }
        c:
          codes:
            «b»: { name: Other, codes: { d: } }
    `;
    check(input, ['code-id-repeated', /“b”/]);
    const { text } = marked(lines(input));
    assert.equal(tree(text), 'a(b(d)) c');
    assert.equal(parseCodebook(text).codes.get('b')?.name, 'B');
  });

  it('unknown fields, with the nearest named; x- is the author’s own', () => {
    check('codes: { a: { «defintion»: x, x-mine: y } }', ['field-unknown', /Did you mean “definition”/]);
    check('codes: { a: { «usewhen»: x } }', ['field-unknown', /Did you mean “use_when”/]);
    check('codes: { a: { «weight»: 3 } }', ['field-unknown', /begins with “x-”/]);
    check('«codez»: {}\ncodes: { a: {} }', ['field-unknown', /Did you mean “codes”/]);
  });

  it('repeated fields', () => {
    check('codes: { a: { brief: x, «brief»: y } }', 'field-repeated');
  });

  it('wrong types', () => {
    check('codes: { a: { brief: «[x]» } }', ['field-type', /one text/]);
    check('codes: { a: { name: «2024» } }', ['field-type', /quotes: "2024"/]);
    check('codes: { a: { examples: «x» } }', ['field-type', /list/]);
    check('codes: { a: { examples: [ok, «{ INT: no }»] } }', ['field-type', /colon/]);
    check('codes: { a: { codable: «maybe» } }', ['field-type', /true or false/]);
    check('codes: { a: { status: «old» } }', ['field-value', /draft, stable, retired/]);
    check('codes: { a: { codes: «[b, c]» } }', ['field-type', /map/]);
    check('codes: { a: «Shield» }', ['field-type', /“a” takes fields/]);
    check('name: «[x]»\ncodes: { a: }', 'field-type');
  });

  it('reads what is nearly right as it was meant', () => {
    const book = parseCodebook('codes: { a: { name: 2024, examples: one, aliases: old } }');
    assert.deepEqual(
      [book.codes.get('a')?.name, book.codes.get('a')?.examples, book.resolve('old')?.id],
      ['2024', ['one'], 'a'],
    );
  });

  it('clashes of aliases', () => {
    check('codes: { a: { aliases: [«b»] }, b: }', ['alias-clash', /is the id of the code “b”/]);
    check('codes: { a: { aliases: [x] }, b: { aliases: [«x»] } }', [
      'alias-clash',
      /is an alias of the code “a”/,
    ]);
    check('codes: { a: { aliases: [«a», x, «x»] } }', 'alias-clash', 'alias-clash');
    assert.equal(
      parseCodebook('codes: { a: { aliases: [x, b] }, b: { aliases: [x] } }').resolve('x')?.id,
      'a',
    );
  });

  it('replaced_by that leads nowhere', () => {
    const input = 'codes: { buffering: , a: { status: retired, replaced_by: «bufering» } }';
    check(input, ['replaced-by-missing', /Did you mean “buffering”/]);
    assert.equal(parseCodebook(marked(input).text).successor('a'), undefined);
  });

  it('replaced_by in a circle', () => {
    check('codes: { a: { status: retired, replaced_by: «a» } }', ['replaced-by-circle', /a → a/]);
    const input =
      'codes: { a: { replaced_by: «b» }, b: { aliases: [old], replaced_by: «c» }, c: { replaced_by: «old» } }';
    const circle = 'replaced-by-circle';
    check(input, [circle, /a → b → c → b/], [circle, /b → c → b/], [circle, /c → b → c/]);
    assert.equal(parseCodebook(marked(input).text).successor('a'), undefined);
  });

  it('replaced_by of a code that is not retired', () => {
    check('codes: { a: { replaced_by: «b» }, b: }', 'replaced-by-active');
  });

  it('a counterpart that is missing or the code itself; an alias is good', () => {
    check('codes: { a: { counterpart: «bb» }, b: }', ['counterpart-missing', /“bb”/]);
    check('codes: { a: { aliases: [x], counterpart: «x» } }', 'counterpart-self');
    check('codes: { a: { counterpart: x }, b: { aliases: [x] } }');
    assert.equal(parseCodebook('codes: { a: { counterpart: a } }').codes.get('a')?.counterpart, undefined);
  });

  it('bad colours, the one that YAML takes for a comment among them', () => {
    check('codes: { a: { color: "#fff" }, b: { color: "#FF00aa" }, c: { color: «red» } }', 'color-form');
    check('codes:\n  a:\n    «color»: #b5651d', ['color-form', /comment/]);
  });

  it('gives problems in the order of the text', () => {
    const input = 'codes: { a: { counterpart: «zz», «nam»: x }, «9»: }';
    check(input, 'counterpart-missing', 'field-unknown', 'code-id-form');
  });
});

describe('codebook: bad YAML still gives all codes that can be read', () => {
  /** `input` with the broken place marked reads as `codes` (a tree), and each fault is told once. */
  function survives(input: string, codes: string, ...says: RegExp[]): void {
    const { text, ranges } = marked(lines(input));
    assert.equal(tree(text), codes);
    assertProblems(
      parseCodebook(text).problems,
      { text, ranges },
      says.map((say) => ['yaml-syntax', say] as const),
    );
  }

  it('a field in the wrong column', () => {
    survives('codes:\n  a:\n    name: A\n   «brief: x»\n  b:\n    name: B', 'a b', /same column/);
  });
  it('a field being typed', () => {
    survives('codes:\n  a:\n    name: A\n    «bri»\n  b:\n    name: B', 'a b', /colon is missing/);
    survives('codes:\n  a:\n    name: A\n  «bu»\n  b:\n    name: B', 'a b', /colon is missing/);
  });
  it('a code whose colon is gone takes only what is below it along', () => {
    survives('codes:\n  «a»\n    name: A\n    brief: x\n  b:\n    name: B', 'b', /colon is missing/);
  });
  it('a quotation mark that is not closed', () => {
    survives('codes:\n  a:\n    name: «"A»\n  b:\n    name: B\n  c: { name: C }', 'a b c', /quotation mark/);
    survives(
      `codes:\n  a:\n    name: «"A»\n  b:\n    name: "B"\n  c: { name: "C" }`,
      'a b c',
      /quotation mark/,
    );
    survives(`codes:\n  a:\n    examples: ['it'«s']»\n  b:\n`, 'a b', /comma is missing/);
  });
  it('a colon inside a text', () => {
    survives(
      'codes:\n  a:\n    brief: «He said: no»\n  b:\n    name: B',
      'a b',
      /Put the whole text in quotes/,
    );
  });
  it('a brace that is not closed', () => {
    survives('codes:\n  a: { name: A\n  «b:»\n    name: B\n  c:', 'a b c', /brace opened above/);
  });
  it('tabs', () => {
    survives('codes:\n«\ta:»\n\t\tname: A\n\tb:\n\t\tname: B', 'a b', /tab/);
  });
  it('a text that begins with a reserved character', () => {
    survives('codes:\n  a:\n    name: «@x»\n  b: { brief: «`y }»', 'a b', /“@”/, /“`”/);
    survives('codes:\n  a:\n    name: «*x»\n  b:', 'a b', /anchor/);
  });
  it('text after a quotation', () => {
    survives('codes:\n  a:\n    brief: "Yes" «she said»\n  b:\n    name: B', 'a b', /follows the end/);
  });
  it('an unfinished merge', () => {
    const input = lines(`
      codes:
        a:
      «<<<<<<< HEAD
      »    name: A
      «=======
      »    brief: B
      «>>>>>>> other
      »  b:
    `);
    const { text } = marked(input);
    assert.equal(tree(text), 'a b');
    assert.equal(parseCodebook(text).codes.get('a')?.name, 'A');
    assert.equal(parseCodebook(text).codes.get('a')?.brief, 'B');
    assert.deepEqual(
      parseCodebook(text).problems.map(({ message }) => /merge in git/.test(message)),
      [true, true, true],
    );
  });
  it('a second document', () => {
    survives('codes:\n  a:\n«---»\ncodes:\n  b:', 'a', /second YAML document/);
  });
  it('many faults at once', () => {
    const broken = Array.from({ length: 15 }, (_, index) => `  c${index}:\n    name: A\n    bri\n`).join('');
    const book = parseCodebook(`codes:\n${broken}`);
    assert.deepEqual([book.codes.size, book.problems.length], [15, 15]);
  });
});

describe('codebook: never throws, and its ranges are true', function () {
  this.timeout(20_000);
  const idOf = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

  it('on any text', () => {
    const piece = fc.constantFrom(
      'codes:',
      'a',
      'b:',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\n    ',
      '\t',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '- ',
      '#',
      '&x',
      '*x',
      '|',
      '>',
      '---',
      'name',
      'replaced_by: a',
      'é',
      '\0',
      '\r',
      '? ',
      '!t ',
      '%',
    );
    const yamlLike = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          yamlLike,
          yamlLike.map((text) => `codes:\n  ${text}`),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const book = parseCodebook(text);
          for (const { start, end } of book.problems)
            assert.ok(0 <= start && start <= end && end <= text.length);
          for (const code of book.codes.values()) {
            assert.ok(code.range.start <= code.idRange.start && code.idRange.end <= code.range.end + 1);
            assert.ok(code.parent === undefined || book.codes.get(code.parent)!.children.includes(code.id));
            book.successor(code.id);
          }
          const below = book.roots.flatMap((id) => book.descendants(id));
          assert.deepEqual(new Set(below), new Set(book.codes.keys()));
          assert.equal(below.length, book.codes.size);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('on deep, long and circular input', () => {
    parseCodebook('['.repeat(20_000));
    parseCodebook('codes: ' + '{a: {codes: '.repeat(5_000));
    parseCodebook('codes: &x {a: {codes: *x}}');
    const bomb = Array.from({ length: 40 }, (_, n) => `x-${n}: &a${n} [${`*a${n - 1},`.repeat(10)}]`).slice(
      1,
    );
    parseCodebook(['x-0: &a0 [b]', ...bomb, 'codes: {a: {brief: *a39}}'].join('\n'));
    const chain = Array.from({ length: 400 }, (_, n) => `x-${n}: &m${n} {a${n}: {codes: *m${n - 1}}}`).slice(
      1,
    );
    const deep = parseCodebook(['x-0: &m0 {z: {}}', ...chain, 'codes: *m399'].join('\n'));
    assert.ok(deep.codes.size >= 100);
    parseCodebook('codes:\n' + 'a\n'.repeat(500));
  });

  it('what is nested too deep costs only itself', () => {
    for (const depth of [48, 52, 120, 400]) {
      const below = Array.from(
        { length: depth },
        (_, n) => `${' '.repeat(2 * n + 1)}a${n}:\n${' '.repeat(2 * n + 2)}codes:\n`,
      );
      const { codes, problems } = parseCodebook(
        `codes:\n${below.join('')}${' '.repeat(2 * depth + 1)}end:\n z:\n`,
      );
      assert.ok(codes.size >= 48 && codes.has('a0') && codes.has('z'), `${depth}: ${codes.size}`);
      assert.deepEqual(
        problems.map(({ rule }) => rule),
        depth < 50 ? [] : ['yaml-syntax'],
      );
    }
  });
  it('ids stand where they are said to', () => {
    const id = fc
      .stringMatching(/^[a-zé学][a-z0-9_-]{0,8}$/)
      .filter((text) => !/^(true|false|null)$/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 12 }), fc.boolean(), (ids, quoted) => {
        const text = `codes:\n${ids.map((each) => `  ${quoted ? `"${each}"` : each}:\n    brief: x\n`).join('')}`;
        const { codes } = parseCodebook(text);
        assert.deepEqual(
          [...codes.values()].map(({ idRange }) => idOf(text, idRange)),
          ids,
        );
      }),
    );
  });
});
