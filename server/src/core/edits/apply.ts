import { blocksIn, trimmed } from '../blocks.js';
import type { Range } from '../problem.js';
import type { Heading, Mark } from '../scan/types.js';
import { type Attributes, firstText, withCodes } from './attributes.js';
import { applied, insertion, type EditResult, type TextEdit } from './edit.js';
import { lay, layAround } from './lay.js';
import { piecesOf } from './pieces.js';
import { type MarkFact, proven } from './prove.js';
import { difference, Reading, type Reader, type Segment } from './reading.js';
import { selected } from './select.js';
import { structure } from './structure.js';
import { linesAround, treeOf } from './window.js';

export interface EditOptions {
  /** Reads the text as its study does. */
  readonly read?: Reader;
  /** A new value of `seg` that nobody else will make; random unless a test says otherwise. */
  readonly seg?: () => string;
  /** Part of a word means the whole word; so it is unless this says otherwise. */
  readonly snap?: boolean;
}

export interface ApplyOptions extends EditOptions {
  /** Signs the coding. */
  readonly coder?: string;
  /** Codes the section of the heading that the selection lies in. */
  readonly section?: boolean;
}

export const NOTHING = 'Select the words to code first.';
const CARRIED = 'The passage carries this code already.';

/**
 * Codes a passage. Where it is marked by the same coder already, the marks get the codes; whole blocks get a div;
 * what crosses the edge of another mark, of emphasis, of a link or of a block is marked in fragments of one `seg`.
 * The clean text stays as it is, and so does every other coding: both are checked on the result before it is given.
 * @param range UTF-16 offsets; white space at its edges and speakers' labels are left out
 */
export function applyCode(
  text: string,
  range: Range,
  codes: readonly string[],
  options: ApplyOptions = {},
): EditResult {
  if (codes.length === 0) return { refused: 'Choose a code first.' };
  const before = new Reading(text, options.read);
  const coder = options.coder === '' ? undefined : options.coder;
  const after = options.section
    ? codeSection(before, range, codes, coder)
    : codePassage(before, range, codes, coder, options);
  return 'refused' in after ? after : { edits: difference(before, after) };
}

function codePassage(
  before: Reading,
  range: Range,
  codes: readonly string[],
  coder: string | undefined,
  { snap = true, seg }: ApplyOptions,
): Reading | { refused: string } {
  const passage = selected(before, range, snap);
  if (!passage) return { refused: NOTHING };
  const same = segmentOver(before, passage, coder);
  return same ? withMore(before, same, codes) : lay(before, [passage], { codes, coder }, seg);
}

/** The innermost passage by `coder` that covers just this range of the clean text. */
function segmentOver(before: Reading, passage: Range, coder: string | undefined): Segment | undefined {
  const near = before.segments.filter(({ marks, coder: by }) => {
    if (by !== coder || marks.some(({ kind }) => kind === 'section')) return false;
    const first = before.regionOf(marks[0]!);
    const last = before.regionOf(marks.at(-1)!);
    return first.start <= passage.end && last.end >= passage.start && first.start <= passage.start + 1;
  });
  return near.findLast((segment) => {
    const regions = segment.marks.map((mark) => before.regionOf(mark));
    if (regions.length === 1 && segment.marks[0]!.kind === 'span') return isSame(regions[0]!, passage);
    const wanted = rangesIn(before, passage);
    const covered = segment.marks.flatMap((mark, index) =>
      mark.kind === 'span' ? [regions[index]!] : rangesIn(before, regions[index]!),
    );
    return wanted.length === covered.length && wanted.every((one, index) => isSame(one, covered[index]!));
  });
}

/** The stretches of text in a range, in the clean text. */
function rangesIn(reading: Reading, range: Range): Range[] {
  const pieces = piecesOf(
    reading,
    treeOf(reading, { start: 0, end: reading.text.length }),
    reading.toSource(range),
  );
  return 'refused' in pieces ? [] : pieces.map((piece) => reading.toClean(piece));
}

function withMore(
  before: Reading,
  { marks, codes: carried }: Segment,
  codes: readonly string[],
): Reading | { refused: string } {
  const missing = codes.filter((code) => !carried.includes(code));
  if (missing.length === 0) return { refused: CARRIED };
  return rewritten(before, marks, (mark, text) => withCodes(text, mark, missing));
}

