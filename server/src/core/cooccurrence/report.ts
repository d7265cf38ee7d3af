import { colorOf } from '../codebook/colors.js';
import { count, figure } from '../compare/phrases.js';
import { tableWarnings } from '../compare/warnings.js';
import { choiceOf } from '../counting/choice.js';
import { crosstabOf, rowsOf } from '../crosstab/index.js';
import { basis } from '../crosstab/sentence.js';
import type { Impossible, Maker, Texts } from '../report/analyse.js';
import { amount, cellOfFigures, decimal, percent } from '../report/cells.js';
import { nameOf } from '../report/contents.js';
import type { AnalysisSpec } from '../report/spec.js';
import type { Chart, Figure, Sheet, SheetRow } from '../report/types.js';
import type { Study } from '../study/types.js';
import { type Cooccurrence, cooccurrenceOf, type Pair, type Within } from './index.js';

/** What n counts. */
export const UNITS: Readonly<Record<Within, string>> = {
  overlap: 'counted words',
  turn: 'turns',
  paragraph: 'paragraphs',
  document: 'documents',
};

/** The codes and documents of a co-occurrence; columns are of no matter. */
export function crosstabFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  return crosstabOf(study, { ...spec, by: [study.config.compareBy] }, texts);
}

export async function cooccurrenceFor(study: Study, spec: AnalysisSpec, texts: Texts) {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  const choice = choiceOf(study, made.filtered.selection);
  const within = spec.within ?? 'overlap';
  const result = await cooccurrenceOf(made.table, choice, within, texts);
  return { ...made, choice, result };
}

/** Code × code: how often codes stand together. */
export const cooccurrence: Maker = async (study, spec, texts) => {
  const made = await cooccurrenceFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered, result } = made;
  const unit = UNITS[result.within];
  return {
    kind: 'cooccurrence',
    title: `Codes together, ${result.within === 'overlap' ? 'by overlap' : `in the same ${result.within}`}`,
    sentence: `${[
      `How many ${unit} carry each pair of ${count(result.codes.length, 'code')}, and what part of those with either`,
      ...basis(table, filtered.selection),
      ...filtered.words,
    ].join('; ')}.`,
    warnings: warningsOf(study, made, texts),
    notes: notesOf(result.within),
    sheets: [matrixSheet(study, made), pairSheet(study, result)],
    charts: chartsOf(study, result),
  };
};

type Made = Exclude<Awaited<ReturnType<typeof cooccurrenceFor>>, Impossible>;

/** Those of the co-occurrence itself, then those of what it counts; not those of columns, which it has none of. */
export function warningsOf(
  study: Study,
  { table, filtered, choice, result }: Made,
  { history }: Texts,
): string[] {
  return [
    ...(result.unread > 0
      ? [
          `${count(result.unread, 'document')} changed while they were read and are missing. Please ask again.`,
        ]
      : []),
    ...filtered.warnings,
    ...tableWarnings(study, table.included, choice, false, history),
  ];
}

const DEFINITIONS: Readonly<Record<Within, string>> = {
  overlap:
    'n of a code: counted words in its passages, each once; n of two codes: counted words in passages of both. Counting words, not passages, keeps every coefficient between 0 and 1. “Pairs”: pairs of a passage of either code that share a place; a passage with both codes is one.',
  turn: 'n of a code: turns that its passages touch; n of two codes: turns touched by both. In a document without turns its paragraphs are taken; what stands between two turns is one of its own.',
  paragraph:
    'n of a code: paragraphs (list items too) that its passages touch; n of two codes: paragraphs touched by both.',
  document: 'n of a code: documents that carry it; n of two codes: documents that carry both.',
};

export function notesOf(within: Within): string[] {
  return [
    DEFINITIONS[within],
    'c: n of both / (n of one + n of the other − n of both), from 0 (never together) to 1 (always). This is Jaccard’s coefficient (1912, New Phytologist 11), the c-coefficient of ATLAS.ti.',
    'Of the row: n of both / n of the row’s code. On the diagonal stands n of the code itself.',
    'Codes that do not occur are left out.',
  ];
}

function matrixSheet(study: Study, { table, result }: Made): Sheet {
  const facts = new Map(rowsOf(study, table, () => []).map((row) => [row.key, row]));
  const unit = UNITS[result.within];
  const figures: Figure[] = [
    { key: 'n', name: unit, format: 'count' },
    ...(result.within === 'overlap' ? [{ key: 'pairs', name: 'pairs', format: 'count' } as const] : []),
    { key: 'c', name: 'c', format: 'decimal' },
    { key: 'of', name: 'of the row', format: 'percent' },
  ];
  return {
    title: 'Codes × codes',
    stub: 'Code',
    columns: result.codes.map(({ code, n }) => ({
      key: code,
      name: facts.get(code)?.name ?? code,
      lines: [count(n, unit.slice(0, -1))],
      figures,
    })),
    rows: result.codes.map(({ code }, a): SheetRow => ({
      ...facts.get(code)!,
      depth: 0,
      cells: result.codes.map((_, b) => cellOf(result.at(a, b), a === b, (each) => nameOf(study, each))),
    })),
  };
}

