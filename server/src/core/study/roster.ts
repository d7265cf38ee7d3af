import { Names } from '../names.js';
import type { SpeakerLookup } from '../scan/types.js';
import { isInterviewer } from './values.js';
import type { AttributeValue, ReadingContext, StudyConfig } from './types.js';

const INTERVIEWER = 'interviewer';

interface Person {
  readonly role: 'interviewer' | 'speaker';
  /** The id, of a participant. */
  readonly participant?: string;
}

/** Who is meant by a speaker label: the lists of a study, or those and what one document's front matter adds. */
export class Roster implements SpeakerLookup {
  readonly #people: ReadonlyMap<string, Person>;

  constructor(people: ReadonlyMap<string, Person>) {
    this.#people = people;
  }

  role(label: string): Person['role'] | undefined {
    return this.#people.get(label)?.role;
  }

  /** The id of the participant that a label, an id or a name stands for. */
  participant(label: string): string | undefined {
    return this.#people.get(label)?.participant;
  }

  /** Every label, id and name in the lists. */
  labels(): Iterable<string> {
    return this.#people.keys();
  }

  /** The same with the participants of a document, whose ids and names go before those of the study. */
  with(participants: ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>): Roster {
    const isKnown = (id: string) => this.participant(id) !== undefined || this.role(id) === INTERVIEWER;
    const added = [...participants].filter(([id, facts]) => facts.size > 0 || !isKnown(id));
    if (added.length === 0) return this;
    return new Roster(new Map([...this.#people, ...peopleOf(new Map(added))]));
  }
}

/** Ids go before names, and the first of two equal names holds. A participant may be the interviewer too. */
function peopleOf(participants: ReadingContext['participants']): Map<string, Person> {
  const people = new Map<string, Person>();
  const persons = Array.from(participants, ([id, attributes]) => {
    const person: Person = isInterviewer(attributes.get('role'))
      ? { role: INTERVIEWER }
      : { role: 'speaker', participant: id };
    return { id, name: attributes.get('name'), person };
  });
  for (const { id, person } of persons) people.set(id, person);
  for (const { name, person } of persons) {
    if (typeof name === 'string' && !people.has(name)) people.set(name, person);
  }
  return people;
}

const rosters = new WeakMap<ReadingContext, Roster>();

export function rosterOf(context: ReadingContext): Roster {
  let roster = rosters.get(context);
  if (!roster) {
    const people = peopleOf(context.participants);
    for (const [role, labels] of context.speakers) {
      for (const label of labels) {
        if (isInterviewer(role)) people.set(label, { role: INTERVIEWER });
        else if (!people.has(label)) people.set(label, { role: 'speaker' });
      }
    }
    rosters.set(context, (roster = new Roster(people)));
  }
  return roster;
}

const contexts = new WeakMap<StudyConfig, ReadingContext>();

/**
 * What reading documents depends on; the same object for the same configuration. With a `previous` context that one
 * where a new configuration changes nothing of it: then documents read before need not be read again.
 */
export function readingContext(config: StudyConfig, previous?: ReadingContext): ReadingContext {
  let context = contexts.get(config);
  if (!context) {
    const { attributes, ignoreClasses, speakers, participants } = config;
    const fresh = { names: new Names(), attributes, ignoreClasses, speakers, participants };
    context = previous && isSame(previous, fresh) ? previous : fresh;
    contexts.set(config, context);
  }
  return context;
}

function isSame(a: ReadingContext, b: ReadingContext): boolean {
  const print = ({ attributes, ignoreClasses, speakers, participants }: ReadingContext) =>
    JSON.stringify([
      Array.from(attributes, ([name, { type }]) => [name, type]),
      [...ignoreClasses],
      [...speakers],
      Array.from(participants, ([id, facts]) => [id, [...facts]]),
    ]);
  return print(a) === print(b);
}
