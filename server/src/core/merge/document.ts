import { trimmed } from '../blocks.js';
import type { Attributes } from '../edits/attributes.js';
import { lay, layAround } from '../edits/lay.js';
import { Reading, type Reader } from '../edits/reading.js';
import type { Range } from '../problem.js';
import { carry } from './carry.js';
import { emit, type Emitted } from './emit.js';
import { type Chunk, isConflict, linesOf, type Markers, type MergeLines, written } from './lines.js';
import { contentOf, segOf, withOwnNames } from './names.js';
import { type Merged, type MergeNote, mergePassages, type Passage } from './passages.js';
import { isProven } from './prove.js';
import { readSide, type Side } from './side.js';
import { type Tape, tapeOf } from './tape.js';
import { mergeYamlChunks } from './yaml.js';

export interface MergeOptions {
  /** Merges clean text, as git does. */
  readonly lines: MergeLines;
  /** Reads texts as their study does. */
  readonly read?: Reader;
  readonly markers?: Markers;
}

export interface MergeResult {
  readonly text: string;
  /** Conflicts that somebody has to decide: texts that both sides changed, written between markers. */
  readonly conflicts: number;
  /** What both sides did to the same passage and was kept; places in `text`. */
  readonly notes: readonly MergeNote[];
  /** The codings could not be told apart from the text, so that the document was merged as git merges any text. */
  readonly plain: boolean;
}

const MARKERS: Markers = { size: 7 };
/** A line that nobody writes: put into the base it makes git see that a side needs a line which the other took out. */
const NEEDED = '\u0001needed\u0001';
const TRIES = 3;

/**
 * Merges a coded document. Clean text is merged by lines, as git does; codings are merged apart from it and follow their
 * text: those that either side added are there, those that either side took off are not, and what both did to one
 * passage is kept and told. The result is read again and given only if it holds just that; else the documents are
 * merged as plain text.
 */
export function mergeDocuments(
  base: string,
  ours: string,
  theirs: string,
  options: MergeOptions,
): MergeResult {
  if (ours === theirs || theirs === base) return same(ours);
  if (ours === base) return same(theirs);
  const sides = [base, ours, theirs].map((text) => readSide(text, options.read));
  const [was, one, other] = sides;
  if (!was || !one || !other) return plainly(base, ours, theirs, options);
  return mergeSides(was, one, other, options) ?? plainly(base, ours, theirs, options);
}

function same(text: string): MergeResult {
  return { text, conflicts: 0, notes: [], plain: false };
}

function plainly(
  base: string,
  ours: string,
  theirs: string,
  { lines, markers = MARKERS }: MergeOptions,
): MergeResult {
  const chunks = lines(base, ours, theirs);
  return {
    text: written(chunks, markers),
    conflicts: chunks.filter(isConflict).length,
    notes: [],
    plain: true,
  };
}

function mergeSides(base: Side, ours: Side, theirs: Side, options: MergeOptions): MergeResult | undefined {
  const { tape, merged } = withNeeded(base, ours, theirs, options);
  const { passages, notes } = withOwnNames(merged.passages, idsIn(tape, options.read));
  const all = emit(tape.text, passages);
  const result = isProven(tape, all, options.read) ? all : oneByOne(tape, passages, options.read);
  return (
    result && {
      text: result.text,
      conflicts: tape.conflicts.length,
      notes: [...merged.notes, ...notes].map(({ at, message }) => ({
        at: result.toText(at, 'behind'),
        message,
      })),
      plain: false,
    }
  );
}

/**
 * The merged text and marks. Where one side coded a passage that the other took away, git would drop it with the text:
 * that is made a conflict, so that no coding goes unseen.
 */
function withNeeded(
  base: Side,
  ours: Side,
  theirs: Side,
  options: MergeOptions,
): { tape: Tape; merged: Merged } {
  let lines = base.clean;
  for (let left = TRIES; ; left--) {
    const tape = cleanTape(lines, ours.clean, theirs.clean, options);
    const merged = mergePassages(base, ours, theirs, tape);
    const needed = [
      ...linesNeeded(base.clean, ours.clean, merged.lost.ours),
      ...linesNeeded(base.clean, theirs.clean, merged.lost.theirs),
    ];
    const next = linesOf(base.clean)
      .map((line, index) => (needed.includes(index) ? NEEDED + line : line))
      .join('');
    if (next === lines || needed.length === 0 || left === 0) return { tape, merged };
    lines = next;
  }
}

