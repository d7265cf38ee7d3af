import { count, eachOf, figure, listOf } from '../compare/phrases.js';
import type { Table } from '../compare/table.js';
import { wordsOf } from '../counting/choice.js';
import { participantsAmong } from '../counting/voices.js';
import type { Filtered } from '../filter/index.js';
import type { AnalysisSpec, Measure } from '../report/spec.js';

/** The subject, given how many documents and participants the table is of, and `each of 31 codes`. */
const SUBJECTS: Readonly<Record<Measure, (documents: string, people: string, codes: string) => string>> = {
  overview: (documents, people, codes) =>
    `Documents of ${documents}${people} that carry ${codes}, and the share of counted words`,
  documents: (documents, _, codes) => `Documents of ${documents} that carry ${codes}`,
  participants: (documents, people, codes) =>
    `Participants${people ? people.replace(' and participants', '') : ''} in ${documents} documents who carry ${codes}`,
  segments: (documents, _, codes) => `Segments of ${codes} in ${documents} documents`,
  words: (documents, _, codes) => `Counted words under ${codes} in ${documents} documents`,
  share: (documents, _, codes) => `Share of counted words under ${codes} in ${documents} documents`,
  rate: (documents, _, codes) => `Segments per 1,000 counted words of ${codes} in ${documents} documents`,
  'row-percent': (documents, _, codes) =>
    `Segments of ${codes} in ${documents} documents, as per cent of the row`,
  'column-percent': (documents, _, codes) =>
    `Segments of ${codes} in ${documents} documents, as per cent of the column`,
  'total-percent': (documents, _, codes) =>
    `Segments of ${codes} in ${documents} documents, as per cent of the table`,
  present: (documents, _, codes) => `Whether ${documents} documents carry ${codes}`,
};

/**
 * The table in words: “Documents of 22 that carry each of 31 codes, by district; 18,240 counted words, interviewer
 * turns left out; 2 documents not yet coded.”
 */
export function sentenceOf(table: Table, { selection, words }: Filtered, spec: AnalysisSpec): string {
  return [subject(table, selection, spec), ...basis(table, selection), ...words].join('; ') + '.';
}

function subject(table: Table, selection: Filtered['selection'], spec: AnalysisSpec): string {
  const { included, dimensions, rows } = table;
  const people = new Set(included.documents.flatMap((each) => participantsAmong(each, selection.voices)))
    .size;
  const noun = spec.families ? 'family' : 'code';
  const plural = spec.families ? `each of ${figure(rows.length)} families` : eachOf(rows.length, noun);
  const codes = rows.length === 1 ? `1 ${noun}` : plural;
  const rolled = spec.rollup && !spec.families ? ' with those below it' : '';
  const text = SUBJECTS[spec.measure ?? 'overview'](
    figure(included.documents.length),
    people > 0 ? ` and participants of ${figure(people)}` : '',
    codes,
  );
  return `${text}${rolled}, by ${listOf(dimensions.map(({ name }) => name))}`;
}

/** Counted words of the whole table, and what is left out. Of documents in several columns each word once. */
export function basis({ included, scheme }: Table, selection: Filtered['selection']): string[] {
  const { documents, none } = included;
  const choice = { ...(selection.voices && { voices: selection.voices }) };
  const words = documents.reduce((sum, document) => sum + wordsOf(document, choice, scheme.names), 0);
  const interviewer = documents.some(({ scan }) =>
    Array.from({ length: scan.turnCount }, (_, turn) => scan.turn(turn)).some(
      ({ role }) => role === 'interviewer',
    ),
  );
  const left = interviewer ? ', interviewer turns left out' : '';
  return [
    `${figure(words)} counted ${words === 1 ? 'word' : 'words'}${left}`,
    ...(none.length > 0 ? [`${count(none.length, 'document')} not yet coded`] : []),
  ];
}
