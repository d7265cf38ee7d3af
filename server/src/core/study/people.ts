import type { FieldReader } from '../fields.js';
import type { Range } from '../problem.js';
import type { Entry } from '../yaml/index.js';
import type { AttributeValue } from './types.js';
import { attributeValue, isInterviewer } from './values.js';

export type Speakers = ReadonlyMap<string, readonly string[]>;
export type Participants = ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>;

/** `speakers:` of qualdown.yaml, the labels by role. */
export function readSpeakers(entry: Entry | undefined, reader: FieldReader): Speakers {
  const speakers = new Map<string, readonly string[]>();
  const roleOf = new Map<string, string>();
  for (const role of reader.distinct(reader.map(entry))) {
    const labels = reader.texts(role).filter((label) => {
      const other = roleOf.get(label.text);
      if (other !== undefined) clash(label, label.text, `the ${other} and the ${role.key}`, reader);
      else roleOf.set(label.text, role.key);
      return other === undefined;
    });
    speakers.set(
      role.key,
      labels.map(({ text }) => text),
    );
  }
  return speakers;
}

/** `participants:` of qualdown.yaml: attributes by id. */
export function readParticipants(
  entry: Entry | undefined,
  speakers: Speakers,
  reader: FieldReader,
): Participants {
  const people = reader.distinct(reader.map(entry));
  const asking = [...speakers].filter(([role]) => isInterviewer(role)).flatMap(([, labels]) => labels);
  const owner = new Map(asking.map((label) => [label, 'the interviewer']));
  const claim = (label: string, id: string, range: Range) => {
    const other = owner.get(label);
    if (other !== undefined && other !== id) clash(range, label, `${other} and ${id}`, reader);
    else owner.set(label, id);
  };
  for (const { key, keyRange } of people) claim(key, key, keyRange);

  const attributesOf = (person: Entry) => {
    const attributes = new Map<string, AttributeValue>();
    for (const { key, keyRange, value } of reader.distinct(reader.map(person))) {
      const plain = attributeValue(value);
      if (plain !== undefined) attributes.set(key, plain);
      else
        reader.report(
          'field-type',
          value ?? keyRange,
          `“${key}” takes one value, or a list of plain values.`,
        );
      if (key === 'name' && value?.kind === 'scalar') claim(value.text, person.key, value);
    }
    return attributes;
  };
  return new Map(people.map((person) => [person.key, attributesOf(person)]));
}

function clash(range: Range, label: string, who: string, reader: FieldReader): void {
  reader.report('speaker-clash', range, `The label “${label}” stands for ${who}; the first holds.`);
}
