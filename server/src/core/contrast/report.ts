import { columnLabel, count, figure, listOf } from '../compare/phrases.js';
import type { Table } from '../compare/table.js';
import { choiceOf } from '../counting/choice.js';
import { crosstabOf, type Crosstab, rowsOf } from '../crosstab/index.js';
import { basis } from '../crosstab/sentence.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import { cellOfFigures, decimal, part, percent, type Told, words } from '../report/cells.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { BarChart, Figure, Sheet, SheetColumn, SheetRow } from '../report/types.js';
import type { Scalar } from '../attributes/values.js';
import type { Study } from '../study/types.js';
import { casesOf, type Contrast, type ContrastRow, contrastOf, type Side } from './index.js';

export interface MadeContrast extends Crosstab {
  readonly contrast: Contrast;
}

/** The contrast that a specification asks for. */
export async function contrastFor(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<MadeContrast | Impossible> {
  const problem = wrongWith(spec);
  if (problem !== undefined) return { problem };
  const made = await casesAsked(study, spec, texts);
  if ('problem' in made) return made;
  const choice = choiceOf(study, made.filtered.selection);
  const contrast = await contrastOf(made.table, choice, spec, texts.breathe);
  return { ...made, contrast };
}

/** The table of a contrast: cases are values of one attribute. */
export async function casesAsked(
  study: Study,
  spec: AnalysisSpec,
  texts: Texts,
): Promise<Crosstab | Impossible> {
  const made = await crosstabOf(study, spec, texts);
  if ('problem' in made) return made;
  const [dimension] = made.table.dimensions;
  return made.table.dimensions.length > 1 || dimension!.kind !== 'attribute'
    ? { problem: 'A contrast is by one attribute of documents, such as district.' }
    : made;
}

function wrongWith({ seed = 1, resamples = 1 }: AnalysisSpec): string | undefined {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    return 'The seed is a whole number from 0 to 4294967295.';
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > 100_000)
    return 'The number of resamples is a whole number from 1 to 100,000.';
  return undefined;
}

