import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parseTree } from '../../server/src/core/remark/index.js';
import { readMarks } from '../../server/src/core/remark/marks.js';
import { childrenOf } from '../../server/src/core/remark/tree.js';
import { file } from './generate.js';
import { exceptions, fixtures, isPandocStyle, type PandocMark } from './pandoc.js';

/** The tree in one line: types, and the text of leaves. */
function outline(node: Nodes): string {
  const children = childrenOf(node).map(outline).join(' ');
  switch (node.type) {
    case 'root':
      return children;
    case 'text':
      return JSON.stringify(node.value);
    case 'span':
    case 'div':
      return `${node.type}.${node.data.attributes.classes.join('.')}(${children})`;
    case 'heading':
      return `h${node.depth}${(node.data?.attributes?.classes ?? []).map((name) => `.${name}`).join('')}(${children})`;
    case 'link':
      return `link<${node.url}>(${children})`;
    case 'definition':
      return `definition<${node.identifier} ${node.url} ${node.title ?? '-'}>`;
    case 'code':
    case 'html':
    case 'inlineCode':
    case 'yaml':
      return `${node.type}<${node.value}>`;
    default:
      return children === '' ? node.type : `${node.type}(${children})`;
  }
}

const check = (markdown: string, expected: string) => {
  it(JSON.stringify(markdown), () => assert.equal(outline(parseTree(markdown)), expected));
};

describe('remark reads paragraphs as Pandoc ends them', () => {
  check('a\n# b', 'paragraph("a\\n# b")');
  check('a\n> b', 'paragraph("a\\n> b")');
  check('a\n- b', 'paragraph("a\\n- b")');
  check('a\n~~~\nb\n~~~', 'paragraph("a\\n~~~\\nb\\n~~~")');
  check('a\n```\nb\n```\nc', 'paragraph("a") code<b> paragraph("c")');
  check('a\n```\nb', 'paragraph("a\\n```\\nb")');
  check('a\nb\n===', 'paragraph("a\\nb\\n===")');
  check('a\n===\nb', 'h1("a") paragraph("b")');
  check('a <!-- b\n\nc --> d\n\ne', 'paragraph("a " html<<!-- b\n\nc -->> " d") paragraph("e")');
  check('a\n<div>\nb', 'paragraph("a") html<<div>> paragraph("b")');
});

describe('remark reads containers as Pandoc does', () => {
  check('> a\nb\n\nc', 'blockquote(paragraph("a\\nb")) paragraph("c")');
  check('> a\n- b', 'blockquote(paragraph("a\\n- b"))');
  check('- a\n- b\n  c', 'list(listItem(paragraph("a")) listItem(paragraph("b\\nc")))');
  check('- a\n\n  b\n\nc', 'list(listItem(paragraph("a") paragraph("b"))) paragraph("c")');
  check(
    '- a\n  - b\n  - c',
    'list(listItem(paragraph("a") list(listItem(paragraph("b")) listItem(paragraph("c")))))',
  );
  check('- a\n# b', 'list(listItem(paragraph("a\\n# b")))');
  check('1. a\n- b', 'list(listItem(paragraph("a"))) list(listItem(paragraph("b")))');
  check('a) b\nii) c', 'list(listItem(paragraph("b")) listItem(paragraph("c")))');
  check('B. Miller', 'paragraph("B. Miller")');
  check('- ```\n  a\n  ```', 'list(listItem(code<a>))');
  check('::: {.a}\n- b\n:::\nc', 'div.a(list(listItem(paragraph("b")))) paragraph("c")');
  check('::: {.a}\n::: {.b}\nc\n:::\n:::', 'div.a(div.b(paragraph("c")))');
  check('- ::: {.a}\n  b\n\nc', 'list(listItem(div.a(paragraph("b")))) paragraph("c")');
  check(':::\na', 'paragraph(":::\\na")');
  check('::: {.a}}\nb', 'paragraph("::: {.a}}\\nb")');
  check(
    'a[^1]\n\n[^1]: b\n\n    c\n\nd',
    'paragraph("a" footnoteReference) footnoteDefinition(paragraph("b") paragraph("c")) paragraph("d")',
  );
  check('a\n: b\n\nc', 'definitionList(definitionTerm("a") listItem(paragraph("b"))) paragraph("c")');
  check('| a\n| b', 'lineBlock(paragraph("a") paragraph("b"))');
});

describe('remark reads leaves as Pandoc does', () => {
  check('---\na: b\n---\n# c', 'yaml<a: b> h1("c")');
  check('\ufeff# a', 'h1("a")');
  check('# a {.b}', 'h1.b("a")');
  check('# a ## {.b}', 'h1.b("a")');
  check('# a {.b} c', 'h1("a {.b} c")');
  check('a {.b}\n---', 'h2.b("a")');
  check('# [a](b){.c}', 'h1(link<b>("a"))');
  check('# [a]{.b}', 'h1(span.b("a"))');
  check(' # a', 'paragraph("# a")');
  check('    a', 'code<a>');
  check('***', 'thematicBreak');
  check('<pre>\n[a]{.b}\n\n</pre>', 'html<<pre>\n[a]{.b}\n\n</pre>>');
  check('<p>a</p>', 'html<<p>> paragraph("a" html<</p>>)');
  check(
    '| a | b |\n|---|---|\n| `c|d` | e\\|f |',
    'table(tableRow(tableCell("a") tableCell("b")) tableRow(tableCell(inlineCode<c|d>) tableCell("e|f")))',
  );
  check('[a]: b "c"\n\n[a]', 'definition<a b c> paragraph(linkReference("a"))');
  check('[a]: so we b', 'paragraph("[a]: so we b")');
  check('[a]: so we [b]{.c}', 'paragraph("[a]: so we " span.c("b"))');
});

