import type { AnalysisSpec } from './core/report/spec.js';
import type { Report } from './core/report/types.js';
import type { AdjudicationRequestTypes } from './protocol/adjudication.js';
import { adjudicationRequests } from './protocol/adjudication.js';
import type { AgreementRequestTypes } from './protocol/agreement.js';
import type { GitRequestTypes } from './protocol/git.js';
import { agreementRequests } from './protocol/agreement.js';
import { gitRequests } from './protocol/git.js';
import type { HistoryRequestTypes } from './protocol/history.js';
import { historyRequests } from './protocol/history.js';

export * from './protocol/adjudication.js';
export * from './protocol/agreement.js';
export * from './protocol/git.js';
export * from './protocol/history.js';

/**
 * Custom requests and notifications between an editor and the language server, and the plain types they carry.
 * Imports nothing but the plain types of a report. Positions are the protocol's own: lines and UTF-16 characters from 0.
 */

export interface Position {
  line: number;
  character: number;
}
export interface TextRange {
  start: Position;
  end: Position;
}
export type Coding = 'none' | 'partial' | 'done';

/** A study found in the workspace. `uri` (of its folder) names it in every request. */
export interface StudySummary {
  uri: string;
  name: string;
  compareBy: string;
  codebookUri: string;
  /** Whether all documents have been read. Until then the figures below are of those that have. */
  complete: boolean;
  documents: number;
  none: number;
  partial: number;
  codes: number;
  segments: number;
  words: number;
  coderOfRecord: string | null;
  unreadable: string[];
}

/** A code with its counts; `unknown`: used in documents, not in the codebook. */
export interface CodeNode {
  id: string;
  name: string;
  brief: string | null;
  useWhen: string | null;
  notWhen: string | null;
  /** Former ids and other names that still resolve. */
  aliases: string[];
  color: string;
  status: 'draft' | 'stable' | 'retired';
  codable: boolean;
  unknown: boolean;
  /** Segments with this code, segments with it or a descendant (once each), documents that carry it. */
  segments: number;
  total: number;
  documents: number;
  /** Where the codebook defines it; null when unknown. */
  location: { uri: string; range: TextRange } | null;
  children: CodeNode[];
}

/** A passage, as listed. `text` is shortened for display; the file holds the whole. */
export interface Passage {
  uri: string;
  file: string;
  range: TextRange;
  /** Where its first mark starts: what names it in requests. */
  at: Position;
  text: string;
  codes: string[];
  coder: string | null;
  speaker: string | null;
  case: string | null;
}

export interface DocumentSummary {
  uri: string;
  file: string;
  title: string | null;
  case: string | null;
  attributes: Record<string, string | number | boolean | null | (string | number | boolean | null)[]>;
  coding: Coding;
  codingStated: boolean;
  words: number;
  segments: number;
  participants: string[];
  /** Turns that can be coded (of no interviewer, with a counted word), and how many of them are. */
  turns: number;
  codedTurns: number;
}

/** Minimal text edits of one document, with the version (open) or content hash (closed) they were computed for. */
export interface TextEdits {
  uri: string;
  version: number | null;
  edits: { range: TextRange; newText: string }[];
}
export type EditOutcome = { edit: TextEdits } | { refused: string };

/**
 * One change of a study that may touch many files: applied whole, as one step, or not at all. `hash` of a closed file is
 * the SHA-256, in hex, of the file's bytes as they stand on disk (a byte order mark included) for which the edits were
 * worked out: who applies them reads the file, compares, and writes nothing anywhere where one differs. It is null for
 * an open document, which `version` stands for, and for a file that is to be made (`create`: it must not exist yet).
 */
export interface StudyEdit {
  files: (TextEdits & { hash: string | null; create?: true })[];
  /** What it does, for a preview and the undo list: “Rename buffering to shielding: 41 passages in 12 documents”. */
  label: string;
}
export type StudyEditOutcome = { edit: StudyEdit } | { refused: string };

/** A place in an open document as a request names it. A request about another `version` is refused. */
export interface PlaceParams {
  uri: string;
  version: number;
  /** Empty: the cursor. */
  range: TextRange;
}

/** A passage at a place, innermost first in a list. `at`: where its first mark starts, which names it in requests. */
export interface PassageHere {
  at: Position;
  kind: 'span' | 'div' | 'section' | 'mixed';
  /** Content of its fragments. */
  ranges: TextRange[];
  text: string;
  codes: string[];
  coder: string | null;
  id: string | null;
  memo: string | null;
}

