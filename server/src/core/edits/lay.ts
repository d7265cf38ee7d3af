import type { Nodes } from 'mdast';
import { blocksIn, trimmed } from '../blocks.js';
import type { Range } from '../problem.js';
import { childrenOf, rangeOf } from '../remark/tree.js';
import { type Attributes, firstText, otherText, withSeg } from './attributes.js';
import { applied, insertion, type TextEdit } from './edit.js';
import { piecesOf } from './pieces.js';
import { proven, type MarkFact } from './prove.js';
import type { Reading } from './reading.js';
import { randomSeg } from './seg.js';
import { structure } from './structure.js';
import { linesAround, treeOf } from './window.js';

const MISREAD =
  'Marked here, the passage would not be read as one: a bracket in it has no partner, or a sign beside it gives the mark ' +
  'another meaning. Select a little more or less.';

/** Where one mark goes, in the source: a span around text, a div around whole lines. */
interface Place extends Range {
  readonly kind: 'span' | 'div';
}

/**
 * Marks ranges of the clean text as one passage: whole blocks by a div, all else by spans, several of them tied by one
 * `seg`. The result is read again, and given only if it holds just this mark more.
 * @param newSeg makes a value of `seg` that nobody else will make
 */
export function lay(
  before: Reading,
  ranges: readonly Range[],
  attributes: Attributes,
  newSeg: () => string = randomSeg,
): Reading | { refused: string } {
  const sources = ranges.map((range) => before.toSource(range));
  const extent = { start: sources[0]!.start, end: Math.max(...sources.map(({ end }) => end)) };
  const part = linesAround(before, extent);
  const whole = { start: 0, end: before.text.length };
  const near = layIn(before, sources, attributes, newSeg, part, true);
  if (near && !('refused' in near)) return near;
  return layIn(before, sources, attributes, newSeg, whole, false) ?? { refused: MISREAD };
}

/** @param oneBlock only if the ranges lie in one block; what several are can be told from the whole document alone */
function layIn(
  before: Reading,
  ranges: readonly Range[],
  attributes: Attributes,
  newSeg: () => string,
  part: Range,
  oneBlock: boolean,
): Reading | { refused: string } | undefined {
  const tree = treeOf(before, part);
  if (
    oneBlock &&
    new Set(ranges.flatMap((range) => blocksIn(tree, range).map(({ node }) => node))).size !== 1
  )
    return undefined;
  const spans: Place[] = [];
  const mixed: Place[] = [];
  for (const range of ranges) {
    const pieces = piecesOf(before, tree, range);
    if ('refused' in pieces) {
      if (ranges.length === 1) return pieces;
      continue;
    }
    const marked = pieces.map((piece): Place => ({ kind: 'span', ...piece }));
    const lines = oneBlock ? undefined : wholeBlocks(before, tree, range);
    spans.push(...marked);
    mixed.push(...(lines ? [{ kind: 'div', ...lines } as const] : marked));
  }
  for (const places of [mixed, spans]) {
    const laid = placed(before, places, attributes, newSeg, part, tree);
    if (laid) return laid;
  }
  return undefined;
}

/** Marks whole lines by a div: a section whose heading cannot carry the codes. */
export function layAround(before: Reading, range: Range, attributes: Attributes): Reading | undefined {
  const whole = { start: 0, end: before.text.length };
  const lines: Place = { kind: 'div', ...linesOf(before.text, range) };
  return placed(before, [lines], attributes, randomSeg, whole, treeOf(before, whole));
}

function placed(
  before: Reading,
  places: readonly Place[],
  given: Attributes,
  newSeg: () => string,
  part: Range,
  tree: Nodes,
): Reading | undefined {
  if (places.length === 0) return undefined;
  const attributes = places.length > 1 && given.seg === undefined ? withSeg(given, newSeg()) : given;
  const edits: TextEdit[] = [];
  const come: MarkFact[] = [];
  places.forEach(({ kind, start, end }, index) => {
    const text = index === 0 ? firstText(attributes) : otherText(attributes);
    edits.push(
      ...(kind === 'span' ? spanAround(start, end, text) : divAround(before.text, start, end, text)),
    );
    const region = before.toClean({ start, end });
    come.push({ kind, region: trimmed(before.clean.text, region) ?? region, attributes: text });
  });
  const text = applied(before.text, edits);
  const after = proven(before, text, { come });
  if (!after || !endsWhereWritten(after, edits)) return undefined;
  const now = { start: part.start, end: part.end + text.length - before.text.length };
  return structure(tree) === structure(treeOf(after, now)) ? after : undefined;
}

/**
 * Whether each mark ends with the delimiter that was written for it: a div that nobody has closed takes the fence that
 * closes another, and would keep it when the mark is taken off.
 * @param edits the opening and the closing of each mark in turn
 */
function endsWhereWritten({ scan }: Reading, edits: readonly TextEdit[]): boolean {
  const written = new Map<number, number>();
  let shift = 0;
  for (let index = 0; index < edits.length; index += 2) {
    const [opening, closing] = [edits[index]!, edits[index + 1]!];
    const at = opening.start + shift;
    shift += opening.text.length;
    written.set(at, closing.start + shift + closing.text.search(/[\]:]/));
    shift += closing.text.length;
  }
  for (let index = 0; index < scan.markCount; index++) {
    const { start, end, content } = scan.mark(index);
    const closing = written.get(start);
    if (closing !== undefined && content.end <= closing && closing < end) written.delete(start);
  }
  return written.size === 0;
}

function spanAround(start: number, end: number, attributes: string): TextEdit[] {
  return [insertion(start, '['), insertion(end, `]{${attributes}}`)];
}

/** Fences on lines of their own. */
function divAround(text: string, start: number, end: number, attributes: string): TextEdit[] {
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const closing = text[end - 1] === '\n' ? `:::${lineBreak}` : `${lineBreak}:::`;
  return [insertion(start, `::: {${attributes}}${lineBreak}`), insertion(end, closing)];
}

/**
 * The lines of the blocks that a range covers from the first word to the last, if there are several, or one that holds
 * several (a list, a quote), and they stand in no list or quote, where a fence would part what belongs together.
 */
function wholeBlocks({ text }: Reading, tree: Nodes, range: Range): Range | undefined {
  let level: Nodes = tree;
  let touched = touchedBy(level, range);
  while (touched.length === 1 && touched[0]!.type === 'div') {
    level = touched[0]!;
    touched = touchedBy(level, range);
  }
  const blocks = touched.flatMap((node) =>
    blocksIn({ type: 'root', children: [node] } as Nodes).filter(({ content }) => content),
  );
  const [first, last] = [blocks[0]?.content, blocks.at(-1)?.content];
  if (!first || !last || blocks.length < 2) return undefined;
  const covered = trimmed(text, { start: first.start, end: last.end })!;
  if (range.start > covered.start || range.end < covered.end) return undefined;
  return linesOf(text, { start: rangeOf(touched[0]!).start, end: rangeOf(touched.at(-1)!).end });
}

/** The whole lines of a range, without a byte order mark before them. */
function linesOf(text: string, range: Range): Range {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.indexOf('\n', range.end - 1);
  return {
    start: start === 0 && text.startsWith('\ufeff') ? 1 : start,
    end: end === -1 ? text.length : end + 1,
  };
}

function touchedBy(node: Nodes, range: Range): readonly Nodes[] {
  return childrenOf(node).filter((child) => {
    const { start, end } = rangeOf(child);
    return end > range.start && start < range.end;
  });
}
