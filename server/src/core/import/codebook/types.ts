/** What a field of a code can hold. */
export type FieldValue = string | boolean | readonly string[];

/** A code as an import brings it. */
export interface CodeIn {
  /** By which the others, and its source's passages, name it; unique in its source. */
  readonly key: string;
  readonly name: string;
  /** The id that its source gives it; made of the name where it has none, or one that cannot be written on a passage. */
  readonly id?: string;
  /** The key of the code above it. */
  readonly parent?: string;
  /** Of schemas/codebook.schema.json, without `name` and `codes`: `definition`, `color`, `examples`… */
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** A codebook that codes went into. */
export interface MergedCodebook {
  readonly text: string;
  /** From key to id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids of codes that are new. */
  readonly added: readonly string[];
  /** Ids of codes that were there already. */
  readonly kept: readonly string[];
  /** What is worth a look, in words. */
  readonly notes: readonly string[];
}
