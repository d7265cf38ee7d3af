import { problem } from './check/rules.js';
import { readFrontMatter } from './frontmatter/index.js';
import type { FrontMatter } from './frontmatter/index.js';
import { copyOf } from './names.js';
import type { Problem, Range } from './problem.js';
import { frontMatterEnd } from './scan/front-matter.js';
import { scan } from './scan/index.js';
import type { Scan, ScanOptions } from './scan/types.js';
import { Roster, rosterOf } from './study/roster.js';
import type { AttributeRule, AttributeValue, Coding, Document, ReadingContext } from './study/types.js';
import { attributeValue, scalarsOf } from './study/values.js';
import type { Entry } from './yaml/index.js';

const CODINGS: readonly Coding[] = ['none', 'partial', 'done'];

/**
 * Reads one document: its front matter, then its text in one pass. Never throws; what is wrong in front matter is
 * among the document's problems. Keeps no part of `text`.
 * @param word told where each counted word is
 */
export function readDocument(
  file: string,
  text: string,
  version: string,
  context: ReadingContext,
  word?: ScanOptions['word'],
): Document {
  const { range } = frontMatterEnd(text);
  // What is kept of front matter is cut from a copy: a slice of the text would keep all of it in memory.
  const yaml = range ? copyOf(text, range.start, range.end) : '';
  const front = readFrontMatter(yaml, range?.start ?? 0);
  const listed = participantsOf(front.entries);
  const roster = rosterOf(context).with(listed);
  const { names, ignoreClasses } = context;
  const scanned = scan(text, { names, ignoreClasses, speakers: roster, ...(word && { word }) });
  const unclosed = range ? undefined : unclosedFrontMatter(text);
  return new ReadDocument(file, version, front, listed, roster, scanned, context, unclosed);
}

const NOTHING: ReadonlyMap<string, AttributeValue> = new Map();

class ReadDocument implements Document {
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  readonly coding: Coding;
  readonly codingStated: boolean;
  readonly problems: readonly Problem[];
  readonly #places: ReadonlyMap<string, Range>;
  readonly #listed: ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>;
  readonly #roster: Roster;
  readonly #context: ReadingContext;
  #participants: readonly string[] | undefined;

  constructor(
    readonly file: string,
    readonly version: string,
    front: FrontMatter,
    listed: ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>,
    roster: Roster,
    readonly scan: Scan,
    context: ReadingContext,
    unclosed: Problem | undefined,
  ) {
    this.#listed = listed;
    this.#roster = roster;
    this.#context = context;
    this.attributes = attributesOf(front.entries, context.attributes);
    this.#places = new Map(
      front.entries.map(({ key, keyRange, value }) => [key, shifted(value ?? keyRange, front.base)]),
    );
    const problems = front.problems.map((each) => ({ ...each, ...shifted(each, front.base) }));
    if (unclosed) problems.push(unclosed);

    const stated = this.attributes.get('coding');
    const coding = CODINGS.find((each) => each === stated);
    const place = this.#places.get('coding');
    if (place && coding === undefined) {
      problems.push(problem('coding-value', place, '“coding” is one of: none, partial, done.'));
    }
    this.codingStated = coding !== undefined;
    this.coding = coding ?? (hasCodings(scan) ? 'partial' : 'none');
    this.problems = problems;
  }

  attributeRange(name: string): Range | undefined {
    return this.#places.get(name);
  }

  get participants(): readonly string[] {
    this.#participants ??= this.#findParticipants();
    return this.#participants;
  }

  attributesOfParticipant(id: string): ReadonlyMap<string, AttributeValue> {
    const [own, ofStudy] = [this.#listed.get(id), this.#context.participants.get(id)];
    return own && own.size > 0 ? new Map([...(ofStudy ?? []), ...own]) : (ofStudy ?? NOTHING);
  }

  turnParticipant(index: number): string | undefined {
    return this.#roster.participant(this.#context.names.name(this.scan.turn(index).speaker));
  }

  /** Those of front matter in its order, then whoever else speaks. */
  #findParticipants(): readonly string[] {
    // An interviewer is listed at times, but is nobody the study is about.
    const people = [...this.#listed.keys()].filter((id) => this.#roster.role(id) !== 'interviewer');
    const found = new Set(people.map((id) => this.#roster.participant(id) ?? id));
    const speakers = new Set<number>();
    for (let turn = 0; turn < this.scan.turnCount; turn++) speakers.add(this.scan.turn(turn).speaker);
    for (const speaker of speakers) {
      const participant = this.#roster.participant(this.#context.names.name(speaker));
      if (participant !== undefined) found.add(participant);
    }
    return [...found];
  }
}

function shifted({ start, end }: Range, base: number): Range {
  return { start: start + base, end: end + base };
}

function hasCodings({ markCount, columns }: Scan): boolean {
  return markCount > 0 && columns.codesFrom[markCount]! > 0;
}

function attributesOf(
  entries: readonly Entry[],
  rules?: ReadonlyMap<string, AttributeRule>,
): ReadonlyMap<string, AttributeValue> {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of entries) {
    const plain = attributeValue(value, rules?.get(key)?.type);
    if (plain !== undefined) attributes.set(key, plain);
  }
  return attributes;
}

/** Participants that front matter lists, by id: `[P1, P2]`, a map of attributes by id, or one under `participant`. */
function participantsOf(entries: readonly Entry[]): ReadonlyMap<string, ReadonlyMap<string, AttributeValue>> {
  const participants = new Map<string, ReadonlyMap<string, AttributeValue>>();
  for (const { key, value } of entries) {
    if (key !== 'participants' && key !== 'participant') continue;
    if (value?.kind === 'map') {
      for (const person of value.entries) {
        const facts =
          person.value?.kind === 'map' ? attributesOf(person.value.entries) : new Map<string, never>();
        participants.set(person.key, facts);
      }
    } else {
      for (const id of scalarsOf(attributeValue(value, 'text') ?? null)) {
        if (id !== null && id !== '' && !participants.has(String(id)))
          participants.set(String(id), new Map());
      }
    }
  }
  return participants;
}

/** Front matter that opens, but that no second `---` closes, is text to Pandoc; it is hardly meant so. */
function unclosedFrontMatter(text: string): Problem | undefined {
  const [opening] = /^\uFEFF?---(?=[ \t]*\r?\n[\p{L}_][\p{L}\p{N}_-]*:[ \t\r\n])/u.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const message =
    'The front matter opens here and is not closed, so it is read as text. Put `---` after its last line.';
  return problem('front-matter-unclosed', { start: opening.length - 3, end: opening.length }, message);
}
