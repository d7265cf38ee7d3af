import type { Range } from '../problem.js';
import { readCoded } from '../lost.js';
import { speakerAt } from '../segments/speaker.js';
import type { Document, Study } from '../study/types.js';
import { type Unit, type UnitKind, unitsOf } from '../units.js';

export interface AutocodeQuery {
  readonly unit: UnitKind;
  readonly code: string;
  readonly coder?: string;
  /** Interviewer's turns too: their words count nowhere. */
  readonly interviewer?: boolean;
}

/** A unit in which the search was found. */
export interface Hit {
  /** In the source. */
  readonly range: Range;
  /** Clean text of the unit, as Markdown. */
  readonly text: string;
  /** Where the search was found in `text`. */
  readonly matches: readonly Range[];
  readonly speaker: string | null;
  /** The unit carries the code already, unsigned or by this coder. */
  readonly coded: boolean;
}

/** The places of an expression in each of some texts. */
export type Match = (texts: readonly string[]) => Promise<readonly (readonly Range[])[]>;

/**
 * The units of a document in which an expression is found, in document order. It is looked for in the clean text of each
 * unit, so that no mark hides a place. Headings are no units here.
 * @param text what the document was read from
 */
export async function findHits(
  study: Study,
  document: Document,
  text: string,
  query: AutocodeQuery,
  match: Match,
): Promise<Hit[]> {
  const units = unitsOf(text, document.scan, query.unit).filter(
    (unit) => !unit.heading && (query.interviewer === true || !isAsked(document, unit)),
  );
  const found = await match(units.map((unit) => unit.text));
  const hits = units.flatMap((unit, index) => {
    const matches = found[index]!.filter(({ start, end }) => end > start);
    return matches.length > 0 ? [{ unit, matches }] : [];
  });
  if (hits.length === 0) return [];
  const covers = coverage(study, text, query);
  return hits.map(({ unit, matches }) => ({
    range: unit.range,
    text: unit.text,
    matches,
    speaker: speakerAt(study, document, unit.turn),
    coded: covers(unit.range),
  }));
}

function isAsked({ scan }: Document, { turn }: Unit): boolean {
  return turn >= 0 && scan.turn(turn).role === 'interviewer';
}

/** Whether a range carries the code from end to end. */
function coverage(study: Study, text: string, { code, coder }: AutocodeQuery): (range: Range) => boolean {
  const { codebook, config } = study;
  const idOf = (name: string) => codebook.resolve(name)?.id ?? name;
  const { codings, clean } = readCoded(text, { ignoreClasses: config.ignoreClasses });
  const covered = codings
    .filter((coding) => idOf(coding.code) === idOf(code) && (coding.coder ?? coder ?? '') === (coder ?? ''))
    .flatMap(({ marks }) => marks)
    .map(({ content }) => ({ start: clean.toClean(content.start), end: clean.toClean(content.end) }))
    .sort((a, b) => a.start - b.start);
  return (range) => {
    const end = clean.toClean(range.end);
    let at = clean.toClean(range.start);
    for (const mark of covered) {
      if (mark.start > at && says(clean.text.slice(at, mark.start))) return false;
      at = Math.max(at, mark.end);
      if (at >= end) return true;
    }
    return !says(clean.text.slice(at, end));
  };
}

/** Whether a stretch says anything: signs of lists and quotes, which no mark can hold, say nothing. */
function says(between: string): boolean {
  const withoutSigns = between.replace(/^[ \t>]*(?:(?:[-*+]|\(?[\p{L}\d#]{1,9}[.)])[ \t]+)*/gmu, '');
  return /[\p{L}\p{N}]/u.test(withoutSigns);
}