/**
 * What is to be done with the codebook, and with the marks that name its codes. Codes are named by id, an alias will
 * do. docs/codebook.md says what each operation changes.
 */
export type CodebookOperation =
  /** Without `id` one is made of the name. `after`: the sibling to stand behind; else it is the last of its parent. */
  | { kind: 'create'; name: string; id?: string; parent?: string | null; brief?: string; after?: string }
  /** The id changes wherever it is written; `keepAlias`: the old one still resolves. `name`: the name changes too. */
  | { kind: 'rename'; code: string; to: string; keepAlias: boolean; name?: string }
  /** The passages of `codes` become those of `into`; their entries are kept in it, their ids as its aliases. */
  | { kind: 'merge'; codes: string[]; into: string }
  /** With all below them. `before`: the sibling to stand before; else last. */
  | { kind: 'move'; codes: string[]; parent: string | null; before?: string }
  /** `#rgb` or `#rrggbb`; null: the family's own again. */
  | { kind: 'recolor'; code: string; color: string | null }
  | { kind: 'retire'; code: string; replacedBy: string | null }
  | { kind: 'setName'; code: string; name: string }
  /** A field that holds one text, or true or false; null takes it out. */
  | { kind: 'setField'; code: string; field: CodeField; value: string | boolean | null }
  /** Only codes that no passage carries, children included. */
  | { kind: 'delete'; codes: string[] }
  /** Codes of `into` that do not exist are made, behind `code`. A passage without a choice keeps its code. */
  | {
      kind: 'split';
      code: string;
      into: { id: string; name?: string }[];
      choices: SplitChoice[];
      /** The code that was split is retired. */
      retire?: boolean;
    };
export type CodeField =
  | 'name'
  | 'brief'
  | 'definition'
  | 'use_when'
  | 'not_when'
  | 'color'
  | 'codable'
  | 'status'
  | 'replaced_by'
  | 'counterpart';
/** `uri`, `at` and `stamp` as `SplitPassage` has them; `codes`: what the passage gets instead, by id; none: it stays. */
export interface SplitChoice {
  uri: string;
  at: Position;
  stamp: string;
  codes: string[];
}
/** A passage to choose for. */
export interface SplitPassage extends Passage {
  /** Where its first mark starts. */
  at: Position;
  /** Of the document's text: choices made for an older one are refused. */
  stamp: string;
  /** Some words around the passage, to tell by; white space joined. */
  before: string;
  after: string;
  memo: string | null;
}
/**
 * `code`: the id of the code that was made, or that the operation leaves. `passages`, `documents`: how many of them get
 * other codes.
 */
export type RefactorOutcome =
  { edit: StudyEdit; code: string; passages: number; documents: number } | { refused: string };

