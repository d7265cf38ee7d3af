import { columnLabel, count, eachOf, figure, some } from '../compare/phrases.js';
import { crosstabOf, rowsOf } from '../crosstab/index.js';
import { basis } from '../crosstab/sentence.js';
import { needAttribute } from '../filter/known.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import { cellOfFigures, part, percent, points } from '../report/cells.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Figure, Sheet, SheetColumn, SlopeChart } from '../report/types.js';
import type { Study } from '../study/types.js';
import { betweenInWords, codebookBetween } from './codebook.js';
import { type Difference, type Moment, type Stability, type StabilityCase, stabilityOf } from './index.js';

/** The table of a stability, and the attributes that are its cases and its times. */
export async function crosstabFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  const by = spec.by?.[0] ?? study.config.compareBy;
  const over = spec.over ?? 'wave';
  const problem = needAttribute(study, over);
  if (problem !== undefined)
    return {
      problem: `${problem} Stability needs one that orders time, \`wave\` or another that is named as what it is over.`,
    };
  if (by === over)
    return { problem: `The cases are by “${over}” and so is time: name another attribute for one of them.` };
  const made = await crosstabOf(study, { ...spec, by: [by] }, texts);
  return 'problem' in made ? made : { ...made, by, over };
}

export async function stabilityFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  const { over } = made;
  const result = stabilityOf(made.table, over);
  const { history } = texts;
  const between = history ? codebookBetween(made.table.included.documents, result.times, over, history) : [];
  return { ...made, result, between };
}

/** Codes by wave (or date) and case, for all and for the same participants. */
export const stability: Maker = async (study, spec, texts) => {
  const made = await stabilityFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered, by, over, result } = made;
  const label = ({ value }: StabilityCase): string => columnLabel([value], [by]);
  const facts = rowsOf(study, table, () => []);
  return {
    kind: 'stability',
    title: `Codes by ${over} and ${by}`,
    sentence: `${[
      `Documents that carry ${eachOf(table.rows.length, 'code')}, and the share of counted words, by ${over} and ${by}, for all and for those who take part every time`,
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: warningsOf(made, texts),
    notes: [
      `Share: part of the counted words under the code. Difference: the last ${over} less the first, in points of a hundred, of documents and of the share.`,
      `The same: participants who take part in coded documents of the case at every ${over}; counted are their documents, and in these only what they say.`,
      `The codebook is compared as it stood when the last document of each ${over} was last committed. A change of definition makes a difference without anything having changed in the field.`,
      ...(over === 'date'
        ? ['Dates stand for their year, or where all are of one year, for their month.']
        : []),
    ],
    sheets: result.cases.flatMap((each): Sheet[] =>
      (['all', 'same'] as const).map((who) => ({
        title: `${label(each)}, ${who === 'all' ? 'all' : 'the same participants'}`,
        stub: 'Code',
        columns: columnsOf(result, each, who, over),
        rows: facts.map((row, at) => ({
          ...row,
          cells: [
            ...each.rows[at]![who].map((moment) => cellOfFigures(momentFigures(moment))),
            cellOfFigures(differenceFigures(each.rows[at]!.differences[who])),
          ],
        })),
      })),
    ),
    charts:
      result.times.length < 2
        ? []
        : result.cases.map((each) => chartOf(study, each, result.times, label(each), over)),
  };
};

type Made = Exclude<Awaited<ReturnType<typeof stabilityFor>>, Impossible>;

/** Those of the stability itself, then those of what it counts. */
export function warningsOf({ table, filtered, by, over, result, between }: Made, texts: Texts): string[] {
  const label = ({ value }: StabilityCase): string => columnLabel([value], [by]);
  return [
    ...(result.times.length < 2
      ? [`Nothing to compare over time: documents have ${count(result.times.length, 'value')} of ${over}.`]
      : []),
    ...(result.untimed > 0
      ? [
          `${count(result.untimed, 'document')} without ${over} ${result.untimed === 1 ? 'stands' : 'stand'} in no column.`,
        ]
      : []),
    ...result.cases
      .filter(({ same }) => same.length < 2)
      .map((each) => `In ${label(each)} ${same(each)} at every ${over}.`),
    ...betweenInWords(between, texts.history, over),
    ...filtered.warnings,
    ...table.warnings,
  ];
}

function same({ same: people }: StabilityCase): string {
  return people.length === 0 ? 'nobody takes part' : `only ${some(people)} takes part`;
}

const MOMENT: readonly Figure[] = [
  { key: 'documents', name: 'documents', format: 'count', of: true },
  { key: 'share', name: 'share', format: 'percent' },
];
const DIFFERENCE: readonly Figure[] = [
  { key: 'documents', name: 'documents', format: 'percent' },
  { key: 'share', name: 'share', format: 'percent' },
];

function columnsOf(
  { times }: Stability,
  { rows, same: people }: StabilityCase,
  who: 'all' | 'same',
  over: string,
): SheetColumn[] {
  const moments = rows[0]?.[who] ?? [];
  return [
    ...times.map((time, at) => {
      const moment = moments[at];
      return {
        key: time,
        name: over === 'date' ? time : `${over} ${time}`,
        lines: [
          count(moment?.of_documents ?? 0, 'document'),
          ...(who === 'same' ? [count(people.length, 'participant')] : []),
          `${figure(moment?.of_words ?? 0)} counted words`,
        ],
        figures: MOMENT,
      };
    }),
    { key: 'difference', name: 'Difference', lines: ['in points'], figures: DIFFERENCE },
  ];
}

function momentFigures(moment: Moment | null) {
  return [part(moment?.documents ?? 0, moment?.of_documents ?? 0), percent(moment?.share ?? null)];
}

function differenceFigures({ documents, share }: Difference) {
  return [points(documents), points(share)];
}

const MOST = 8;

/** The codes whose share moved most. */
function chartOf(
  study: Study,
  { rows }: StabilityCase,
  times: readonly string[],
  label: string,
  over: string,
): SlopeChart {
  const nameOf = (code: string): string => study.codebook.codes.get(code)?.name ?? code;
  const moved = rows
    .filter(({ differences }) => differences.all.share !== null)
    .sort((a, b) => Math.abs(b.differences.all.share!) - Math.abs(a.differences.all.share!))
    .slice(0, MOST);
  const [most] = moved;
  return {
    kind: 'slopes',
    title: `${label}: the codes that moved most`,
    alt: most
      ? `${nameOf(most.code)} moved most: ${points(most.differences.all.share).text} points of counted words.`
      : 'No code can be compared.',
    format: 'percent',
    axis: 'share of counted words',
    points: times.map((time) => (over === 'date' ? time : `${over} ${time}`)),
    series: moved.map(({ code, all }) => ({
      name: nameOf(code),
      values: all.map((moment) => moment?.share ?? null),
    })),
  };
}
