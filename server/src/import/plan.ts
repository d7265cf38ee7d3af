import type { KnownLabels } from '../core/import/types.js';

/** What an import of more than one document knows of the study it goes to; plain data, for it crosses to a thread. */
export interface Ground {
  /** Name of the study's folder. */
  readonly name: string;
  /** The file of the codebook, and its text; undefined: there is none yet. */
  readonly codebookFile: string;
  readonly codebook: string | undefined;
  /** The text of `qualdown.yaml`; undefined: there is none, the study may be made by this import. */
  readonly config: string | undefined;
  /** Paths of the study's documents and memos: none of them is written over. */
  readonly taken: readonly string[];
}

/** What people decide about such an import. */
export interface PlanOptions {
  /** Its file's name, without folders. */
  readonly file: string;
  /** Folder of the study for documents; undefined: where its documents are. */
  readonly into: string | undefined;
  readonly known: KnownLabels;
  /** Name → pseudonym, of the key and as given. */
  readonly names: readonly (readonly [string, string])[];
  readonly inText: boolean;
  /** Columns of a table, as headed. */
  readonly textColumn?: string;
  readonly nameColumn?: string;
  /** What documents of this import say in `source`, to be known again. */
  readonly source: string;
}

/** A file that an import writes: a new one, or one that it worked out from what was there. */
export interface PlannedFile {
  /** From the study downwards, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The whole text that it stands in place of; undefined: there is none of that name. */
  readonly before?: string;
  /** Counted words of a document; undefined: this is no document. */
  readonly words?: number;
  readonly turns?: number;
}

/** A whole project, codebook or table as files of a study. All are written, or none. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Ids of codes that are new in the codebook. */
  readonly codes: readonly string[];
  /** What was found, what is left out and what is worth a look, a line each, in words. */
  readonly report: readonly string[];
}

/**
 * Makes files of a study of the bytes of a file. Runs in a thread; writes nothing.
 * @throws Unreadable
 */
export type Planner = (bytes: Uint8Array, ground: Ground, options: PlanOptions) => Plan | Promise<Plan>;