export interface StudyParams {
  study: string;
}
export interface DocumentsParams extends StudyParams {
  /** Only this document: what the status bar shows costs no list of thousands. */
  uri?: string;
}
/** Which passages are asked for: by a query, or those of one code. */
export interface PassageQueryParams extends StudyParams {
  code?: string;
  /** Codes with `and`, `or`, `not` and `near`: docs/passages.md. */
  query?: string;
  /** A code stands for those below it too. */
  descendants?: boolean;
  /** Only those with this text, in their words or their source; upper and lower case are one. */
  filter?: string;
}
export interface PassagesParams extends PassageQueryParams {
  /** Only in these documents, and in this order. */
  uris?: string[];
  /** Of them only those that carry this very code. */
  carrying?: string;
  /** So many are left out, and so many at most are listed. */
  offset?: number;
  limit?: number;
}
/** How many passages a query finds, and where; and who has none. */
export interface PassageCounts {
  total: number;
  /** Documents with passages, in order. `codes`: how many carry each of the codes asked for. */
  documents: {
    uri: string;
    file: string;
    case: string | null;
    count: number;
    codes: Record<string, number>;
  }[];
  /** Of the documents that count (`uncoded` ones do not) and their participants those without a passage. */
  without: { documents: { uri: string; file: string; case: string | null }[]; participants: string[] };
  counted: { documents: number; participants: number };
  uncoded: number;
}
/** What is wrong with a query, and where in its text (UTF-16 offsets). */
export interface QueryProblem {
  message: string;
  start: number;
  end: number;
}
/** A passage in its context: whole, with words before and after it; white space joined but in `text`. */
export interface PassageContext {
  text: string;
  before: string;
  after: string;
  /** As a quotation in Markdown, with its source. */
  quotation: string;
  /**
   * Who last changed the mark's line by git, where nobody signed the passage; `by` is null for a change that is not
   * committed. null: signed, or git knows nothing.
   */
  lastChanged: { by: string | null; date: string } | null;
}
export interface SetCodingParams {
  uri: string;
  coding: Coding;
}
export interface ApplyCodeParams extends PlaceParams {
  codes: string[];
  coder?: string;
  /** Part of a word means the whole word; the default. */
  snap?: boolean;
  /** A selection in a heading: code its section. */
  section?: boolean;
}
/** What a selection means: what would be marked, and the section whose heading it lies in. */
export interface CodingTarget {
  /** Trimmed and, with `snap`, grown to whole words. */
  range: TextRange;
  text: string;
  section: TextRange | null;
}
export interface PassageParams extends Omit<PlaceParams, 'range'> {
  /** `at` of a passage. */
  at: Position;
}
export interface CompareParams extends StudyParams {
  by?: string;
  codes?: string[];
  rollup?: boolean;
}
/** The JSON of `qualdown compare --json`, see docs/commands.md: `cells` follow `columns`. */
export interface ComparisonTable {
  readonly by: string;
  readonly columns: readonly {
    readonly value: string | number | boolean | null;
    readonly documents: number;
    readonly participants: number;
    readonly words: number;
    readonly none: number;
    readonly partial: number;
  }[];
  readonly rows: readonly {
    readonly code: string;
    readonly parent: string | null;
    /** The code is used, but not in the codebook. */
    readonly unknown?: true;
    readonly cells: readonly {
      readonly segments: number;
      readonly documents: number;
      readonly participants: number;
      readonly words: number;
      /** null: the column has no counted words. */
      readonly rate: number | null;
      readonly share: number | null;
    }[];
  }[];
  readonly warnings: readonly string[];
  /** What counts in no column, and why. */
  readonly omitted: readonly { readonly file: string; readonly reason: string }[];
}
/** `markdown`: the table for reading, warnings first. */
export interface CompareResult {
  table: ComparisonTable;
  markdown: string;
}

// Analyses: what the Compare view, saved comparisons and exports ask, and what they get.

export type * from './core/report/spec.js';
export type * from './core/report/types.js';

export interface AnalysisParams extends StudyParams {
  spec: AnalysisSpec;
}
/** `problem`: what is wrong with what was asked (an attribute or code that there is not), in words, and the way out. */
export type AnalysisOutcome = { report: Report } | { problem: string };
/** What can be chosen for a comparison of this study. */
export interface AnalysisChoices {
  /** With the values that documents have, in natural order, and how many documents have each. */
  attributes: { name: string; values: { value: string; documents: number }[] }[];
  /** Names of attributes that only participants have, by which what they say can be told apart. */
  ofParticipants: string[];
  coders: string[];
  /** Ids of participants and labels of other speakers. */
  speakers: string[];
}
export interface CellParams extends AnalysisParams {
  /** Index of the sheet; keys of row and column, null for a whole row or column. */
  sheet: number;
  row: string | null;
  column: string | null;
  /** How many passages to leave out, and at most how many to give: a cell may have thousands. */
  from?: number;
  limit?: number;
}
/** What a figure rests on. */
export interface CellPassages {
  title: string;
  /** The figure in words: `5 of 8 documents, 12 passages, 310 of 6,120 counted words`. */
  sentence: string;
  /** Of the whole cell. */
  total: number;
  /** By document, in the order of the study; of the passages from `from` on. */
  documents: {
    file: string;
    uri: string;
    title: string;
    passages: {
      range: TextRange;
      text: string;
      /** Who speaks: participant's id or label; null where nobody is known. */
      speaker: string | null;
      codes: string[];
      coder: string | null;
      memo: string | null;
    }[];
  }[];
  /** Documents of the column that do not carry the code; participants likewise. */
  without: { file: string; uri: string; title: string }[];
  withoutParticipants: string[];
}
export interface ChartParams extends AnalysisParams {
  /** Index of the report's chart. */
  chart: number;
  theme: 'light' | 'dark' | 'contrast-dark' | 'contrast-light';
  /** Pixels. */
  width: number;
}
export type ExportFormat = 'csv' | 'tsv' | 'md' | 'json' | 'xlsx' | 'docx' | 'html' | 'svg';
export interface ExportParams extends AnalysisParams {
  format: ExportFormat;
  /** Passages behind the figures too (docx, html). */
  quotations?: boolean;
  /** Names of files, participants and speakers are replaced by numbers. */
  anonymous?: boolean;
  /** For Excel, which takes CSV without a byte order mark for something else than UTF-8. */
  bom?: boolean;
  /** svg: index of the report's chart. */
  chart?: number;
}
/** A file to be written where the researcher says. */
export interface ExportedFile {
  /** `codes-by-district.xlsx` */
  name: string;
  base64: string;
}
/** A comparison saved by name, in `comparisons/*.yaml`. */
export interface SavedComparison {
  uri: string;
  name: string;
  spec: AnalysisSpec;
  /** What is wrong with the file, in words. */
  problem: string | null;
}