function cellOf(pair: Pair, diagonal: boolean, name: (code: string) => string) {
  const [a, b] = [name(pair.a), name(pair.b)];
  const { n1, n12, pairs, jaccard, ofA } = pair;
  return cellOfFigures(
    [
      amount(n12),
      ...(pairs === undefined ? [] : [amount(pairs)]),
      diagonal ? { value: jaccard, text: '' } : decimal(n12 > 0 ? jaccard : 0),
      diagonal ? { value: ofA, text: '' } : percent(ofA),
    ].map((told, at) => (n12 === 0 && at > 0 && (pairs ?? 0) === 0 ? { ...told, text: '–' } : told)),
    diagonal
      ? { title: `${a}: ${figure(n1)}` }
      : { heat: jaccard, title: `${a} and ${b}: ${figure(n12)} of ${figure(n1)}, c ${jaccard.toFixed(2)}` },
  );
}

/** Every pair that stands together, once, by descending coefficient. */
export function pairsTogether(result: Cooccurrence): Pair[] {
  const pairs: Pair[] = [];
  result.codes.forEach((_, a) => {
    for (let b = a + 1; b < result.codes.length; b++) {
      const pair = result.at(a, b);
      if (pair.n12 > 0 || (pair.pairs ?? 0) > 0) pairs.push(pair);
    }
  });
  return pairs.sort((one, other) => other.jaccard - one.jaccard || other.n12 - one.n12);
}

function pairSheet(study: Study, result: Cooccurrence): Sheet {
  const pairs = pairsTogether(result);
  const column = (key: string, name: string, format: Figure['format']) => ({
    key,
    name,
    lines: [],
    figures: [{ key, name, format }],
  });
  return {
    title: 'Pairs',
    stub: 'Codes',
    columns: [
      column('n1', 'n of the first', 'count'),
      column('n2', 'n of the second', 'count'),
      column('n12', 'n of both', 'count'),
      ...(result.within === 'overlap' ? [column('pairs', 'pairs of passages', 'count')] : []),
      column('c', 'c', 'decimal'),
      column('of1', 'of the first', 'percent'),
      column('of2', 'of the second', 'percent'),
    ],
    rows: pairs.map(({ a, b, n1, n2, n12, pairs: met, jaccard, ofA, ofB }) => ({
      key: `${a} ${b}`,
      name: `${nameOf(study, a)} – ${nameOf(study, b)}`,
      depth: 0,
      cells: [
        ...[n1, n2, n12, ...(met === undefined ? [] : [met])].map(amount),
        decimal(jaccard),
        percent(ofA),
        percent(ofB),
      ].map((told) => cellOfFigures([told])),
    })),
  };
}

const MOST_LINKS = 60;

function chartsOf(study: Study, result: Cooccurrence): Chart[] {
  const { codes } = result;
  if (codes.length === 0) return [];
  const names = codes.map(({ code }) => nameOf(study, code));
  const index = new Map(codes.map(({ code }, at) => [code, at]));
  const pairs = pairsTogether(result);
  const [first] = pairs;
  const alt = first
    ? `${names[index.get(first.a)!]!} and ${names[index.get(first.b)!]!} stand together most, c ${first.jaccard.toFixed(2)}.`
    : 'No two codes stand together.';
  return [
    {
      kind: 'heat',
      title: 'Codes together (c)',
      alt,
      format: 'decimal',
      columns: names,
      rows: names,
      values: codes.map((_, a) => codes.map((__, b) => (a === b ? null : result.at(a, b).jaccard))),
    },
    {
      kind: 'network',
      title: `Codes together${pairs.length > MOST_LINKS ? `, the ${MOST_LINKS} closest pairs` : ''}`,
      alt,
      nodes: codes.map(({ code, n }, at) => ({
        name: names[at]!,
        size: n,
        color: colorOf(study.codebook, code),
      })),
      links: pairs
        .filter(({ jaccard }) => jaccard > 0)
        .slice(0, MOST_LINKS)
        .map(({ a, b, jaccard }) => ({ from: index.get(a)!, to: index.get(b)!, weight: jaccard })),
    },
  ];
}
