import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Look } from '../../client/src/preview/look.js';
import { codedPassages } from '../../client/src/preview/plugin.js';
import { cleanText } from '../../server/src/core/clean.js';
import { Names } from '../../server/src/core/names.js';
import { PANDOC_CLASSES, scan } from '../../server/src/core/scan/index.js';
import { wellFormed } from './generate-coded.js';
import { markdown } from './generate.js';

const look: Look = {
  ignoreClasses: new Set(),
  code: (id) => ({ id, name: `NAME-${id}`, color: '#db1c61' }),
  legend: 'Codes',
};

/** As VS Code sets markdown-it up. */
function render(source: string, inStudy = true): string {
  const md = new MarkdownIt({ html: true, linkify: true });
  codedPassages(md, () => (inStudy ? look : undefined));
  return md.render(source, {});
}

/** The document without the legend and the names that the plug-in adds. */
function body(source: string): string {
  return render(source)
    .replace(/^<ul class="qualdown-legend".*?<\/ul>\n/s, '')
    .replace(/<span class="qualdown-names".*?<\/span><\/span>/gs, '');
}

function plain(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return html
    .replace(/<!--.*?-->|<[^>]*>/gs, '')
    .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => named[name]!);
}

/** What is read, whatever stands between. */
const letters = (text: string): string => text.match(/[\p{L}\p{N}]/gu)?.join('') ?? '';

/** What is shown as the mark of that index: coloured text, or blocks with a stripe. */
function shownAs(index: number, html: string): string {
  const has = (marks: string): boolean => marks.split(' ').includes(String(index));
  const texts = [...html.matchAll(/<mark [^>]*data-marks="([^"]*)"[^>]*>(.*?)<\/mark>/gs)];
  const blocks = [...html.matchAll(/<(\w+)[^>]* data-marks="([^"]*)"[^>]*>(.*?)<\/\1>/gs)].filter(
    ([, tag]) => tag !== 'mark',
  );
  return [
    ...texts.filter(([, marks]) => has(marks!)).map(([, , text]) => text!),
    ...blocks.filter(([, , marks]) => has(marks!)).map(([, , , text]) => `${text!} `),
  ].join('');
}

const marksIn = (source: string) => {
  const found = scan(source, { names: new Names() });
  return Array.from({ length: found.markCount }, (_, index) => found.mark(index));
};

interface Fixture {
  id: string;
  note: string;
  input: string;
  expected: { kind: string; text: string; classes: string[] }[];
}
const folder = new URL('../fixtures/pandoc/', import.meta.url);
const fixtures = readFileSync(new URL('pandoc.jsonl', folder), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Fixture);
const exceptions = JSON.parse(readFileSync(new URL('exceptions.json', folder), 'utf8')) as object;

/** Where what VS Code's preview shows between the marks is not what Pandoc makes of it. */
const otherText: Record<string, string> = {
  'footnote-ref-in-span': 'markdown-it has no footnotes and shows a link',
  'image-in-span': 'an image shows its picture, not its description',
  'link-attr-in-span': 'markdown-it knows no attributes of links and shows them',
};

/** Nothing of any mark is left in what is read. */
function checkNothingLeft(source: string): void {
  const text = plain(body(source));
  for (const { kind, content, end, attributes } of marksIn(source)) {
    const mark =
      kind === 'section'
        ? `{${source.slice(attributes.start, attributes.end)}}`
        : source.slice(content.end, end).trim();
    assert(mark === '' || !text.includes(mark), `${mark} is left over in ${text}`);
  }
  assert.doesNotMatch(text, /[\u1c7e\u1c7f]/);
}

describe("the preview shows what scan reads in Pandoc's fixtures", () => {
  for (const { id, note, input, expected } of fixtures) {
    const coded = marksIn(input).flatMap(({ codes, kind }, index) =>
      codes.length > 0 && kind !== 'section' ? [index] : [],
    );
    it(`${id}: ${note}`, () => {
      checkNothingLeft(input);
      if (id in exceptions) return;
      const html = body(input);
      const shown = coded.map((index) => letters(plain(shownAs(index, html))));
      const texts = expected
        .filter(({ classes }) => classes.some((name) => !PANDOC_CLASSES.has(name)))
        .map(({ text }) => letters(text));
      if (id in otherText) assert.notDeepEqual(shown, texts);
      else assert.deepEqual(shown, texts, html);
    });
  }
});

