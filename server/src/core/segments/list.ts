import { cleanSlice } from '../clean.js';
import { type Scalar, valuesOf } from '../attributes/values.js';
import { schemeOf } from '../counting/scheme.js';
import type { Range } from '../problem.js';
import type { Mark, MarkKind } from '../scan/types.js';
import { codesOfMark, fragmentsOf, segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { type LineColumn, LineIndex } from '../text.js';
import { attributesOf } from './meeting.js';
import { speakerOf } from './speaker.js';

/** One segment as people and programs read it: an entry of `qualdown segments --json`. */
export interface SegmentEntry {
  /** `#id`, else `seg`, else `file:line:column` of its start; one of its own in the document (see `idsOf`). */
  readonly id: string;
  readonly file: string;
  readonly kind: MarkKind | 'mixed';
  /** Ids of the codebook, aliases resolved; unknown codes as written. In the order written. */
  readonly codes: readonly string[];
  readonly coder: string | null;
  /** Clean text as Markdown, fragments joined by ` […] `. */
  readonly text: string;
  /** Of the first fragment's start and the last one's end. */
  readonly start: LineColumn;
  readonly end: LineColumn;
  /** What each mark is about: between the brackets, between the fences, from the heading's text to its section's end. */
  readonly fragments: readonly Fragment[];
  /** `key=value` of the marks, as written; of fragments that differ the first. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The document's value of the attribute by which the study compares. */
  readonly case: Scalar | null;
  /** Who speaks first in it: a participant's id, else the label as written; null outside all turns. */
  readonly speaker: string | null;
}

export interface Fragment {
  readonly kind: MarkKind;
  readonly start: LineColumn;
  readonly end: LineColumn;
}

export interface SegmentFilter {
  /** Segments with any of these codes, by id or alias. */
  readonly codes?: readonly string[];
  /** With `codes`: also those with a code below one of them. */
  readonly rollup?: boolean;
  /** Only segments signed by this coder. */
  readonly coder?: string;
  /** Only segments found by a query: 1 for each that is, in document order. */
  readonly found?: Uint8Array;
}

const JOINT = ' […] ';

/** The segments of one document that pass a filter, in document order. `text` is what the document was read from. */
export function listSegments(
  study: Study,
  document: Document,
  text: string,
  filter: SegmentFilter = {},
): SegmentEntry[] {
  const lines = new LineIndex(text);
  const ids = idsOf(study, document, lines);
  const { ofMark } = segmentsOf(document);
  return selectSegments(study, document, filter).map((marks) =>
    entryOf(study, document, text, lines, marks, ids[ofMark[marks[0]!]!]!),
  );
}

/** The segments of one document that pass a filter, each as its marks. Needs no text. */
export function selectSegments(
  study: Study,
  document: Document,
  filter: SegmentFilter,
): (readonly number[])[] {
  const wanted = filter.codes && rowsOf(study, filter.codes, filter.rollup ?? false);
  const scheme = schemeOf(study);
  const { coder } = segmentsOf(document);
  return fragmentsOf(document).filter(
    (marks, segment) =>
      filter.found?.[segment] !== 0 &&
      (filter.coder === undefined || nameOf(study, coder[segment]!) === filter.coder) &&
      (!wanted || codesOf(document, marks).some((code) => wanted.has(scheme.rowOf(code)))),
  );
}

/** The rows of these codes, by id or alias; with `rollup` of those below them too. */
export function rowsOf(study: Study, codes: readonly string[], rollup: boolean): ReadonlySet<number> {
  const scheme = schemeOf(study);
  // By its name first: an unknown code has no row until its name is met.
  const asked = new Set(
    codes.map((code) => {
      const name = study.context.names.find(code);
      return name < 0 ? scheme.find(code) : scheme.rowOf(name);
    }),
  );
  const rows = scheme.rows.flatMap(({ upwards }, row) =>
    (rollup ? upwards : [row]).some((above) => asked.has(above)) ? [row] : [],
  );
  return new Set(rows);
}

function codesOf(document: Document, marks: readonly number[]): number[] {
  return [...new Set(marks.flatMap((mark) => [...codesOfMark(document, mark)]))];
}

function entryOf(
  study: Study,
  document: Document,
  text: string,
  lines: LineIndex,
  indices: readonly number[],
  id: string,
): SegmentEntry {
  const marks = indices.map((index) => document.scan.mark(index));
  const scheme = schemeOf(study);
  const codes = codesOf(document, indices).map((code) => scheme.rows[scheme.rowOf(code)]!.code);
  const fragments = marks.map(({ kind, content }) => ({ kind, ...positions(lines, content) }));
  const { start } = fragments[0]!;
  const kinds = new Set(marks.map(({ kind }) => kind));
  const { ofMark, coder } = segmentsOf(document);
  return {
    id,
    file: document.file,
    kind: kinds.size === 1 ? marks[0]!.kind : 'mixed',
    codes: [...new Set(codes)],
    coder: nameOf(study, coder[ofMark[indices[0]!]!]!),
    text: outermost(marks)
      .map(({ content }) => cleanSlice(text, document.scan, content).trim())
      .join(JOINT),
    start,
    end: lines.positionAt(Math.max(...marks.map(({ content }) => content.end))),
    fragments,
    attributes: attributesOf(document, text, indices),
    case: caseOf(study, document),
    speaker: speakerOf(study, document, marks),
  };
}

/**
 * The id of each segment of a document, no two alike. Where marks claim one `#id` it is the first one's, a `seg` of that
 * name goes without; two that begin at one place (a div and the heading it begins with) are told apart by a number.
 */
function idsOf(study: Study, document: Document, lines: LineIndex): string[] {
  const { columns } = document.scan;
  const segments = fragmentsOf(document);
  const ids = new Array<string | undefined>(segments.length);
  const taken = new Set<string>();
  const claim = (segment: number, id: string | null | undefined): void => {
    if (id == null || ids[segment] !== undefined || taken.has(id)) return;
    ids[segment] = id;
    taken.add(id);
  };
  segments.forEach((marks, segment) => {
    claim(segment, nameOf(study, columns.id[marks.find((mark) => columns.id[mark]! >= 0) ?? marks[0]!]!));
  });
  segments.forEach((marks, segment) => claim(segment, nameOf(study, columns.seg[marks[0]!]!)));
  return segments.map((marks, segment) => {
    const { line, column } = lines.positionAt(columns.contentStart[marks[0]!]!);
    const place = `${document.file}:${line}:${column}`;
    claim(segment, place);
    for (let number = 2; ids[segment] === undefined; number++) claim(segment, `${place}-${number}`);
    return ids[segment];
  });
}

/** Fragments without those that lie inside another one: their words are in its text. */
function outermost(marks: readonly Mark[]): Mark[] {
  let end = -1;
  return marks.filter((mark) => {
    if (mark.end <= end) return false;
    end = mark.end;
    return true;
  });
}

/** One value as it is, several as one text. */
function caseOf({ config }: Study, document: Document): Scalar | null {
  const values = valuesOf(document.attributes.get(config.compareBy));
  return values.length > 1 ? values.join(', ') : (values[0] ?? null);
}

function positions(lines: LineIndex, { start, end }: Range): { start: LineColumn; end: LineColumn } {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

function nameOf({ context }: Study, name: number): string | null {
  return name < 0 ? null : context.names.name(name);
}
