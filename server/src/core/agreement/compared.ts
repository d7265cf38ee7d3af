import type { Range } from '../problem.js';
import { type Alignment, alignmentOf } from './alignment.js';
import type { CodeView } from './codes.js';
import type { Copy, Passage } from './copy.js';
import { samePassages } from './same-passages.js';
import type { AgreementUnit, Universe } from './types.js';
import { unitsIn } from './units.js';

/** One side's copy of a document, and the passages of it that are this side's. */
export interface SideCopy {
  readonly copy: Copy;
  readonly passages: readonly Passage[];
}

/** One document as its sides coded it, unit by unit. Units are cut in the copy of the first side that has one. */
export interface Compared {
  readonly file: string;
  readonly base: Copy;
  /** By side; null: it has no such document. */
  readonly sides: readonly (SideCopy | null)[];
  readonly alignments: readonly (Alignment | null)[];
  readonly count: number;
  /** Base words of each unit. */
  readonly words: readonly Range[];
  /** By side: 1 for the units that it could code. */
  readonly judged: readonly Uint8Array[];
  /** By code and side: 1 for the units that it coded. Codes that no side used are absent. */
  readonly coded: ReadonlyMap<string, readonly Uint8Array[]>;
  /** 1 for the units that count. */
  readonly universe: Uint8Array;
  /** Passages without a counted word: they lie in no unit. */
  readonly silent: number;
  /** The passages of a side that stand for a compared code. */
  readonly passagesOf: (side: number, code: string) => readonly Passage[];
}

export function compareDocument(
  file: string,
  sides: readonly (SideCopy | null)[],
  view: CodeView,
  unit: AgreementUnit,
  universe: Universe,
): Compared {
  const base = sides.find((side) => side !== null)!.copy;
  const alignments = sides.map((side) => side && alignmentOf(side.copy, base));
  const cut =
    unit === 'passage' ? samePassages(sides, alignments, view) : inUnits(base, sides, alignments, view, unit);
  const counts = new Uint8Array(cut.words.length).fill(universe === 'all' && unit !== 'passage' ? 1 : 0);
  for (const flags of cut.coded.values())
    for (const side of flags) side.forEach((is, at) => (counts[at]! |= is));
  const silent = sides
    .flatMap((side) => side?.passages ?? [])
    .filter(({ codes, fragments }) => {
      const empty = fragments.every(({ words }) => words.start >= words.end);
      return empty && codes.some((code) => view.of(code).length > 0);
    }).length;
  const passagesOf = (side: number, code: string): Passage[] =>
    (sides[side]?.passages ?? []).filter(({ codes }) => codes.some((each) => view.of(each).includes(code)));
  return {
    file,
    base,
    sides,
    alignments,
    count: cut.words.length,
    universe: counts,
    silent,
    passagesOf,
    ...cut,
  };
}

export type Cut = Pick<Compared, 'words' | 'judged' | 'coded'>;

function inUnits(
  base: Copy,
  sides: readonly (SideCopy | null)[],
  alignments: readonly (Alignment | null)[],
  view: CodeView,
  unit: Exclude<AgreementUnit, 'passage'>,
): Cut {
  const units = unitsIn(base, unit);
  const characters = unit === 'character' ? charactersOf(base) : undefined;
  const words = characters ? characters.words : units.words;
  const coded = new Map<string, Uint8Array[]>();
  const flagsOf = (code: string): Uint8Array[] => {
    let flags = coded.get(code);
    if (!flags) coded.set(code, (flags = sides.map(() => new Uint8Array(words.length))));
    return flags;
  };
  const small = unit === 'word' || unit === 'character';
  const judged = sides.map((side, index) => {
    const alignment = alignments[index];
    const present = new Uint8Array(words.length);
    if (!side || !alignment) return present;
    alignment.fromBase.forEach((own, word) => {
      if (own < 0) return;
      if (characters) present.fill(1, characters.from[word], characters.from[word + 1]);
      else present[units.ofWord[word]!] = 1;
    });
    const unitOf = small ? undefined : unitsOfOwnWords(alignment, units.ofWord);
    for (const { codes, fragments } of side.passages) {
      const flags = codes.flatMap((code) => view.of(code)).map((code) => flagsOf(code)[index]!);
      if (flags.length === 0) continue;
      for (const { words: own, clean } of fragments) {
        for (let at = own.start; at < own.end; at++) {
          const word = alignment.toBase[at]!;
          if (unitOf) {
            const touched = unitOf[at]!;
            if (touched >= 0) for (const flag of flags) flag[touched] = 1;
          } else if (word >= 0 && characters) {
            const place = side.copy.words[at]!;
            const [from, to] = [characters.from[word]!, characters.from[word + 1]!];
            const start = from + Math.max(0, clean.start - place.start);
            const end = Math.min(to, from + Math.min(place.end, clean.end) - place.start);
            for (const flag of flags) flag.fill(1, start, Math.max(start, end));
          } else if (word >= 0) {
            for (const flag of flags) flag[units.ofWord[word]!] = 1;
          }
        }
      }
    }
    return present;
  });
  return { words, judged, coded };
}

/**
 * The unit of each word of a copy. A word that the base lacks lies in the unit of its neighbours, where both are of one:
 * who corrected a word and coded it coded the sentence.
 */
function unitsOfOwnWords({ toBase }: Alignment, ofWord: Int32Array): Int32Array {
  const units = toBase.map((word) => (word < 0 ? -1 : ofWord[word]!));
  for (let at = 0; at < units.length; at++) {
    if (units[at]! >= 0) continue;
    let end = at;
    while (end < units.length && toBase[end]! < 0) end++;
    const before = at > 0 ? units[at - 1]! : -1;
    if (before >= 0 && end < units.length && units[end] === before) units.fill(before, at, end);
    at = end;
  }
  return units;
}

/** The characters of words, in UTF-16 units; what stands between words is in no unit. */
function charactersOf({ words }: Copy): { readonly words: Range[]; readonly from: Int32Array } {
  const from = new Int32Array(words.length + 1);
  const units: Range[] = [];
  words.forEach(({ start, end }, word) => {
    for (let at = start; at < end; at++) units.push({ start: word, end: word + 1 });
    from[word + 1] = units.length;
  });
  return { words: units, from };
}