/**
 * The researcher's summary of one cell of a framework matrix. Kept in `matrices/*.yaml` under its name, with what tells
 * later whether the passages under it are still the same.
 */
export interface SetSummaryParams extends AnalysisParams {
  /** `spec` is that of the matrix shown; this the name of its summaries. A new name makes a new file. */
  matrix: string;
  /** Keys of row and column of the matrix's sheet. */
  row: string;
  column: string;
  /** Empty: the summary is taken out. */
  summary: string;
}
/** Summaries of matrices that a study keeps. `fits`: written for the matrix asked about. */
export interface SavedMatrix {
  uri: string;
  name: string;
  fits: boolean;
  summaries: number;
  problem: string | null;
}

/** One passage of an open document as the editor paints it. */
export interface PaintedPassage {
  /** Where its first mark starts: its place in the document, and its name in requests. */
  at: Position;
  /** Content of its spans: painted in the text. */
  ranges: TextRange[];
  /** Content of its divs and sections: whole blocks, painted as stripes beside the text. */
  blocks: TextRange[];
  /** The delimiters: opening bracket or fence, closing with its attributes. */
  marks: TextRange[];
  /**
   * Of the delimiters those that a name can stand for when they are hidden: what closes a span, both fences of a div,
   * the attributes of a heading. In document order.
   */
  labels: TextRange[];
  coder: string | null;
  /** `family`: the uppermost code above it; itself where there is none. */
  codes: PaintedCode[];
}
export interface PaintedCode {
  id: string;
  name: string;
  color: string;
  family: string;
}
/** A turn that can be coded: of no interviewer, and with a counted word. */
export interface PaintedTurn {
  /** Behind the speaker's label. */
  start: Position;
  coded: boolean;
}
/** Passages and turns in document order. */
export interface PaintParams {
  uri: string;
  version: number;
  passages: PaintedPassage[];
  turns: PaintedTurn[];
}
/** What a preview needs to read and colour a study's documents. */
export interface Palette {
  /** By every id and alias of the codebook. */
  codes: Record<string, PaintedCode>;
  ignoreClasses: string[];
}

/** An attribute of documents, as a column of the grid. */
export interface AttributeColumn {
  name: string;
  /** null: qualdown.yaml declares nothing of it. */
  type: 'text' | 'integer' | 'number' | 'date' | 'boolean' | null;
  required: boolean;
  /** Several values may stand in a cell, `; ` between them. */
  list: boolean;
  /** The only values allowed; empty: any. */
  values: string[];
  /** Values that documents state, the most frequent first. */
  used: string[];
}
/** A document's attributes as texts, by column; empty: none; null: what no cell can hold (a map). */
export interface AttributeRow {
  uri: string;
  file: string;
  title: string | null;
  cells: (string | null)[];
}
export interface AttributeTable {
  columns: AttributeColumn[];
  rows: AttributeRow[];
}
/** What one document shall state: as cells show it, from what to what; an empty text takes the attribute out. */
export interface AttributeChange {
  uri: string;
  attributes: Record<string, { from: string; to: string }>;
}
export interface SetAttributesParams extends StudyParams {
  changes: AttributeChange[];
}
/** What a table (CSV, or copied from a spreadsheet) that names documents in one of its columns would change. */
export interface AttributeMatch {
  changes: { uri: string; file: string; attribute: string; from: string; to: string; wrong: string | null }[];
  /** Heading of the column that names documents. */
  key: string;
  matched: number;
  unmatched: { name: string; near: string[] }[];
  ambiguous: { name: string; files: string[] }[];
  /** Documents that several rows name with different values. */
  repeated: string[];
  /** Attributes that are new to the study. */
  added: string[];
}

