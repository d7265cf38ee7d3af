import { columnLabel, count, listOf } from '../compare/phrases.js';
import { crosstabOf, headOf } from '../crosstab/index.js';
import { basis } from '../crosstab/sentence.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import { amount, cellOfFigures, part, type Told } from '../report/cells.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { BarChart, Figure, SheetRow } from '../report/types.js';
import type { Study } from '../study/types.js';
import {
  type Mentions,
  type PairCell,
  type Reciprocity,
  reciprocityOf,
  type Stance,
  STANCES,
} from './index.js';

/** The table of a reciprocity: counterparts may be of any depth, so families would hide them. */
export function crosstabFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  return crosstabOf(study, { ...spec, families: false, by: [caseOf(study, spec)] }, texts);
}

const caseOf = ({ config }: Study, { by }: AnalysisSpec): string => by?.[0] ?? config.compareBy;

export async function reciprocityFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  return { ...made, by: caseOf(study, spec), result: await reciprocityOf(study, made.table, texts) };
}

/** The balance of mentions of counterparts. */
export const reciprocity: Maker = async (study, spec, texts) => {
  const made = await reciprocityFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered, by, result } = made;
  const columns = table.columns.map((column) => headOf(table, column));
  return {
    kind: 'reciprocity',
    title: `Counterparts by ${by}`,
    sentence: `${[
      `How often either code of ${count(result.pairs.length, 'pair')} of counterparts is mentioned, by ${by}, and whether as present or lacking`,
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: warningsOf(study, made),
    notes: [
      'Balance: (segments of the first − segments of the second) / (segments of both): 1 only the first is mentioned, 0 both as often, −1 only the second. “Without lacking” leaves out passages whose mark says stance=lacking or stance=contested, since “we get no support” is no support.',
      'Passages are divided by the `stance` of their marks: present, lacking, contested, or unstated where a mark says nothing. Segments and words of the four add up to those of the code.',
      'A balance is one of mentions. What people speak of is not yet what they get: reciprocity (Elmore 2000) is claimed from the passages.',
    ],
    sheets: [
      {
        title: 'Balance',
        stub: 'Counterparts',
        columns: columns.map((column) => ({ ...column, figures: BALANCE })),
        rows: result.pairs.map(({ codes: [a, b], cells }) => ({
          key: `${a} ${b}`,
          name: `${nameOf(study, a)} ↔ ${nameOf(study, b)}`,
          depth: 0,
          cells: cells.map((cell) => balanceCell(cell)),
        })),
      },
      {
        title: 'By stance',
        stub: 'Code',
        columns: columns.map((column) => ({ ...column, figures: MENTIONS })),
        rows: result.pairs.flatMap((pair) => sideRows(study, pair)),
      },
    ],
    charts: result.pairs.map((pair) => chartOf(study, pair, by)),
  };
};

const nameOf = ({ codebook }: Study, code: string): string => codebook.codes.get(code)?.name ?? code;

type Made = Exclude<Awaited<ReturnType<typeof reciprocityFor>>, Impossible>;

/** Those of the reciprocity itself, then those of what it counts. */
export function warningsOf(study: Study, { result, filtered, table }: Made): string[] {
  return [...ownWarnings(study, result), ...filtered.warnings, ...table.warnings];
}

function ownWarnings(study: Study, { pairs, otherStances, unread }: Reciprocity): string[] {
  if (pairs.length === 0)
    return ['No code has a counterpart. Write `counterpart: capacity` at a code in the codebook.'];
  const stated = pairs.flatMap(({ codes, stated: of, segments }) =>
    codes.flatMap((code, side) =>
      of[side]! > 0 ? [`${nameOf(study, code)} in ${of[side]} of ${segments[side]} segments`] : [],
    ),
  );
  return [
    ...(stated.length > 0
      ? [`Passages state a stance: ${listOf(stated)}. Counting them alike would take lack for presence.`]
      : []),
    ...(otherStances.length > 0
      ? [
          `These stances are none of present, lacking and contested, and count as unstated: ${listOf(otherStances.map((each) => `“${each}”`))}.`,
        ]
      : []),
    ...(unread > 0
      ? [
          `${count(unread, 'document')} changed while they were read: stances there count as unstated. Please ask again.`,
        ]
      : []),
  ];
}

const BALANCE: readonly Figure[] = [
  { key: 'first', name: 'segments of the first', format: 'count' },
  { key: 'second', name: 'of the second', format: 'count' },
  { key: 'balance', name: 'balance', format: 'decimal' },
  { key: 'present', name: 'without lacking', format: 'decimal' },
];
const MENTIONS: readonly Figure[] = [
  { key: 'documents', name: 'documents', format: 'count', of: true },
  { key: 'participants', name: 'participants', format: 'count', of: true },
  { key: 'segments', name: 'segments', format: 'count' },
  { key: 'words', name: 'words', format: 'count' },
];

const signed = (value: number | null): Told => ({
  value,
  text: value === null ? '–' : `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`,
});

function balanceCell({ sides, balance, presentBalance }: PairCell) {
  const [a, b] = sides;
  return cellOfFigures([amount(a.segments), amount(b.segments), signed(balance), signed(presentBalance)]);
}

function mentionsCell({ of }: PairCell, { documents, participants, segments, words }: Mentions) {
  return cellOfFigures([
    part(documents, of.documents),
    part(participants, of.participants),
    amount(segments),
    amount(words),
  ]);
}

type Pair = Reciprocity['pairs'][number];

/** Either code, and below it its stances, where any is stated. */
function sideRows(study: Study, { codes, cells, stated }: Pair): SheetRow[] {
  return codes.flatMap((code, side) => [
    {
      key: code,
      name: nameOf(study, code),
      depth: 0,
      ...(stated[side]! > 0 && { brief: 'Its passages state stances.' }),
      cells: cells.map((cell) => mentionsCell(cell, cell.sides[side]!)),
    },
    ...(stated[side]! > 0 ? STANCES : []).map((stance: Stance) => ({
      key: `${code} stance=${stance}`,
      name: stance,
      depth: 1,
      cells: cells.map((cell) => mentionsCell(cell, cell.sides[side]!.stances[stance])),
    })),
  ]);
}

function chartOf(study: Study, { codes, cells, stated }: Pair, by: string): BarChart {
  const rate = (cell: PairCell, segments: number): number | null =>
    cell.of.words > 0 ? (segments * 1000) / cell.of.words : null;
  const series = codes.flatMap((code, side) => {
    const name = nameOf(study, code);
    const of = (stances: readonly Stance[], label: string) => ({
      name: label,
      values: cells.map((cell) =>
        rate(
          cell,
          stances.reduce((sum, stance) => sum + cell.sides[side]!.stances[stance].segments, 0),
        ),
      ),
    });
    if (stated[side] === 0) return [of(STANCES, name)];
    return [of(['present', 'unstated'], name), of(['lacking', 'contested'], `${name}, lacking or contested`)];
  });
  const told = cells.map(
    ({ value, sides: [a, b] }) => `${columnLabel([value], [by])} ${a.segments} and ${b.segments}`,
  );
  return {
    kind: 'bars',
    title: codes.map((code) => nameOf(study, code)).join(' and '),
    alt: `Segments of ${listOf(codes.map((code) => nameOf(study, code)))}: ${told.join(', ')}.`,
    format: 'decimal',
    axis: 'segments per 1,000 counted words',
    categories: cells.map(({ value }) => columnLabel([value], [by])),
    series,
  };
}