/** Which codes tell one case from the rest. */
export const contrast: Maker = async (study, spec, texts) => {
  const made = await contrastFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered, contrast: result } = made;
  const by = table.dimensions[0]!.name;
  const codes = new Set(result.rows.map(({ code }) => code)).size;
  return {
    kind: 'contrast',
    title: `Which codes tell one ${by} from the rest`,
    sentence: `${[
      `Rates of ${count(codes, 'code')} in each ${by} beside the rest, most telling first`,
      `intervals by drawing ${unitsInWords(result)} ${figure(result.resamples)} times, seed ${result.seed}`,
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: warningsOf(made),
    notes: notesOf(result, spec, by),
    sheets: result.cases.map((each) => sheetOf(study, table, result, each, spec)),
    charts: result.cases.length > 0 ? [chartOf(study, result, by)] : [],
  };
};

/** Those of the contrast itself, then those of what it counts. */
export function warningsOf({ contrast: result, filtered, table }: MadeContrast): string[] {
  const { cases, outside, units, level } = result;
  const by = table.dimensions[0]!.name;
  return [
    ...(cases.length === 0
      ? [`There is no contrast: a contrast needs two values of ${by} that have coded documents.`]
      : []),
    ...(outside > 0
      ? [
          `${count(outside, 'document')} without ${by} ${outside === 1 ? 'stands' : 'stand'} in no case and not in the rest.`,
        ]
      : []),
    ...(level === 'participant' && units.documents > 0
      ? [
          `${count(units.documents, 'document')} without participants are drawn as units of their own beside ${count(units.participants, 'participant')}.`,
        ]
      : []),
    ...cases
      .filter(({ units: own }) => own > 1 && own < 6)
      .map(
        ({ value, units: own }) =>
          `${columnLabel([value], [by])} rests on ${own} units: its intervals are rough.`,
      ),
    ...filtered.warnings,
    ...table.warnings,
  ];
}

export function unitsInWords({ units, level }: Contrast): string {
  if (level === 'document') return count(units.documents, 'document');
  const alone = units.documents > 0 ? [count(units.documents, 'document') + ' without participants'] : [];
  return listOf([count(units.participants, 'participant'), ...alone]);
}

export function notesOf(result: Contrast, spec: AnalysisSpec, by: string): string[] {
  const { level, shared, cases, onBothSides } = result;
  const tested = spec.tests === true || spec.p === true;
  return [
    `Rate: segments per 1,000 counted words. Share: part of the counted words under the code. The rest: all documents with another ${by}.`,
    `Ratio: rate in the case divided by the rate in the rest. Above 1 the code is more frequent in the case.`,
    `From, to: 95 % of the ratios when ${level === 'participant' ? 'participants' : 'documents'}, not segments, are drawn again with replacement, in each ${by} as many as it has (percentile interval: Efron and Tibshirani 1993, ch. 13; quantiles: Hyndman and Fan 1996, definition 7; random numbers: xoshiro128**, Blackman and Vigna 2021). Values of ${by} that share a participant are drawn from together.`,
    ...(shared > 0
      ? [
          `${count(shared, 'document')} with several participants are divided: each participant has what they say, a passage of several counts in equal parts, and what nobody of them says (an observer’s notes) is divided equally.`,
        ]
      : []),
    'Codes stand in the order of how far their interval lies from 1; those without an interval last.',
    ...(cases.length === 1
      ? [`With two values of ${by} each is the other’s rest, so one table says all.`]
      : []),
    ...(tested
      ? [
          `Cramér’s V (Cramér 1946, p. 282; with four cells it is |φ|) and the odds ratio compare ${level}s with at least one passage to those with none, in the case and in the rest; where a cell is 0, one half is added to each (Haldane 1956, Anscombe 1956). They assume that ${level === 'participant' ? 'participants answer' : 'documents arise'} independently of each other, which colleagues of one school hardly do.`,
          `No test takes each ${by} for one observation: ${cases.length === 1 ? 2 : cases.length} are too few for any test to tell chance from difference, and they were chosen, not drawn.`,
          ...(onBothSides > 0
            ? [
                `Participants on both sides (at most ${onBothSides} in one table) are left out of these, since they would count twice.`,
              ]
            : []),
        ]
      : []),
    ...(spec.p
      ? [
          `p: Fisher’s exact test, two-sided (Fisher 1935). With ${count(result.rows.length, 'comparison')} in this table some are small by chance alone.`,
        ]
      : []),
  ];
}

const SIDE: readonly Figure[] = [
  { key: 'rate', name: 'segments per 1,000 words', format: 'decimal' },
  { key: 'share', name: 'share', format: 'percent' },
  { key: 'documents', name: 'documents', format: 'count', of: true },
  { key: 'participants', name: 'participants', format: 'count', of: true },
];
const RATIO: readonly Figure[] = [
  { key: 'ratio', name: 'ratio', format: 'decimal' },
  { key: 'low', name: 'from', format: 'decimal' },
  { key: 'high', name: 'to', format: 'decimal' },
  { key: 'why', name: 'note', format: 'text' },
];
const TESTS: readonly Figure[] = [
  { key: 'v', name: 'Cramér’s V', format: 'decimal' },
  { key: 'odds', name: 'odds ratio', format: 'decimal' },
];
const P: Figure = { key: 'p', name: 'p', format: 'decimal' };

function sheetOf(
  study: Study,
  table: Table,
  { rows, cases }: Contrast,
  { value, units }: Contrast['cases'][number],
  spec: AnalysisSpec,
): Sheet {
  const by = table.dimensions[0]!.name;
  const label = columnLabel([value], [by]);
  const own = rows.filter((row) => row.case === value);
  const first = own[0];
  const rest = restLabel(table, cases.length === 1, value);
  const column = (key: string, name: string, side: Side | undefined, more: string[] = []): SheetColumn => ({
    key,
    name,
    lines: [
      ...(side ? [count(side.of_documents, 'document')] : []),
      ...(side && side.of_participants > 0 ? [count(side.of_participants, 'participant')] : []),
      ...more,
    ],
    figures: SIDE,
  });
  const tested = [...(spec.tests ? TESTS : []), ...(spec.p ? [P] : [])];
  const facts = new Map(rowsOf(study, table, () => []).map((row) => [row.key, row]));
  return {
    title: `${label} and ${rest}`,
    stub: 'Code',
    columns: [
      column('case', label, first?.inCase, [`${count(units, 'unit')} drawn`]),
      column('rest', rest, first?.inRest),
      { key: 'ratio', name: `${label} ÷ ${rest}`, lines: [], figures: RATIO },
      ...(tested.length > 0 ? [{ key: 'tests', name: 'Association', lines: [], figures: tested }] : []),
    ],
    rows: own.map((row): SheetRow => ({
      ...facts.get(row.code)!,
      depth: 0,
      cells: [
        cellOfFigures(sideFigures(row.inCase)),
        cellOfFigures(sideFigures(row.inRest)),
        cellOfFigures(ratioFigures(row), { title: ratioInWords(row, label, rest) }),
        ...(tested.length > 0 ? [cellOfFigures(testFigures(row, spec))] : []),
      ],
    })),
  };
}

/** Of two cases the other one is the rest. */
export function restLabel(table: Table, isOnly: boolean, value: Scalar): string {
  const other = isOnly ? casesOf(table).columns.find(({ source }) => source.values[0] !== value) : undefined;
  return other ? columnLabel(other.source.values, [table.dimensions[0]!.name]) : 'the rest';
}

function sideFigures(side: Side): Told[] {
  return [
    decimal(side.rate, 1),
    percent(side.share),
    part(side.documents, side.of_documents),
    part(side.participants, side.of_participants),
  ];
}

export function ratioFigures({ ratio, interval, why = '' }: ContrastRow): Told[] {
  const high = interval?.high ?? null;
  return [
    decimal(ratio),
    decimal(interval?.low ?? null),
    interval && high === null ? { value: null, text: 'no end' } : decimal(high),
    words(why),
  ];
}

function testFigures({ v = null, odds = null, p = null }: ContrastRow, spec: AnalysisSpec): Told[] {
  return [
    ...(spec.tests
      ? [
          decimal(v),
          {
            ...decimal(odds?.value ?? null),
            ...(odds?.corrected && { text: `${odds.value.toFixed(2)} (+½)` }),
          },
        ]
      : []),
    ...(spec.p ? [decimal(p, 3)] : []),
  ];
}

function ratioInWords({ ratio, interval, why }: ContrastRow, label: string, rest: string): string {
  if (ratio === null || !interval) return why ?? '';
  const high = interval.high === null ? 'without an upper end' : `to ${interval.high.toFixed(2)}`;
  return `${ratio.toFixed(2)} times as frequent in ${label} as in ${rest}; from ${interval.low.toFixed(2)} ${high}`;
}

const MOST = 15;

function chartOf(study: Study, { rows, cases }: Contrast, by: string): BarChart {
  const labelOf = (value: Scalar): string => columnLabel([value], [by]);
  const told = rows.filter(({ ratio, interval }) => ratio !== null && interval?.high != null);
  const codes = [...new Set(told.map(({ code }) => code))].slice(0, MOST);
  const nameOf = (code: string): string => study.codebook.codes.get(code)?.name ?? code;
  const first = told[0];
  return {
    kind: 'dots',
    title: `Rate ratios by ${by}, with 95 % intervals`,
    alt: first
      ? `Most telling: ${nameOf(first.code)}, ${ratioInWords(first, labelOf(first.case), 'the rest')}.`
      : 'No code has a ratio with an interval.',
    format: 'decimal',
    axis: 'rate in the case ÷ rate in the rest',
    categories: codes.map(nameOf),
    series: cases.map(({ value }) => {
      const own = codes.map((code) => told.find((row) => row.code === code && row.case === value));
      return {
        name: labelOf(value),
        values: own.map((row) => row?.ratio ?? null),
        ranges: own.map((row) => (row ? ([row.interval!.low, row.interval!.high!] as const) : null)),
      };
    }),
  };
}
