import {
  compose,
  findTurns,
  linesWithNames,
  namesIn,
  type KnownLabels,
  replacer,
  type Voice,
} from '../core/import/index.js';
import { wordsOf } from '../core/import/phrasing.js';
import type { Part } from '../core/import/types.js';
import { Content } from './content.js';
import { EXTENSIONS, fingerprint, type ImportKind, kindNamed, kindOf, type StudyKind } from './kinds.js';
import type { Ground, Plan } from './plan.js';
import { PLANNERS } from './planners.js';
import { READERS } from './readers.js';
import { tableOf } from './spreadsheet.js';
import { Unreadable } from './unreadable.js';

/** How many blocks a preview has. */
const PREVIEWED = 60;

/** One file to be converted; plain data, for it crosses to a thread. */
export interface Job {
  /** Its name, without folders. */
  readonly file: string;
  readonly known: KnownLabels;
  readonly names: readonly (readonly [string, string])[];
  readonly interviewers?: readonly string[];
  readonly inText: boolean;
  /** The kind that it is taken for, whatever is in it. */
  readonly from?: string;
  readonly ground: Ground;
  readonly into: string | undefined;
  readonly textColumn?: string;
  readonly nameColumn?: string;
}

export interface Shown {
  readonly speaker: string | null;
  readonly time: string | null;
  readonly text: string;
  readonly heading: boolean;
}

export interface Converted {
  readonly text: string;
  readonly turns: number;
  readonly words: number;
  readonly voices: readonly Voice[];
  /** Labels as they are written. */
  readonly interviewers: readonly string[];
  readonly participants: readonly string[];
  readonly omitted: readonly string[];
  /** What is worth a look. */
  readonly notes: readonly string[];
  /** Names of the job that are in the file. */
  readonly used: readonly string[];
  /** In words, where it is not UTF-8. */
  readonly encoding?: string;
  /** How it begins, with the names as found. */
  readonly preview: readonly Shown[];
}

/** What becomes of one file: a document, or files of a study. */
export type Outcome = { readonly kind: string } & (
  { readonly converted: Converted } | { readonly plan: Plan }
);

/**
 * A file as what its kind makes of it.
 * @throws Unreadable
 */
export async function convert(bytes: Uint8Array, job: Job): Promise<Outcome> {
  const { kind } = await kindOfFile(bytes, job);
  if (!isStudyKind(kind)) return { kind, converted: await documentOf(bytes, job, READERS[kind]) };
  const { ground, file, into, known, names, inText, textColumn, nameColumn } = job;
  const options = {
    file,
    into,
    known,
    names,
    inText,
    source: sourceOf(bytes, job),
    ...(textColumn !== undefined && { textColumn }),
    ...(nameColumn !== undefined && { nameColumn }),
  };
  return { kind, plan: await PLANNERS[kind](bytes, ground, options) };
}

function isStudyKind(kind: ImportKind['kind']): kind is StudyKind {
  return kind in PLANNERS;
}

/** What front matter says of where it comes from; its name with the pseudonyms. */
function sourceOf(bytes: Uint8Array, { file, names }: Job): string {
  return `${replacer(new Map(names))(file.normalize('NFC'))} (sha256 ${fingerprint(bytes)})`;
}

async function documentOf(
  bytes: Uint8Array,
  job: Job,
  read: (typeof READERS)[keyof typeof READERS],
): Promise<Converted> {
  const { encoding, ...reading } = await read(bytes);
  const names = new Map(job.names);
  const rejected = new Set([...names].filter(([, name]) => name === '').map(([name]) => name));
  const transcript = findTurns(reading, job.known, rejected);
  const choices = { names, inText: job.inText, ...(job.interviewers && { interviewers: job.interviewers }) };
  const file = job.file.normalize('NFC');
  const source = sourceOf(bytes, job);
  const { text, ...figures } = compose(transcript, choices, job.known, source);
  const { voices, omitted } = transcript;
  const words = [file, ...transcript.parts.map(({ node }) => textOf(node))].join('\n');
  const used = [
    ...voices.map(({ name }) => name),
    ...namesIn(words, [...names.keys(), ...(job.interviewers ?? [])]),
  ];
  const notes = [...transcript.notes, ...remaining(text, names), ...shared(transcript.voices, names)];
  const preview = transcript.parts.slice(0, PREVIEWED).map(shown);
  return {
    text,
    ...figures,
    voices,
    omitted,
    notes,
    used,
    preview,
    ...(encoding !== undefined && { encoding }),
  };
}

/** The kind of a file. @throws Unreadable where it is none that can be imported */
async function kindOfFile(bytes: Uint8Array, { file, from }: Job): Promise<ImportKind> {
  const asked = from === undefined ? undefined : kindNamed(from);
  if (asked) return asked;
  const content = new Content(bytes, file);
  const isWorkbook = content.entries.includes('xl/workbook.xml');
  const heads = isWorkbook ? (await tableOf(bytes, file))[0] : undefined;
  const kind = kindOf(heads ? new Content(bytes, file, heads) : content);
  if (!kind) throw new Unreadable(`is none of ${EXTENSIONS.join(', ')}`);
  return kind;
}

/** A name that is replaced in labels alone, or is written otherwise, is told by its lines; never by itself. */
function remaining(text: string, names: ReadonlyMap<string, string>): string[] {
  const lines = linesWithNames(text, names);
  if (lines.length === 0) return [];
  const few = lines.slice(0, 8).join(', ') + (lines.length > 8 ? ' …' : '');
  return [
    `a name that has a pseudonym still stands in its text (${lines.length === 1 ? 'line' : 'lines'} ${few})`,
  ];
}

/** Two people who are called the same are one from here on. */
function shared(voices: readonly Voice[], names: ReadonlyMap<string, string>): string[] {
  const labels = voices.map(({ name }) => names.get(name) ?? name).filter((label) => label !== '');
  const twice = new Set(labels.filter((label, index) => labels.indexOf(label) < index));
  return [...twice].map((label) => `two who speak in it are both called ${label}`);
}

function shown({ speaker, time, node }: Part): Shown {
  return {
    speaker: speaker ?? null,
    time: time ?? null,
    text: textOf(node).slice(0, 400),
    heading: node.type === 'heading',
  };
}

function textOf(node: Part['node']): string {
  return wordsOf([node as never]);
}
