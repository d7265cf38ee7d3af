import { speakerAt } from '../segments/speaker.js';
import type { Study } from '../study/types.js';

/** Texts without the names of documents, participants and speakers: each has a number, everywhere the same. */
export interface Aliases {
  /** In what Qualdown or a researcher wrote: titles, sentences, labels. */
  readonly in: (text: string) => string;
  /** In what people said: a document's bare name may be a word there, and stays. */
  readonly inQuotation: (text: string) => string;
}

/** Labels that name a part, not a person. */
const PARTS = /^(i|int|interviewer)$/i;
/** What a shorter name stands in is taken for a word: a person called `A` is not found in sentences, only where it stands alone. */
const SHORTEST = 2;

export function aliasesOf(study: Study): Aliases {
  const people = new Map<string, string>();
  const files = new Map<string, string>();
  const stems = new Map<string, string>();
  const name = (map: Map<string, string>, key: string, alias: string): void => {
    if (key !== '' && !map.has(key)) map.set(key, alias);
  };
  let number = 0;
  for (const document of study.documents.values()) {
    const alias = `Document ${++number}`;
    const { file, attributes } = document;
    const base = file.slice(file.lastIndexOf('/') + 1);
    name(files, file, alias);
    name(files, base, alias);
    name(stems, file.replace(/\.[^./]+$/, ''), alias);
    name(stems, base.replace(/\.[^.]+$/, ''), alias);
    const title = attributes.get('title');
    if (typeof title === 'string') name(stems, title, alias);
  }
  for (const participant of [
    ...study.config.participants.keys(),
    ...[...study.documents.values()].flatMap(({ participants }) => participants),
  ]) {
    name(people, participant, `Person ${people.size + 1}`);
  }
  let speakers = 0;
  for (const label of labelsOf(study)) {
    if (!people.has(label) && !PARTS.test(label)) name(people, label, `Speaker ${++speakers}`);
  }
  const all = replacer(new Map([...stems, ...people, ...files]));
  return { in: all, inQuotation: replacer(new Map([...people, ...files])) };
}

/** Every label under which somebody speaks, or is listed. */
function labelsOf(study: Study): Set<string> {
  const labels = new Set([...study.config.speakers.values()].flat());
  for (const document of study.documents.values()) {
    const { scan } = document;
    for (let turn = 0; turn < scan.turnCount; turn++) {
      labels.add(study.context.names.name(scan.turn(turn).speaker));
      const speaker = speakerAt(study, document, turn);
      if (speaker !== null) labels.add(speaker);
    }
  }
  return labels;
}

/** Replaces whole names, the longest first: `AP1` in `AP1, AP10`, not in `AP10`. */
function replacer(aliases: ReadonlyMap<string, string>): (text: string) => string {
  const names = [...aliases.keys()].filter((name) => Array.from(name).length >= SHORTEST);
  names.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const escaped = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern =
    names.length > 0
      ? new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_])`, 'gu')
      : undefined;
  return (text) =>
    aliases.get(text) ?? (pattern ? text.replaceAll(pattern, (name) => aliases.get(name) ?? name) : text);
}

/** The same value with every text in it replaced; keys of objects stay. */
export function mapTexts<T>(value: T, map: (text: string) => string): T {
  const walk = (of: unknown): unknown => {
    if (typeof of === 'string') return map(of);
    if (Array.isArray(of)) return of.map(walk);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(Object.entries(of).map(([key, each]) => [key, walk(each)]));
  };
  return walk(value) as T;
}
