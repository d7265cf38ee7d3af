import assert from 'node:assert/strict';
import { type Operation, planOperation } from '../../server/src/core/codebook/refactor/index.js';
import { applied } from '../../server/src/core/edits.js';
import { studyOf } from './study-of.js';

/** Lines with the indentation of the first taken off. */
function yaml(text: string): string {
  const [, indent = ''] = /^\n( *)/.exec(text) ?? [];
  return text
    .replace(/^\n/, '')
    .replace(new RegExp(`^${indent}`, 'gm'), '')
    .replace(/ *$/, '');
}

function after(codebook: string, operation: Operation, document = ''): string {
  const study = studyOf({ 'codebook.yaml': codebook, 'a.md': document });
  const uses = (codes: readonly string[]) => {
    const passages = codes.filter((code) => document.includes(`.${code}`)).length;
    return { passages, documents: passages };
  };
  const plan = planOperation({ study, text: codebook, uses }, operation);
  return 'refused' in plan ? `refused: ${plan.refused}` : applied(codebook, plan.edits);
}

function check(codebook: string, operation: Operation, expected: string): void {
  assert.equal(after(yaml(codebook), operation), yaml(expected));
}
function refuse(codebook: string, operation: Operation, expected: RegExp, document?: string): void {
  assert.match(after(yaml(codebook), operation, document), expected);
}

const PLAIN = `
  # Our codebook
  name: Leadership
  codes:
    # About coupling
    loose-coupling: # a family
      name: "Loose coupling"  # quoted
      definition: >-
        Told over
        two lines.
      codes:
        buffering: { name: Buffering, brief: 'Keeps away' } # one line
        # not yet sure
        focus:
    accountability:
      counterpart: buffering
      x-source: Elmore
  # the end
`;

describe('a new code', () => {
  it('stands last among its siblings, or behind one', () => {
    check(
      PLAIN,
      { kind: 'create', name: 'Shared time' },
      PLAIN.replace(
        '# the end',
        `  shared-time:
      name: Shared time
  # the end`,
      ),
    );
    check(
      PLAIN,
      {
        kind: 'create',
        name: 'New: one',
        id: 'new',
        brief: '- odd',
        parent: 'loose-coupling',
        after: 'buffering',
      },
      PLAIN.replace(
        '        # not yet',
        `        new:
          name: "New: one"
          brief: "- odd"
        # not yet`,
      ),
    );
  });
  it('begins a family, in a code with fields, without any, in braces', () => {
    check(
      PLAIN,
      { kind: 'create', name: 'x', parent: 'accountability' },
      PLAIN.replace(
        'x-source: Elmore',
        `x-source: Elmore
      codes:
        x:`,
      ),
    );
    check(
      PLAIN,
      { kind: 'create', name: 'x', parent: 'focus' },
      PLAIN.replace(
        'focus:',
        `focus:
          codes:
            x:`,
      ),
    );
    check(
      PLAIN,
      { kind: 'create', name: 'X', parent: 'buffering' },
      PLAIN.replace("'Keeps away' }", "'Keeps away', codes: { x: { name: X } } }"),
    );
  });
  it('begins a codebook', () => {
    assert.equal(after('', { kind: 'create', name: 'Été 2' }), 'codes:\n  été-2:\n    name: Été 2\n');
    assert.equal(after('name: A', { kind: 'create', name: 'x' }), 'name: A\ncodes:\n  x:\n');
    assert.equal(after('codes: {}\n', { kind: 'create', name: 'x' }), 'codes:\n  x:\n');
    assert.equal(after('codes:\r\n', { kind: 'create', name: 'X' }), 'codes:\r\n  x:\r\n    name: X\r\n');
    assert.equal(after('codes: # none yet\n', { kind: 'create', name: 'x' }), 'codes: # none yet\n  x:\n');
  });
  it('keeps how the codebook is laid out', () => {
    check(
      `
      codes:
          a:
              name: A

          b:
              name: B
    `,
      { kind: 'create', name: 'C' },
      `
      codes:
          a:
              name: A

          b:
              name: B

          c:
              name: C
    `,
    );
    check(
      `codes: { a: { name: A }, "b": }`,
      { kind: 'create', name: 'C', after: 'a' },
      `codes: { a: { name: A }, c: { name: C }, "b": }`,
    );
    check(
      `
      codes: {
        a: {name: A}, # one
        b: {name: B}  # two
      }
    `,
      { kind: 'create', name: 'C' },
      `
      codes: {
        a: {name: A}, # one
        b: {name: B},
        c: { name: C }  # two
      }
    `,
    );
    assert.equal(
      after('codes:\r\n  a:\r\n    name: A\t# tab\r\n', { kind: 'create', name: 'b' }),
      'codes:\r\n  a:\r\n    name: A\t# tab\r\n  b:\r\n',
    );
    assert.equal(
      after('codes:\n  a:\n    name: A', { kind: 'create', name: 'b' }),
      'codes:\n  a:\n    name: A\n  b:',
    );
  });
  it('is refused with a reason', () => {
    refuse(PLAIN, { kind: 'create', name: '  ' }, /Give the code a name/);
    refuse(PLAIN, { kind: 'create', name: 'loose  COUPLING' }, /There is a code “Loose coupling”/);
    refuse(PLAIN, { kind: 'create', name: 'x', id: 'two words' }, /cannot be a code’s id/);
    refuse(PLAIN, { kind: 'create', name: 'x', id: 'focus' }, /There is a code “focus” already/);
    refuse(PLAIN, { kind: 'create', name: 'x', id: 'mark' }, /never read as a code/);
    refuse(PLAIN, { kind: 'create', name: 'x', parent: 'no' }, /not in the codebook/);
    refuse('codes:\n  a: "open\n', { kind: 'create', name: 'x' }, /cannot be read in line 2/);
    refuse(
      'codes:\n  a: &x {name: A}\n  b: *x\n',
      { kind: 'create', name: 'x', parent: 'a' },
      /cannot be changed safely/,
    );
    refuse(
      'codes:\n  a: &x {name: A}\n  b: *x\n',
      { kind: 'create', name: 'x', parent: 'b' },
      /written at another place/,
    );
  });
});

