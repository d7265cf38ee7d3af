/** The codebook's history, the codebook as a file, and copies for a second coder. */
export const historyRequests = {
  gitRefs: 'qualdown/gitRefs',
  codebookChanges: 'qualdown/codebookChanges',
  codeHistory: 'qualdown/codeHistory',
  exportCodebook: 'qualdown/exportCodebook',
  assign: 'qualdown/assign',
} as const;

/** A state of the study that git can name. */
export interface GitRef {
  name: string;
  kind: 'tag' | 'branch' | 'commit';
  /** `2024-03-05` */
  date: string;
  /** The first line of its commit. */
  subject: string;
}

/** In words, with the way out: no git, no commit, a folder that is not trusted. */
interface Problem {
  problem: string;
}
interface OfStudy {
  /** URI of the study. */
  study: string;
}

export interface AssignParams extends OfStudy {
  /** The attributes within whose values is drawn. */
  by: string[];
  /** How many documents; else `share` of them. */
  count?: number;
  share?: number;
  /** Where the random numbers begin; 1. */
  seed?: number;
  /** Who is to code. */
  coder?: string;
  /** URI of the folder for the copies; `second-coder` in the study. */
  folder?: string;
}

export interface Assigned {
  folder: string;
  /** Paths in the folder; `kept` were there already and stay as they were. */
  written: string[];
  kept: string[];
  /** How many documents were drawn, of how many. */
  drawn: number;
  documents: number;
  warnings: string[];
}

export interface HistoryRequestTypes {
  /** Tags first, then branches, then the commits that changed the codebook; each the latest first. */
  [historyRequests.gitRefs]: { params: OfStudy; result: { refs: GitRef[] } | Problem };
  /** What changed in the codebook as Markdown; `range` as on the command line, since the last commit if absent. */
  [historyRequests.codebookChanges]: {
    params: OfStudy & { range?: string };
    result: { markdown: string } | Problem;
  };
  [historyRequests.codeHistory]: {
    params: OfStudy & { code: string };
    result: { markdown: string } | Problem;
  };
  [historyRequests.exportCodebook]: {
    params: OfStudy & { format: 'md' | 'html' | 'csv' | 'docx'; quotations?: boolean };
    result: { name: string; base64: string };
  };
  /** Draws and writes at once. */
  [historyRequests.assign]: { params: AssignParams; result: Assigned | Problem };
}
