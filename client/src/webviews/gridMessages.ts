/** What the extension and the page of the attribute grid say to each other. */

export interface GridColumn {
  name: string;
  /** What it takes, in a word or two. */
  hint: string;
  /** Values to choose from while typing. */
  values: string[];
}
export interface GridRow {
  uri: string;
  /** Path relative to the study. */
  file: string;
  title: string | null;
  /** Texts by column; null: nothing a cell can hold. */
  cells: (string | null)[];
}
/** A value to put into a cell; `wrong`: why the study does not take it, null where it does, undefined: to be asked. */
export interface GridValue {
  uri: string;
  attribute: string;
  to: string;
  wrong?: string | null;
}
export interface GridChange {
  uri: string;
  attribute: string;
  from: string;
  to: string;
}

export type ToGrid =
  | { type: 'table'; title: string; columns: GridColumn[]; rows: GridRow[]; texts: GridTexts }
  | { type: 'checked'; values: GridValue[] }
  /** Values found by file name, with what to say of them. */
  | { type: 'fill'; values: GridValue[]; notes: string[] }
  /** What was pasted names no documents: it goes where the cursor is. */
  | { type: 'block'; rows: string[][] }
  | { type: 'column'; name: string }
  | { type: 'failed'; message: string };

export type FromGrid =
  | { type: 'ready' }
  | { type: 'check'; values: GridValue[] }
  | { type: 'paste'; text: string; rows: string[][] }
  | { type: 'apply'; changes: GridChange[] }
  | { type: 'open'; uri: string }
  | { type: 'changed'; count: number }
  | { type: 'import' }
  | { type: 'export'; rows: string[][] }
  | { type: 'addColumn' };

/** Texts of the page; `{0}`, `{1}` are put in there. */
export interface GridTexts {
  document: string;
  apply: string;
  discard: string;
  import: string;
  export: string;
  addColumn: string;
  nothing: string;
  changes: string;
  overwrites: string;
  wrong: string;
  was: string;
  none: string;
  fixed: string;
  dropped: string;
  empty: string;
  close: string;
  keys: string;
}