/** What a memo is about; `target` is null where there is no such thing. */
export interface MemoSubject {
  /** As written in the memo. */
  text: string;
  kind: 'code' | 'document' | 'passage' | 'missing';
  name: string;
  target: { uri: string; range: TextRange } | null;
}
/** An analytic memo: a file below `memos/`. */
export interface MemoSummary {
  uri: string;
  file: string;
  title: string;
  kind: string | null;
  author: string | null;
  date: string | null;
  about: MemoSubject[];
  /** The beginning of its text. */
  excerpt: string;
}
/** A comment of one line on a passage. */
export interface PassageMemo {
  uri: string;
  file: string;
  range: TextRange;
  memo: string;
  codes: string[];
  coder: string | null;
  /** The passage, shortened. */
  text: string;
}
export interface NewMemoParams extends StudyParams {
  title: string;
  kind?: string;
  author?: string;
  /** `2024-03-05`: the day where the person is. */
  date: string;
  /** A code, or a document. */
  about?: { code: string } | { uri: string };
  /** A passage: gets an `#id` where it has none. */
  passage?: PassageParams;
}
export type NewMemoOutcome = { edit: StudyEdit; uri: string } | { refused: string };
/** Somebody who speaks in files that are to be imported. */
export interface ImportVoice {
  /** The label as found. */
  name: string;
  /** As the key has it, else as found. */
  label: string;
  documents: number;
  turns: number;
  words: number;
  /** Turns with a question. */
  questions: number;
  /** How the first turn begins. */
  example: string;
  /** Asks, by the study's lists or by the label itself. */
  interviewer: boolean;
}
export interface ImportPreviewParams extends StudyParams {
  /** URIs of files, or of folders of them. */
  sources: string[];
  /** Folder of the study for the documents, relative to it. */
  into?: string;
  /** URI of the file that keeps who is who, outside the study. */
  key?: string;
  /** Names this work in `importProgress`. */
  id?: string;
}
export interface ImportPreviewResult {
  /** How the first file that can be read begins; its document as it would be named. */
  first: {
    source: string;
    target: string;
    blocks: { speaker: string | null; time: string | null; text: string; heading: boolean }[];
  } | null;
  voices: ImportVoice[];
  /** `problem`: why it will not be imported. `notes`: what it has that a document cannot hold. */
  files: { source: string; notes: string[]; problem: string | null }[];
  /** Labels of interviewers and participants that the study lists. */
  interviewers: string[];
  participants: string[];
}
export interface ImportParams extends ImportPreviewParams {
  /** Names this import in `importProgress` and `stopImport`. */
  id: string;
  /** Label as found, label as written; an empty one: nobody speaks there. */
  names: [string, string][];
  /** Labels as found of those who ask. */
  interviewers: string[];
  /** Replace the names in the text, too, where they are whole words. */
  inText: boolean;
}
/** The JSON of `qualdown import --json`, see docs/import.md. */
export interface ImportResult {
  documents: {
    /** URI. */
    source: string;
    file: string | null;
    uri: string | null;
    status: 'imported' | 'would-import' | 'already' | 'exists' | 'failed' | 'stopped';
    message: string | null;
    turns: number;
    words: number;
    notes: string[];
  }[];
  imported: number;
  skipped: number;
  failed: number;
  /** Names that were given and are in none of the files that were read. */
  unused: string[];
}
export interface ImportProgress {
  id: string;
  done: number;
  of: number;
  file: string;
}

/** A search whose places get a code, see docs/autocode.md. */
export interface AutocodeParams extends StudyParams {
  pattern: string;
  regex?: boolean;
  matchCase?: boolean;
  wholeWord?: boolean;
  unit: 'sentence' | 'turn' | 'paragraph';
  code: string;
  coder?: string;
  /** The interviewer's turns too. */
  interviewer?: boolean;
  /** Only these documents. */
  uris?: string[];
}
export interface AutocodeHit {
  /** Of the unit that would be coded. */
  range: TextRange;
  /** Its clean text, and where in it the pattern was found, in UTF-16 units. */
  text: string;
  matches: { start: number; end: number }[];
  speaker: string | null;
  /** It carries the code already: it is not coded again. */
  coded: boolean;
}
export interface AutocodeDocument {
  uri: string;
  file: string;
  /** Names the text that was searched. */
  hash: string;
  /** The document says `coding: none`, so that what is coded in it counts in no table. */
  uncounted: boolean;
  hits: AutocodeHit[];
}
export type AutocodePreview = { documents: AutocodeDocument[]; searched: number } | { refused: string };
export interface AutocodeEditParams extends AutocodeParams {
  /** The hits accepted, by where they start. */
  accepted: { uri: string; hash: string; starts: Position[] }[];
}
/** `left`: accepted hits that cannot be coded, and why. */
export type AutocodeOutcome =
  | { edit: StudyEdit; coded: number; left: { uri: string; range: TextRange; reason: string }[] }
  | { refused: string };