describe('another id', () => {
  it('in the entry, where others name it, and among the aliases if wanted', () => {
    check(
      PLAIN,
      { kind: 'rename', code: 'buffering', to: 'shielding', keepAlias: false },
      PLAIN.replace('buffering: {', 'shielding: {').replace(
        'counterpart: buffering',
        'counterpart: shielding',
      ),
    );
    check(
      PLAIN,
      { kind: 'rename', code: 'buffering', to: 'shielding', keepAlias: true, name: 'Shielding' },
      PLAIN.replace(
        "buffering: { name: Buffering, brief: 'Keeps away' }",
        "shielding: { name: Shielding, brief: 'Keeps away', aliases: [ buffering ] }",
      ).replace('counterpart: buffering', 'counterpart: shielding'),
    );
    check(
      `
      codes:
        "a":
          aliases:
            - old
            - 'older' # from 2019
        b: { status: retired, replaced_by: "old" }
    `,
      { kind: 'rename', code: 'old', to: 'new', keepAlias: true },
      `
      codes:
        "new":
          aliases:
            - old
            - 'older' # from 2019
            - a
        b: { status: retired, replaced_by: "new" }
    `,
    );
    check(
      `
      codes:
        a:
          aliases: [b, c]
    `,
      { kind: 'rename', code: 'a', to: 'b', keepAlias: true },
      `
      codes:
        b:
          aliases: [c, a]
    `,
    );
  });
  it('is refused where it is taken', () => {
    refuse(PLAIN, { kind: 'rename', code: 'focus', to: 'buffering', keepAlias: false }, /merge them/);
    refuse(PLAIN, { kind: 'rename', code: 'focus', to: '2x', keepAlias: false }, /letter first/);
    refuse(PLAIN, { kind: 'rename', code: 'focus', to: 'focus', keepAlias: false }, /already/);
    refuse(PLAIN, { kind: 'rename', code: 'none', to: 'x', keepAlias: false }, /no code/);
  });
});

