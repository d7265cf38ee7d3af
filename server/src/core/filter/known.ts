import { attributeNames, participantAttributes } from '../compare/columns.js';
import { listOf } from '../compare/phrases.js';
import { codersIn } from '../counting/choice.js';
import { stretchesOf } from '../counting/voices.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import { tally } from '../tally.js';

/** What a comparison can be made by beside attributes. */
const OTHERS = ['participant', 'speaker', 'coder'];

/** Each of these says what is wrong with a name that was asked for, and the way out; undefined where it is known. */
type Need = string | undefined;

export function needBy(study: Study, by: readonly string[]): Need {
  if (by.length > 2) return 'A table has columns by one attribute or by two.';
  if (new Set(by).size < by.length)
    return `The columns are by “${by[0]}” twice; name two different attributes.`;
  const known = [...OTHERS, ...participantAttributes(study)];
  const missing = by.find((name) => !known.includes(name) && needAttribute(study, name) !== undefined);
  // What the study itself compares by may be there later.
  return missing === undefined || missing === study.config.compareBy
    ? undefined
    : needAttribute(study, missing);
}

export function needAttribute(study: Study, name: string): Need {
  const names = attributeNames(study);
  if (names.includes(name)) return undefined;
  const known = names.length > 0 ? ` Attributes are ${listOf(names)}.` : ' No document has any attribute.';
  return `No document has the attribute “${name}”.${didYouMean(nearest(name, names))}${known}`;
}

export function needCodes(study: Study, codes: readonly string[]): Need {
  const unresolved = codes.filter((code) => !study.codebook.resolve(code));
  if (unresolved.length === 0) return undefined;
  const known = tally(study).codes.map(({ code }) => code);
  const code = unresolved.find((each) => !known.includes(each));
  return code === undefined ? undefined : `No code is called “${code}”.${didYouMean(nearest(code, known))}`;
}

export function needCoder(study: Study, coder: string): Need {
  const names = codersOf(study);
  if (names.includes(coder)) return undefined;
  const known = names.length > 0 ? ` Coders are ${listOf(names)}.` : ' No coding is signed.';
  return `No coding is signed by “${coder}”.${didYouMean(nearest(coder, names))}${known}`;
}

/** Who signed codings of a study, by name. */
export function codersOf(study: Study): string[] {
  const all = [...study.documents.values()].flatMap((document) => [...codersIn(study, document)]);
  return [...new Set(all.filter((name) => name !== null))].sort();
}

/** Who speaks in a study, interviewers left out: ids of participants, and labels of others. In natural order. */
export function speakersOf(study: Study): string[] {
  const names = new Set<string>();
  for (const document of study.documents.values()) {
    for (const participant of document.participants) names.add(participant);
    for (const { speaker } of stretchesOf(document, study.context.names))
      if (speaker !== null) names.add(speaker);
  }
  return [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
}
