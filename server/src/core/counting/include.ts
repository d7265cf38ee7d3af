import type { Document, Study } from '../study/types.js';
import { type Condition, meets } from '../filter/condition.js';
import { segmentsOf } from '../segments.js';
import { isSaidBy, participantsAmong, stretchesOf, type Voices } from './voices.js';
import type { Names } from '../names.js';

/** A file that counts in no figure of a table, and why. */
export interface Omitted {
  readonly file: string;
  readonly reason: string;
}

export interface Included {
  /** What tables count, in the order of the study. */
  readonly documents: readonly Document[];
  /** Documents that meet the conditions but are not coded yet. */
  readonly none: readonly Document[];
  /** `none` and what cannot be read, by file. */
  readonly omitted: readonly Omitted[];
}

/** Which of its documents a table is about. */
export interface Asked {
  /** Only documents that meet these. */
  readonly where?: readonly Condition[];
  /** Only these documents. */
  readonly documents?: ReadonlySet<Document>;
  /** Only documents in which one of these speaks, or takes part. */
  readonly voices?: readonly Voices[];
}

/** Which documents of a study a table counts: those asked for that are coded at least in part. */
export function include(study: Study, { where = [], documents, voices }: Asked = {}): Included {
  const asked = [...study.documents.values()].filter(
    (document) =>
      meets(document.attributes, where) &&
      (!documents || documents.has(document)) &&
      (!voices || takesPart(document, voices, study.context.names)),
  );
  const none = asked.filter(({ coding }) => coding === 'none');
  const omitted = [
    ...none.map((document) => ({ file: document.file, reason: whyNone(document) })),
    ...study.unreadable,
  ];
  return {
    documents: asked.filter(({ coding }) => coding !== 'none'),
    none,
    omitted: omitted.sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** Whether some voices have a part in a document: it lists one as a participant, or one has counted words in it. */
export function takesPart(document: Document, voices: readonly Voices[], names: Names): boolean {
  return (
    participantsAmong(document, voices).length > 0 ||
    stretchesOf(document, names).some(
      (stretch) =>
        stretch.wordEnd > stretch.wordStart && voices.every((each) => isSaidBy(each, document, stretch)),
    )
  );
}

function whyNone(document: Document): string {
  const { count } = segmentsOf(document);
  const passages = count === 1 ? '1 passage is coded' : `${count} passages are coded`;
  if (count > 0) return `says coding: none, though ${passages}`;
  return document.codingStated ? 'not coded yet (coding: none)' : 'not coded yet (no passage is coded)';
}
