import type { Range } from '../problem.js';
import type { Study } from '../study/types.js';
import type { Alignment } from './alignment.js';
import type { Compared, SideCopy } from './compared.js';
import type { Copy } from './copy.js';
import { compareDocuments, type Problem } from './documents.js';
import type { SidesFound } from './sides.js';
import type {
  AgreementSpec,
  AgreementUnit,
  Disagreement,
  Disagreements,
  SideOfDisagreement,
} from './types.js';

/** Every code in every unit that some sides coded and others did not, in the order of documents and text. */
export async function disagreementsOf(
  study: Study,
  found: SidesFound,
  spec: AgreementSpec,
  pause?: () => Promise<void>,
): Promise<Disagreements | Problem> {
  const names = found.sides.map(({ info }) => info.name);
  const sizes = names.map(() => ({ documents: 0, passages: 0 }));
  const disagreements: Disagreement[] = [];
  const unit = spec.unit ?? 'turn';
  const comparing = await compareDocuments(
    study,
    found,
    spec,
    (document, view) => {
      document.sides.forEach((side, at) => {
        sizes[at]!.documents += side ? 1 : 0;
        sizes[at]!.passages += side?.passages.length ?? 0;
      });
      for (const code of view.listed(new Set(document.coded.keys())))
        disagreements.push(...ofCode(document, code, names, unit));
    },
    pause,
  );
  if ('problem' in comparing) return comparing;
  const order = new Map<string, number>();
  for (const { file } of disagreements) if (!order.has(file)) order.set(file, order.size);
  // Codes of one unit stay in the order of the codebook: sorting keeps what is equal in place.
  disagreements.sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.unit - b.unit);
  return {
    unit,
    universe: comparing.universe,
    coders: names,
    sides: found.sides.map(({ info }, at) => ({ ...info, ...sizes[at]! })),
    disagreements,
    warnings: comparing.warnings,
  };
}

function ofCode(
  document: Compared,
  code: string,
  names: readonly string[],
  unit: AgreementUnit,
): Disagreement[] {
  const flags = document.coded.get(code);
  if (!flags) return [];
  const { count, judged, universe, words } = document;
  const patternOf = (at: number): string =>
    judged.map((side, index) => (side[at] ? flags[index]![at]! : '-')).join('');
  const differs = (pattern: string): boolean => pattern.includes('0') && pattern.includes('1');
  const small = unit === 'word' || unit === 'character';
  const found: Disagreement[] = [];
  for (let at = 0; at < count; at++) {
    const pattern = universe[at] ? patternOf(at) : '';
    if (!differs(pattern)) continue;
    let end = at + 1;
    // Neighbouring words about which the same sides disagree are one stretch to read and decide.
    while (small && end < count && universe[end] && patternOf(end) === pattern) end++;
    const range = { start: words[at]!.start, end: words[end - 1]!.end };
    found.push(disagreement(document, code, names, { unit: at, range, pattern }, unit));
    at = end - 1;
  }
  return found;
}

interface Stretch {
  readonly unit: number;
  /** Words of the base. */
  readonly range: Range;
  /** A character a side: 1 coded, 0 not, - no part in it. */
  readonly pattern: string;
}

function disagreement(
  document: Compared,
  code: string,
  names: readonly string[],
  { unit, range, pattern }: Stretch,
  kind: AgreementUnit,
): Disagreement {
  const { base, sides, alignments, file } = document;
  const signs = Array.from(pattern);
  const named = (sign: string): string[] => names.filter((_, side) => signs[side] === sign);
  const turn = base.document.scan.turnAt(base.clean.toSource(base.words[range.start]!.start, 'start'));
  return {
    id: `${file}#${kind}=${range.start}-${range.end}.${code}`,
    file,
    code,
    coded: named('1'),
    not: named('0'),
    speaker: turn < 0 ? null : base.document.scan.names.name(base.document.scan.turn(turn).speaker),
    unit,
    sides: names.map((side, at) => {
      const has = sides[at];
      const nothing = { side, coded: null, file: null, place: null, passages: [], text: null, marked: [] };
      return has
        ? sideOf(side, has, alignments[at]!, range, signs[at]!, document.passagesOf(at, code))
        : nothing;
    }),
  };
}

function sideOf(
  side: string,
  { copy }: SideCopy,
  { fromBase, toBase }: Alignment,
  range: Range,
  sign: string,
  passages: SideCopy['passages'],
): SideOfDisagreement {
  const own = fromBase.subarray(range.start, range.end).filter((word) => word >= 0);
  const place = own.length === 0 ? null : widened(copy, { start: own[0]!, end: own.at(-1)! + 1 });
  const touches = ({ start, end }: Range): boolean =>
    toBase.subarray(start, end).some((word) => word >= range.start && word < range.end);
  return {
    side,
    coded: sign === '-' ? null : sign === '1',
    file: copy.file,
    place: place && {
      start: copy.clean.toSource(place.start, 'start'),
      end: copy.clean.toSource(place.end, 'end'),
    },
    passages: passages.flatMap(({ id, seg, fragments }) =>
      fragments.filter(({ words }) => touches(words)).map(({ content }) => ({ ...content, id, seg })),
    ),
    text: place && copy.clean.text.slice(place.start, place.end),
    marked: place ? coveredOf(passages, place) : [],
  };
}

/** What passages cover of a place in the clean text, counted from its start. */
function coveredOf(passages: SideCopy['passages'], { start, end }: Range): Range[] {
  const within = passages
    .flatMap(({ fragments }) => fragments.map(({ clean }) => clean))
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({ start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }))
    .sort((a, b) => a.start - b.start);
  const covered: { start: number; end: number }[] = [];
  for (const range of within) {
    const last = covered.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else covered.push({ ...range });
  }
  return covered;
}

/** Words with the signs around them that no blank separates, in the clean text. */
function widened({ clean: { text }, words }: Copy, { start, end }: Range): Range {
  let [from, to] = [words[start]!.start, words[end - 1]!.end];
  while (from > 0 && !/\s/.test(text[from - 1]!)) from--;
  while (to < text.length && !/\s/.test(text[to]!)) to++;
  return { start: from, end: to };
}
