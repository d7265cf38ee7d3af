import type { Names } from '../names.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { keyOfVoices, Said, type Voices } from './voices.js';

/** Which codings count. Those left out are as if they were not written; what the documents hold stays the same. */
export interface Choice {
  /** Those of one coder, with or without the unsigned ones; `coder` null: only the unsigned. Everybody's if absent. */
  readonly by?: { readonly coder: string | null; readonly unsigned: boolean };
  /** Only these segments. */
  readonly passages?: Passages;
  /** Only what these say, all of them together: passages where they lie in it, and of their words those. */
  readonly voices?: readonly Voices[];
}

/** Segments of documents: 1 at the index of each that is one of them. A document that is absent has none. */
export type Passages = ReadonlyMap<Document, Uint8Array>;

/**
 * An asked-for coder stands alone; else the study's coder of record counts together with what nobody signed; else
 * everybody.
 */
export function choiceOf(
  study: Study,
  asked: { readonly coder?: string; readonly passages?: Passages; readonly voices?: readonly Voices[] },
): Choice {
  const { coder, passages, voices } = asked;
  const record = study.config.coderOfRecord;
  const by =
    coder !== undefined
      ? { coder, unsigned: false }
      : record !== undefined
        ? { coder: record, unsigned: true }
        : undefined;
  return { ...(by && { by }), ...(passages && { passages }), ...(voices && { voices }) };
}

/**
 * Whether a segment is written at all for a choice, by its index; made once for a document. undefined: all are. What
 * voices say comes later, of what then stands: see `speaks`.
 */
export function chooser(
  { by, passages }: Choice,
  document: Document,
  names: Names,
): ((segment: number) => boolean) | undefined {
  const tests: ((segment: number) => boolean)[] = [];
  if (passages) {
    const chosen = passages.get(document);
    tests.push((segment) => chosen?.[segment] === 1);
  }
  if (by) {
    const { coder } = segmentsOf(document);
    const wanted = by.coder === null ? -1 : names.find(by.coder);
    tests.push((segment) => (coder[segment]! < 0 ? by.unsigned : coder[segment] === wanted));
  }
  return tests.length === 0 ? undefined : (segment) => tests.every((test) => test(segment));
}

/** Whether the voices of a choice say a segment, in part at least; undefined where it chooses none. */
export function speaks(
  choice: Choice,
  document: Document,
  names: Names,
): ((segment: number) => boolean) | undefined {
  const said = saidIn(document, choice, names);
  const theirs = said && segmentsSaid(document, said);
  return theirs && ((segment) => theirs[segment] === 1);
}

/** What the voices of a choice say in a document; undefined where it chooses none. */
export function saidIn(document: Document, { voices }: Choice, names: Names): Said | undefined {
  return voices && new Said(document, names, voices);
}

/** Of each segment of a document 1 where one of its pieces lies in what is said. */
function segmentsSaid(document: Document, said: Said): Uint8Array {
  const { count, ofMark } = segmentsOf(document);
  const { wordStart, wordEnd } = document.scan.columns;
  const theirs = new Uint8Array(count);
  ofMark.forEach((segment, mark) => {
    if (segment >= 0 && !theirs[segment] && said.has(wordStart[mark]!, wordEnd[mark]!)) theirs[segment] = 1;
  });
  return theirs;
}

/** Counted words of a document, or those of them that the voices of a choice say. */
export function wordsOf(document: Document, choice: Choice, names: Names): number {
  const { words } = document.scan;
  return saidIn(document, choice, names)?.words(0, words) ?? words;
}

/** Equal for choices that make the same of every document; undefined for one that is not worth remembering. */
export function keyOf({ by, passages, voices }: Choice): string | undefined {
  if (passages) return undefined;
  const who = voices?.map(keyOfVoices);
  return by || who ? JSON.stringify([by?.coder, by?.unsigned, who]) : '';
}

const coders = new WeakMap<Document, ReadonlySet<string | null>>();

/** Who signed segments of a document; null stands for nobody. Every table asks for it, of a million segments. */
export function codersIn({ context }: Study, document: Document): ReadonlySet<string | null> {
  let names = coders.get(document);
  if (!names) {
    const ids = new Set(segmentsOf(document).coder);
    names = new Set([...ids].map((id) => (id < 0 ? null : context.names.name(id))));
    coders.set(document, names);
  }
  return names;
}