describe('codes merged into one', () => {
  it('keep their entries in it, their ids as aliases, their children below it', () => {
    check(
      PLAIN,
      { kind: 'merge', codes: ['loose-coupling'], into: 'accountability' },
      `
  # Our codebook
  name: Leadership
  codes:
    accountability:
      aliases: [ loose-coupling ]
      counterpart: buffering
      x-source: Elmore
      x-merged:
        # About coupling
        loose-coupling: # a family
          name: "Loose coupling"  # quoted
          definition: >-
            Told over
            two lines.
      codes:
        buffering: { name: Buffering, brief: 'Keeps away' } # one line
        # not yet sure
        focus:
  # the end
    `,
    );
    check(
      PLAIN,
      { kind: 'merge', codes: ['focus', 'buffering'], into: 'accountability' },
      `
  # Our codebook
  name: Leadership
  codes:
    # About coupling
    loose-coupling: # a family
      name: "Loose coupling"  # quoted
      definition: >-
        Told over
        two lines.
    accountability:
      aliases: [ focus, buffering ]
      x-source: Elmore
      x-merged:
        # not yet sure
        focus:
        buffering: { name: Buffering, brief: 'Keeps away' } # one line
  # the end
    `,
    );
  });
  it('into a code in braces', () => {
    check(
      PLAIN,
      { kind: 'merge', codes: ['focus'], into: 'buffering' },
      PLAIN.replace(
        /buffering: \{.*\n.*\n *focus:/,
        `buffering: # one line
          name: Buffering
          brief: 'Keeps away'
          aliases: [ focus ]
          x-merged:
            # not yet sure
            focus:`,
      ),
    );
  });
  it('leave a code alone whose id is wrongly among the aliases of another', () => {
    const study = studyOf({
      'codebook.yaml': 'codes:\n  a: { aliases: [b, old] }\n  b:\n  c:\n',
      'a.md': '[x]{.a} [y]{.b}',
    });
    const text = 'codes:\n  a: { aliases: [b, old] }\n  b:\n  c:\n';
    const uses = () => ({ passages: 1, documents: 1 });
    const plan = planOperation({ study, text, uses }, { kind: 'merge', codes: ['a'], into: 'c' });
    assert('recoding' in plan);
    assert.deepEqual([...plan.recoding.keys()], ['a', 'old']);
  });

  it('are refused into what stands below them, or what is not for passages', () => {
    refuse(PLAIN, { kind: 'merge', codes: ['loose-coupling'], into: 'focus' }, /stands below/);
    refuse('codes: { a: {codable: false}, b: }', { kind: 'merge', codes: ['b'], into: 'a' }, /only groups/);
    refuse(PLAIN, { kind: 'merge', codes: ['focus'], into: 'focus' }, /at least one other/);
  });
});

describe('a code moved', () => {
  it('with its comments and all below it', () => {
    check(
      PLAIN,
      { kind: 'move', codes: ['loose-coupling', 'focus'], parent: 'accountability' },
      `
  # Our codebook
  name: Leadership
  codes:
    accountability:
      counterpart: buffering
      x-source: Elmore
      codes:
        # About coupling
        loose-coupling: # a family
          name: "Loose coupling"  # quoted
          definition: >-
            Told over
            two lines.
          codes:
            buffering: { name: Buffering, brief: 'Keeps away' } # one line
            # not yet sure
            focus:
  # the end
    `,
    );
    check(
      PLAIN,
      { kind: 'move', codes: ['focus'], parent: null, before: 'loose-coupling' },
      PLAIN.replace(/ {8}# not yet sure\n {8}focus:\n/, '').replace(
        '    # About',
        '    # not yet sure\n    focus:\n    # About',
      ),
    );
    check(
      PLAIN,
      { kind: 'move', codes: ['focus'], parent: 'loose-coupling', before: 'buffering' },
      PLAIN.replace(/ {8}# not yet sure\n {8}focus:\n/, '').replace(
        '        buffering:',
        '        # not yet sure\n        focus:\n        buffering:',
      ),
    );
  });
  it('into and out of braces', () => {
    check(
      'codes: { a: { codes: { b: { name: B }, c: } }, d: }',
      { kind: 'move', codes: ['b'], parent: 'd' },
      'codes: { a: { codes: { c: } }, d: { codes: { b: { name: B } } } }',
    );
    check(
      'codes: { a: { codes: { b: { name: B } } }, d: }',
      { kind: 'move', codes: ['b'], parent: null, before: 'd' },
      'codes: { a: { codes: {} }, b: { name: B }, d: }',
    );
  });
  it('not below itself, nor over an anchor', () => {
    refuse(PLAIN, { kind: 'move', codes: ['loose-coupling'], parent: 'focus' }, /below itself/);
    refuse(
      'codes:\n  a: &x {name: A}\n  b: *x\n',
      { kind: 'move', codes: ['a'], parent: null },
      /cannot be changed safely/,
    );
    refuse(
      'codes:\n  a: *x\n',
      { kind: 'move', codes: ['a'], parent: null },
      /cannot be read|cannot be changed/,
    );
  });
});

describe('fields of a code', () => {
  it('colour, name and texts, written as they were', () => {
    check(
      PLAIN,
      { kind: 'recolor', code: 'loose-coupling', color: '#b5651d' },
      PLAIN.replace('      codes:\n        buff', '      color: "#b5651d"\n      codes:\n        buff'),
    );
    check(
      PLAIN,
      { kind: 'recolor', code: 'buffering', color: '#b5651d' },
      PLAIN.replace("away' }", 'away\', color: "#b5651d" }'),
    );
    check(
      PLAIN,
      { kind: 'recolor', code: 'focus', color: '#fff' },
      PLAIN.replace('focus:', 'focus:\n          color: "#fff"'),
    );
    check(
      PLAIN,
      { kind: 'setName', code: 'loose-coupling', name: 'Say "so"' },
      PLAIN.replace('"Loose coupling"', '"Say \\"so\\""'),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'buffering', field: 'brief', value: "It's" },
      PLAIN.replace("'Keeps away'", "'It''s'"),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'loose-coupling', field: 'definition', value: 'One.' },
      PLAIN.replace(/>-[^.]*\./, '>-\n        One.'),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'accountability', field: 'codable', value: false },
      PLAIN.replace('      counterpart', '      codable: false\n      counterpart'),
    );
  });
  it('taken out, a comment beside it stays', () => {
    check(
      PLAIN,
      { kind: 'setField', code: 'loose-coupling', field: 'name', value: null },
      PLAIN.replace('name: "Loose coupling"  # q', '# q'),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'loose-coupling', field: 'definition', value: null },
      PLAIN.replace(/ {6}definition[^.]*\.\n/, ''),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'buffering', field: 'name', value: null },
      PLAIN.replace('name: Buffering, ', ''),
    );
    check(
      PLAIN,
      { kind: 'setField', code: 'buffering', field: 'brief', value: null },
      PLAIN.replace(", brief: 'Keeps away'", ''),
    );
  });
  it('retired, with a successor or without', () => {
    check(
      PLAIN,
      { kind: 'retire', code: 'focus', replacedBy: 'buffering' },
      PLAIN.replace('focus:', 'focus:\n          status: retired\n          replaced_by: buffering'),
    );
    check(
      'codes:\n  a: { status: retired, replaced_by: b }\n  b:\n',
      { kind: 'retire', code: 'a', replacedBy: null },
      'codes:\n  a: { status: retired }\n  b:\n',
    );
    refuse(
      'codes:\n  a: { status: retired, replaced_by: b }\n  b:\n',
      { kind: 'retire', code: 'b', replacedBy: 'a' },
      /leads back/,
    );
  });
  it('refused where the value is none', () => {
    refuse(PLAIN, { kind: 'recolor', code: 'focus', color: 'red' }, /no colour/);
    refuse(PLAIN, { kind: 'setField', code: 'focus', field: 'status', value: 'old' }, /one of: draft/);
    refuse(PLAIN, { kind: 'setField', code: 'focus', field: 'counterpart', value: 'focus' }, /its own/);
    refuse(PLAIN, { kind: 'setField', code: 'focus', field: 'codes', value: 'x' }, /no field/);
  });
});

