import { textsOf } from '../attributes/values.js';
import { codersIn } from '../counting/choice.js';
import { speakerAt } from '../segments/speaker.js';
import type { Document, Study } from '../study/types.js';
import type { AnalysisSpec } from './spec.js';

/** Texts without the names of documents, participants, speakers and coders: each has a number, everywhere the same. */
export interface Aliases {
  /** In what Qualdown or a researcher wrote: titles, sentences, labels. */
  readonly in: (text: string) => string;
  /** In what people said: a document's bare name may be a word there, and stays. */
  readonly inQuotation: (text: string) => string;
  /** In the head of a row or column, or alone, where also a number may be somebody's name. */
  readonly inLabel: (text: string) => string;
}

/** Labels that name a part, not a person. */
const PARTS = /^(i|int|interviewer)$/i;

/** The same name gets the same alias; the first one stays. */
class Names extends Map<string, string> {
  name(key: string, alias: string): void {
    if (key !== '' && !this.has(key)) this.set(key, alias);
  }
}

export function aliasesOf(study: Study, spec: AnalysisSpec = {}): Aliases {
  const people = peopleIn(study);
  const { files, stems } = filesIn(study);
  for (const [index, glob] of (spec.filter?.documents ?? []).entries())
    files.name(glob, `pattern ${index + 1}`);
  const own = headsOf(study);
  const safe = (names: Names): [string, string][] => [...names].filter(([name]) => !own.has(name));
  const spoken = new Names([...people, ...files]);
  for (const [name, alias] of people)
    for (const form of formsOf(name)) if (!own.has(form)) spoken.name(form, alias);
  const all = replacer(new Names([...safe(stems), ...spoken]));
  return {
    in: (text) => inLists(all(text), people),
    inQuotation: (text) => asLabels(replacer(spoken)(text), people),
    inLabel: (text) => people.get(text) ?? inHeads(inLists(all(text), people), people),
  };
}

/** Participants by id, name and label; then everybody else who speaks or codes. */
function peopleIn(study: Study): Names {
  const people = new Names();
  const documents = [...study.documents.values()];
  const ids = new Set([
    ...study.config.participants.keys(),
    ...documents.flatMap((each) => each.participants),
  ]);
  for (const id of ids) people.name(id, `Person ${people.size + 1}`);
  for (const id of ids) {
    const attributes = [
      study.config.participants.get(id),
      ...documents.map((each) => each.attributesOfParticipant(id)),
    ];
    for (const name of attributes.flatMap((each) => textsOf(each?.get('name'))))
      people.name(name, people.get(id)!);
  }
  let speakers = 0;
  for (const [label, participants] of labelsOf(study)) {
    if (people.has(label) || PARTS.test(label)) continue;
    const [participant, ...others] = participants;
    const known = others.length === 0 ? participant : undefined;
    people.name(label, known === undefined ? `Speaker ${++speakers}` : people.get(known)!);
  }
  let coders = 0;
  const signed = documents.flatMap((document) => [...codersIn(study, document)]);
  for (const coder of new Set([study.config.coderOfRecord, ...signed]))
    if (coder != null && !people.has(coder)) people.name(coder, `Coder ${++coders}`);
  return people;
}

/** Every label under which somebody speaks, or is listed; with the participants whom it stands for somewhere. */
function labelsOf(study: Study): Map<string, Set<string>> {
  const labels = new Map<string, Set<string>>();
  const add = (label: string, participant?: string): void => {
    const known = labels.get(label) ?? new Set();
    labels.set(label, participant === undefined ? known : known.add(participant));
  };
  for (const label of [...study.config.speakers.values()].flat()) add(label);
  for (const document of study.documents.values()) {
    for (let turn = 0; turn < document.scan.turnCount; turn++) {
      const label = study.context.names.name(document.scan.turn(turn).speaker);
      add(label, document.turnParticipant(turn));
      const speaker = speakerAt(study, document, turn);
      if (speaker !== null) add(speaker);
    }
  }
  return labels;
}

