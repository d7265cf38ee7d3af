import type { Range } from '../problem.js';
import { carry } from './carry.js';
import { groups, imageOf, pairMarks, type Pairs } from './pair.js';
import { saying, type Said, type Shape, type Side, type SideMark } from './side.js';
import { piecesOf, type Tape, type Track } from './tape.js';

/** Where a mark goes in the tape; `branch`: on one side of a conflict, so that it is there only if that side is taken. */
export interface Place extends Range {
  readonly branch?: 'ours' | 'theirs';
}

/** A mark of the merged document. */
export interface Passage {
  readonly kind: SideMark['kind'];
  readonly inBraces: boolean;
  /** Where its delimiters go in the tape: one range, more where its edges are disputed. */
  readonly places: readonly Place[];
  /** What a section covers; undefined where the text has changed: then it covers what is read. */
  readonly about: Range | undefined;
  readonly said: Said;
  /** Between its braces as one of the versions has it, if it says just this. */
  readonly text: string | undefined;
  readonly shape: Shape;
  readonly from: 'base' | 'ours' | 'theirs' | 'both';
  /** Its place among the marks of its version. */
  readonly order: number;
}

/** Something that both sides did to one passage, kept and told. */
export interface MergeNote {
  /** In the tape. */
  readonly at: number;
  readonly message: string;
}

export interface Merged {
  readonly passages: readonly Passage[];
  readonly notes: readonly MergeNote[];
  /** Passages that one side coded and whose text the other has taken away: ranges of each side's clean text. */
  readonly lost: { readonly ours: readonly Range[]; readonly theirs: readonly Range[] };
}

/** So little of a passage left is none of it. */
const MUCH = 0.2;

interface One {
  readonly side: 'ours' | 'theirs';
  readonly track: Track;
  readonly mark: SideMark;
  /** What has become of the base's mark in this version; undefined for one that was added. */
  readonly was: SideMark | undefined;
  readonly moved: { readonly start: boolean; readonly end: boolean };
}

/** Merges the marks of two versions: what one side did is done, what both did differently to one passage is kept twice. */
export function mergePassages(base: Side, ours: Side, theirs: Side, tape: Tape): Merged {
  const toOurs = carry(base.clean, ours.clean);
  const toTheirs = carry(base.clean, theirs.clean);
  const one = { ours: pairMarks(base, ours, toOurs), theirs: pairMarks(base, theirs, toTheirs) };
  const known = { ours: inverse(one.ours), theirs: inverse(one.theirs) };
  const isSameText = tape.text === base.clean;
  const notes: MergeNote[] = [];
  const apart = disputedGroups(base, one);
  const isApart = (mark: SideMark | undefined): boolean => mark?.seg !== undefined && apart.has(mark.seg);

  const oneOf = (side: 'ours' | 'theirs', mark: SideMark, was: SideMark | undefined): One => {
    const image = was && imageOf(was, side === 'ours' ? toOurs : toTheirs);
    const carried = side === 'ours' ? toOurs : toTheirs;
    const moved = {
      start:
        was !== undefined &&
        image!.start !== mark.region.start &&
        carried.at(was.region.start, 'start').exact,
      end: was !== undefined && image!.end !== mark.region.end && carried.at(was.region.end, 'end').exact,
    };
    return { side, track: tape[side], mark, was, moved };
  };
  const passages: Passage[] = [];
  const lost = { ours: [] as Range[], theirs: [] as Range[] };
  const added: One[] = [];
  const keep = (from: Passage['from'], order: number, said: Said, ...ones: [One, ...One[]]): void => {
    const places = placesOf(tape, ones);
    const gone = ones.filter(({ track, mark }) => track.survival(mark.region) < MUCH);
    if (gone.length === ones.length) {
      for (const { side, mark } of gone) lost[side].push(mark.region);
      return;
    }
    passages.push(passageOf(from, order, said, places, ones, isSameText));
  };

  base.marks.forEach((was, order) => {
    const [o, t] = [one.ours.get(was), one.theirs.get(was)];
    if (isApart(was)) {
      for (const [side, mark] of [
        ['ours', o],
        ['theirs', t],
      ] as const)
        if (mark) added.push(oneOf(side, mark, undefined));
      return;
    }
    if (o && t) {
      const [a, b] = [oneOf('ours', o, was), oneOf('theirs', t, was)];
      const said = mergedSaying(was, o, t);
      if (said && a.mark.kind === b.mark.kind && a.mark.inBraces === b.mark.inBraces) {
        const note = bothChanged(was, a, b);
        if (note !== undefined) notes.push({ at: placesOf(tape, [a])[0]?.start ?? 0, message: note });
        if (said.codes.length > 0) {
          if (a.track.survival(o.region) >= MUCH || b.track.survival(t.region) >= MUCH)
            passages.push(passageOf('base', order, said, placesOf(tape, [a, b]), [a, b], isSameText));
          else keep('base', order, said, a, b);
        }
      } else {
        notes.push({
          at: placesOf(tape, [a])[0]?.start ?? 0,
          message: `${named(was)}: both sides changed the mark differently; both are kept.`,
        });
        added.push({ ...a, was: undefined }, { ...b, was: undefined });
      }
      return;
    }
    const mark = o ?? t;
    if (!mark) return;
    const single = oneOf(o ? 'ours' : 'theirs', mark, was);
    if (saying(mark) === saying(was) && !single.moved.start && !single.moved.end) return;
    // Codes that came stay, those that stood there are off. Where none came but a memo, a name or an edge, that side
    // went on with the coding, which is no less than to add one.
    const come = mark.codes.filter((code) => !was.codes.includes(code));
    const isRecoded = was.codes.some((code) => !mark.codes.includes(code));
    if (come.length === 0 || isRecoded) {
      notes.push({
        at: placesOf(tape, [single])[0]?.start ?? 0,
        message: `${named(was)}: one side took the mark off, the other changed it; it stays as ${named({ ...mark, codes: come.length > 0 ? come : mark.codes })}.`,
      });
    }
    keep('base', order, come.length > 0 ? { ...mark, codes: come } : mark, single);
  });

  for (const side of ['ours', 'theirs'] as const) {
    for (const mark of (side === 'ours' ? ours : theirs).marks)
      if (!known[side].has(mark)) added.push(oneOf(side, mark, undefined));
  }
  const order = new Map<SideMark, number>();
  for (const { marks } of [ours, theirs]) marks.forEach((mark, index) => order.set(mark, index));
  const orderOf = ({ mark }: One): number => base.marks.length + order.get(mark)!;
  const { together, alone } = united(
    tape,
    added.filter(({ mark }) => !isApart(mark)),
  );
  for (const [a, b] of together) {
    keep('both', orderOf(a), { ...a.mark, codes: union(a.mark.codes, b.mark.codes) }, a, b);
  }
  for (const each of [...alone, ...added.filter(({ mark }) => isApart(mark))])
    keep(each.side, orderOf(each), each.mark, each);
  return { passages, notes, lost };
}

