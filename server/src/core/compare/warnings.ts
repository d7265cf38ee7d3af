import { checkCodebook, checkConfig } from '../check/index.js';
import { type Choice, codersIn } from '../counting/choice.js';
import type { Included } from '../counting/include.js';
import { textsOf } from '../attributes/values.js';
import { schemeOf } from '../counting/scheme.js';
import { sumOf } from '../counting/sum.js';
import type { History } from '../history/types.js';
import { unknownAge, youngWarning } from '../history/young.js';
import type { Problem } from '../problem.js';
import { unmatchedGlobs } from '../study/index.js';
import type { Document, Study } from '../study/types.js';
import { fold } from '../study/values.js';
import type { CaseColumn } from './columns.js';
import type { Dimension } from './dimensions.js';
import { columnLabel, count, listOf, some } from './phrases.js';

/**
 * What to know before trusting the figures of any table, in the researcher's words; most serious first.
 * @param split each coder has a column of their own
 * @param history what version control knows: then codes younger than the coding of a document are told; null: it was
 *   asked and knows nothing, which is told too
 */
export function tableWarnings(
  study: Study,
  { documents, none }: Included,
  choice: Choice,
  split = false,
  history?: History | null,
): string[] {
  const texts = [
    unreadable(study),
    errors('qualdown.yaml', checkConfig(study), 'figures may rest on defaults'),
    errors(study.config.codebook, checkCodebook(study), 'codes may be missing or count wrongly'),
    idlePatterns(study),
    brokenFrontMatter(study),
    notCoded(none, documents),
    partlyCoded(documents),
    youngWarning(study, documents, history),
    unknownCodes(study, documents, choice),
    split ? undefined : severalCoders(study, documents, choice),
    unknownAge(study, documents, history),
  ];
  return texts.filter((text) => text !== undefined);
}

/** What makes the columns of a comparison hard to compare. */
export function columnWarnings(dimensions: readonly Dimension[], columns: readonly CaseColumn[]): string[] {
  const names = dimensions.map(({ name }) => name);
  const attributes = dimensions.flatMap(({ kind, name }, at) => (kind === 'attribute' ? [{ name, at }] : []));
  const texts = [
    ...attributes.map(({ name, at }) => otherCapitals(name, at, columns)),
    ...attributes.map(({ name, at }) => lookAlikes(name, at, columns)),
    ...attributes.map(({ name }) => severalValues(name, columns)),
    ...['kind', 'wave'].map((each) => (names.includes(each) ? undefined : mixed(each, names, columns))),
    wordless(names, columns),
  ];
  return texts.filter((text) => text !== undefined);
}

type Warning = string | undefined;

function unreadable({ unreadable: files }: Study): Warning {
  if (files.length === 0) return undefined;
  return `${count(files.length, 'file')} cannot be read and so missing in every figure: ${namesOf(files)}.`;
}

function errors(file: string, problems: readonly Problem[], effect: string): Warning {
  const number = problems.filter(isError).length;
  return number === 0 ? undefined : `${file} has ${count(number, 'error')}: ${effect}. ${RUN_CHECK}`;
}

function idlePatterns(study: Study): Warning {
  const globs = unmatchedGlobs(study);
  if (globs.length === 0) return undefined;
  const match = globs.length === 1 ? 'matches' : 'match';
  return `${count(globs.length, 'pattern')} under \`documents\` in qualdown.yaml ${match} no document, so some may be missing: ${some(globs.map((glob) => `“${glob}”`))}.`;
}

/** Of the whole study: a document that lost its attributes may be left out by a condition on them. */
function brokenFrontMatter(study: Study): Warning {
  const broken = [...study.documents.values()].filter(({ problems }) => problems.some(isError));
  if (broken.length === 0) return undefined;
  const have = broken.length === 1 ? 'has' : 'have';
  return `${count(broken.length, 'document')} ${have} errors in the front matter, so attributes may be missing: ${namesOf(broken)}. ${RUN_CHECK}`;
}

const RUN_CHECK = 'Run `qualdown check`.';

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function notCoded(none: readonly Document[], documents: readonly Document[]): Warning {
  if (none.length === 0) return undefined;
  const all = count(none.length + documents.length, 'document');
  return `${none.length} of ${all} not coded yet, left out of every figure: ${namesOf(none)}.`;
}

function partlyCoded(documents: readonly Document[]): Warning {
  const partial = documents.filter(({ coding }) => coding === 'partial');
  if (partial.length === 0) return undefined;
  const wayOut = partial.some(({ codingStated }) => !codingStated)
    ? ' A finished document says `coding: done` in its front matter.'
    : '';
  return `${partial.length} of ${count(documents.length, 'document')} coded only in part, so figures may be too low: ${namesOf(partial)}.${wayOut}`;
}

function unknownCodes(study: Study, documents: readonly Document[], choice: Choice): Warning {
  const scheme = schemeOf(study);
  const { segments } = sumOf(documents, scheme, choice);
  const used = scheme.rows.flatMap(({ code, unknown }, row) => {
    const uses = segments[row]!;
    return unknown && uses > 0 ? [`${code} (${count(uses, 'segment')})`] : [];
  });
  if (used.length === 0) return undefined;
  return `${count(used.length, 'code')} used, but not in the codebook: ${some(used.sort())}.`;
}