/** Whole paths and file names; and what may be a word too: names without their ending, and titles. */
function filesIn({ documents, unreadable }: Study): { files: Names; stems: Names } {
  const files = new Names();
  const stems = new Names();
  const add = (file: string, alias: string, document?: Document): void => {
    const base = file.slice(file.lastIndexOf('/') + 1);
    for (const each of [file, base])
      for (const form of [each, each.normalize('NFC'), each.normalize('NFD')]) files.name(form, alias);
    for (const each of [file, base]) stems.name(each.replace(/\.[^./]+$/, ''), alias);
    for (const title of textsOf(document?.attributes.get('title'))) stems.name(title, alias);
  };
  let number = 0;
  for (const [file, document] of documents) add(file, `Document ${++number}`, document);
  for (const { file } of unreadable) add(file, `Document ${++number}`);
  return { files, stems };
}

/** Codes, attributes and their values: a document that is called so must not rename a row or a column. */
function headsOf({ codebook, documents }: Study): ReadonlySet<string> {
  const heads = [...codebook.codes.values()].flatMap(({ id, name, aliases }) => [id, name, ...aliases]);
  for (const { attributes } of documents.values())
    for (const [name, value] of attributes) heads.push(name, ...(name === 'title' ? [] : textsOf(value)));
  return new Set(heads);
}

/** How else a name is written: in capitals as labels are, with capitals as in a sentence, accents composed or not. */
function formsOf(name: string): string[] {
  if (Array.from(name).length < 3) return [];
  const capital = name.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return [name, name.toUpperCase(), capital].flatMap((each) => [
    each,
    each.normalize('NFC'),
    each.normalize('NFD'),
  ]);
}

/** A name of one letter, or of no letter at all, is not told from a word or a figure, but where only a name can stand. */
const isPlain = (name: string): boolean => Array.from(name).length > 1 && /\p{L}/u.test(name);

/** Replaces whole names, the longest first: `AP1` in `AP1, AP10`, not in `AP10`. */
function replacer(aliases: Names): (text: string) => string {
  const pattern = patternOf(
    [...aliases.keys()].filter(isPlain),
    '(?<![\\p{L}\\p{N}\\p{M}_])',
    '(?![\\p{L}\\p{N}\\p{M}_])',
  );
  return replacing(pattern, aliases);
}

/** Single letters as parts of a list: `A, B and C`. */
function inLists(text: string, people: Names): string {
  const letters = [...people.keys()].filter((name) => !isPlain(name) && /\p{L}/u.test(name));
  const pattern = patternOf(
    letters,
    '(?<=(?:: |, | and |what |[“"(]))',
    '(?=$|, | and | sa(?:y|ys)\\b|[.:”")])',
  );
  return replacing(pattern, people)(text);
}

/** Numbers too, in the head of a row or column: `Trust · 12`, `Trust, 12: 2 of 3 documents`, `["12"]`. */
function inHeads(text: string, people: Names): string {
  const short = [...people.keys()].filter((name) => !isPlain(name));
  return replacing(patternOf(short, '(?<=^|· |, |["“])', '(?=$| ·|:|["”])'), people)(text);
}

/** Names of any length before what somebody says: `**12:**`, `Q: `, `[A]`. */
function asLabels(text: string, people: Names): string {
  const short = [...people.keys()].filter((name) => !isPlain(name));
  return replacing(
    patternOf(short, '(?<=(?:^|[\\n*[“]|[.?!…”"\\]] )\\s*)', '(?=[:\\]]| *\\*\\*:)'),
    people,
  )(text);
}

function patternOf(names: readonly string[], before: string, after: string): RegExp | undefined {
  if (names.length === 0) return undefined;
  const longest = names.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const escaped = longest.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`${before}(?:${escaped.join('|')})${after}`, 'gu');
}

function replacing(pattern: RegExp | undefined, aliases: Names): (text: string) => string {
  return (text) => (pattern ? text.replaceAll(pattern, (name) => aliases.get(name) ?? name) : text);
}
