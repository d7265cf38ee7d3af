import { extname } from 'node:path';
import {
  compose,
  findTurns,
  linesWithNames,
  namesIn,
  type KnownLabels,
  readCues,
  readPlain,
  type Reading,
  replacer,
  type Voice,
} from '../core/import/index.js';
import { wordsOf } from '../core/import/phrasing.js';
import type { Part } from '../core/import/types.js';
import { decodeText } from './decode.js';
import { readDocx } from './docx.js';
import { fingerprint } from './kinds.js';
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

/**
 * A file as a document of a study.
 * @throws Unreadable
 */
export async function convert(bytes: Uint8Array, job: Job): Promise<Converted> {
  const { encoding, ...reading } = await read(bytes, job.file);
  const names = new Map(job.names);
  const rejected = new Set([...names].filter(([, name]) => name === '').map(([name]) => name));
  const transcript = findTurns(reading, job.known, rejected);
  const choices = { names, inText: job.inText, ...(job.interviewers && { interviewers: job.interviewers }) };
  const file = job.file.normalize('NFC');
  const source = `${replacer(names)(file)} (sha256 ${fingerprint(bytes)})`;
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

async function read(bytes: Uint8Array, file: string): Promise<Reading & { encoding?: string }> {
  const kind = extname(file).toLowerCase();
  if (kind === '.docx') {
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
      throw new Unreadable('is protected by a password or an old .doc. Save it as .docx without a password');
    return readDocx(bytes);
  }
  if (bytes.subarray(0, 4).join() === '80,75,3,4')
    throw new Unreadable('is an archive or a Word document, not a text; its name should end in .docx');
  const { text, encoding } = decodeText(bytes);
  if (looksBinary(text)) throw new Unreadable('is no text');
  const reading = kind === '.txt' ? readPlain(text) : readCues(text);
  return { ...reading, ...(encoding !== undefined && { encoding }) };
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

/** More than one character in a hundred that no text has. */
function looksBinary(text: string): boolean {
  const start = text.slice(0, 10_000);
  // eslint-disable-next-line no-control-regex -- these are what is meant
  return (start.match(/[\u0000-\u0008\u000E-\u001F\uFFFD]/g)?.length ?? 0) * 100 > start.length;
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