function severalCoders(study: Study, documents: readonly Document[], choice: Choice): Warning {
  const names = new Set<string | null>();
  for (const document of documents) for (const coder of codersIn(study, document)) names.add(coder);
  const signed = [...names].filter((name) => name !== null).sort();
  const { by } = choice;
  if (!by) {
    if (names.size < 2) return undefined;
    const who = listOf([...signed, ...(names.has(null) ? ['unsigned ones'] : [])]);
    return `Codings by several coders are counted together: ${who}. Name one with \`coder_of_record\` in qualdown.yaml, or ask for one coder.`;
  }
  const others = by.unsigned ? signed.filter((name) => name !== by.coder) : [];
  if (others.length === 0) return undefined;
  return `Only codings of ${by.coder ?? ''}, the coder of record, and unsigned ones are counted; left out are those of ${listOf(others)}.`;
}

/** Documents without the attribute that have one of the same name in other capitals. */
function otherCapitals(by: string, at: number, columns: readonly CaseColumn[]): Warning {
  const without = documentsIn(columns.filter(({ values }) => values[at] === null));
  const names = new Set<string>();
  const wrong = without.filter(({ attributes }) => {
    const name = [...attributes.keys()].find((each) => each !== by && fold(each) === fold(by));
    if (name !== undefined) names.add(`“${name}”`);
    return name !== undefined;
  });
  if (wrong.length === 0) return undefined;
  const state = wrong.length === 1 ? 'states' : 'state';
  return `${count(wrong.length, 'document')} ${state} ${listOf([...names])}, not “${by}”, so the value counts nowhere: ${namesOf(wrong)}. Write \`${by}:\` there.`;
}

/** A value whose spaces at its ends, or several in a row, can be seen; else two of them look the same in a sentence. */
function seen(value: string): string {
  return value.replace(/^\s+|\s+$|\s{2,}|[^\S ]/gu, (spaces) => '␣'.repeat(spaces.length));
}

function lookAlikes(by: string, at: number, columns: readonly CaseColumn[]): Warning {
  const forms = new Map<string, string[]>();
  for (const value of new Set(columns.map(({ values }) => values[at] ?? null))) {
    if (value === null) continue;
    const plain = fold(String(value));
    forms.set(plain, [...(forms.get(plain) ?? []), `“${seen(String(value))}”`]);
  }
  const alike = [...forms.values()].filter((values) => values.length > 1).map(listOf);
  if (alike.length === 0) return undefined;
  return `Values of ${by} that differ only in case, spaces or the encoding of accents (Unicode) stand in columns of their own: ${alike.join('; ')}.`;
}

function severalValues(by: string, columns: readonly CaseColumn[]): Warning {
  const several = documentsIn(columns).filter(
    ({ attributes }) => new Set(textsOf(attributes.get(by))).size > 1,
  );
  if (several.length === 0) return undefined;
  return `${count(several.length, 'document')} with several values of ${by}, counted in the column of each: ${namesOf(several)}.`;
}

/** Each once. */
function documentsIn(columns: readonly CaseColumn[]): Document[] {
  return [...new Set(columns.flatMap(({ documents }) => documents))];
}

/** Shares that differ by more than this (of 1) between two columns make the mix of their documents different. */
const TOLERANCE = 0.1;

/** Whether columns hold documents of different kinds, or from different waves, in different proportions. */
function mixed(attribute: string, by: readonly string[], columns: readonly CaseColumn[]): Warning {
  const mixes = columns
    .filter(({ documents }) => documents.length > 0)
    .map((column) => mixOf(attribute, column));
  const kinds = [...new Set(mixes.flatMap(({ counts }) => [...counts.keys()]))].sort();
  const differ = kinds.some((value) => {
    const shares = mixes.map(({ counts, of }) => (counts.get(value) ?? 0) / of);
    return Math.max(...shares) - Math.min(...shares) > TOLERANCE;
  });
  if (!differ) return undefined;
  const told = mixes.map(({ values, counts }) => {
    const parts = kinds
      .filter((each) => counts.has(each))
      .map((each) => `${counts.get(each)!} × ${named(attribute, each)}`);
    return `${columnLabel(values, by)}: ${parts.join(', ')}`;
  });
  const more = told.length > 4 ? [`${told.length - 3} more columns`] : [];
  const shown = more.length > 0 ? told.slice(0, 3) : told;
  const what = attribute === 'kind' ? 'kinds of document' : `mix of ${attribute}s`;
  return `The columns differ in their ${what} (${[...shown, ...more].join('; ')}).`;
}

/** A kind speaks for itself, the number of a wave does not. */
function named(attribute: string, value: string): string {
  return attribute === 'kind' || value.startsWith('no ') ? value : `${attribute} ${value}`;
}

function mixOf(attribute: string, { values, documents }: CaseColumn) {
  const counts = new Map<string, number>();
  for (const { attributes } of documents) {
    const text = textsOf(attributes.get(attribute)).join(' + ') || `no ${attribute}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return { values, counts, of: documents.length };
}

function wordless(by: readonly string[], columns: readonly CaseColumn[]): Warning {
  const empty = columns.filter(({ documents }) => documents.every(({ scan }) => scan.words === 0));
  const told = empty
    .filter(({ documents }) => documents.length > 0)
    .map(({ values }) => columnLabel(values, by));
  if (told.length === 0) return undefined;
  return `No counted words, and so no rate or share, in ${listOf(told)}.`;
}

function namesOf(files: readonly { readonly file: string }[]): string {
  return some(files.map(({ file }) => file));
}
