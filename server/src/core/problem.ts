/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * Something wrong or doubtful in a file, told in the researcher's words.
 * `rule` is stable: people search for it, filter by it and read about it in docs/problems.md.
 */
export interface Problem extends Range {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What a fix needs to know, by rule (e.g. the nearest code ids of an unknown one). */
  readonly data?: Readonly<Record<string, unknown>>;
}
