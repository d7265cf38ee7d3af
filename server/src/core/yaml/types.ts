import type { Range } from '../problem.js';

/** YAML as plain values with their places in the text; anchors and aliases are already followed. */
export type Value = Scalar | List | Mapping;

export interface Scalar extends Range {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As the author wrote it: `0x1F` or `No`, without quotes. */
  readonly text: string;
}
export interface List extends Range {
  readonly kind: 'list';
  readonly items: readonly Value[];
}
export interface Mapping extends Range {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}
/** `key: value`. A repeated key stands twice: the caller says what that means. Starts at the key. */
export interface Entry extends Range {
  readonly key: string;
  /** Without quotes. */
  readonly keyRange: Range;
  /** undefined where nothing, or `~`, or `null` is written. */
  readonly value: Value | undefined;
}

export interface YamlFault extends Range {
  readonly message: string;
}
export interface Yaml {
  /** undefined for an empty text, or where nothing could be read. */
  readonly root: Value | undefined;
  readonly faults: readonly YamlFault[];
}
