/** A REFI-QDA project (urn:QDA-XML:project:1.0) as plain data: what project.qde says, less what nobody here can use. */
export interface Project {
  readonly name: string;
  /** The program that wrote it, as it calls itself. */
  readonly origin: string;
  readonly users: readonly User[];
  readonly codes: readonly CodeNode[];
  readonly variables: readonly Variable[];
  readonly cases: readonly Case[];
  readonly sources: readonly Source[];
  readonly notes: readonly Note[];
  readonly links: readonly Link[];
  readonly sets: readonly CodeSet[];
  readonly graphs: number;
  readonly description: string;
  /** Notes on the project as a whole. */
  readonly noteRefs: readonly string[];
}

export interface User {
  readonly guid: string;
  readonly name: string;
}

export interface CodeNode {
  readonly guid: string;
  readonly name: string;
  readonly codable: boolean;
  /** `#rrggbb` or `#rgb`. */
  readonly color?: string;
  readonly description?: string;
  readonly noteRefs: readonly string[];
  readonly children: readonly CodeNode[];
}

export type VariableType = 'Text' | 'Boolean' | 'Integer' | 'Float' | 'Date' | 'DateTime';

export interface Variable {
  readonly guid: string;
  readonly name: string;
  readonly type: VariableType;
  readonly description?: string;
}

export interface VariableValue {
  /** Guid of the variable. */
  readonly variable: string;
  readonly type: VariableType;
  /** As it is written in XML. */
  readonly text: string;
}

export interface Case {
  readonly guid: string;
  readonly name?: string;
  readonly description?: string;
  readonly codes: readonly string[];
  readonly values: readonly VariableValue[];
  readonly sources: readonly string[];
  readonly selections: readonly string[];
}

export type SourceKind = 'text' | 'picture' | 'pdf' | 'audio' | 'video';

/** A text, wherever it stands: as a source, as what is written in a PDF, as a transcript of a recording, as a note. */
export interface Text {
  readonly guid: string;
  readonly name?: string;
  readonly description?: string;
  /** Where the words stand: `internal://GUID.txt`, or in the XML itself. */
  readonly plainTextPath?: string;
  readonly plainText?: string;
  readonly richTextPath?: string;
  readonly user?: string;
  readonly date?: string;
  readonly selections: readonly Selection[];
  /** Codings of the text as a whole. */
  readonly codings: readonly Coding[];
  readonly noteRefs: readonly string[];
  readonly values: readonly VariableValue[];
}

export interface Source extends Text {
  readonly kind: SourceKind;
  /** The text of a PDF, and the transcripts of a recording. */
  readonly texts: readonly Text[];
  /** Selections of what is no text: rectangles, stretches of time. */
  readonly others: readonly OtherSelection[];
}

export interface Note extends Text {
  /** Selections that a note itself is attached to, as some programs write annotations. */
  readonly selections: readonly Selection[];
}

/** A stretch of a text, in whatever units its writer counts (offsets.ts). */
export interface Selection {
  readonly guid: string;
  readonly name?: string;
  readonly description?: string;
  readonly start: number;
  readonly end: number;
  readonly user?: string;
  readonly codings: readonly Coding[];
  readonly noteRefs: readonly string[];
}

export interface OtherSelection {
  readonly guid: string;
  readonly name?: string;
  /** Where it is, in words: `page 3`, `0:12–0:31`. */
  readonly place: string;
  readonly codings: readonly Coding[];
}

export interface Coding {
  readonly guid: string;
  /** Guid of the code. */
  readonly code: string;
  readonly user?: string;
  readonly noteRefs: readonly string[];
}

export interface Link {
  readonly name?: string;
  readonly origin?: string;
  readonly target?: string;
}

export interface CodeSet {
  readonly guid: string;
  readonly name: string;
  readonly description?: string;
  readonly codes: readonly string[];
  readonly sources: readonly string[];
  readonly notes: readonly string[];
}
