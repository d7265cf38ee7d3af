import { cellOfContrast } from '../contrast/cell.js';
import { contrast } from '../contrast/report.js';
import { cellOfCooccurrence } from '../cooccurrence/cell.js';
import { cooccurrence } from '../cooccurrence/report.js';
import { cellOfReciprocity } from '../reciprocity/cell.js';
import { reciprocity } from '../reciprocity/report.js';
import { cellOfSaturation } from '../saturation/cell.js';
import { saturation } from '../saturation/report.js';
import { cellOfStability } from '../stability/cell.js';
import { stability } from '../stability/report.js';
import type { History } from '../history/types.js';
import { cellOfCrosstab, crosstab } from '../crosstab/index.js';
import { spread } from '../spread/index.js';
import type { Passages } from '../counting/choice.js';
import { cellOfMatrix, matrix } from '../matrix/index.js';
import type { Document, Study } from '../study/types.js';
import type { AnalysisSpec } from './spec.js';
import type { AnalysisKind, Report } from './types.js';

/** The texts that documents were read from; a study keeps none. */
export interface Texts {
  /** undefined where the text has changed since the document was read, or cannot be read any more. */
  of(document: Document): Promise<string | undefined>;
  /** What version control knows of the study; null where it knows nothing or may not be asked, undefined where nobody asked. */
  readonly history?: History | null | undefined;
  /** Called again and again in long work: lets others go on, and ends the work by throwing once nobody wants it. */
  readonly breathe?: () => Promise<void>;
}

/** What is wrong with what was asked (an attribute or code that there is not), in words, and the way out. */
export interface Impossible {
  readonly problem: string;
}

export type Maker = (study: Study, spec: AnalysisSpec, texts: Texts) => Promise<Report | Impossible>;

/** A cell of a report's table, by the keys of its row and column; null for all rows or all columns. */
export interface CellKey {
  readonly sheet: number;
  readonly row: string | null;
  readonly column: string | null;
}

/** What a figure rests on. */
export interface CellContents {
  readonly title: string;
  /** The figure in words: `5 of 8 documents, 12 passages, 310 of 6,120 counted words`. */
  readonly sentence: string;
  /** Documents that stand behind the column, in the order of the study. */
  readonly documents: readonly Document[];
  /** The segments that the figure counts; documents with none of them may be absent. */
  readonly passages: Passages;
  /** Participants of the documents who have none of the passages. */
  readonly withoutParticipants: readonly string[];
}

export type CellFinder = (
  study: Study,
  spec: AnalysisSpec,
  cell: CellKey,
  texts: Texts,
) => Promise<CellContents | Impossible>;

/** How each kind of analysis is made. */
export const makers: Record<AnalysisKind, Maker> = {
  crosstab,
  spread,
  contrast,
  reciprocity,
  stability,
  cooccurrence,
  matrix,
  saturation,
};

/** The passages that stand behind the cells of each kind. */
export const finders: Record<AnalysisKind, CellFinder> = {
  crosstab: cellOfCrosstab,
  spread: cellOfCrosstab,
  contrast: cellOfContrast,
  reciprocity: cellOfReciprocity,
  stability: cellOfStability,
  cooccurrence: cellOfCooccurrence,
  matrix: cellOfMatrix,
  saturation: cellOfSaturation,
};

/** Makes the report that a specification asks for. */
export function analyse(study: Study, spec: AnalysisSpec, texts: Texts): Promise<Report | Impossible> {
  return makers[spec.kind ?? 'crosstab'](study, spec, texts);
}

/** What one figure of a report rests on. */
export async function cellOf(
  study: Study,
  spec: AnalysisSpec,
  cell: CellKey,
  texts: Texts,
): Promise<CellContents | Impossible> {
  return finders[spec.kind ?? 'crosstab'](study, spec, cell, texts);
}
