import type { Codebook } from '../codebook/types.js';
import { codesOfMark, segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';

/** Where the passages of a code went: how many of them carry which code now that they did not carry before. */
export type Flows = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Follows passages from one state of a study to a later one: a passage that lost a code and gained another, at the same
 * counted words of the same document, went from the one to the other. Documents whose number of counted words
 * changed are not followed, since nothing there can be known by its place.
 */
export function flowsBetween(before: Study, after: Study): Flows {
  const flows = new Map<string, Map<string, number>>();
  for (const document of before.documents.values()) {
    const later = after.documents.get(document.file);
    if (!later || later.version === document.version || later.scan.words !== document.scan.words) continue;
    const [were, are] = [passagesIn(before, document), passagesIn(after, later)];
    for (const [place, codes] of were) {
      const now = are.get(place);
      if (!now) continue;
      const gained = [...now].filter(
        (code) => ![...codes].some((old) => sameCode(old, code, after.codebook)),
      );
      for (const code of codes) {
        if ([...now].some((each) => sameCode(code, each, after.codebook))) continue;
        const to = flows.get(code) ?? new Map<string, number>();
        flows.set(code, to);
        for (const each of gained) to.set(each, (to.get(each) ?? 0) + 1);
      }
    }
  }
  return flows;
}

/** Whether an older id stands for the same code in a later codebook. */
function sameCode(old: string, now: string, after: Codebook): boolean {
  return old === now || (after.resolve(old)?.id ?? old) === now;
}

/** The codes at each place, by the first and last of its counted words. */
function passagesIn(
  { config, context, codebook }: Study,
  document: Document,
): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  if (document.coding === 'none') return places;
  const { wordStart, wordEnd } = document.scan.columns;
  const { ofMark, coder } = segmentsOf(document);
  const record = config.coderOfRecord;
  ofMark.forEach((segment, mark) => {
    // Without a counted word of its own (a heading, a question) a passage has no place to be known by.
    if (segment < 0 || wordStart[mark] === wordEnd[mark]) return;
    const by = coder[segment]!;
    if (record !== undefined && by >= 0 && context.names.name(by) !== record) return;
    const place = `${wordStart[mark]!}-${wordEnd[mark]!}`;
    const codes = places.get(place) ?? new Set<string>();
    places.set(place, codes);
    for (const name of codesOfMark(document, mark)) {
      const written = context.names.name(name);
      codes.add(codebook.resolve(written)?.id ?? written);
    }
  });
  return places;
}
