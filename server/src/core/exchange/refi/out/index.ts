import { cleanText } from '../../../clean.js';
import { passageName, subjectOf } from '../../../memos/about.js';
import type { Memo } from '../../../memos/types.js';
import { frontMatterEnd } from '../../../scan/front-matter.js';
import type { Document, Study } from '../../../study/types.js';
import { fenced } from '../fence.js';
import { guidsFor, type Guids } from '../guids.js';
import { Positions } from '../positions.js';
import type { Case, Note, Selection, Source, User } from '../types.js';
import * as write from '../write.js';
import { codeTree, families } from './codes.js';
import { type OutSegment, outSegments } from './segments.js';
import { Variables } from './variables.js';

export interface OutOptions {
  /** What the study is called where it does not say so itself. */
  readonly name: string;
  /** What wrote the file: `Qualdown 1.2.0`. */
  readonly origin: string;
  /** The SHA-1 of a text as 40 hexadecimal digits. */
  readonly sha1: (text: string) => string;
  /** The text of a file of the study, as it was read. */
  readonly read: (file: string) => Promise<string>;
  /** qualdown.yaml, as it stands. */
  readonly config: string | undefined;
}

/** A file of the archive, in pieces. */
export interface Part {
  readonly path: string;
  readonly chunks: AsyncIterable<string>;
}

/** Names of notes that hold a file of the study. */
export const CONFIG_NOTE = 'qualdown.yaml';

/** The files of a .qdpx, one after the other: project.qde, then the texts. Documents are read one at a time, twice. */
export function* projectParts(study: Study, options: OutOptions): Generator<Part> {
  const project = new OutProject(study, options);
  yield { path: 'project.qde', chunks: project.xml() };
  for (const document of study.documents.values()) {
    const path = `sources/${project.guids('text', document.file)}.txt`;
    yield { path, chunks: project.text(document) };
  }
}

/** A .qdc: the codebook alone. */
export function codebookXml(study: Study, options: Pick<OutOptions, 'name' | 'origin' | 'sha1'>): string {
  const guids = guidsFor(nameOf(study, options), options.sha1);
  return write.codebook(options.origin, codeTree(study, guids, () => []), families(study, guids));
}

export function nameOf({ config, codebook }: Study, { name }: Pick<OutOptions, 'name'>): string {
  return config.name ?? codebook.name ?? name;
}

class OutProject {
  readonly guids: Guids;
  readonly #study: Study;
  readonly #options: OutOptions;
  readonly #variables: Variables;
  /** Memos by what they are about: `code buffering`, `document a.md`, `passage a.md#id`, `project`. */
  readonly #memos = new Map<string, string[]>();

