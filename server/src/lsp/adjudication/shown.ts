import type { Item } from '../../core/adjudication/items.js';
import type { Decision } from '../../core/adjudication/types.js';
import type { Study } from '../../core/study/types.js';
import type { AdjudicationItem, DecisionShown } from '../../protocol.js';
import { toRange } from '../convert.js';
import type { LiveStudy } from '../live.js';
import type { DisagreedDocument } from './disagreed.js';

/** So much of the text around a unit is shown with it, in UTF-16 units. */
const AROUND = 80;
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n[^]*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n)+/;

export function itemShown(
  { disagreement, key, unit, words, taken }: Item,
  { file, page, agreed }: DisagreedDocument,
  study: Study,
  live: LiveStudy,
): Omit<AdjudicationItem, 'decision'> {
  const { clean } = agreed.reading;
  const { code, speaker, sides } = disagreement;
  const body = FRONT_MATTER.exec(clean.text)?.[0].length ?? 0;
  const from = unit ? Math.min(unit.start, Math.max(body, wordStart(clean.text, unit.start - AROUND))) : 0;
  const to = unit ? wordEnd(clean.text, unit.end + AROUND) : 0;
  const inText = ({ start, end }: { start: number; end: number }) => ({
    start: start - from,
    end: end - from,
  });
  return {
    key,
    file,
    uri: live.uriOf(file),
    code,
    name: study.codebook.codes.get(code)?.name ?? code,
    speaker,
    coded: sides.map(({ coded }) => coded),
    range: page && unit ? toRange(page.text, agreed.reading.toSource(unit)) : null,
    text: unit ? clean.text.slice(from, to) : words,
    unit: unit ? inText(unit) : { start: 0, end: words.length },
    marks: taken.flatMap((codings, side) =>
      codings.flatMap(({ ranges }) => ranges.map((range) => ({ side, ...inText(range) }))),
    ),
  };
}

export function decisionShown(uri: string, decision: Decision): DecisionShown {
  const { decision: verdict, recode, note, by, date, left, right } = decision;
  return { uri, decision: verdict, recode, note, by, date, left, right };
}

/** Not within a word, as far as a blank is near. */
function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const blank = text.slice(at, at + 40).search(/\s/);
  return blank < 0 ? at : at + blank + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const blank = text.slice(Math.max(0, at - 40), at).search(/\s\S*$/);
  return blank < 0 ? at : Math.max(0, at - 40) + blank;
}
