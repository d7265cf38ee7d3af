import type { TextEdit } from '../../edits/edit.js';
import type { Study } from '../../study/types.js';

/** What a passage's codes become: by each id that is written, the ids in its place. */
export type Recoding = ReadonlyMap<string, readonly string[]>;

/** How often a code is on passages, whoever coded them and whether they count or not. */
export interface Uses {
  readonly passages: number;
  readonly documents: number;
}

/** What operations are worked out from. */
export interface Ground {
  readonly study: Study;
  /** The codebook's text that `study.codebook` was read from. */
  readonly text: string;
  /** Of any of these codes, by whatever id they are written. */
  readonly uses: (codes: readonly string[]) => Uses;
}

/** One operation on a codebook, worked out. */
export interface Plan {
  /** Of the codebook's text; none where only passages change. */
  readonly edits: readonly TextEdit[];
  /** undefined: no passage changes. */
  readonly recoding?: Recoding;
  /** The id that the operation leaves or makes. */
  readonly code: string;
  /** What it does, as a list of steps to undo says it: “Rename buffering to shielding”. */
  readonly label: string;
}
export type PlanResult = Plan | { readonly refused: string };

export type Operation =
  | {
      readonly kind: 'create';
      readonly name: string;
      readonly id?: string;
      readonly parent?: string | null;
      readonly brief?: string;
      readonly after?: string;
    }
  | {
      readonly kind: 'rename';
      readonly code: string;
      readonly to: string;
      readonly keepAlias: boolean;
      readonly name?: string;
    }
  | { readonly kind: 'merge'; readonly codes: readonly string[]; readonly into: string }
  | {
      readonly kind: 'move';
      readonly codes: readonly string[];
      readonly parent: string | null;
      readonly before?: string;
    }
  | { readonly kind: 'recolor'; readonly code: string; readonly color: string | null }
  | { readonly kind: 'retire'; readonly code: string; readonly replacedBy: string | null }
  | { readonly kind: 'setName'; readonly code: string; readonly name: string }
  | {
      readonly kind: 'setField';
      readonly code: string;
      readonly field: string;
      readonly value: string | boolean | null;
    }
  | { readonly kind: 'delete'; readonly codes: readonly string[] }
  | {
      readonly kind: 'split';
      readonly code: string;
      readonly into: readonly NewCode[];
      readonly retire?: boolean;
    };

export interface NewCode {
  readonly id: string;
  readonly name?: string;
}
