import type { Disagreement } from '../agreement/types.js';
import { trimmed } from '../blocks.js';
import { Reading, type Reader } from '../edits/reading.js';
import type { Range } from '../problem.js';
import { readAttributes } from '../scan/attributes.js';
import { type Agreed, type Taken, writeAgreed } from './agreed.js';
import { passageKey } from './key.js';
import { placing } from './placing.js';
import type { Verdict } from './types.js';
import type { EditOptions } from '../edits/apply.js';
import type { EditResult } from '../edits/edit.js';
import { valueText } from '../edits/attributes.js';

/** A disagreement over the text of the agreed document. */
export interface Item {
  readonly disagreement: Disagreement;
  readonly key: string;
  /** In the agreed document's clean text; null: it does not have this text (any more). */
  readonly unit: Range | null;
  /** The unit's words where a side has them, for one that is not there. */
  readonly words: string;
  /** By side: its codings in the unit, there. */
  readonly taken: readonly (readonly Taken[])[];
}

/** The agreed text of one document, and the sides' own, by side; null: a side has none. */
export class AgreedDocument {
  readonly reading: Reading;
  readonly #copies: readonly ({ reading: Reading; place: ReturnType<typeof placing> } | null)[];

  constructor(text: string, sides: readonly (string | null)[], read?: Reader) {
    this.reading = new Reading(text, read);
    const known = new Map<string, { reading: Reading; place: ReturnType<typeof placing> }>();
    this.#copies = sides.map((source) => {
      if (source === null) return null;
      let copy = known.get(source);
      if (!copy) {
        const reading = source === text ? this.reading : new Reading(source, read);
        known.set(source, (copy = { reading, place: placing(reading, this.reading) }));
      }
      return copy;
    });
  }

  item(disagreement: Disagreement): Item {
    const { sides } = disagreement;
    const places = sides.flatMap(({ place }, side) => {
      const at = place && this.#copies[side]?.place(place);
      return at ? [at] : [];
    });
    const found = places[0] && trimmed(this.reading.clean.text, places[0]);
    const unit = found ?? null;
    const words = sides.find(({ text }) => text !== null)?.text ?? '';
    return {
      disagreement,
      key: unit
        ? passageKey(this.reading.clean.text, unit)
        : passageKey(words, { start: 0, end: words.length }),
      unit,
      words,
      taken: sides.map((_, side) => this.#taken(disagreement, side, unit)),
    };
  }

  /** The codings of a side in a unit, fragments of one `seg` together. */
  #taken({ sides }: Disagreement, side: number, unit: Range | null): Taken[] {
    const copy = this.#copies[side];
    if (!copy || !unit) return [];
    const groups = new Map<string, { ranges: Range[]; pairs: string[] }>();
    for (const { start, end, seg } of sides[side]!.passages) {
      const range = copy.place({ start, end });
      if (!range || range.start >= unit.end || range.end <= unit.start) continue;
      const name = seg === null ? `${start}-${end}` : `=${seg}`;
      const group = groups.get(name) ?? { ranges: [], pairs: pairsOf(copy.reading, start, end) };
      group.ranges.push({ start: Math.max(range.start, unit.start), end: Math.min(range.end, unit.end) });
      groups.set(name, group);
    }
    return [...groups.values()];
  }
}

/** What the mark around a passage says besides its codes; who coded it is the sides' business. */
function pairsOf({ scan, text }: Reading, start: number, end: number): string[] {
  for (let index = 0; index < scan.markCount; index++) {
    const { content, attributes } = scan.mark(index);
    if (content.start !== start || content.end !== end) continue;
    return readAttributes(text, attributes)
      .pairs.filter(({ key }) => key !== 'coder' && key !== 'seg')
      .map(({ key, value }) => `${key}=${valueText(value)}`);
  }
  return [];
}

/** What a decision makes of the document; refused, with the reason, where that cannot be told or written. */
export function decided(
  document: AgreedDocument,
  { disagreement, unit, taken }: Item,
  verdict: Verdict,
  { codes, recode }: { codes: Agreed['codes']; recode: string | null },
  options: EditOptions & { readonly counts?: (coder: string | undefined) => boolean },
): EditResult {
  const { sides } = disagreement;
  if (!unit) return { refused: 'The study’s document does not have this text any more. Code it by hand.' };
  const chosen = verdict === 'left' ? 0 : verdict === 'right' ? 1 : undefined;
  if (chosen !== undefined && sides[chosen]?.coded == null) {
    return { refused: `${sides[chosen]?.side ?? 'That side'} does not have this text. Decide otherwise.` };
  }
  const agreed: Agreed = {
    unit,
    codes,
    taken: verdict === 'neither' ? [] : chosen === undefined ? taken.flat() : taken[chosen]!,
    ...(verdict === 'recode' && recode !== null && { recode }),
  };
  return writeAgreed(document.reading.text, agreed, options);
}
