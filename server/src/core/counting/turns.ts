import type { Document } from '../study/types.js';

const memo = new WeakMap<Document, Turns>();

export function turnsOf(document: Document): Turns {
  let turns = memo.get(document);
  if (!turns) memo.set(document, (turns = new Turns(document)));
  return turns;
}

const NOBODY: readonly string[] = [];

/** The turns of one document by their counted words, to tell in whose turn a passage lies. */
class Turns {
  readonly #document: Document;
  readonly #wordStart: Int32Array;
  readonly #wordEnd: Int32Array;
  /** Each turn's participant, as a list of one. */
  readonly #ones: (readonly string[] | undefined)[] = [];
  #last = 0;

  constructor(document: Document) {
    this.#document = document;
    const turns = Array.from({ length: document.scan.turnCount }, (_, index) => document.scan.turn(index));
    this.#wordStart = Int32Array.from(turns, ({ wordStart }) => wordStart);
    this.#wordEnd = Int32Array.from(turns, ({ wordEnd }) => wordEnd);
  }

  /** Turns with at least one of the counted words from `wordStart` to before `wordEnd`, in order. */
  *within(wordStart: number, wordEnd: number): Generator<number> {
    for (let turn = this.#firstAfter(wordStart); turn < this.#wordEnd.length; turn++) {
      if (this.#wordStart[turn]! >= wordEnd) return;
      if (this.#wordEnd[turn]! > this.#wordStart[turn]!) yield turn;
    }
  }

  /**
   * The participants, by id, that a passage with these words belongs to: whoever has some of them in a turn; in a
   * document without turns and with exactly one participant, that one.
   */
  participants(wordStart: number, wordEnd: number): readonly string[] {
    const { participants } = this.#document;
    if (this.#wordEnd.length === 0) return participants.length === 1 ? participants : NOBODY;
    const first = this.#firstAfter(wordStart);
    // As good as every passage lies in one turn.
    if (first < this.#wordEnd.length && this.#wordEnd[first]! >= wordEnd && this.#wordStart[first]! < wordEnd)
      return this.#alone(first);
    const found: string[] = [];
    for (let turn = first; turn < this.#wordEnd.length; turn++) {
      if (this.#wordStart[turn]! >= wordEnd) break;
      const participant = this.#document.turnParticipant(turn);
      if (participant !== undefined && this.#wordEnd[turn]! > this.#wordStart[turn]!) found.push(participant);
    }
    return found;
  }

  #alone(turn: number): readonly string[] {
    const participant = this.#document.turnParticipant(turn);
    return participant === undefined ? NOBODY : (this.#ones[turn] ??= [participant]);
  }

  /** The first turn that ends behind a word. Passages come in their order, so mostly the one found last. */
  #firstAfter(word: number): number {
    const last = this.#last;
    if (this.#wordEnd[last]! > word && (last === 0 || this.#wordEnd[last - 1]! <= word)) return last;
    let [low, high] = [0, this.#wordEnd.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#wordEnd[middle]! > word) high = middle;
      else low = middle + 1;
    }
    return (this.#last = low);
  }
}
