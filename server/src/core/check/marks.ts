import type { Problem, Range } from '../problem.js';
import { MARK_KINDS } from '../scan/layout.js';
import type { Scan } from '../scan/types.js';
import type { Study } from '../study/types.js';
import { problem, RULES } from './rules.js';
import { Verdicts } from './verdicts.js';

/** Marks that clash with another of their document or hold nothing: `#id` and `seg` are looked up once a mark. */
export function checkMarks(study: Study, scan: Scan, text: string): Problem[] {
  return [...repeatedIds(study, scan, text), ...unlikeFragments(study, scan), ...blankSpans(scan, text)];
}

function* repeatedIds({ context }: Study, scan: Scan, text: string): Generator<Problem> {
  const seen = new Set<number>();
  for (let mark = 0; mark < scan.markCount; mark++) {
    const name = scan.columns.id[mark]!;
    if (name === -1) continue;
    if (seen.has(name)) {
      const id = context.names.name(name);
      const message = `The id “#${id}” is given to two marks of this document.`;
      yield problem('id-repeated', idPlace(id, attributesOf(scan, mark), text), message, { id });
    }
    seen.add(name);
  }
}

function attributesOf({ columns }: Scan, mark: number): Range {
  return { start: columns.attributesStart[mark]!, end: columns.attributesEnd[mark]! };
}

function idPlace(id: string, attributes: Range, text: string): Range {
  const at = text.slice(attributes.start, attributes.end).indexOf(`#${id}`);
  if (at < 0) return attributes; // written as `id=…`
  const start = attributes.start + at;
  return { start, end: start + id.length + 1 };
}

/** Fragments whose codes or coder are not those of the first fragment with the same `seg`. */
function* unlikeFragments({ codebook, context }: Study, scan: Scan): Generator<Problem> {
  const verdicts = Verdicts.of(codebook, context.names);
  const { columns, markCount } = scan;
  const codesOf = (mark: number): string => {
    const ids: string[] = [];
    for (let at = columns.codesFrom[mark]!; at < columns.codesFrom[mark + 1]!; at++) {
      ids.push(verdicts.idOf(columns.codes[at]!));
    }
    return ids.sort().join(' ');
  };
  const firsts = new Map<number, number>();
  for (let mark = 0; mark < markCount; mark++) {
    const seg = columns.seg[mark]!;
    if (seg === -1 || columns.codesFrom[mark] === columns.codesFrom[mark + 1]) continue;
    const first = firsts.get(seg);
    if (first === undefined) {
      firsts.set(seg, mark);
      continue;
    }
    const name = context.names.name(seg);
    const [codes, others] = [codesOf(mark), codesOf(first)];
    if (codes !== others) {
      const message = `The pieces of the passage “seg=${name}” carry different codes: here ${codes}, first ${others}.`;
      yield problem('seg-codes', attributesOf(scan, mark), message, { seg: name });
    }
    if (columns.coder[mark] !== columns.coder[first]) {
      const message = `The pieces of the passage “seg=${name}” are signed by different coders.`;
      yield problem('seg-coder', attributesOf(scan, mark), message, { seg: name });
    }
  }
}

/** Coded spans that hold nothing but blanks; the scan itself notes those that hold nothing at all. */
function* blankSpans({ columns, markCount }: Scan, text: string): Generator<Problem> {
  const span = MARK_KINDS.indexOf('span');
  const { kind, contentStart, contentEnd, codesFrom } = columns;
  for (let mark = 0; mark < markCount; mark++) {
    const [start, end] = [contentStart[mark]!, contentEnd[mark]!];
    if (kind[mark] !== span || start === end || codesFrom[mark] === codesFrom[mark + 1]) continue;
    if (/\S/.test(text.charAt(start)) || text.slice(start, end).trim() !== '') continue;
    const { means, wayOut } = RULES['mark-empty'];
    yield problem(
      'mark-empty',
      { start: columns.start[mark]!, end: columns.end[mark]! },
      `${means} ${wayOut}`,
    );
  }
}
