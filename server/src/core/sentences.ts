import type { Range } from './problem.js';

/** The rules are the same in all languages that part sentences by signs; a fixed one makes them so on all machines. */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends no sentence, though a capital follows: titles, Latin abbreviations, initials, participants (`P1.`), numbers. */
const ABBREVIATION =
  /(?:^|[\s([“"'‘])(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|St|Jr|Sr|Gov|Sen|Rep|Supt|Asst|Dept|Fig|No|Nos|Vol|Ch|pp?|vs|cf|ca|approx|resp|Bzw|bzw|Hr|Fr|Nr|Sra?|Mme|Mlle)\.|(?:e\.\s?g|i\.\s?e|a\.\s?k\.\s?a|z\.\s?B|d\.\s?h|u\.\s?a|p\.\s?ex)\.|\p{Lu}\d*\.|(?:\p{Lu}\.){2,})\s*$/u;
/** Marks of emphasis and notes; they close a sentence as quotation marks do. */
const CLOSING = /\[\^[^\]\s]+\]|[*_~`]/gu;
/** When it was said is no part of what was said. */
const TIMESTAMP = /^(?:\s*[[(]?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?[\])]?(?=\s|$))+/u;

/** The sentences of one block of text, white space and timestamps at their beginning left out. Ascending. */
export function sentencesIn(text: string): Range[] {
  // A line break within a paragraph, a quote's sign included, ends no sentence.
  const line = text
    .replace(/\r?\n[ \t>]*/g, (lineBreak) => ' '.repeat(lineBreak.length))
    .replace(CLOSING, (sign) => '"'.repeat(sign.length));
  const parts: Range[] = [];
  for (const { index, segment } of segmenter.segment(line)) {
    const previous = parts.at(-1);
    const end = index + segment.length;
    if (!previous) {
      parts.push({ start: index, end });
      continue;
    }
    const before = line.slice(previous.start, previous.end);
    if (ABBREVIATION.test(before) || before.trim() === '')
      parts[parts.length - 1] = { start: previous.start, end };
    else parts.push({ start: index, end });
  }
  return parts.flatMap(({ start, end }) => {
    const sentence = line.slice(start, end);
    const from = start + (TIMESTAMP.exec(sentence)?.[0].length ?? 0);
    const said = line.slice(from, end);
    const left = from + said.length - said.trimStart().length;
    const right = from + said.trimEnd().length;
    return left < right ? [{ start: left, end: right }] : [];
  });
}
