import { percentText } from '../compare/cells.js';
import { count, figure, listOf } from '../compare/phrases.js';
import type { Codebook } from '../codebook/types.js';
import type { Figure, Report, Sheet, SheetCell, SheetColumn, SheetRow } from '../report/types.js';
import { COEFFICIENTS } from './figures.js';
import type {
  Agreement,
  CodeAgreement,
  CoefficientName,
  Coefficients,
  Interval,
  Intervals,
  Value,
} from './types.js';

const NOT_DEFINED = 'not defined';

const NAMES: Record<CoefficientName, string> = {
  percentAgreement: 'agreement',
  cohenKappa: 'Cohen’s κ',
  fleissKappa: 'Fleiss’ κ',
  gwetAC1: 'Gwet’s AC1',
  krippendorffAlpha: 'Krippendorff’s α',
};

/** How figures are defined, with the source of each formula. */
export const NOTES: readonly string[] = [
  'Agreement: agreeing pairs of judgements, of all pairs. Not corrected for chance.',
  'Cohen’s κ = (po − pe) / (1 − pe), pe = Σ p_k+ p_+k, of two coders (Cohen 1960, Educational and Psychological Measurement 20(1), 37–46).',
  'Fleiss’ κ: the same with pe = Σ p_k², of all coders (Fleiss 1971, Psychological Bulletin 76(5), 378–381); of two it is Scott’s π.',
  'Gwet’s AC1: pe = Σ π_k (1 − π_k) / (q − 1) (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61(1), 29–48).',
  'Krippendorff’s α = 1 − Do/De (Krippendorff 2019, Content Analysis, 4th ed., ch. 12). u-α: of passages as such, on words (Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50(6), 2347–2364).',
  'Not defined: all coders gave every unit the same value, so that nothing is known about telling values apart.',
  '95 %: percentile interval of a bootstrap over documents (Efron & Tibshirani 1993).',
];

/**
 * Agreement as a report: the table by code, what the codes come to, and pairs of coders where there are several.
 * @param apart intervals as two numbers, for programs
 */
export function agreementReport(agreement: Agreement, codebook?: Codebook, apart = false): Report {
  const { coders, codes, warnings } = agreement;
  const row = (code: CodeAgreement): SheetRow => ({
    key: code.code,
    name: codebook?.codes.get(code.code)?.name ?? code.code,
    depth: 0,
    cells: [
      cell([figure(code.units), figure(code.disagreements)], [code.units, code.disagreements]),
      ...code.baseRates.map((rate) => cell([rate === null ? NOT_DEFINED : percentText(rate)], [rate])),
      ...shown(agreement).map((name) => coefficientCell(code, code.intervals, name, apart)),
      ...(hasU(agreement) ? [cell([decimal(code.uAlpha ?? null)], [code.uAlpha ?? null])] : []),
    ],
  });
  return {
    kind: 'agreement',
    title: `Agreement of ${listOf(coders)}`,
    sentence: sentenceOf(agreement),
    warnings: [...warnings, ...leftOut(agreement)],
    notes: NOTES,
    sheets: [
      {
        title: agreement.unit === 'row' ? 'By category' : 'By code',
        stub: agreement.unit === 'row' ? 'Category' : 'Code',
        columns: columnsOf(agreement, apart),
        rows: codes.map(row),
      },
      ...(agreement.overall ? [overallSheet(agreement.overall, agreement, apart)] : []),
      ...(codes.length > 1 ? [summarySheet(agreement)] : []),
      ...(coders.length > 2 ? [pairsSheet(agreement, codebook)] : []),
      ...(agreement.against === undefined ? [] : [againstSheet(agreement, codebook)]),
    ],
    charts: [],
  };
}

function sentenceOf({ unit, universe, coders, units, documents, sides, seed, resamples }: Agreement): string {
  const commits = sides.flatMap(({ name, commit }) =>
    commit === undefined ? [] : [`${name} is commit ${commit.slice(0, 10)}`],
  );
  const what =
    unit === 'row'
      ? `${count(units, 'unit')} judged by ${listOf(coders)}`
      : `${count(units, 'unit')} (${unit === 'turn' ? 'turns; sentences where nobody speaks' : `${unit}s`}) of ${count(documents, 'document')}; ${universe === 'all' ? 'all counted text' : 'only units that some side coded'}`;
  const drawn = resamples > 0 ? [`intervals of ${figure(resamples)} resamples, seed ${seed}`] : [];
  return `${[what, ...commits, ...drawn].join('; ')}.`;
}

function leftOut({ omitted }: Agreement): string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, reason } of omitted) byReason.set(reason, [...(byReason.get(reason) ?? []), file]);
  return Array.from(
    byReason,
    ([reason, files]) =>
      `Left out, ${reason}: ${count(files.length, 'document')}${files.length <= 3 ? ` (${listOf(files)})` : ''}.`,
  );
}

/** Of two coders, or of more: Cohen's kappa is one of two alone, where Fleiss' says the same but for the margins. */
function shown({ coders }: Agreement): readonly CoefficientName[] {
  return COEFFICIENTS.filter((name) =>
    coders.length === 2 ? name !== 'fleissKappa' : name !== 'cohenKappa',
  );
}

function hasU({ codes }: Agreement): boolean {
  return codes.some(({ uAlpha }) => uAlpha !== undefined);
}