describe('remark reads text as Pandoc does', () => {
  check('[a [b]{.c}', 'paragraph("[a " span.c("b"))');
  check('[a *b]{.c} d*', 'paragraph(span.c("a *b") " d*")');
  check('*a [b]{.c} d*', 'paragraph(emphasis("a " span.c("b") " d"))');
  check('[a](b c "d")', 'paragraph(link<b c>("a"))');
  check('[a](b){.c}', 'paragraph(link<b>("a"))');
  check('[a [b]{.c}](d)', 'paragraph(link<d>("a " span.c("b")))');
  check('![a [b]{.c}](d)', 'paragraph(image("a " span.c("b")))');
  check('[a][b]{.c}', 'paragraph("[a][b]")');
  check('[a][b][c]{.d}', 'paragraph("[a][b]" span.d("c"))');
  check('![a]{.b}', 'paragraph("![a]{.b}")');
  check('^[a]', 'paragraph(inlineNote("a"))');
  check('^[a](b)', 'paragraph("^" link<b>("a"))');
  check('^[a][b]{.c}', 'paragraph("^[a][b]")');
  check('``a`', 'paragraph("`" inlineCode<a>)');
  check('`a`{.b} {.c}', 'paragraph(inlineCode<a> " {.c}")');
  check('~~a~~ ~b~', 'paragraph(delete("a") " ~b~")');
  check('a <https://b.c> www.d.e', 'paragraph("a " link<https://b.c>("https://b.c") " www.d.e")');
  check('a <b c="]"> d', 'paragraph("a " html<<b c="]">> " d")');
});

describe("remark reads Pandoc's fixtures", () => {
  /** Without what only Pandoc writes, or reads as a sign: blocks on lines of their own, curly quotes, superscripts. */
  const plain = (text: string) => text.replace(/[“”]/g, '"').replace(/[\s^]/g, '');
  const textOf = (node: Nodes): string => {
    if (node.type === 'html') return '';
    return childrenOf(node).map(textOf).join('') || toString(node, { includeHtml: false });
  };

  function marksOf(node: Nodes, depth = 0): PandocMark[] {
    const inside = childrenOf(node).flatMap((child) =>
      marksOf(child, depth + Number(node.type === 'span' || node.type === 'div')),
    );
    if (node.type !== 'span' && node.type !== 'div') return inside;
    const { id = '', classes, pairs } = node.data.attributes;
    const kind = node.type === 'span' ? 'Span' : 'Div';
    return [{ kind, id, classes, attrs: pairs, text: plain(textOf(node)), depth }, ...inside];
  }

  for (const { id, note, input, expected } of fixtures) {
    const reason = exceptions[id];
    const wanted = expected.map((mark) => ({ ...mark, text: plain(mark.text) }));
    const found = () => marksOf(parseTree(input)).filter((mark) => !isPandocStyle(mark));
    if (reason === undefined) it(`${id}: ${note}`, () => assert.deepEqual(found(), wanted));
    else it(`${id} is read otherwise: ${reason}`, () => assert.notDeepEqual(found(), wanted));
  }
});

describe('remark holds for every text', () => {
  it('never throws', () => {
    const signs = fc.constantFrom(...'[]{}()!^*_`~<>#:|\\-=.\t\r\n \0\ufeff\ud800aé1'.split(''));
    const soup = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(signs, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(soup, (text) => void readMarks(text)),
      { numRuns: 3000 },
    );
  });

  it('finds true positions', () => {
    fc.assert(
      fc.property(file, (source) => {
        for (const { kind, start, end, content, attributes } of readMarks(source)) {
          assert.ok(
            start <= content.start &&
              content.start <= content.end &&
              content.end <= end &&
              end <= source.length,
          );
          if (kind === 'span') {
            const parts = [
              source.slice(start, content.start),
              source.slice(content.end, attributes.start),
              source.slice(attributes.end, end),
            ];
            assert.deepEqual(parts, ['[', ']{', '}']);
          } else {
            assert.ok(kind === 'section' || source.startsWith(':::', start));
            const opened = source[attributes.start - 1] === '{' && source[attributes.end] === '}';
            assert.ok(
              opened || (kind === 'div' && /^\S+$/.test(source.slice(attributes.start, attributes.end))),
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('places text where it stands', () => {
    fc.assert(
      fc.property(file, (source) => {
        const check = (node: Nodes): void => {
          const { start, end } = node.position!;
          assert.ok(start.offset! <= end.offset!);
          if (node.type === 'text' && /^[\p{L}\p{N} ]+$/u.test(node.value)) {
            assert.equal(source.slice(start.offset, end.offset), node.value);
          }
          childrenOf(node).forEach(check);
        };
        check(parseTree(source));
      }),
      { numRuns: 300 },
    );
  });

  const deep = 20_000;
  for (const [name, text] of [
    ['brackets', '['.repeat(deep)],
    ['nested spans', '['.repeat(deep) + ']{.a}'.repeat(deep)],
    ['quotes', '>'.repeat(deep)],
    ['backticks', '`a'.repeat(deep)],
    ['colons', ':'.repeat(deep)],
    ['bullets', '- '.repeat(deep)],
    ['divs', '::: {.a}\n'.repeat(500)],
    ['one long line', 'we keep the board away '.repeat(5000)],
  ] as const) {
    it(`bears ${name}`, () => void readMarks(text));
  }
});
