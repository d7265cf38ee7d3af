import type { PhrasingContent, RootContent } from 'mdast';

/** What a file holds before anybody knows who speaks: paragraphs, and blocks that are none. */
export type Piece = LinePiece | BlockPiece;

/** One paragraph, as Markdown's tree has it, and what its format says of it. */
export interface LinePiece {
  readonly kind: 'line';
  readonly children: readonly PhrasingContent[];
  /** Who speaks, where the format has a place for it (a voice tag of WebVTT). */
  readonly speaker?: string;
  /** When it is said, `00:12:31`. */
  readonly time?: string;
  /** A cue of subtitles, with its times in seconds: what is cut by the clock, and joined again. */
  readonly cue?: { readonly start: number; readonly end: number };
}

/** A heading, list, table, quote, footnote: kept, and never looked into for speakers. */
export interface BlockPiece {
  readonly kind: 'block';
  readonly node: RootContent;
}

/** What a reader makes of a file. */
export interface Reading {
  readonly pieces: readonly Piece[];
  /** What the file has and the document will lack, in words: “2 images”. */
  readonly omitted: readonly string[];
  /** What was done with the file's layout and is worth a look, in words. */
  readonly notes?: readonly string[];
}

/** A block of a transcript. A `speaker` begins a turn, which goes on over the blocks without one. */
export interface Part {
  readonly speaker?: string;
  readonly time?: string;
  readonly node: RootContent;
}

/** Somebody who was found to speak. */
export interface Voice {
  readonly name: string;
  readonly turns: number;
  /** Turns with a question in them. */
  readonly questions: number;
  /** Words, roughly: to tell people apart, not to count. */
  readonly words: number;
  /** What the first turn begins with. */
  readonly example: string;
  /** Interviewer by the study's lists or by the label itself (`INT`, `Moderator`). */
  readonly interviewer: boolean;
}

export interface Transcript {
  readonly parts: readonly Part[];
  readonly voices: readonly Voice[];
  readonly omitted: readonly string[];
  readonly notes: readonly string[];
}

/** What a study knows of labels: who is listed, and which of them ask. */
export interface KnownLabels {
  readonly interviewers: readonly string[];
  readonly participants: readonly string[];
}

/** What people decide about an import. */
export interface Choices {
  /** Label as found → label as written; an empty one: this is nobody who speaks. */
  readonly names: ReadonlyMap<string, string>;
  /** Labels as found of those who interview; undefined: as it looks. */
  readonly interviewers?: readonly string[];
  /** Whether the names are replaced in what is said, too, where they stand as whole words. */
  readonly inText: boolean;
}
