import type { Range } from '../problem.js';
import type { Compared } from './compared.js';
import type { Value } from './types.js';
import { type Stretch, unitizing } from './unitizing.js';

/**
 * Passages of each code as stretches of one continuum: the words of all documents behind each other. Only documents that
 * every side coded. Gaps enter the formula by their length alone, so that joining documents changes nothing.
 */
export class Unitizer {
  readonly #codes = new Map<string, Stretch[][]>();
  #length = 0;

  constructor(private readonly sides: number) {}

  add({ base, sides, alignments, coded, passagesOf }: Compared): void {
    if (sides.includes(null)) return;
    for (const code of coded.keys()) {
      let stretches = this.#codes.get(code);
      if (!stretches) this.#codes.set(code, (stretches = Array.from({ length: this.sides }, () => [])));
      sides.forEach((_, side) => {
        const { toBase } = alignments[side]!;
        const ranges = passagesOf(side, code).flatMap(({ fragments }) =>
          fragments.flatMap(({ words }) => inBase(words, toBase)),
        );
        for (const { start, end } of joined(ranges))
          stretches[side]!.push({ start: start + this.#length, end: end + this.#length, value: code });
      });
    }
    this.#length += base.words.length;
  }

  /** u-alpha of one code's passages; null where nobody has any, or no document was coded by all. */
  uAlpha(code: string): Value {
    const stretches = this.#codes.get(code);
    return stretches ? unitizing(stretches, this.#length).uAlpha : null;
  }
}

/** From the first word that the other text has to the last: what was put in between belongs to it. */
function inBase({ start, end }: Range, toBase: Int32Array): Range[] {
  let [first, last] = [start, end - 1];
  while (first <= last && toBase[first]! < 0) first++;
  while (last >= first && toBase[last]! < 0) last--;
  return first > last ? [] : [{ start: toBase[first]!, end: toBase[last]! + 1 }];
}

/** Ranges that overlap are one; those that only touch stay apart. */
function joined(ranges: readonly Range[]): Range[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
