import { attributeNames, participantAttributes } from '../compare/columns.js';
import { count, listOf } from '../compare/phrases.js';
import type { Passages } from '../counting/choice.js';
import type { Texts, Impossible } from '../report/analyse.js';
import type { Filter } from '../report/spec.js';
import type { Document, Study } from '../study/types.js';
import type { Selection } from '../tally.js';
import { type Condition, conditionText, parseCondition } from './condition.js';
import { documentsNamed } from './documents.js';
import { needCoder } from './known.js';
import { passagesMeeting } from './marks.js';
import { documentsWithout, passagesFound } from './query.js';
import { voicesMeeting, voicesNamed } from './speakers.js';
import { Unmet } from './unmet.js';
import { needValues } from './values.js';

/** A filter, read: what tables count, and the same in words. */
export interface Filtered {
  readonly selection: Selection;
  /** `only district=Alder or district=Tilden`, to stand in a sentence. Empty without a filter. */
  readonly words: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Reads a filter against a study. Whatever nothing meets (a value that no document has, a glob that fits none) is a
 * problem: a slip of the pen must not look like a finding.
 */
export async function readFilter(study: Study, filter: Filter, texts: Texts): Promise<Filtered | Impossible> {
  try {
    return await read(study, filter, texts);
  } catch (error) {
    if (error instanceof Unmet) return { problem: error.message };
    throw error;
  }
}

async function read(study: Study, filter: Filter, texts: Texts): Promise<Filtered> {
  const { coder, speaker = [], documents: globs = [], query, without } = filter;
  const conditions = (filter.where ?? []).map((text) => {
    const condition = parseCondition(text);
    if (!condition)
      throw new Unmet(`“${text}” is no condition. Write an attribute and its value: district=Alder.`);
    return condition;
  });
  const problem = coder === undefined ? undefined : needCoder(study, coder);
  if (problem !== undefined) throw new Unmet(problem);

  const ofDocuments = attributeNames(study);
  const where = conditions.filter(({ attribute }) => ofDocuments.includes(attribute));
  const others = conditions.filter(({ attribute }) => !ofDocuments.includes(attribute));
  const ofPeople = others.length > 0 ? participantAttributes(study) : [];
  const people = others.filter(({ attribute }) => ofPeople.includes(attribute));
  const ofMarks = others.filter((condition) => !people.includes(condition));
  needValues(study, where);
  const voices = [
    ...(speaker.length > 0 ? [voicesNamed(study, speaker)] : []),
    ...voicesMeeting(study, people),
  ];
  const reading = new Reading(texts);
  const sets = [
    globs.length > 0 ? documentsNamed(study, globs) : undefined,
    without === undefined ? undefined : await documentsWithout(study, without, reading),
  ].filter((set) => set !== undefined);
  const found = [
    ofMarks.length > 0 ? await passagesMeeting(study, ofMarks, reading) : undefined,
    query === undefined ? undefined : await passagesFound(study, query, reading),
  ].filter((each) => each !== undefined);

  const selection: Selection = {
    ...(where.length > 0 && { where }),
    ...(coder !== undefined && { coder }),
    ...(voices.length > 0 && { voices }),
    ...(sets.length > 0 && {
      documents: sets.reduce((a, b) => new Set([...a].filter((each) => b.has(each)))),
    }),
    ...(found.length > 0 && { passages: found.reduce(both) }),
  };
  return { selection, words: wordsOf(filter, conditions, people), warnings: reading.warnings };
}

/** Texts, and how many of them are no longer what was counted. */
export class Reading implements Texts {
  #changed = 0;

  constructor(private readonly texts: Texts) {}

  async of(document: Document): Promise<string | undefined> {
    const text = await this.texts.of(document);
    if (text === undefined) this.#changed++;
    return text;
  }

  get warnings(): string[] {
    return this.#changed === 0
      ? []
      : [
          `${count(this.#changed, 'document')} changed while ${this.#changed === 1 ? 'it was' : 'they were'} read, so no passage there counts. Please ask again.`,
        ];
  }
}

function both(a: Passages, b: Passages): Passages {
  return new Map(
    Array.from(a, ([document, found]) => {
      const other = b.get(document);
      return [document, found.map((is, segment) => is & (other?.[segment] ?? 0))] as const;
    }),
  );
}

function wordsOf(filter: Filter, conditions: readonly Condition[], people: readonly Condition[]): string[] {
  const rest = conditions.filter((condition) => !people.includes(condition));
  const { coder, speaker = [], documents = [], query, without } = filter;
  const only = [
    ...(rest.length > 0 ? [listOf(rest.map(conditionText))] : []),
    ...(people.length > 0 ? [`what participants with ${listOf(people.map(conditionText))} say`] : []),
    ...(documents.length > 0 ? [`documents named ${listOf(documents)}`] : []),
    ...(speaker.length > 0 ? [`what ${listOf(speaker)} ${speaker.length === 1 ? 'says' : 'say'}`] : []),
    ...(coder === undefined ? [] : [`what ${coder} coded`]),
    ...(query === undefined ? [] : [`passages of “${query}”`]),
    ...(without === undefined ? [] : [`documents without “${without}”`]),
  ];
  return only.length > 0 ? [`only ${only.join(', ')}`] : [];
}
