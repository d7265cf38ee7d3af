import { listOf, some } from '../compare/phrases.js';
import type { Study } from '../study/types.js';
import { cohenKappa, cohenMaximum, bennettS, gwetAC1, percentAgreement, retrieval } from './coefficients.js';
import type { Compared } from './compared.js';
import { compareDocuments, type Problem } from './documents.js';
import {
  BINARY,
  coefficientsOf,
  type Draws,
  drawsOf,
  intervalsOf,
  type Scale,
  summaryOf,
} from './figures.js';
import { baseRate, pairable, pairOf, type Pattern, unitsIn, varies } from './ratings.js';
import type { SidesFound } from './sides.js';
import { nominalPatterns, patternsOf, pooled, type Tables } from './tables.js';
import type { Agreement, AgreementSpec, CodeAgreement, PairAgreement, Retrieval, SideInfo } from './types.js';
import { Unitizer } from './unitizer.js';

export const DEFAULT_SEED = 1;
export const DEFAULT_RESAMPLES = 1000;
/** Of fewer documents than this a bootstrap knows little. */
const FEW = 10;

/** How far the sides agree, by code. A problem: what was asked cannot be compared, in words, with the way out. */
export async function agreementOf(
  study: Study,
  found: SidesFound,
  spec: AgreementSpec,
  pause?: () => Promise<void>,
): Promise<Agreement | Problem> {
  const { sides } = found;
  const all = new Collected(sides.length);
  const comparing = await compareDocuments(
    study,
    found,
    spec,
    (document, { domain }) => {
      all.add(document);
      if (domain) all.addNominal(document, domain);
    },
    pause,
  );
  if ('problem' in comparing) return comparing;
  const { view, unit, universe, omitted, renamed, warnings } = comparing;
  const names = sides.map(({ info }) => info.name);
  const listed = view.listed(all.used);
  const { seed = DEFAULT_SEED, resamples = DEFAULT_RESAMPLES } = spec;
  const draws = drawsOf(all.documents.length, resamples, seed);
  const codes: CodeAgreement[] = [];
  const tables = new Map<string, readonly Pattern[]>();
  for (const code of listed) {
    await pause?.();
    const byDocument = all.tablesOf(code);
    tables.set(code, pooled(byDocument));
    codes.push({
      code,
      ...(view.unknown(code) && { unknown: true as const }),
      ...figuresOf(byDocument, names, BINARY, draws, spec.against),
      uAlpha: all.unitizer.uAlpha(code),
    });
  }
  const overall = view.domain && all.several === 0 ? all.nominal : undefined;
  const scale = { categories: (view.domain?.length ?? 0) + 1 };
  return {
    unit,
    universe,
    coders: names,
    sides: sides.map(({ info }, at): SideInfo => ({ ...info, ...all.sizes[at]! })),
    units: all.units,
    documents: all.documents.length,
    overall: overall
      ? { ...coefficientsOf(pooled(overall), scale), intervals: intervalsOf(overall, scale, draws) }
      : null,
    summary: summaryOf(codes),
    codes,
    pairs: pairsOf(names, tables, overall && pooled(overall)),
    ...(spec.against !== undefined && { against: spec.against }),
    alignment: all.alignment(),
    renamed,
    omitted,
    seed,
    resamples,
    warnings: [...warningsOf(all, names, codes, spec), ...warnings],
  };
}

/** All figures of one code, or of any values that are there or not. */
export function figuresOf(
  tables: Tables,
  names: readonly string[],
  scale: Scale,
  draws: Draws,
  against?: string,
): Omit<CodeAgreement, 'code'> {
  const patterns = pooled(tables);
  const judged = pairable(patterns);
  return {
    ...coefficientsOf(patterns, scale),
    units: unitsIn(judged),
    disagreements: unitsIn(judged.filter((pattern) => varies([pattern]))),
    baseRates: names.map((_, side) => baseRate(judged, side, 1)),
    intervals: intervalsOf(tables, scale, draws),
    ...(against !== undefined && { against: retrievalsOf(patterns, names, against) }),
  };
}

function retrievalsOf(patterns: readonly Pattern[], names: readonly string[], against: string): Retrieval[] {
  const standard = names.indexOf(against);
  return names.flatMap((coder, side) =>
    side === standard ? [] : [{ coder, ...retrieval(patterns, side, standard) }],
  );
}

/** Every two sides by themselves. @param overall patterns of values that exclude each other */
export function pairsOf(
  names: readonly string[],
  tables: ReadonlyMap<string, readonly Pattern[]>,
  overall: readonly Pattern[] | undefined,
): PairAgreement[] {
  return names.flatMap((one, a) =>
    names.slice(a + 1).map((other, index): PairAgreement => {
      const b = a + 1 + index;
      const codes = Array.from(tables, ([code, patterns]) => {
        const pair = pairOf(patterns, a, b);
        return {
          code,
          units: unitsIn(pairable(pair)),
          percentAgreement: percentAgreement(pair),
          cohenKappa: cohenKappa(pair).value,
          kappaMax: cohenMaximum(pair).value,
          brennanPrediger: bennettS(pair, 2).value,
          gwetAC1: gwetAC1(pair, 2).value,
        };
      });
      const all = overall && pairOf(overall, a, b);
      return {
        coders: [one, other],
        units: all ? unitsIn(pairable(all)) : Math.max(0, ...codes.map((code) => code.units)),
        percentAgreement: all ? percentAgreement(all) : null,
        cohenKappa: all ? cohenKappa(all).value : null,
        codes,
      };
    }),
  );
}

