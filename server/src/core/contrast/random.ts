/**
 * xoshiro128** of Blackman and Vigna (2021, “Scrambled linear pseudorandom number generators”, ACM TOMS 47:36): whole
 * numbers from 0 to before 2³². The same state gives the same numbers on every machine.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(state: readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(state);
  }

  /** The state of a seed, by SplitMix32. */
  static of(seed: number): Random {
    let at = seed >>> 0;
    const next = (): number => {
      at = (at + 0x9e3779b9) >>> 0;
      let mixed = at ^ (at >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    return new Random([next(), next(), next(), next()]);
  }

  next(): number {
    const state = this.#state;
    const result = Math.imul(rotated(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotated(state[3]!, 11);
    return result;
  }

  /** A whole number from 0 to before `bound`, each as likely as the others. */
  below(bound: number): number {
    const fair = 2 ** 32 - (2 ** 32 % bound);
    let drawn = this.next();
    while (drawn >= fair) drawn = this.next();
    return drawn % bound;
  }
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