function columnsOf(agreement: Agreement, apart: boolean): SheetColumn[] {
  return [
    column('units', 'units', [
      { key: 'units', name: 'all', format: 'count' },
      { key: 'disagreements', name: 'in dispute', format: 'count' },
    ]),
    ...agreement.coders.map((name) => ({
      ...column(`coder:${name}`, name, [{ key: 'rate', name: 'share', format: 'percent' as const }]),
      group: 'coded by',
    })),
    ...shown(agreement).map((name) => coefficientColumn(name, apart)),
    ...(hasU(agreement)
      ? [column('uAlpha', 'u-α', [{ key: 'uAlpha', name: 'value', format: 'decimal' }])]
      : []),
  ];
}

function coefficientColumn(name: CoefficientName, apart: boolean): SheetColumn {
  const format: Figure['format'] = name === 'percentAgreement' ? 'percent' : 'decimal';
  return column(name, NAMES[name], [
    { key: name, name: 'value', format },
    ...(apart
      ? (['low', 'high'] as const).map((end) => ({ key: `${name}:${end}`, name: end, format }))
      : [{ key: `${name}:interval`, name: '95 %', format: 'text' as const }]),
  ]);
}

function column(key: string, name: string, figures: readonly Figure[]): SheetColumn {
  return { key, name, lines: [], figures };
}

function coefficientCell(
  of: Coefficients,
  intervals: Intervals,
  name: CoefficientName,
  apart: boolean,
): SheetCell {
  const text = name === 'percentAgreement' ? share : decimal;
  const found = intervals[name];
  if (apart) {
    const values = [of[name], found?.low ?? null, found?.high ?? null];
    return cell(values.map(text), values);
  }
  const interval = intervalText(found, text);
  return cell([text(of[name]), interval], [of[name], interval === '' ? null : interval]);
}

function cell(texts: readonly string[], values: SheetCell['values']): SheetCell {
  return { texts, values };
}

/** Two places are what the literature prints and what samples of this size bear. */
function decimal(value: Value): string {
  return value === null ? NOT_DEFINED : (Math.abs(value) < 0.005 ? 0 : value).toFixed(2);
}

function share(value: Value): string {
  return value === null ? NOT_DEFINED : percentText(value);
}

function intervalText(interval: Interval | null, text: (value: Value) => string): string {
  return interval ? `${text(interval.low)} to ${text(interval.high)}` : '';
}

function overallSheet(
  overall: NonNullable<Agreement['overall']>,
  agreement: Agreement,
  apart: boolean,
): Sheet {
  return {
    title: 'All values together',
    stub: 'Values',
    columns: shown(agreement).map((name) => coefficientColumn(name, apart)),
    rows: [
      {
        key: 'overall',
        name: 'All',
        depth: 0,
        cells: shown(agreement).map((name) => coefficientCell(overall, overall.intervals, name, apart)),
      },
    ],
  };
}

function summarySheet(agreement: Agreement): Sheet {
  const figures: Figure[] = ['least', 'median', 'most'].map((name) => ({ key: name, name, format: 'text' }));
  return {
    title: 'Over all codes',
    stub: 'Figure',
    columns: [
      column('range', 'by code', figures),
      column('codes', 'codes', [
        { key: 'defined', name: 'defined', format: 'count' },
        { key: 'undefined', name: 'not defined', format: 'count' },
      ]),
    ],
    rows: shown(agreement).map((name) => {
      const range = agreement.summary[name];
      const text = name === 'percentAgreement' ? share : decimal;
      const texts = [range?.min, range?.median, range?.max].map((value) => text(value ?? null));
      const codes = [range?.defined ?? 0, range?.undefined ?? agreement.codes.length];
      return {
        key: name,
        name: NAMES[name],
        depth: 0,
        cells: [cell(texts, texts), cell(codes.map(String), codes)],
      };
    }),
  };
}

function pairsSheet({ pairs, codes }: Agreement, codebook?: Codebook): Sheet {
  return {
    title: 'Cohen’s κ by pairs',
    stub: 'Code',
    columns: pairs.map(({ coders }) =>
      column(coders.join(' / '), coders.join(', '), [
        { key: 'cohenKappa', name: 'value', format: 'decimal' },
      ]),
    ),
    rows: codes.map(({ code }, at) => ({
      key: code,
      name: codebook?.codes.get(code)?.name ?? code,
      depth: 0,
      cells: pairs.map((pair) => cell([decimal(pair.codes[at]!.cohenKappa)], [pair.codes[at]!.cohenKappa])),
    })),
  };
}

function againstSheet({ codes, against, coders }: Agreement, codebook?: Codebook): Sheet {
  const others = coders.filter((name) => name !== against);
  return {
    title: `Against ${against!}`,
    stub: 'Code',
    columns: others.map((name) =>
      column(
        name,
        name,
        (['precision', 'recall', 'F'] as const).map((key) => ({ key, name: key, format: 'decimal' })),
      ),
    ),
    rows: codes.map(({ code, against: found = [] }) => ({
      key: code,
      name: codebook?.codes.get(code)?.name ?? code,
      depth: 0,
      cells: found.map(({ precision, recall, f }) =>
        cell([precision, recall, f].map(decimal), [precision, recall, f]),
      ),
    })),
  };
}