  constructor(study: Study, options: OutOptions) {
    this.#study = study;
    this.#options = options;
    this.guids = guidsFor(nameOf(study, options), options.sha1);
    this.#variables = new Variables(study, this.guids);
    for (const memo of study.memos.values()) {
      const places = memo.about.flatMap(({ text }) => this.#placeOf(text));
      for (const place of places.length > 0 ? new Set(places) : ['project'])
        this.#memos.set(place, [...this.#notesAt(place), this.guids('note', memo.file)]);
    }
  }

  async *xml(): AsyncGenerator<string> {
    const study = this.#study;
    const comments: Note[] = [];
    yield write.projectStart(nameOf(study, this.#options), this.#options.origin);
    yield write.users(this.#users());
    yield write.codes(codeTree(study, this.guids, (code) => this.#notesAt(`code ${code}`)));
    yield write.variables(this.#variables.list);
    yield write.cases(this.#cases());
    if (study.documents.size > 0) yield write.SOURCES;
    for (const document of study.documents.values()) yield write.source(await this.#source(document, comments));
    if (study.documents.size > 0) yield write.SOURCES_END;
    yield write.notes([...(await this.#memoNotes()), ...comments, ...this.#configNote()]);
    yield write.sets(families(study, this.guids));
    const configs = this.#configNote().map(({ guid }) => guid);
    yield write.projectEnd([...this.#notesAt('project'), ...configs]);
  }

  async *text(document: Document): AsyncGenerator<string> {
    const { body } = await this.#read(document);
    yield new Positions(body).text;
  }

  async #read(document: Document) {
    const text = await this.#options.read(document.file);
    const clean = cleanText(text, document.scan);
    const { range, bodyStart } = frontMatterEnd(text);
    const start = clean.toClean(bodyStart);
    const front = range ? text.slice(range.start, range.end) : '';
    return { text, clean, front, start, body: clean.text.slice(start) };
  }

  #users(): User[] {
    const { names } = this.#study.context;
    const coders = new Set<number>();
    for (const { scan } of this.#study.documents.values())
      for (let mark = 0; mark < scan.markCount; mark++) coders.add(scan.columns.coder[mark]!);
    for (const { author } of this.#study.memos.values()) if (author !== null) coders.add(names.id(author));
    coders.delete(-1);
    return Array.from(coders, (coder) => names.name(coder))
      .filter((name) => name !== '')
      .sort()
      .map((name) => ({ guid: this.guids('user', name), name }));
  }

  /** Participants, and the values by which the study compares, each with its documents. */
  #cases(): Case[] {
    const { config, documents } = this.#study;
    const people = new Map<string, string[]>(Array.from(config.participants.keys(), (id) => [id, []]));
    const values = new Map<string, string[]>();
    const add = (to: Map<string, string[]>, key: string, { file }: Document): void => {
      to.set(key, [...(to.get(key) ?? []), this.guids('source', file)]);
    };
    for (const document of documents.values()) {
      for (const id of document.participants) add(people, id, document);
      const value = document.attributes.get(config.compareBy);
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== undefined && each !== null && each !== '') add(values, String(each), document);
    }
    const none = { codes: [], selections: [] };
    return [
      ...Array.from(people, ([id, sources]) => ({
        guid: this.guids('case', 'participant', id),
        name: id,
        description: PARTICIPANT,
        values: this.#variables.of(config.participants.get(id) ?? new Map()),
        sources,
        ...none,
      })),
      ...Array.from(values, ([value, sources]) => ({
        guid: this.guids('case', config.compareBy, value),
        name: value,
        description: `${BY}${config.compareBy}`,
        values: [],
        sources,
        ...none,
      })),
    ];
  }

  async #source(document: Document, comments: Note[]): Promise<Source> {
    const { file, attributes } = document;
    const { text, clean, front, start, body } = await this.#read(document);
    const positions = new Positions(body);
    const segments = outSegments(this.#study, document, text, clean);
    const used = new Map<string, number>();
    const selections = segments.flatMap((segment) =>
      segment.ranges.map((range, index) => {
        const words = clean.text.slice(range.start, range.end);
        const key = JSON.stringify([file, words, segment.codes, segment.coder]);
        const nth = used.get(key) ?? 0;
        used.set(key, nth + 1);
        const at = { start: positions.at(range.start - start), end: positions.at(range.end - start) };
        return this.#selection(document, segment, index, words, at, [key, nth], comments);
      }),
    );
    return {
      kind: 'text',
      guid: this.guids('source', file),
      name: this.#sourceName(file),
      description: fenced({ file, front }),
      plainTextPath: `internal://${this.guids('text', file)}.txt`,
      selections,
      codings: [],
      noteRefs: this.#notesAt(`document ${file}`),
      values: this.#variables.of(attributes),
      texts: [],
      others: [],
    };
  }

  #selection(
    { file }: Document,
    { codes, coder, memo, id, notation }: OutSegment,
    index: number,
    words: string,
    at: { readonly start: number; readonly end: number },
    key: readonly [string, number],
    comments: Note[],
  ): Selection {
    const user = coder === undefined ? {} : { user: this.guids('user', coder) };
    const noteRefs = index === 0 && id !== undefined ? [...this.#notesAt(`passage ${passageName(file, id)}`)] : [];
    if (index === 0 && memo !== undefined) {
      const guid = this.guids('note', 'comment', ...key);
      const name = shortened(memo);
      comments.push({ guid, name, plainText: memo, ...user, ...NOTHING });
      noteRefs.push(guid);
    }
    return {
      guid: this.guids('selection', ...key),
      name: shortened(words),
      ...at,
      ...user,
      ...(notation[index] !== '' && { description: notation[index]! }),
      codings: codes.map((code) => ({
        guid: this.guids('coding', ...key, code),
        code: this.guids('code', code),
        noteRefs: [],
        ...user,
      })),
      noteRefs,
    };
  }

  async #memoNotes(): Promise<Note[]> {
    const notes: Note[] = [];
    for (const memo of this.#study.memos.values()) notes.push(await this.#memoNote(memo));
    return notes;
  }

  async #memoNote({ file, title, author, date }: Memo): Promise<Note> {
    const text = await this.#options.read(file);
    const { range, bodyStart } = frontMatterEnd(text);
    const front = range ? text.slice(range.start, range.end) : '';
    return {
      guid: this.guids('note', file),
      name: title,
      description: fenced({ file, front }),
      plainText: text.slice(bodyStart).replaceAll('\r\n', '\n'),
      ...(author !== null && author !== '' && { user: this.guids('user', author) }),
      ...(date !== null && /^\d{4}-\d\d-\d\d$/.test(date) && { date: `${date}T00:00:00Z` }),
      ...NOTHING,
    };
  }

  /** The settings that no program but this one has: who interviews, what attributes there are. */
  #configNote(): Note[] {
    const { config } = this.#options;
    if (config === undefined) return [];
    return [{ guid: this.guids('note', CONFIG_NOTE), name: CONFIG_NOTE, plainText: config, ...NOTHING }];
  }

  #notesAt(place: string): readonly string[] {
    return this.#memos.get(place) ?? [];
  }

  #placeOf(about: string): string[] {
    const subject = subjectOf(this.#study, about);
    switch (subject.kind) {
      case 'code':
        return [`code ${subject.id}`];
      case 'document':
        return [`document ${subject.file}`];
      case 'passage':
        return [`passage ${passageName(subject.file, subject.id)}`];
      case 'missing':
        return [];
    }
  }

  /** No slash: some programs write a file of that name. */
  #sourceName(file: string): string {
    return file.replace(/\.[^./]+$/, '').replaceAll('/', ' - ');
  }
}

/** Of cases: what they are in a study. */
export const PARTICIPANT = 'Participant';
export const BY = 'Documents by ';

const NOTHING = { selections: [], codings: [], noteRefs: [], values: [] } as const;
const LONGEST_NAME = 60;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const signs = Array.from(line);
  return signs.length <= LONGEST_NAME ? line : `${signs.slice(0, LONGEST_NAME - 1).join('')}…`;
}

