import { textsOf } from '../attributes/values.js';
import type { Names } from '../names.js';
import type { Document } from '../study/types.js';

/**
 * Some of those who speak in documents. `participant` knows only listed participants, by id; `speaker` whoever has a
 * turn, by id or, where that is nobody listed, by the label; an attribute tells participants apart by what is known of them. null stands for what none of them says.
 */
export interface Voices {
  readonly by: 'participant' | 'speaker' | { readonly attribute: string };
  /** Of an attribute its values, as texts. */
  readonly names: ReadonlySet<string | null>;
}

/** Whether a stretch is spoken by one of some voices. */
export function isSaidBy({ by, names }: Voices, document: Document, stretch: Stretch): boolean {
  return typeof by === 'string'
    ? names.has(stretch[by])
    : isAmong({ by, names }, document, stretch.participant);
}

/** Whether a participant of a document, by id, is one of some voices. */
export function isAmong({ by, names }: Voices, document: Document, participant: string | null): boolean {
  if (typeof by === 'string' || participant === null) return names.has(participant);
  const values = textsOf(document.attributesOfParticipant(participant).get(by.attribute));
  return values.length === 0 ? names.has(null) : values.some((value) => names.has(value));
}

/** The same as a text: equal for voices that choose the same. */
export function keyOfVoices({ by, names }: Voices): string {
  return JSON.stringify([by, ...[...names].map((name) => JSON.stringify(name)).sort()]);
}

/**
 * A document cut by its counted words into stretches that one voice speaks, or nobody. In a document without turns and
 * with exactly one participant all is that participant's.
 */
export interface Stretch {
  readonly wordStart: number;
  readonly wordEnd: number;
  /** Ids or labels; null: nobody's. */
  readonly participant: string | null;
  readonly speaker: string | null;
}

const memo = new WeakMap<Document, readonly Stretch[]>();

export function stretchesOf(document: Document, names: Names): readonly Stretch[] {
  let stretches = memo.get(document);
  if (!stretches) memo.set(document, (stretches = cut(document, (name) => names.name(name))));
  return stretches;
}

function cut(document: Document, nameOf: (speaker: number) => string): Stretch[] {
  const { scan, participants } = document;
  if (scan.turnCount === 0) {
    const only = participants.length === 1 ? participants[0]! : null;
    return [{ wordStart: 0, wordEnd: scan.words, participant: only, speaker: only }];
  }
  const stretches: Stretch[] = [];
  let end = 0;
  const silent = (to: number): void => {
    if (to > end) stretches.push({ wordStart: end, wordEnd: to, participant: null, speaker: null });
  };
  for (let index = 0; index < scan.turnCount; index++) {
    const { speaker, wordStart, wordEnd } = scan.turn(index);
    if (wordEnd <= wordStart) continue; // an interviewer's, or nothing said
    silent(wordStart);
    const participant = document.turnParticipant(index) ?? null;
    stretches.push({ wordStart, wordEnd, participant, speaker: participant ?? nameOf(speaker) });
    end = wordEnd;
  }
  silent(scan.words);
  return stretches;
}

/** What some voices say in one document. */
export class Said {
  readonly #stretches: readonly Stretch[];
  readonly #within: (stretch: Stretch) => boolean;
  /** Whether passages without counted words that lie in no turn are theirs. */
  readonly #silence: boolean;
  readonly #whole: boolean;

  constructor(document: Document, names: Names, voices: readonly Voices[]) {
    this.#stretches = stretchesOf(document, names);
    this.#within = (stretch) => voices.every((each) => isSaidBy(each, document, stretch));
    this.#silence = voices.every(({ names }) => names.has(null));
    this.#whole = document.scan.turnCount === 0;
  }

  /** Counted words of theirs from `start` to before `end`. */
  words(start: number, end: number): number {
    let words = 0;
    for (const each of this.#around(start, end)) {
      if (this.#within(each)) words += Math.min(end, each.wordEnd) - Math.max(start, each.wordStart);
    }
    return words;
  }

  /** Whether a passage is theirs in part: it holds a counted word of theirs, or lies without any in what they say. */
  has(start: number, end: number): boolean {
    if (this.#whole) return this.#within(this.#stretches[0]!);
    if (end > start) return this.words(start, end) > 0;
    for (const each of this.#around(start, end)) return this.#within(each);
    return this.#silence;
  }

  /** Their participants who have a part in a passage. */
  *participants(start: number, end: number): Generator<string> {
    for (const each of this.#whole ? this.#stretches : this.#around(start, end)) {
      if (each.participant !== null && this.#within(each)) yield each.participant;
    }
  }

  /** Stretches that share a word with the places from `start` to before `end`, or hold the place between two words. */
  *#around(start: number, end: number): Generator<Stretch> {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#stretches[middle]!.wordEnd > start) high = middle;
      else low = middle + 1;
    }
    for (let at = low; at < this.#stretches.length && this.#stretches[at]!.wordStart < end; at++)
      yield this.#stretches[at]!;
  }
}

/** Participants of a document who are among some voices. */
export function participantsAmong(document: Document, voices: readonly Voices[] = []): readonly string[] {
  return voices.length === 0
    ? document.participants
    : document.participants.filter((id) => voices.every((each) => isAmong(each, document, id)));
}
