/** A code as the preview shows it. */
export interface PreviewCode {
  readonly id: string;
  readonly name: string;
  readonly color: string;
}

/** How documents of a study are read and coloured. */
export interface Look {
  readonly ignoreClasses: ReadonlySet<string>;
  /** By id or alias, as written. */
  code(written: string): PreviewCode;
  /** Texts of the interface. */
  readonly legend: string;
}
