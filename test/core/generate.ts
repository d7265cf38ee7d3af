import fc from 'fast-check';

/**
 * Documents as people write and break them: blocks in blocks, marks nested and side by side, odd brackets, what hides
 * brackets, and a few characters lost or gained at random.
 */

const word = fc.constantFrom(
  ...[
    'we',
    'keep',
    'the',
    'board',
    'away',
    'Zoë',
    '𝒳',
    'élan',
    'don’t',
    'field_note_3',
    '$5',
    '5',
    'a)',
    'B.',
    'שלום',
  ],
  ...[
    '"so',
    'it"',
    "it's",
    '[laughs]',
    '[00:12:33]',
    'INT:',
    '**P1:**',
    '&amp;',
    '~10',
    '5^th^',
    '@ann',
    '{',
    '}',
    '|',
  ],
);
const odd = fc.constantFrom(
  ...[
    '[',
    ']',
    '!',
    '^',
    '*',
    '_',
    '`',
    '``',
    '\\',
    '<',
    '>',
    '#',
    '$',
    '(',
    ')',
    '{.a}',
    ']{.a}',
    '[^1]',
    '[^',
    '![',
  ],
  ...['\\[', '\\]', '\\`', '\\\\', '\\!', '] {.a}', '[]', '[][]', '](', '[x](', '~~', ':::', '&lt;', '[a]:'],
);
const code = fc.constantFrom('`x`', '`[x]{.a}`', '``a`b``', '`]`', '`{.b}`', '`x`{.r}', '`a\nb`');
const html = fc.constantFrom(
  ...[
    '<b>',
    '</b>',
    '<b title="]">',
    '<!-- [x]{.a} -->',
    '<!-- ] -->',
    '<https://a.b/x>',
    '<ann@a.b>',
    '<br/>',
    '< b>',
  ],
);
const destination = fc.constantFrom(
  '(b)',
  '(b c)',
  '(<b]>)',
  '(b "t")',
  '()',
  '(b (c) d)',
  '(b){.x}',
  '(b',
  '[b]',
  '[]',
  '[b]{.x}',
);
const className = fc.constantFrom('.a', '.b', '.focus', '.é', '.a-b', '.mark', '.a.b', '.A1');
const pair = fc.constantFrom(
  'seg=k3',
  'coder=ana',
  'k="a b"',
  "k='}'",
  'k="]"',
  'k=""',
  'id=n',
  'class="c d"',
  'k=a"',
  '-',
);
const attribute = fc.oneof(
  { weight: 4, arbitrary: className },
  { weight: 1, arbitrary: fc.constant('#n') },
  { weight: 1, arbitrary: pair },
);
const attributes = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(attribute, { minLength: 1, maxLength: 3 }).map((all) => `{${all.join(' ')}}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{}',
      '{ }',
      '{a}',
      '{.a b}',
      '{.1}',
      '{ .a }',
      '{.a',
      '{=html}',
      '{.a\n.b}',
      '{.a\n\n.b}',
      '{.a.b#c}',
      '{k="x\ny" .a}',
    ),
  },
);

const { inline } = fc.letrec<{ inline: string }>((tie) => ({
  inline: fc
    .array(
      fc.oneof(
        { maxDepth: 4, depthIdentifier: 'inline' },
        { weight: 8, arbitrary: word },
        { weight: 2, arbitrary: odd },
        { weight: 1, arbitrary: code },
        { weight: 1, arbitrary: html },
        {
          weight: 4,
          arbitrary: fc.tuple(tie('inline'), attributes).map(([text, after]) => `[${text}]${after}`),
        },
        {
          weight: 1,
          arbitrary: fc.tuple(tie('inline'), destination).map(([text, after]) => `[${text}]${after}`),
        },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.constantFrom('!', '^'), tie('inline'), destination)
            .map(([sign, text, after]) => `${sign}[${text}]${after}`),
        },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.constantFrom('*', '**', '_', '~~'), tie('inline'))
            .map(([sign, text]) => `${sign}${text}${sign}`),
        },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .chain((parts) =>
      fc
        .array(
          fc.oneof(
            { weight: 6, arbitrary: fc.constant(' ') },
            { weight: 2, arbitrary: fc.constant('') },
            { weight: 1, arbitrary: fc.constant('\n') },
          ),
          { minLength: parts.length, maxLength: parts.length },
        )
        .map((gaps) => parts.map((part, index) => (index === 0 ? part : `${gaps[index]!}${part}`)).join('')),
    ),
}));

function indented(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' && rest.trim() === '' ? '' : rest + line))
    .join('\n');
}

const oneLine = inline.map((text) => text.replace(/\n/g, ' '));
const heading = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), oneLine, fc.option(attributes, { nil: '' }))
    .map(([level, text, after]) => `${'#'.repeat(level)} ${text} ${after.replace(/\n/g, ' ')}`.trimEnd()),
  fc
    .tuple(oneLine, fc.option(attributes, { nil: '' }), fc.constantFrom('===', '---', '-'))
    .map(([text, after, line]) => `${text} ${after.replace(/\n/g, ' ')}\n${line}`),
);
const table = fc
  .array(fc.tuple(oneLine, oneLine), { minLength: 1, maxLength: 3 })
  .map(([head, ...rows]) =>
    [`| ${head![0]} | ${head![1]} |`, '|---|:-:|', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n'),
  );
const inert = fc.constantFrom(
  ...[
    '```\n[x]{.a}\n```',
    '~~~ {.r}\n::: {.a}\n~~~',
    '```\n[x]{.a}',
    '    [x]{.a}',
    '***',
    '---',
    '<!--\n[x]{.a}\n\n# H {.b}\n-->',
    '<div>\n[x]{.a}\n</div>',
  ],
  ...['<pre>\n[x]{.a}\n\n</pre>', '[b]: /url "t"', '[b]: <u> {.x}', '| a\n| [b\n| c]{.a}', '<p>', '</p>'],
);
const divOpening = fc.oneof(
  { weight: 6, arbitrary: attributes.map((all) => `::: ${all.replace(/\n\n/g, ' ')}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '::: word',
      ':::: {.a} ::::',
      ':::{.a}',
      '::: {.a} b',
      '::: a b',
      ' ::: {.a}',
      ':::',
    ),
  },
);
const divClosing = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(':::', '::::') },
  { weight: 1, arbitrary: fc.constantFrom('', ' :::', '::', '::: {.b}') },
);
const marker = fc.constantFrom('- ', '* ', '1. ', 'a) ', '-   ', '10. ', '(ii) ');

const { blocks } = fc.letrec<{ blocks: string }>((tie) => ({
  blocks: fc
    .array(
      fc.oneof(
        { maxDepth: 3, depthIdentifier: 'blocks' },
        { weight: 8, arbitrary: inline },
        { weight: 2, arbitrary: heading },
        { weight: 1, arbitrary: table },
        { weight: 2, arbitrary: inert },
        {
          weight: 3,
          arbitrary: fc
            .tuple(divOpening, tie('blocks'), divClosing)
            .map(([open, text, close]) => `${open}\n${text}\n${close}`),
        },
        {
          weight: 2,
          arbitrary: fc
            .tuple(marker, tie('blocks'))
            .map(([sign, text]) => indented(text, sign, ' '.repeat(sign.length))),
        },
        {
          weight: 1,
          arbitrary: fc
            .tuple(marker, inline, inline)
            .map(([sign, one, two]) => `${sign}${one}\n${sign}${two}`),
        },
        { weight: 1, arbitrary: tie('blocks').map((text) => indented(text, '> ', '> ')) },
        { weight: 1, arbitrary: tie('blocks').map((text) => indented(text, '[^1]: ', '    ')) },
      ),
      { minLength: 1, maxLength: 4 },
    )
    .chain((parts) =>
      fc
        .array(
          fc.oneof(
            { weight: 4, arbitrary: fc.constant('\n\n') },
            { weight: 1, arbitrary: fc.constant('\n') },
          ),
          { minLength: parts.length, maxLength: parts.length },
        )
        .map((gaps) => parts.map((part, index) => (index === 0 ? part : `${gaps[index]!}${part}`)).join('')),
    ),
}));

/** A change of one character, as a slip of the finger makes it. */
const slip = fc.tuple(
  fc.nat(),
  fc.constantFrom('', '\n', '[', ']', '`', ':', ' ', '{', '}', '\\', '-', '>'),
  fc.boolean(),
);

function withSlip(text: string, [at, character, replaces]: [number, string, boolean]): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + character + text.slice(place + (replaces || character === '' ? 1 : 0));
}

/** Well-formed blocks, now and then with slips. Lines end with `\n`. */
export const markdown: fc.Arbitrary<string> = fc
  .tuple(
    blocks,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(slip, { maxLength: 3 }) },
    ),
  )
  .map(([text, slips]) => slips.reduce(withSlip, text));

/** A whole file: front matter, other line endings, a byte order mark, or not. */
export const file: fc.Arbitrary<string> = fc
  .record({
    text: markdown,
    front: fc.constantFrom('', '', '---\ndistrict: Alder\n---\n\n', '---\nwave: 2\n---\n'),
    end: fc.constantFrom('', '\n', '\n\n'),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    bom: fc.constantFrom('', '', '\ufeff'),
  })
  .map(({ text, front, end, eol, bom }) => bom + (front + text + end).replace(/\n/g, eol));