/** A coding that a document had at the last commit, or when it was opened, and has no more. */
export interface LostItem {
  /** Names it in requests until the documents change again. */
  id: string;
  how: 'deleted' | 'unmarked' | 'recoded';
  /** Taken off by one of the editor's own commands, in this session. */
  onPurpose: boolean;
  code: string;
  name: string;
  color: string;
  coder: string | null;
  text: string;
  /** `recoded`: the code in its place. */
  by: string | null;
  /** Where the text stands, or stood; null in a deleted document. */
  range: TextRange | null;
}
export interface LostDocument {
  uri: string;
  file: string;
  /** The file itself is gone. */
  deleted: boolean;
  codings: LostItem[];
}
export interface LostList {
  /** `commit`: compared with the last commit; `opened`: with the text as each document was first opened. */
  since: 'commit' | 'opened';
  documents: LostDocument[];
}
/** How a lost coding comes back: an edit, or (its text being gone) what is to be put somewhere by the person. */
export type RestoreOutcome = { edit: StudyEdit } | { insert: string; block: boolean } | { refused: string };
/** Codings of an open document vanished in one go, between two versions of it. */
export interface LostNotice {
  study: string;
  uri: string;
  from: number;
  to: number;
  codings: { code: string; name: string; text: string }[];
}

/** Request methods; `RequestTypes` has what goes in and out. */
export const requests = {
  ...agreementRequests,
  ...adjudicationRequests,
  ...gitRequests,
  ...historyRequests,
  studies: 'qualdown/studies',
  codes: 'qualdown/codes',
  passages: 'qualdown/passages',
  documents: 'qualdown/documents',
  setCoding: 'qualdown/setCoding',
  applyCode: 'qualdown/applyCode',
  compare: 'qualdown/compare',
  analysis: 'qualdown/analysis',
  analysisChoices: 'qualdown/analysisChoices',
  cellPassages: 'qualdown/cellPassages',
  chart: 'qualdown/chart',
  exportAnalysis: 'qualdown/exportAnalysis',
  comparisons: 'qualdown/comparisons',
  saveComparison: 'qualdown/saveComparison',
  matrices: 'qualdown/matrices',
  cellSummary: 'qualdown/cellSummary',
  setSummary: 'qualdown/setSummary',
  paint: 'qualdown/paint',
  paragraphs: 'qualdown/paragraphs',
  isDocument: 'qualdown/isDocument',
  palette: 'qualdown/palette',
  coders: 'qualdown/coders',
  codingTarget: 'qualdown/codingTarget',
  units: 'qualdown/units',
  passagesAt: 'qualdown/passagesAt',
  removeCodes: 'qualdown/removeCodes',
  uncode: 'qualdown/uncode',
  replaceCode: 'qualdown/replaceCode',
  resizePassage: 'qualdown/resizePassage',
  setMark: 'qualdown/setMark',
  refactor: 'qualdown/refactor',
  newCodeId: 'qualdown/newCodeId',
  passageCounts: 'qualdown/passageCounts',
  passageContext: 'qualdown/passageContext',
  exportPassages: 'qualdown/exportPassages',
  splitPassages: 'qualdown/splitPassages',
  fixAll: 'qualdown/fixAll',
  attributes: 'qualdown/attributes',
  checkAttributes: 'qualdown/checkAttributes',
  setAttributes: 'qualdown/setAttributes',
  matchAttributes: 'qualdown/matchAttributes',
  memos: 'qualdown/memos',
  passageMemos: 'qualdown/passageMemos',
  newMemo: 'qualdown/newMemo',
  exportMemos: 'qualdown/exportMemos',
  importPreview: 'qualdown/importPreview',
  importDocuments: 'qualdown/importDocuments',
  autocode: 'qualdown/autocode',
  autocodeEdit: 'qualdown/autocodeEdit',
  lost: 'qualdown/lost',
  stillLost: 'qualdown/stillLost',
  restore: 'qualdown/restore',
} as const;

