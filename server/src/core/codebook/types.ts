import type { Problem, Range } from '../problem.js';

export type CodeStatus = 'draft' | 'stable' | 'retired';

/** One code of the codebook, after MacQueen and others (1998). Absent text fields are undefined. */
export interface Code {
  readonly id: string;
  /** `name`, else the id. */
  readonly name: string;
  readonly brief?: string;
  readonly definition?: string;
  readonly useWhen?: string;
  readonly notWhen?: string;
  readonly examples: readonly string[];
  /** As written; `codebook/colors.ts` gives every code one. */
  readonly color?: string;
  readonly codable: boolean;
  readonly aliases: readonly string[];
  readonly status: CodeStatus;
  readonly replacedBy?: string;
  /** Symmetric: also set where only the other side states it. */
  readonly counterpart?: string;
  readonly parent?: string;
  readonly children: readonly string[];
  /** Depth in the tree, roots 0. */
  readonly depth: number;
  /** The id where it is defined, and the whole entry, in the codebook's text. */
  readonly idRange: Range;
  readonly range: Range;
}

/** An immutable codebook. Never throws on bad YAML: holds what could be read, and the problems. */
export interface Codebook {
  readonly name?: string;
  /** Depth first, as written. */
  readonly codes: ReadonlyMap<string, Code>;
  readonly roots: readonly string[];
  readonly problems: readonly Problem[];
  /** The code of an id or of an alias. A retired code resolves to itself: `successor` says what replaces it. */
  resolve(idOrAlias: string): Code | undefined;
  /** The end of the `replaced_by` chain, undefined where there is none or it leads nowhere or in a circle. */
  successor(id: string): Code | undefined;
  /** A code and all below it, in order. */
  descendants(id: string): readonly string[];
}
