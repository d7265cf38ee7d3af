import type { Label } from './labels.js';
import type { State } from './state.js';
import type { Turn } from './types.js';

/** The role of a turn is kept as its index here. */
const ROLES = [undefined, 'speaker', 'interviewer'] as const;

/** Figures of a turn. */
const START = 0;
const END = 1;
const LABEL_START = 2;
const LABEL_END = 3;
const SPEAKER = 4;
const ROLE = 5;
const WORD_START = 6;
const WORD_END = 7;
const WIDTH = 8;

/** The turns of a document, while they are read. A turn ends at the next label or heading. */
export class Turns {
  /** Whether words count where we are: they do not in an interviewer's turn. */
  counted = true;
  #figures = new Int32Array(16 * WIDTH);
  #count = 0;
  #open = false;

  constructor(private readonly state: State) {}

  begin(from: number, label: Label): void {
    const { words } = this.state;
    this.end(from);
    this.#open = true;
    this.counted = label.role !== 'interviewer';
    if (label.role === undefined) this.state.note('label-unlisted', label.start, label.end);
    const turn = this.#count++ * WIDTH;
    if (turn === this.#figures.length) {
      const larger = new Int32Array(turn * 2);
      larger.set(this.#figures);
      this.#figures = larger;
    }
    this.#figures[turn + START] = from;
    this.#figures[turn + LABEL_START] = label.start;
    this.#figures[turn + LABEL_END] = label.end;
    this.#figures[turn + SPEAKER] = label.speaker;
    this.#figures[turn + ROLE] = label.role === undefined ? 0 : label.role === 'speaker' ? 1 : 2;
    this.#figures[turn + WORD_START] = words;
  }

  end(at: number): void {
    if (!this.#open) return;
    this.#open = false;
    this.counted = true;
    const turn = (this.#count - 1) * WIDTH;
    this.#figures[turn + END] = at;
    this.#figures[turn + WORD_END] = this.state.words;
  }

  list(): TurnList {
    return new TurnList(this.#figures.slice(0, this.#count * WIDTH));
  }
}

/** The turns of a document that was read. */
export class TurnList {
  constructor(private readonly figures: Int32Array) {}

  get count(): number {
    return this.figures.length / WIDTH;
  }

  at(index: number): Turn {
    const figure = (which: number): number => this.figures[index * WIDTH + which]!;
    return {
      start: figure(START),
      end: figure(END),
      speaker: figure(SPEAKER),
      label: { start: figure(LABEL_START), end: figure(LABEL_END) },
      role: ROLES[figure(ROLE)],
      wordStart: figure(WORD_START),
      wordEnd: figure(WORD_END),
    };
  }

  /** Index of the turn that an offset lies in, else -1. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.figures[middle * WIDTH + START]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low > 0 && offset < this.figures[(low - 1) * WIDTH + END]! ? low - 1 : -1;
  }
}