function inverse(pairs: Pairs): Set<SideMark> {
  return new Set(pairs.values());
}

/** Values of `seg` of groups that the two sides changed in ways that cannot be joined: each side's group stays itself. */
function disputedGroups(
  base: Side,
  pairs: { readonly ours: Pairs; readonly theirs: Pairs },
): ReadonlySet<string> {
  const apart = new Set<string>();
  for (const was of base.marks) {
    const [o, t] = [pairs.ours.get(was), pairs.theirs.get(was)];
    if (was.seg === undefined || !o || !t) continue;
    if (!mergedSaying(was, o, t) || o.kind !== t.kind || o.inBraces !== t.inBraces) apart.add(was.seg);
  }
  return apart;
}

/** Where a mark goes: each edge as the side has it that moved it, or whose text stands there. */
function placesOf(tape: Tape, ones: readonly One[]): Place[] {
  return rangesOf(tape, ones).map((range): Place => {
    const conflict = tape.conflicts.find(({ start, end }) => start < range.start && range.start < end);
    if (!conflict) return range;
    return { ...range, branch: range.start <= conflict.ours.end ? 'ours' : 'theirs' };
  });
}

function rangesOf(tape: Tape, ones: readonly One[]): Range[] {
  const ranges = ones.map(({ track, mark }) => {
    const start = track.at(mark.open, 'start').at;
    return mark.open === mark.close
      ? pointAt(track, mark)
      : { start, end: Math.max(start, track.at(mark.close, 'end').at) };
  });
  const disputed = ranges.some((range) => isDisputed(tape, range));
  if (!disputed) {
    const start = edgeOf(ones, ranges, 'start');
    return [{ start, end: Math.max(start, edgeOf(ones, ranges, 'end')) }];
  }
  return joinedRanges(
    ranges.flatMap((range) => (range.start === range.end ? [range] : piecesOf(tape, range))),
  );
}

/** Of a heading's braces, behind its text; of others, before what follows. */
function pointAt(track: Track, { kind, inBraces, open }: SideMark): Range {
  const { at } = track.at(open, kind === 'section' && !inBraces ? 'end' : 'start');
  return { start: at, end: at };
}

function isDisputed({ conflicts }: Tape, { start, end }: Range): boolean {
  return conflicts.some((conflict) => [start, end].some((at) => at > conflict.start && at < conflict.end));
}

function edgeOf(ones: readonly One[], ranges: readonly Range[], edge: 'start' | 'end'): number {
  const places = ones.map(({ track, mark, moved }, index) => ({
    at: ranges[index]![edge],
    moved: moved[edge],
    exact: track.at(edge === 'start' ? mark.open : mark.close, edge).exact,
  }));
  const chosen = [places.filter(({ moved }) => moved), places.filter(({ exact }) => exact), places].find(
    (some) => some.length > 0,
  )!;
  const all = chosen.map(({ at }) => at);
  return edge === 'start' ? Math.min(...all) : Math.max(...all);
}