describe('the preview', () => {
  const marked = (source: string): string =>
    body(source)
      .replace(/<mark [^>]*data-marks="([^"]*)"[^>]*>/g, '«$1:')
      .replace(/<\/mark>/g, '»')
      .trim();

  it('renders a document outside a study, and one without marks, as without it', () => {
    const source = '# [a]{.b}\n\n::: {.c}\nd\n:::\n';
    assert.equal(render(source, false), new MarkdownIt({ html: true, linkify: true }).render(source));
    assert.equal(render('a [b](c)\n'), '<p>a <a href="c">b</a></p>\n');
  });
  it('colours each piece of text between marks, however they cross', () => {
    assert.equal(
      marked('a [b *c [d]{.x} e* f]{.y} g'),
      '<p>a «0:b »<em>«0:c »«0 1:d»«0: e»</em>«0: f» g</p>',
    );
    assert.equal(marked('[*em*]{.x}'), '<p><em>«0:em»</em></p>');
    assert.equal(marked('[_em_]{.x}'), '<p><em>«0:em»</em></p>');
    assert.equal(marked('**[a]{.x}**'), '<p><strong>«0:a»</strong></p>');
    assert.equal(marked('[see [a]{.x} there](u)'), '<p><a href="u">see «0:a» there</a></p>');
    assert.equal(
      marked('[https://example.org]{.x}'),
      '<p><a href="https://example.org">«0:https://example.org»</a></p>',
    );
  });
  it('takes off marks that carry no code', () => {
    assert.equal(marked('[a]{#b} [c]{.mark}'), '<p>a c</p>');
  });
  it('names each passage at its end, one in fragments at its last, and all codes in a legend', () => {
    const html = render('[a]{.x seg=s} b [c]{.x seg=s} [d]{.y coder=ana}');
    assert.deepEqual(
      [...html.matchAll(/<\/span>(NAME-\w)<\/span>/g)].map(([, name]) => name),
      ['NAME-x', 'NAME-y'],
    );
    assert(html.indexOf('NAME-x</span>') > html.indexOf('>c<'), html);
    assert.match(
      html,
      /^<ul class="qualdown-legend" aria-label="Codes"><li>.*NAME-x<\/li><li>.*NAME-y<\/li><\/ul>/,
    );
    assert.match(html, /title="NAME-y · ana"/);
  });
  it('draws a stripe beside the blocks of divs and sections, and names them once', () => {
    const source = '::: {.x}\na\n\n- b\n- c\n:::\n\nd\n\n# H {.y}\n\ne\n\n# I\n\nf\n';
    const html = body(source);
    const beside = (index: number): string[] =>
      [...html.matchAll(/<(\w+)[^>]* data-marks="(\d)"[^>]*>(.*?)<\/\1>/gs)].flatMap(([, , mark, text]) =>
        mark === String(index) ? [text!] : [],
      );
    assert.deepEqual(beside(0), ['a', 'b', 'c']);
    assert.deepEqual(beside(1), ['H', 'e']);
    assert.equal([...render(source).matchAll(/NAME-x<\/span>/g)].length, 1);
  });
  it('shows what is written, never as HTML', () => {
    const md = new MarkdownIt();
    codedPassages(md, () => ({ ...look, code: (id) => ({ id, name: '<b>&"', color: '#123456' }) }));
    assert.doesNotMatch(md.render('[a]{.x memo="<i>"}\n'), /<[bi]>/);
  });
  it('leaves no sign of its own, whatever the document', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        assert.doesNotMatch(render(source), /[\u1c7e\u1c7f]|%E1%B1%BE/);
      }),
      { numRuns: 500 },
    );
  });
  it('has signs that a document’s own rare letters are not taken for', () => {
    assert.equal(marked('[a \u1c7e]{.x} <\u1c7eo0>'), '<p>«0:a \u1c7e» &lt;\u1c7eo0&gt;</p>');
  });
  it('agrees with the document without its marks', () => {
    fc.assert(
      fc.property(wellFormed, (source) => {
        const found = scan(source, { names: new Names() });
        checkNothingLeft(source);
        const clean = cleanText(source, found).text;
        const md = new MarkdownIt({ html: true, linkify: true });
        assert.equal(letters(plain(body(source))), letters(plain(md.render(clean))));
      }),
    );
  });
});
