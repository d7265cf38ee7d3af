import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { cleanText } from '../../server/src/core/clean.js';
import {
  applied,
  applyCode,
  type EditResult,
  removeCodes,
  resizePassage,
  uncode,
} from '../../server/src/core/edits.js';
import { Names } from '../../server/src/core/names.js';
import { parseTree } from '../../server/src/core/remark/index.js';
import { readMarks } from '../../server/src/core/remark/marks.js';
import { childrenOf, rangeOf } from '../../server/src/core/remark/tree.js';
import { scan } from '../../server/src/core/scan/index.js';
import type { Mark, Scan } from '../../server/src/core/scan/types.js';
import { BREAK, classAt } from '../../server/src/core/words.js';
import { file } from './generate.js';
import { wellFormed } from './generate-coded.js';

/** What generators never write. */
const CODE = 'zz';

/** A character that parts no word and is none. */
const NOTHING = '\u2060';

const document = fc
  .oneof(
    { weight: 2, arbitrary: file },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          wellFormed,
          fc.constantFrom('', '\n'),
          fc.constantFrom('\n', '\r\n'),
          fc.constantFrom('', '\uFEFF'),
        )
        .map(([text, end, eol, bom]) => bom + (text + end).replace(/\n/g, eol)),
    },
  )
  // The two readers differ in these, `^[x](b)` and `[^](b)`: text in parentheses to count, or a link.
  .filter((text) => !/\^\[|\[\^\]/.test(text))
  // What stands in cells beyond a table's columns is no part of it for Pandoc, so it cannot be coded; it is counted.
  .filter((text) => !hasCellsBeyond(text, parseTree(text)))
  // The label of `[see][label]` is no text that can be coded; it is counted, since counting looks up no definitions.
  .filter((text) => !hasLabel(parseTree(text)))
  // So is what stands behind `[]:`, an address for the one reader and text for the other.
  .filter((text) => !/\[\s*\]:/.test(text));
const place = fc.tuple(fc.nat(1000), fc.nat(1000)).map(([a, b]): Place => [a / 1000, b / 1000]);
type Place = [number, number];

function hasCellsBeyond(text: string, node: Nodes): boolean {
  const children = childrenOf(node);
  const last = children.at(-1);
  if (node.type === 'tableRow' && last)
    return /[^\s|]/.test(text.slice(rangeOf(last).end, rangeOf(node).end));
  return children.some((child) => hasCellsBeyond(text, child));
}

function hasLabel(node: Nodes): boolean {
  return (node.type === 'linkReference' && node.referenceType === 'full') || childrenOf(node).some(hasLabel);
}

const read = (text: string): Scan => scan(text, { names: new Names() });

function rangeAt(text: string, [a, b]: Place): Range {
  const [start, end] = [a, b].map((part) => Math.round(part * text.length)).sort((x, y) => x - y);
  return { start: start!, end: end! };
}

/** A range that reaches over a part of what a test has coded, or a little beyond it. */
function rangeNear(text: string, place: Place): Range {
  const found = read(text);
  const marks = marksOf(found).filter((mark) => carries(found, mark, CODE));
  const from = Math.max(0, marks[0]!.start - 8);
  const to = Math.min(text.length, Math.max(...marks.map(({ end }) => end)) + 8);
  const { start, end } = rangeAt(text.slice(from, to), place);
  return { start: from + start, end: from + end };
}

function marksOf(found: Scan): Mark[] {
  return Array.from({ length: found.markCount }, (_, index) => found.mark(index));
}

function carries(found: Scan, mark: Mark, code: string): boolean {
  return mark.codes.some((id) => found.names.name(id) === code);
}

/** The counted words under a code, by their number in the document. */
function wordsUnder(text: string, code: string): Set<number> {
  const found = read(text);
  const words = new Set<number>();
  for (const mark of marksOf(found).filter((each) => carries(found, each, code))) {
    for (let word = mark.wordStart; word < mark.wordEnd; word++) words.add(word);
  }
  return words;
}

/**
 * Asserts that of all words just those in a selection are under the code. Where a letter cannot be asked for its word,
 * as between braces that may be none, a word may be meant by it that no letter elsewhere belongs to.
 */
function isJust(under: ReadonlySet<number>, text: string, selection: Range): void {
  const { words, doubtful } = wordsIn(text, selection);
  if (doubtful && !isDeepStrictEqual(under, words)) {
    const elsewhere = wordsBeside(text, selection);
    for (const word of under) if (!elsewhere.has(word)) words.add(word);
  }
  assert.deepEqual(sorted(under), sorted(words));
}

function wordsBeside(text: string, selection: Range): Set<number> {
  const { start, end } = withImages(text, selection);
  return new Set([
    ...wordsIn(text, { start: 0, end: start }).words,
    ...wordsIn(text, { start: end, end: text.length }).words,
  ]);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The counted words that a range touches, by their number; found by marking each of their characters for itself in the
 * clean text, so that nothing of what is tested has a part in it. An apostrophe belongs to the word that it stands in.
 */
function wordsIn(text: string, selection: Range): { words: Set<number>; doubtful: boolean } {
  const range = withImages(text, selection);
  const map = cleanText(text, read(text));
  const clean = map.text;
  const base = read(clean);
  // Without its mark a word may begin a list or a label: then the clean text cannot be asked.
  fc.pre(base.words === read(text).words && base.turnCount === read(text).turnCount);
  // Never half of a character.
  const isInside = (at: number): boolean => at > 0 && clean.codePointAt(at - 1)! > 0xffff;
  const [start, to] = [map.toClean(range.start), map.toClean(range.end)];
  const from = isInside(start) ? start - 1 : start;
  const words = new Set<number>();
  let doubtful = false;
  for (let at = from; at < to; at++) {
    if (classAt(clean, at) === BREAK) continue;
    const end = at + (clean.codePointAt(at)! > 0xffff ? 2 : 1);
    // Behind `]`, `\\`, `!` and `^` a bracket would mean something else.
    const marked = `${clean.slice(0, at)}${NOTHING}[${clean.slice(at, end)}]{.qq}${clean.slice(end)}`;
    const found = read(marked);
    const mark = marksOf(found).find((each) => carries(found, each, 'qq'));
    // Between braces, or in the number of an item, a mark would make text of what is none.
    if (found.words !== base.words || found.headings.length !== base.headings.length) doubtful = true;
    else if (mark && mark.content.start === at + 2 && mark.wordEnd > mark.wordStart)
      words.add(mark.wordStart);
  }
  return { words, doubtful };
}

/** With the whole of each image that a range touches: it can be marked only as a whole. */
function withImages(text: string, range: Range): Range {
  const map = cleanText(text, read(text));
  let { start, end } = range;
  const visit = (node: Nodes): void => {
    const image = rangeOf(node);
    const isImage = node.type === 'image' || node.type === 'imageReference';
    if (
      isImage &&
      map.toClean(image.start) < map.toClean(end) &&
      map.toClean(start) < map.toClean(image.end)
    ) {
      start = Math.min(start, image.start);
      end = Math.max(end, image.end);
    } else childrenOf(node).forEach(visit);
  };
  parseTree(text).children.forEach(visit);
  return { start, end };
}

/** All marks but those of the code that a test puts on, as they lie in the clean text. */
function others(text: string, but: string): string[] {
  const found = read(text);
  const map = cleanText(text, found);
  return marksOf(found)
    .filter((mark) => mark.codes.length > 0 && !carries(found, mark, but))
    .map(({ content, attributes, kind }) => {
      const [start, end] = [map.toClean(content.start), map.toClean(content.end)];
      const body = map.text.slice(start, end);
      const left = start + body.length - body.trimStart().length;
      return `${kind} ${left}-${start + body.trimEnd().length} ${text.slice(attributes.start, attributes.end)}`;
    })
    .sort();
}

function firstMark(text: string, code: string): number {
  const found = read(text);
  const mark = marksOf(found).find((each) => carries(found, each, code))!;
  return mark.kind === 'section' ? mark.attributes.start - 1 : mark.start;
}

function coded(text: string, at: Place, more: object = {}): string | undefined {
  const result = applyCode(text, rangeAt(text, at), [CODE], { coder: 'zoe', snap: false, ...more });
  return 'refused' in result ? undefined : applied(text, result.edits);
}

/** What must hold of any edit: the clean text stays, and both readers read the result alike. */
function holdsTogether(before: string, result: EditResult, after: string): void {
  if ('refused' in result) assert.fail(result.refused);
  assert.equal(cleanText(after, read(after)).text, cleanText(before, read(before)).text);
  const [wanted, found] = [seenByRemark(after), seenByScan(after)];
  // Of cells beyond a table's columns and the like they differ before anything is coded.
  if (isDeepStrictEqual(seenByRemark(before), seenByScan(before))) assert.deepEqual(found, wanted);
}

const seenByRemark = (text: string): object[] =>
  readMarks(text)
    .filter(({ codes }) => codes.length > 0)
    .map(({ kind, start, end, codes, seg }) => ({ kind, start, end, codes, seg }));

function seenByScan(text: string): object[] {
  const found = read(text);
  return marksOf(found)
    .filter(({ codes }) => codes.length > 0)
    .map(({ kind, start, end, codes, seg }) => ({
      ...{ kind, start, end },
      codes: codes.map((code) => found.names.name(code)),
      seg: seg === -1 ? undefined : found.names.name(seg),
    }));
}

function run<Given>(
  property: fc.IProperty<Given>,
  numRuns = Number(process.env['PROPERTY_RUNS'] ?? 250),
): void {
  fc.assert(property, { numRuns });
}

describe('edits of any document and selection', function () {
  this.timeout(300_000);
  it('code just what was selected, and give the original bytes when taken off', () => {
    let done = 0;
    run(
      fc.property(document, place, (text, at) => {
        const range = rangeAt(text, at);
        const result = applyCode(text, range, [CODE], { coder: 'zoe', snap: false });
        if ('refused' in result) return;
        done++;
        const after = applied(text, result.edits);
        holdsTogether(text, result, after);
        isJust(wordsUnder(after, CODE), text, range);
        assert.deepEqual(others(after, CODE), others(text, CODE));
        const removed = removeCodes(after, firstMark(after, CODE), [CODE]);
        assert.equal('refused' in removed ? removed.refused : applied(after, removed.edits), text);
      }),
    );
    enough(done);
  });

  it('take a code off just the stretch that was selected', () => {
    let done = 0;
    run(
      fc.property(document, place, place, (text, at, off) => {
        const after = coded(text, at);
        if (after === undefined) return;
        const range = rangeNear(after, off);
        const result = uncode(after, range, [CODE], { snap: false });
        if ('refused' in result) return;
        done++;
        const less = applied(after, result.edits);
        holdsTogether(after, result, less);
        const { words: gone, doubtful } = wordsIn(after, range);
        const under = [...wordsUnder(after, CODE)];
        const still = wordsUnder(less, CODE);
        const beside = doubtful ? wordsBeside(after, range) : undefined;
        for (const word of under) if (beside?.has(word) === false) gone.add(word);
        const left = under.filter((word) => !gone.has(word));
        // Of a word that the stretch cuts in two, a part may keep the code.
        assert.deepEqual(sorted([...still].filter((word) => !gone.has(word))), sorted(left));
        assert.deepEqual(others(less, CODE), others(text, CODE));
      }),
    );
    enough(done);
  });

  it('take all codes off a stretch', () => {
    let done = 0;
    run(
      fc.property(document, place, (text, off) => {
        const result = uncode(text, rangeAt(text, off));
        if ('refused' in result) return;
        done++;
        const less = applied(text, result.edits);
        holdsTogether(text, result, less);
        const map = cleanText(text, read(text));
        const range = rangeAt(text, off);
        const [from, to] = [map.toClean(range.start), map.toClean(range.end)];
        const after = read(less);
        const lessMap = cleanText(less, after);
        for (const { content, codes } of marksOf(after)) {
          if (codes.length === 0) continue;
          const [start, end] = [lessMap.toClean(content.start), lessMap.toClean(content.end)];
          assert.equal(map.text.slice(Math.max(start, from), Math.min(end, to)).trim(), '');
        }
      }),
    );
    enough(done);
  });

  it('let a passage cover just another selection, with its memo', () => {
    let done = 0;
    run(
      fc.property(document, place, place, (text, at, to) => {
        const after = coded(text, at);
        if (after === undefined) return;
        const range = rangeNear(after, to);
        const result = resizePassage(after, firstMark(after, CODE), range, { snap: false });
        if ('refused' in result) return;
        done++;
        const moved = applied(after, result.edits);
        holdsTogether(after, result, moved);
        isJust(wordsUnder(moved, CODE), after, range);
        assert.deepEqual(others(moved, CODE), others(text, CODE));
        assert.ok(moved.includes('coder=zoe'));
      }),
    );
    enough(done);
  });

  it('snap to whole words, and to no more', () => {
    let done = 0;
    run(
      fc.property(document, place, (text, at) => {
        const after = coded(text, at, { snap: true });
        if (after === undefined) return;
        done++;
        const found = read(after);
        const map = cleanText(after, found);
        isJust(wordsUnder(after, CODE), text, rangeAt(text, at));
        for (const mark of marksOf(found).filter((each) => carries(found, each, CODE))) {
          if (mark.kind !== 'span') continue;
          const first = map.toClean(mark.content.start);
          const splits =
            /[\p{L}\p{N}]$/u.test(map.text.slice(0, first)) && /^[\p{L}\p{N}]/u.test(map.text.slice(first));
          const before = marksOf(found).some(
            (each) => map.toClean(each.content.end) === first && carries(found, each, CODE),
          );
          assert.ok(
            !splits ||
              before ||
              /[\p{Script=Han}\u0590-\u05ff]/u.test(map.text.slice(Math.max(0, first - 2), first + 2)),
            'a word is cut in two',
          );
        }
      }),
    );
    enough(done);
  });
});

function enough(done: number): void {
  assert.ok(done > 5, `only ${done} selections could be worked on`);
}

function sorted(words: Iterable<number>): number[] {
  return [...words].sort((a, b) => a - b);
}