/** What all documents come to, kept small: patterns, not texts. */
class Collected {
  readonly documents: {
    readonly codes: ReadonlyMap<string, readonly Pattern[]>;
    readonly blank: readonly Pattern[];
  }[] = [];
  readonly used = new Set<string>();
  readonly sizes: { documents: number; passages: number }[];
  readonly nominal: Pattern[][] = [];
  readonly unitizer: Unitizer;
  /** Units to which a side gave several codes of the domain. */
  several = 0;
  units = 0;
  readonly #aligned: { file: string; words: number; unaligned: number }[] = [];
  #words = 0;
  readonly users = new Map<string, Set<number>>();

  constructor(sides: number) {
    this.sizes = Array.from({ length: sides }, () => ({ documents: 0, passages: 0 }));
    this.unitizer = new Unitizer(sides);
  }

  add(document: Compared): void {
    const codes = new Map<string, readonly Pattern[]>();
    for (const [code, flags] of document.coded) {
      this.used.add(code);
      const users = this.users.get(code) ?? new Set();
      flags.forEach((flag, side) => flag.includes(1) && users.add(side));
      this.users.set(code, users);
      codes.set(code, patternsOf(document, code));
    }
    // Of a code that nobody used here; no code is called so.
    const blank = patternsOf(document, '');
    this.documents.push({ codes, blank });
    this.units += unitsIn(pairable(blank));
    document.sides.forEach((side, at) => {
      if (!side) return;
      this.sizes[at]!.documents++;
      this.sizes[at]!.passages += side.passages.length;
    });
    this.unitizer.add(document);
    this.#align(document);
  }

  addNominal(document: Compared, codes: readonly string[]): void {
    const { patterns, several } = nominalPatterns(document, codes);
    this.nominal.push(patterns);
    this.several += several;
  }

  tablesOf(code: string): Tables {
    return this.documents.map(({ codes, blank }) => codes.get(code) ?? blank);
  }

  alignment(): Agreement['alignment'] {
    const unaligned = this.#aligned.reduce((sum, each) => sum + each.unaligned, 0);
    return {
      words: this.#words,
      unaligned,
      share: this.#words === 0 ? null : unaligned / this.#words,
      documents: this.#aligned,
    };
  }

  #align({ file, sides, base, alignments }: Compared): void {
    const others = sides.flatMap((side, at) => (side && side.copy !== base ? [{ side, at }] : []));
    const texts = new Map(others.map(({ side, at }) => [side.copy, alignments[at]!]));
    let [words, unaligned] = [base.words.length, 0];
    for (const [copy, alignment] of texts) {
      words += copy.words.length;
      unaligned += alignment.unaligned;
    }
    this.#words += words;
    if (unaligned > 0) this.#aligned.push({ file, words, unaligned });
  }
}

function warningsOf(
  all: Collected,
  names: readonly string[],
  codes: readonly CodeAgreement[],
  spec: AgreementSpec,
): string[] {
  const { domain } = spec;
  const lines: string[] = [];
  const { unaligned, share } = all.alignment();
  if (share !== null && share > 0)
    lines.push(
      `The texts differ: ${percent(share)} of their words (${unaligned}) have no counterpart in another side’s text, and say nothing here.`,
    );
  if (domain !== undefined && all.several > 0)
    lines.push(
      `No figure for ${domain} as a whole: its codes do not exclude each other, since ${all.several === 1 ? 'one unit has' : `${all.several} units have`} several of them by one coder.`,
    );
  const lone = codes.filter(({ code }) => (all.users.get(code)?.size ?? 0) === 1);
  for (const [side, name] of names.entries()) {
    const own = lone.filter(({ code }) => all.users.get(code)!.has(side)).map(({ code }) => code);
    if (own.length > 0) lines.push(`Only ${name} used ${some(own)}.`);
  }
  const flat = codes.filter(({ krippendorffAlpha }) => krippendorffAlpha === null).map(({ code }) => code);
  if (flat.length > 0)
    lines.push(`Not defined for ${some(flat)}: every unit has the same value, so nothing can be told apart.`);
  const unknown = codes.filter(({ unknown }) => unknown).map(({ code }) => code);
  if (unknown.length > 0) lines.push(`Not in the codebook: ${listOf(unknown)}.`);
  const documents = all.documents.length;
  if (documents === 1) lines.push('No intervals: they are drawn from documents, and there is one.');
  else if (documents < FEW && (spec.resamples ?? DEFAULT_RESAMPLES) > 0)
    lines.push(`Intervals are drawn from ${documents} documents only: take them as rough.`);
  return lines;
}

function percent(share: number): string {
  return share < 0.001 ? 'under 0.1 %' : `${(share * 100).toFixed(1)} %`;
}
