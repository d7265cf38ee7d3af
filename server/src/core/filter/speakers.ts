import { some } from '../compare/phrases.js';
import { textsOf } from '../attributes/values.js';
import type { Voices } from '../counting/voices.js';
import { didYouMean, nearest } from '../nearest.js';
import { rosterOf } from '../study/roster.js';
import type { Study } from '../study/types.js';
import { speakersOf } from './known.js';
import { type Condition, meets } from './condition.js';
import { Unmet } from './unmet.js';
import { needValue } from './values.js';

/** Speakers by id or label; the label of a participant means that participant. */
export function voicesNamed(study: Study, asked: readonly string[]): Voices {
  const known = new Set(speakersOf(study));
  const names = asked.map((name) => {
    if (known.has(name)) return name;
    const participant = participantCalled(study, name);
    if (participant !== undefined && known.has(participant)) return participant;
    const near = didYouMean(nearest(name, known));
    const all = known.size > 0 ? ` Speakers are ${some([...known])}.` : ' No document has speakers.';
    throw new Unmet(`Nobody called “${name}” speaks in a document.${near}${all}`);
  });
  return { by: 'speaker', names: new Set(names) };
}

/** Participants of whom conditions on attributes of theirs hold: voices that all speak, one for each attribute. */
export function voicesMeeting(study: Study, where: readonly Condition[]): Voices[] {
  return [...new Set(where.map((condition) => condition.attribute))].map((attribute) => {
    const own = where.filter((condition) => condition.attribute === attribute);
    const known = new Set<string>();
    for (const document of study.documents.values())
      for (const id of document.participants)
        for (const text of textsOf(document.attributesOfParticipant(id).get(attribute))) known.add(text);
    for (const condition of own) needValue(condition, [...known]);
    const holds = (value: string | null): boolean => meets({ get: () => value ?? undefined }, own);
    return { by: { attribute }, names: new Set([...known, null].filter(holds)) };
  });
}

function participantCalled({ documents, context }: Study, label: string): string | undefined {
  const listed = rosterOf(context).participant(label);
  if (listed !== undefined) return listed;
  // A document may list participants of its own.
  const name = context.names.find(label);
  for (const document of documents.values()) {
    const { scan } = document;
    for (let turn = 0; turn < scan.turnCount; turn++)
      if (scan.turn(turn).speaker === name) return document.turnParticipant(turn);
  }
  return undefined;
}