function cleanTape(base: string, ours: string, theirs: string, options: MergeOptions): Tape {
  const { markers = MARKERS } = options;
  const chunks = ours === theirs ? [ours] : textChunks(base, ours, theirs, options);
  return tapeOf(chunks, ours, theirs, markers);
}

/** As git merges it; front matter that git would leave a conflict in is merged by attribute. */
function textChunks(base: string, ours: string, theirs: string, options: MergeOptions): readonly Chunk[] {
  const { lines } = options;
  const chunks = lines(base, ours, theirs);
  const parts = [base, ours, theirs].map((text) => FRONT_MATTER.exec(text));
  const [was, one, other] = parts;
  if (!chunks.some(isConflict) || !was || !one || !other || one[1] !== other[1]) return chunks;
  const [head, body] = [2, 3].map((part) => [was[part]!, one[part]!, other[part]!] as const);
  const front = mergeYamlChunks(...head!, options);
  return front.plain ? chunks : [one[1]!, ...front.chunks, ...lines(...body!)];
}

/** The opening line, the YAML, and what follows from the closing line on. */
const FRONT_MATTER = /^(\ufeff?---[ \t]*\n)((?:[^\n]*\n)*?)(---[ \t]*(?:\n[^]*)?)$/;

/** The lines of the base that passages of a side lie on. */
function linesNeeded(base: string, side: string, passages: readonly Range[]): number[] {
  if (passages.length === 0) return [];
  const back = carry(side, base);
  const needed = new Set<number>();
  for (const { start, end } of passages) {
    const from = side.lastIndexOf('\n', start - 1) + 1;
    for (let at = from; at < end || at === from;) {
      const place = back.at(at, 'start');
      if (place.exact) needed.add(linesOf(base.slice(0, place.at)).length);
      const next = side.indexOf('\n', at);
      if (next < 0) break;
      at = next + 1;
    }
  }
  return [...needed];
}

/** Ids that belong to the text itself. */
function idsIn(tape: Tape, read?: Reader): Set<string> {
  const ids = new Set<string>();
  for (const text of new Set([tape.ours.resolved, tape.theirs.resolved])) {
    const reading = new Reading(text, read);
    for (let index = 0; index < reading.scan.markCount; index++) {
      const id = reading.name(reading.scan.mark(index).id);
      if (id !== undefined) ids.add(id);
    }
  }
  return ids;
}

/**
 * Marks that cannot all be put in as they were: those that can be are, and the others are laid around their words anew,
 * each proven. undefined: one of them cannot be.
 */
function oneByOne(tape: Tape, passages: readonly Passage[], read?: Reader): Emitted | undefined {
  if (tape.conflicts.length > 0) return undefined;
  const startOf = ({ places }: Passage): number => places[0]?.start ?? 0;
  const order = passages.toSorted(
    (a, b) => startOf(a) - startOf(b) || (contentOf(a) < contentOf(b) ? -1 : 1),
  );
  let accepted: readonly Passage[] = [];
  const deferred: Passage[] = [];
  const accept = (some: readonly Passage[]): void => {
    const tried = [...accepted, ...some];
    if (some.length === 0) return;
    if (isProven(tape, emit(tape.text, tried), read)) accepted = tried;
    else if (some.length === 1) deferred.push(some[0]!);
    else {
      accept(some.slice(0, some.length >> 1));
      accept(some.slice(some.length >> 1));
    }
  };
  accept(order);
  const emitted = emit(tape.text, accepted);
  let reading = new Reading(emitted.text, read);
  for (const passage of deferred) {
    const { places, said } = passage;
    const attributes = { ...said, pairs: [...said.pairs.values()] };
    const laid =
      passage.kind === 'section'
        ? aroundSection(reading, places[0]!.start, attributes)
        : lay(reading, places, attributes, () => segOf(contentOf(passage)));
    if (!laid || 'refused' in laid) return undefined;
    reading = laid;
  }
  const { clean, text } = reading;
  return { ...emitted, text, toText: (at) => clean.toSource(at, 'start') };
}

/** A heading has room for one pair of braces: another coder's codes go around the section. */
function aroundSection(reading: Reading, at: number, attributes: Attributes): Reading | undefined {
  const heading = reading.scan.headings.find(({ text }) => reading.clean.toClean(text.end) === at);
  const section = heading && trimmed(reading.text, { start: heading.start, end: heading.sectionEnd });
  return section && layAround(reading, section, attributes);
}
