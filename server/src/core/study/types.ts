import type { Codebook } from '../codebook/types.js';
import type { Kept } from '../kept/index.js';
import type { Memo } from '../memos/types.js';
import type { Names } from '../names.js';
import type { Problem, Range } from '../problem.js';
import type { Scan, ScanOptions } from '../scan/types.js';

export type Coding = 'none' | 'partial' | 'done';
/** A scalar of front matter; dates stay text (`2024-03-05`); a list stays a list of scalars. */
export type AttributeValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

export interface AttributeRule {
  readonly type: 'text' | 'integer' | 'number' | 'date' | 'boolean';
  readonly required: boolean;
  readonly values?: readonly (string | number | boolean)[];
}

/** `qualdown.yaml`, with the defaults of design where it is silent or absent. */
export interface StudyConfig {
  readonly name?: string;
  /** Path of the codebook relative to the study. */
  readonly codebook: string;
  /** Globs of documents. */
  readonly documents: readonly string[];
  readonly compareBy: string;
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  /** Labels by role; the role `interviewer` is not counted. */
  readonly speakers: ReadonlyMap<string, readonly string[]>;
  /** Participants by id, with their attributes. */
  readonly participants: ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>;
  readonly coderOfRecord?: string;
  readonly ignoreClasses: ReadonlySet<string>;
  /** Where in the file each of its fields is stated, by the name it has there (`compare_by`): the value's place. */
  readonly places: ReadonlyMap<string, Range>;
  readonly problems: readonly Problem[];
}

/** What reading a document depends on beside its text. Same object = same reading. */
export interface ReadingContext {
  /** Of which only the types matter here. */
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly names: Names;
  readonly ignoreClasses: ReadonlySet<string>;
  readonly speakers: ReadonlyMap<string, readonly string[]>;
  readonly participants: ReadonlyMap<string, ReadonlyMap<string, AttributeValue>>;
}

/** One document of a study, read. Keeps codings and figures, not the text. */
export interface Document {
  /** Path relative to the study, with `/`. */
  readonly file: string;
  /** Opaque: equal versions mean equal text (a hash, or size and time). */
  readonly version: string;
  /** All of front matter that is a plain value or a list of such; `coding` and `participants` too. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** Where an attribute's value is stated (its name, where it has none). */
  attributeRange(name: string): Range | undefined;
  /** As stated in front matter, else `partial` with codings and `none` without. */
  readonly coding: Coding;
  readonly codingStated: boolean;
  /**
   * Ids of participants: those its front matter lists and those listed ones who speak. In order of appearance.
   */
  readonly participants: readonly string[];
  /** What is known of a participant: what this document's front matter says, else what qualdown.yaml does. */
  attributesOfParticipant(id: string): ReadonlyMap<string, AttributeValue>;
  /** The listed participant (id) who speaks turn `index`, else undefined. */
  turnParticipant(index: number): string | undefined;
  readonly scan: Scan;
  /** Of front matter alone (unreadable YAML, a wrong `coding`). */
  readonly problems: readonly Problem[];
}

/** A document that could not be read: a table that needs it stops. */
export interface Unreadable {
  readonly file: string;
  readonly reason: string;
}

/** A study as one immutable value; changes give a new one that shares the rest. */
export interface Study {
  readonly config: StudyConfig;
  readonly codebook: Codebook;
  /** Sorted by file, in code unit order: the same on every machine. */
  readonly documents: ReadonlyMap<string, Document>;
  /** By file, in code unit order. They are no documents: nothing in them is counted. */
  readonly memos: ReadonlyMap<string, Memo>;
  /** Saved comparisons and summaries of matrices, by file, in code unit order. Nothing in them is counted. */
  readonly kept: ReadonlyMap<string, Kept>;
  readonly unreadable: readonly Unreadable[];
  readonly context: ReadingContext;
  withMemo(memo: Memo): Study;
  withoutMemo(file: string): Study;
  withKept(kept: Kept): Study;
  withoutKept(file: string): Study;
  withDocument(document: Document): Study;
  /** Many at once, for the cost of one. */
  withDocuments(documents: Iterable<Document>): Study;
  withoutDocument(file: string): Study;
  withUnreadable(file: string, reason: string): Study;
  withCodebook(codebook: Codebook): Study;
}

export type ReadDocument = (file: string, text: string, version: string, context: ReadingContext) => Document;
export type { ScanOptions };