/**
 * Puts something else between the braces of marks.
 * @param attributes of a mark, given the text that its attributes are a range of: `::: word` comes as `{.word}`
 */
export function rewritten(
  before: Reading,
  marks: readonly Mark[],
  attributes: (mark: Mark, text: string) => string,
): Reading | { refused: string } {
  const edits: TextEdit[] = [];
  const come = marks.map((mark): MarkFact => {
    const range = mark.attributes;
    const isBare = before.text[range.start - 1] !== '{';
    const bare = `{.${before.text.slice(range.start, range.end)}}`;
    const written = isBare
      ? attributes({ ...mark, attributes: { start: 1, end: bare.length - 1 } }, bare)
      : attributes(mark, before.text);
    edits.push({ ...range, text: isBare ? `{${written}}` : written });
    return { kind: mark.kind, region: before.regionOf(mark), attributes: written };
  });
  const after = proven(
    before,
    applied(
      before.text,
      edits.sort((a, b) => a.start - b.start),
    ),
    { gone: marks, come },
  );
  return after ?? { refused: 'The marks of this passage cannot be changed safely. Change them by hand.' };
}

/** The heading that a selection lies in. */
export function headingAt({ scan, text }: Reading, range: Range): Heading | undefined {
  const { start, end } = trimmed(text, range) ?? range;
  return scan.headings.find((heading) => heading.start <= start && end <= heading.end);
}

function codeSection(
  before: Reading,
  range: Range,
  codes: readonly string[],
  coder: string | undefined,
): Reading | { refused: string } {
  const heading = headingAt(before, range);
  if (!heading) return { refused: 'Put the cursor into a heading to code its section.' };
  const same = before.segments.find(
    ({ marks }) => marks.length === 1 && marks[0]!.kind === 'section' && marks[0]!.start === heading.start,
  );
  if (same && same.coder === coder) return withMore(before, same, codes);
  const attributes = { codes, coder };
  const section = trimmed(before.text, { start: heading.start, end: heading.sectionEnd })!;
  const after =
    (same ? undefined : onHeading(before, heading, attributes)) ?? layAround(before, section, attributes);
  return (
    after ?? {
      refused:
        'This section cannot be marked: its heading’s braces are taken, and a div around it would change how other ' +
        'marks are read. Select its paragraphs instead.',
    }
  );
}

/** Braces behind a heading's text, if there are none yet. */
function onHeading(before: Reading, heading: Heading, attributes: Attributes): Reading | undefined {
  const section = before.toClean({ start: heading.text.start, end: heading.sectionEnd });
  const region = trimmed(before.clean.text, section);
  const line = before.text.slice(heading.start, heading.end).split(/\r?\n/)[0]!;
  const written = firstText(attributes);
  const text = applied(before.text, [insertion(heading.start + line.trimEnd().length, ` {${written}}`)]);
  const after = region && proven(before, text, { come: [{ kind: 'section', region, attributes: written }] });
  if (!after) return undefined;
  const part = linesAround(before, heading);
  const now = { start: part.start, end: part.end + text.length - before.text.length };
  return structure(treeOf(before, part)) === structure(treeOf(after, now)) ? after : undefined;
}

/** What a selection means. */
export interface Target {
  readonly range: Range;
  readonly text: string;
  readonly section: Range | null;
}

/** What `applyCode` would code, without doing so. */
export function codingTarget(
  text: string,
  range: Range,
  options: EditOptions = {},
): Target | { refused: string } {
  const reading = new Reading(text, options.read);
  const passage = selected(reading, range, options.snap ?? true);
  if (!passage) return { refused: NOTHING };
  const source = reading.toSource(passage);
  const part = linesAround(reading, source);
  const near = treeOf(reading, part);
  const tree =
    blocksIn(near, source).filter(({ content }) => content).length === 1
      ? near
      : treeOf(reading, { start: 0, end: text.length });
  const pieces = piecesOf(reading, tree, source);
  if ('refused' in pieces) return pieces;
  const covered = { start: pieces[0]!.start, end: pieces.at(-1)!.end };
  const clean = reading.toClean(covered);
  const heading = headingAt(reading, range);
  const section = heading && trimmed(text, { start: heading.start, end: heading.sectionEnd });
  return { range: covered, text: reading.clean.text.slice(clean.start, clean.end), section: section ?? null };
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}