describe('codes deleted and split', () => {
  it('deleted with what is noted on them', () => {
    check(PLAIN, { kind: 'delete', codes: ['focus'] }, PLAIN.replace(/ {8}# not yet sure\n {8}focus:\n/, ''));
    check(
      PLAIN,
      { kind: 'delete', codes: ['loose-coupling'] },
      `
  # Our codebook
  name: Leadership
  codes:
    accountability:
      x-source: Elmore
  # the end
    `,
    );
    check('codes:\n  a:\n', { kind: 'delete', codes: ['a'] }, 'codes: {}\n');
    refuse(
      PLAIN,
      { kind: 'delete', codes: ['loose-coupling'] },
      /“focus” is on 1 passage in 1 document/,
      '[x]{.focus}',
    );
  });
  it('split into new codes behind it', () => {
    check(
      PLAIN,
      { kind: 'split', code: 'buffering', into: [{ id: 'b1', name: 'One' }, { id: 'b2' }], retire: true },
      PLAIN.replace(
        "away' } # one line",
        `away', status: retired } # one line
        b1:
          name: One
        b2:`,
      ),
    );
    refuse(PLAIN, { kind: 'split', code: 'focus', into: [{ id: 'focus' }] }, /at least one/);
    refuse(PLAIN, { kind: 'split', code: 'focus', into: [{ id: 'a' }, { id: 'a' }] }, /same id/);
  });
});