function joinedRanges(ranges: readonly Range[]): Range[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else if (last?.start !== start || last.end !== end) result.push({ start, end });
  }
  return result;
}

const DISPUTED = Symbol('disputed');

/** undefined: signed, named or commented differently by both. */
function mergedSaying(was: Said, o: Said, t: Said): Said | undefined {
  const id = oneOfThree(was.id, o.id, t.id);
  const coder = oneOfThree(was.coder, o.coder, t.coder);
  const seg = oneOfThree(was.seg, o.seg, t.seg);
  if (id === DISPUTED || coder === DISPUTED || seg === DISPUTED) return undefined;
  const pairs = new Map<string, string>();
  for (const key of new Set([...was.pairs.keys(), ...o.pairs.keys(), ...t.pairs.keys()])) {
    const value = oneOfThree(was.pairs.get(key), o.pairs.get(key), t.pairs.get(key));
    if (value === DISPUTED) return undefined;
    if (value !== undefined) pairs.set(key, value);
  }
  const stays = was.codes.filter((code) => o.codes.includes(code) && t.codes.includes(code));
  const come = union(o.codes, t.codes).filter((code) => !was.codes.includes(code));
  return { id, coder, seg, pairs, codes: [...stays, ...come] };
}

function oneOfThree<Value>(was: Value, o: Value, t: Value): Value | typeof DISPUTED {
  if (o === t || t === was) return o;
  return o === was ? t : DISPUTED;
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

/** What both sides did to one passage, if it was not the same. */
function bothChanged(was: SideMark, a: One, b: One): string | undefined {
  const codes = (mark: SideMark): string => mark.codes.toSorted().join(' ');
  const isRecoded = (mark: SideMark): boolean => was.codes.some((code) => !mark.codes.includes(code));
  if (isRecoded(a.mark) && isRecoded(b.mark) && codes(a.mark) !== codes(b.mark))
    return `${named(was)}: one side changed it to ${named(a.mark)}, the other to ${named(b.mark)}; all codes that came are kept.`;
  const resized = (['start', 'end'] as const).some((edge) => a.moved[edge] && b.moved[edge]);
  if (resized && (a.mark.region.start !== b.mark.region.start || a.mark.region.end !== b.mark.region.end))
    return `${named(was)}: both sides moved the same edge of the passage; it covers both now.`;
  return undefined;
}

function named({ codes }: Said): string {
  return `“${codes.join('”, “')}”`;
}

/** As the side has it that changed it, by a div that ends it or no longer does. */
function sectionOf(ones: readonly One[]): Range {
  const moved = ones.find((one) => one.moved.start || one.moved.end);
  return (moved ?? ones[0]!).mark.region;
}

function passageOf(
  from: Passage['from'],
  order: number,
  said: Said,
  places: readonly Place[],
  ones: readonly One[],
  isSameText: boolean,
): Passage {
  const same = ones.filter(({ mark }) => saying(mark) === saying(said)).map(({ mark }) => mark);
  const old = ones.find(({ was, mark }) => was && same.includes(mark) && was.text === mark.text)?.mark;
  const written = old ?? same.toSorted((a, b) => (a.text < b.text ? -1 : 1))[0];
  const mark = written ?? ones[0]!.mark;
  return {
    kind: mark.kind,
    inBraces: mark.inBraces,
    places,
    about: isSameText && mark.kind === 'section' && !mark.inBraces ? sectionOf(ones) : undefined,
    said,
    text: written?.text,
    shape: mark.shape,
    from,
    order,
  };
}

/** Marks that both sides added to the same passage, saying the same but for the codes, are one. */
function united(tape: Tape, added: readonly One[]): { together: [One, One][]; alone: One[] } {
  const key = (one: One): string => {
    const { mark } = one;
    return JSON.stringify([mark.kind, mark.inBraces, placesOf(tape, [one]), saying({ ...mark, codes: [] })]);
  };
  const together: [One, One][] = [];
  const alone: One[] = [];
  for (const same of groups(added, key).values()) {
    const o = same.filter(({ side }) => side === 'ours');
    const t = same.filter(({ side }) => side === 'theirs');
    // Those with the same codes first.
    for (const mine of [...o]) {
      const twin = t.find(({ mark }) => saying(mark) === saying(mine.mark));
      if (!twin) continue;
      together.push([mine, twin]);
      o.splice(o.indexOf(mine), 1);
      t.splice(t.indexOf(twin), 1);
    }
    while (o.length > 0 && t.length > 0) together.push([o.shift()!, t.shift()!]);
    alone.push(...o, ...t);
  }
  return { together, alone };
}
