import { trimmed } from '../../../blocks.js';
import type { CleanText } from '../../../clean.js';
import type { Range } from '../../../problem.js';
import { valueText } from '../../../edits/attributes.js';
import { readAttributes } from '../../../scan/attributes.js';
import { codesOfMark, fragmentsOf, segmentsOf } from '../../../segments.js';
import type { Document, Study } from '../../../study/types.js';

/** A passage as other programs have it: stretches of the clean text, with its codes. */
export interface OutSegment {
  /** One, unless there is text between its fragments. UTF-16 units of the clean text. */
  readonly ranges: readonly Range[];
  /** Ids of the codebook; unknown ones as written. */
  readonly codes: readonly string[];
  readonly coder: string | undefined;
  readonly id: string | undefined;
  readonly memo: string | undefined;
  /** What the standard has no place for, of each range: `{#open-doors stance=lacking}`, as a mark has it. */
  readonly notation: readonly string[];
}

/** The passages of a document, in its order. Marks around nothing are none. */
export function outSegments(study: Study, document: Document, text: string, clean: CleanText): OutSegment[] {
  const { names } = study.context;
  const { coder } = segmentsOf(document);
  return fragmentsOf(document).flatMap((indices, segment) => {
    const marks = indices.map((index) => document.scan.mark(index));
    const regions = marks.flatMap(
      ({ content }) =>
        trimmed(clean.text, { start: clean.toClean(content.start), end: clean.toClean(content.end) }) ?? [],
    );
    const ranges = joined(clean.text, regions);
    if (ranges.length === 0) return [];
    const written = indices.flatMap((index) => [...codesOfMark(document, index)]);
    const codes = new Set(
      written.map((code) => study.codebook.resolve(names.name(code))?.id ?? names.name(code)),
    );
    const read = marks.map(({ attributes }) => readAttributes(text, attributes));
    const id = read.find((each) => each.id !== undefined)?.id;
    const pairs = new Map<string, string>();
    for (const { key, value } of read.flatMap((each) => each.pairs))
      if (key !== 'coder' && !pairs.has(key)) pairs.set(key, value);
    const seg = pairs.get('seg');
    pairs.delete('seg');
    const by = coder[segment]!;
    return [
      {
        ranges,
        codes: [...codes],
        coder: by < 0 ? undefined : names.name(by),
        id,
        memo: pairs.get('memo')?.trim() || undefined,
        notation: ranges.map((_, index) =>
          notationOf(index === 0 ? { id, pairs } : {}, ranges.length > 1 ? seg : undefined),
        ),
      },
    ];
  });
}

function notationOf(
  { id, pairs = new Map() }: { id?: string | undefined; pairs?: ReadonlyMap<string, string> },
  seg: string | undefined,
): string {
  const parts = [
    ...(id === undefined ? [] : [`#${id}`]),
    ...(seg === undefined ? [] : [`seg=${valueText(seg)}`]),
    ...Array.from(pairs, ([key, value]) => `${key}=${valueText(value)}`),
  ];
  return parts.length === 0 ? '' : `{${parts.join(' ')}}`;
}

/** Between fragments of one passage: nothing but white space, the delimiters of emphasis, the signs that begin lines. */
const GAP = /^(?:[\s*_~>]|(?<=\n[ \t>]*)(?:[-+]|\d{1,9}[.)]|#{1,6})(?=[ \t]))*$/;

/** Ranges with only Markdown's own signs between them are one. */
function joined(text: string, ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && (range.start <= last.end || GAP.test(text.slice(last.end, range.start))))
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else result.push(range);
  }
  return result;
}
