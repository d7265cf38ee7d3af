import type { Scalar } from '../attributes/values.js';
import { columnLabel, count, eachOf } from '../compare/phrases.js';
import { tableWarnings } from '../compare/warnings.js';
import { choiceOf } from '../counting/choice.js';
import { crosstabOf } from '../crosstab/index.js';
import { basis } from '../crosstab/sentence.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import { amount, cellOfFigures, words } from '../report/cells.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { CurveChart, Figure, SheetColumn, SheetRow } from '../report/types.js';
import type { Study } from '../study/types.js';
import { saturationOf, type SaturationStep } from './index.js';

export async function saturationFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  const by = spec.by?.[0] ?? study.config.compareBy;
  const made = await crosstabOf(study, { ...spec, by: [by] }, texts);
  if ('problem' in made) return made;
  const choice = choiceOf(study, made.filtered.selection);
  return { ...made, by, choice, result: saturationOf(made.table, choice) };
}

/** New codes by document in order of date. */
export const saturation: Maker = async (study, spec, texts) => {
  const made = await saturationFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered, by, result } = made;
  const nameOf = (code: string): string => study.codebook.codes.get(code)?.name ?? code;
  const rowOf = (step: SaturationStep, depth: number, prefix = ''): SheetRow => ({
    key: prefix + step.file,
    name: step.title ?? step.file,
    depth,
    cells: [
      words(step.date ?? ''),
      amount(step.codes),
      amount(step.first.length),
      { value: step.cumulative, text: String(step.cumulative) },
      words(step.first.map(nameOf).join(', ')),
    ].map((told) => cellOfFigures([told])),
  });
  const label = (value: (typeof result.cases)[number]['value']): string => columnLabel([value], [by]);
  const summary = (steps: readonly SaturationStep[], key: string, name: string): SheetRow => ({
    key,
    name,
    depth: 0,
    cells: [
      words(''),
      words(''),
      words(''),
      { value: steps.at(-1)?.cumulative ?? 0, text: String(steps.at(-1)?.cumulative ?? 0) },
      words(lastNew(steps)),
    ].map((told) => cellOfFigures([told])),
  });
  return {
    kind: 'saturation',
    title: 'New codes by document',
    sentence: `${[
      `Codes of ${result.codes} that occur for the first time in ${eachOf(result.steps.length, 'document')}, in order of date`,
      lastNew(result.steps),
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: warningsOf(study, made, texts),
    notes: [
      'Documents stand in order of their attribute `date`, those of one date by file. New: codes that no document before has. A document counts as soon as it is coded at least in part.',
      'A curve that has gone flat says that the codebook as it is met nothing new in the order in which documents were made; it is no proof that nothing new is to be found (Guest, Bunce and Johnson 2006, Field Methods 18; Saunders and others 2018, Quality & Quantity 52). Codes made late, and earlier documents not read again for them, make it steeper.',
    ],
    sheets: [
      {
        title: 'All documents',
        stub: 'Document',
        columns: COLUMNS,
        rows: result.steps.map((step) => rowOf(step, 0)),
      },
      {
        title: `By ${by}`,
        stub: 'Document',
        columns: COLUMNS,
        rows: result.cases.flatMap(({ value, steps }) => [
          summary(steps, caseKey(value), label(value)),
          ...steps.map((step) => rowOf(step, 1, prefixOf(value))),
        ]),
      },
    ],
    charts: [
      curve('All documents', result.steps),
      ...result.cases.map(({ value, steps }) => curve(label(value), steps)),
    ],
  };
};

type Made = Exclude<Awaited<ReturnType<typeof saturationFor>>, Impossible>;

/** Those of the saturation itself, then those of what it counts; not those of columns, which it has none of. */
export function warningsOf(
  study: Study,
  { table, filtered, choice, result }: Made,
  { history }: Texts,
): string[] {
  return [
    ...(result.undated > 0
      ? [
          `${count(result.undated, 'document')} without a date (2024-03-05, 2024-03 or 2024) ${result.undated === 1 ? 'stands last, so its' : 'stand last, so their'} place says nothing.`,
        ]
      : []),
    ...filtered.warnings,
    ...tableWarnings(study, table.included, choice, false, history),
  ];
}

/** Keys of rows in the sheet by case: of a case, and what stands before the file of its documents. */
export const caseKey = (value: Scalar | null): string => `case ${String(value)}`;
export const prefixOf = (value: Scalar | null): string => `${String(value)} `;

const column = (key: string, name: string, format: Figure['format']): SheetColumn => ({
  key,
  name,
  lines: [],
  figures: [{ key, name, format }],
});
const COLUMNS = [
  column('date', 'Date', 'text'),
  column('codes', 'Codes in it', 'count'),
  column('new', 'New', 'count'),
  column('cumulative', 'So far', 'count'),
  column('first', 'First seen here', 'text'),
];

function lastNew(steps: readonly SaturationStep[]): string {
  const last = steps.findLastIndex(({ first }) => first.length > 0);
  return last < 0 ? 'no code occurs' : `the last new one in document ${last + 1} of ${steps.length}`;
}

function curve(title: string, steps: readonly SaturationStep[]): CurveChart {
  return {
    kind: 'curve',
    title: `Codes met so far: ${title}`,
    alt: `${count(steps.at(-1)?.cumulative ?? 0, 'code')} in ${count(steps.length, 'document')}; ${lastNew(steps)}.`,
    axis: 'codes met so far',
    points: steps.map(({ date, file }) => date ?? file),
    values: steps.map(({ cumulative }) => cumulative),
  };
}