/** Parameters and result of every request. */
export interface RequestTypes
  extends AgreementRequestTypes, GitRequestTypes, HistoryRequestTypes, AdjudicationRequestTypes {
  /** Reads files that are to be imported, and writes nothing. */
  [requests.importPreview]: { params: ImportPreviewParams; result: ImportPreviewResult };
  /** Imports files. Stopped by `stopImport`, not by cancelling: what was written whole is in the result. */
  [requests.importDocuments]: { params: ImportParams; result: ImportResult };
  [requests.studies]: { params: undefined; result: StudySummary[] };
  /** `document`: with the counts of this one alone. */
  [requests.codes]: { params: StudyParams & { document?: string }; result: CodeNode[] };
  /** A query that cannot be read finds none; `passageCounts` says why. */
  [requests.passages]: { params: PassagesParams; result: Passage[] };
  [requests.passageCounts]: { params: PassageQueryParams; result: PassageCounts | { problem: QueryProblem } };
  /** null: there is no passage at that place any more. */
  [requests.passageContext]: { params: { uri: string; at: Position }; result: PassageContext | null };
  [requests.exportPassages]: {
    params: PassageQueryParams & { format: 'markdown' | 'csv' };
    result: { text: string; count: number } | { problem: QueryProblem };
  };
  [requests.documents]: { params: DocumentsParams; result: DocumentSummary[] };
  [requests.setCoding]: { params: SetCodingParams; result: EditOutcome };
  [requests.applyCode]: { params: ApplyCodeParams; result: EditOutcome };
  [requests.compare]: { params: CompareParams; result: CompareResult };
  [requests.analysis]: { params: AnalysisParams; result: AnalysisOutcome };
  [requests.analysisChoices]: { params: StudyParams; result: AnalysisChoices };
  /** The passages behind a figure, and for a zero the documents without. */
  [requests.cellPassages]: { params: CellParams; result: CellPassages | { problem: string } };
  /** A chart drawn as SVG. */
  [requests.chart]: { params: ChartParams; result: { svg: string } | { problem: string } };
  [requests.exportAnalysis]: { params: ExportParams; result: ExportedFile | { problem: string } };
  [requests.comparisons]: { params: StudyParams; result: SavedComparison[] };
  /** Works out the file that keeps a comparison by name; one of that name is replaced. */
  [requests.saveComparison]: {
    params: AnalysisParams & { name: string };
    result: StudyEditOutcome & { uri?: string };
  };
  [requests.matrices]: { params: AnalysisParams; result: SavedMatrix[] };
  /** The summary of a cell as it stands, to be edited; `''` for none. `stale`: what changed under it since, in words. */
  [requests.cellSummary]: {
    params: Omit<SetSummaryParams, 'summary'>;
    result: { summary: string; stale: string | null } | { problem: string };
  };
  /** Works out the file with the summary in it; `uri` is its file. */
  [requests.setSummary]: { params: SetSummaryParams; result: StudyEditOutcome & { uri?: string } };
  /** Paints one open document now; null: it is no document of a study. */
  [requests.paint]: { params: { uri: string }; result: PaintParams | null };
  /** Whether a file is one of its study's documents; a README is none. */
  [requests.isDocument]: { params: { uri: string }; result: boolean };
  /** The paragraphs of a document without turns that can be coded; null for no document. Costs a parse. */
  [requests.paragraphs]: { params: { uri: string }; result: PaintedTurn[] | null };
  [requests.palette]: { params: StudyParams; result: Palette };
  /** Who has signed codings of the study, by name. */
  [requests.coders]: { params: StudyParams; result: string[] };
  [requests.codingTarget]: {
    params: PlaceParams & { snap?: boolean };
    result: CodingTarget | { refused: string };
  };
  /** Sentence, paragraph, turn around the cursor: innermost first, each larger than the one before. */
  [requests.units]: { params: PlaceParams; result: TextRange[] };
  /** The passages that a place lies in, innermost first; with `touching`, all that it meets. */
  [requests.passagesAt]: { params: PlaceParams & { touching?: boolean }; result: PassageHere[] };
  /** Takes codes off a whole passage. */
  [requests.removeCodes]: { params: PassageParams & { codes: string[] }; result: EditOutcome };
  /** Takes codes off the selected stretch alone: passages shrink or split. Without `codes`, all of them. */
  [requests.uncode]: { params: PlaceParams & { codes?: string[]; snap?: boolean }; result: EditOutcome };
  [requests.replaceCode]: { params: PassageParams & { code: string; by: string }; result: EditOutcome };
  /** The passage covers just the range afterwards. */
  [requests.resizePassage]: {
    params: PassageParams & { range: TextRange; snap?: boolean };
    result: EditOutcome;
  };
  /** Sets an attribute of a passage's first mark, `null` takes it off: its memo, its `#id` (key `id`), any other. */
  [requests.setMark]: { params: PassageParams & { key: string; value: string | null }; result: EditOutcome };
  /** Works out what an operation changes in the whole study; nothing is written. */
  [requests.refactor]: { params: StudyParams & { operation: CodebookOperation }; result: RefactorOutcome };
  /**
   * Mends every problem of a rule in all files of the study in the way a quick fix would; with `message` only those
   * that say the same (each “bufering”).
   */
  [requests.fixAll]: { params: StudyParams & { rule: string; message?: string }; result: StudyEditOutcome };
  /** A free id made of a name: what `create` would take. */
  [requests.newCodeId]: {
    params: StudyParams & { name: string };
    result: { id: string } | { refused: string };
  };
  /** Every passage of a code, to choose for each what it becomes. */
  [requests.splitPassages]: { params: StudyParams & { code: string }; result: SplitPassage[] };
  /** The attributes of all documents as a grid. */
  [requests.attributes]: { params: StudyParams; result: AttributeTable };
  /** What is wrong with values as typed, in their order; null where nothing is. */
  [requests.checkAttributes]: {
    params: StudyParams & { values: { attribute: string; text: string }[] };
    result: (string | null)[];
  };
  /** Refused as a whole where one value does not fit, or a document no longer states what it did. */
  [requests.setAttributes]: { params: SetAttributesParams; result: StudyEditOutcome };
  /** null: no column of the table names documents. */
  [requests.matchAttributes]: { params: StudyParams & { text: string }; result: AttributeMatch | null };
  [requests.memos]: { params: StudyParams; result: MemoSummary[] };
  /** The comments on passages, in the order of documents and text. */
  [requests.passageMemos]: { params: StudyParams; result: PassageMemo[] };
  /** A new memo, and the `#id` of the passage that it is about, as one edit; `uri` is that of the memo. */
  [requests.newMemo]: { params: NewMemoParams; result: NewMemoOutcome };
  /** All memos as one Markdown document. */
  [requests.exportMemos]: { params: StudyParams; result: string };
  /** What a search finds, for each hit to be accepted or not; nothing is written. */
  [requests.autocode]: { params: AutocodeParams; result: AutocodePreview };
  [requests.autocodeEdit]: { params: AutocodeEditParams; result: AutocodeOutcome };
  /** Codings lost since the last commit, or since documents were opened. */
  [requests.lost]: { params: StudyParams; result: LostList };
  /** How many codings of a notice (by its `to`) the document lacks as it stands now. */
  [requests.stillLost]: { params: { uri: string; to: number }; result: number };
  [requests.restore]: { params: StudyParams & { id: string }; result: RestoreOutcome };
}

/** Notifications from the server. */
export const notifications = {
  /** `ImportProgress` of an import. */
  importProgress: 'qualdown/importProgress',
  /** `{}`: figures changed (at most a few times a second); views ask again for what they show. */
  studiesChanged: 'qualdown/studiesChanged',
  /** `PaintParams`: for documents that the editor named in `visible`. */
  painted: 'qualdown/painted',
  /** `LostNotice`: some time after the last key. */
  codingsLost: 'qualdown/codingsLost',
} as const;

/** Notifications to the server. */
export const clientNotifications = {
  /** `{ id }` of an import: it ends with the file that it is at. */
  stopImport: 'qualdown/stopImport',
  /** `{ uris: string[] }`: the documents on screen; only these are painted. */
  visible: 'qualdown/visible',
  /** `{ uri, to }`: the codings of that `LostNotice` were taken off on purpose. */
  lostOnPurpose: 'qualdown/lostOnPurpose',
  /** `{}`: the person trusts the workspace now, so that git may run. */
  trusted: 'qualdown/trusted',
} as const;
