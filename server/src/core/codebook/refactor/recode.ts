import { readDocument } from '../../document.js';
import { applied, type TextEdit } from '../../edits/edit.js';
import { readAttributes, type AttributeClass } from '../../scan/attributes.js';
import type { Scan } from '../../scan/types.js';
import type { Document, Study } from '../../study/types.js';
import type { Recoding } from './types.js';

/** Edits of one document, and of how many passages; or why there are none. */
export type Recoded =
  { readonly edits: readonly TextEdit[]; readonly passages: number } | { readonly refused: string };

/**
 * Writes other codes on a document's marks. Touches the ids of codes and nothing else: no text, no attribute. A mark
 * that would carry a code twice carries it once. Read again before it is given: the same marks with the codes replaced.
 * @param recoding of all marks, or of each by its index, where each has its own
 */
export function recode(
  study: Study,
  document: Document,
  text: string,
  recoding: Recoding | ReadonlyMap<number, Recoding>,
): Recoded {
  const { scan } = document;
  const { columns, markCount, names } = scan;
  const recodingOf = (mark: number): Recoding | undefined =>
    isOfAll(recoding) ? recoding : recoding.get(mark);
  const all: readonly Recoding[] = isOfAll(recoding) ? [recoding] : [...recoding.values()];
  const wanted = new Set(all.flatMap((each) => [...each.keys()]).map((id) => names.find(id)));
  const passages = new Set<number>();
  const edits: TextEdit[] = [];
  const changed = new Map<number, readonly string[]>();
  for (let index = 0; index < markCount; index++) {
    const codes = columns.codes.subarray(columns.codesFrom[index], columns.codesFrom[index + 1]);
    if (!codes.some((code) => wanted.has(code))) continue;
    const change = recodingOf(index);
    if (!change) continue;
    const attributes = { start: columns.attributesStart[index]!, end: columns.attributesEnd[index]! };
    const { classes } = readAttributes(text, attributes);
    const written = rewritten(classes, change, (id) => study.codebook.resolve(id)?.id ?? id);
    edits.push(...written.flatMap((ids, at) => classEdit(text, classes[at]!, ids) ?? []));
    // Classes that are no codes stay, and are told apart from the codes here.
    const ids = new Set(
      Array.from(codes, (code) => names.name(code)).flatMap((id) => [id, ...(change.get(id) ?? [])]),
    );
    changed.set(
      index,
      written.flat().filter((id) => ids.has(id)),
    );
    // Pieces of one passage are one.
    const seg = columns.seg[index]!;
    passages.add(seg === -1 ? -1 - index : seg);
  }
  if (edits.length === 0) return { edits, passages: 0 };
  // The attributes of an outer span stand behind those of the spans in it.
  edits.sort((a, b) => a.start - b.start);
  return isMeant(study, document, applied(text, edits), edits, changed)
    ? { edits, passages: passages.size }
    : { refused: `The marks of ${document.file} cannot be changed safely. Nothing was written.` };
}

function isOfAll(recoding: Recoding | ReadonlyMap<number, Recoding>): recoding is Recoding {
  return typeof [...recoding.keys()][0] !== 'number';
}

/** What stands in the place of each class: itself, other ids, or nothing where the code stands before. */
function rewritten(
  classes: readonly AttributeClass[],
  recoding: Recoding,
  codeOf: (id: string) => string,
): string[][] {
  const counts = new Map<string, number>();
  const targets = classes.map(({ name }) => recoding.get(name) ?? [name]);
  for (const id of targets.flat()) counts.set(codeOf(id), (counts.get(codeOf(id)) ?? 0) + 1);
  const touched = new Set(classes.flatMap(({ name }) => recoding.get(name) ?? []).map(codeOf));
  const seen = new Set<string>();
  return targets.map((ids) =>
    ids.filter((id) => {
      const code = codeOf(id);
      if (!touched.has(code)) return true;
      const isFirst = !seen.has(code);
      seen.add(code);
      return isFirst;
    }),
  );
}

function classEdit(
  text: string,
  { name, start, end }: AttributeClass,
  ids: readonly string[],
): TextEdit | undefined {
  if (ids.length === 1 && ids[0] === name) return undefined;
  const dotted = text[start - 1] === '.';
  if (ids.length > 0) {
    // `::: word` has room for one.
    const bare = !dotted && !/[\s"'=]/.test(text[start - 1] ?? '') ? false : isWord(text, start, end);
    if (bare && ids.length > 1) return { start, end, text: `{${ids.map((id) => `.${id}`).join(' ')}}` };
    return { start, end, text: ids.join(dotted ? ' .' : ' ') };
  }
  if (dotted) return withBlank(text, start - 1, end);
  const pair = /(?:class=)(["']?)$/.exec(text.slice(Math.max(0, start - 8), start));
  const quote = pair?.[1] ?? '';
  const whole = pair && (quote === '' || text[end] === quote);
  return whole ? withBlank(text, start - pair[0].length, end + quote.length) : withBlank(text, start, end);
}

/** Whether a class is the one word behind the colons of a div's fence. */
function isWord(text: string, start: number, end: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /:{3,}[ \t]*$/.test(line) && /^[ \t]*:*[ \t]*\r?(?:\n|$)/.test(text.slice(end, end + 200));
}

/** With one of the blanks beside it. */
function withBlank(text: string, start: number, end: number): TextEdit {
  if (/[ \t]/.test(text[start - 1] ?? '')) return { start: start - 1, end, text: '' };
  return { start, end: /[ \t]/.test(text[end] ?? '') ? end + 1 : end, text: '' };
}

/** The same marks at the same places (but for what was written into them), with the codes meant, and the same words. */
function isMeant(
  { context }: Study,
  document: Document,
  after: string,
  edits: readonly TextEdit[],
  changed: ReadonlyMap<number, readonly string[]>,
): boolean {
  const { scan: old } = document;
  const { scan: now } = readDocument(document.file, after, '', context);
  if (old.markCount !== now.markCount || old.words !== now.words || old.turnCount !== now.turnCount)
    return false;
  const moved = movedBy(edits);
  const [a, b] = [old.columns, now.columns];
  for (let mark = 0; mark < old.markCount; mark++) {
    const same =
      a.kind[mark] === b.kind[mark] &&
      moved(a.start[mark]!) === b.start[mark] &&
      moved(a.end[mark]!) === b.end[mark] &&
      moved(a.contentStart[mark]!) === b.contentStart[mark] &&
      moved(a.contentEnd[mark]!) === b.contentEnd[mark] &&
      a.id[mark] === b.id[mark] &&
      a.seg[mark] === b.seg[mark] &&
      a.coder[mark] === b.coder[mark] &&
      a.wordStart[mark] === b.wordStart[mark] &&
      a.wordEnd[mark] === b.wordEnd[mark];
    if (!same || !sameCodes(old, now, mark, changed.get(mark), (name) => context.names.id(name)))
      return false;
  }
  return true;
}

function sameCodes(
  old: Scan,
  now: Scan,
  mark: number,
  changed: readonly string[] | undefined,
  idOf: (name: string) => number,
): boolean {
  const meant = new Set(changed ? changed.map(idOf) : codesOf(old, mark));
  const after = codesOf(now, mark);
  return after.length === meant.size && after.every((code) => meant.has(code));
}

function codesOf({ columns }: Scan, mark: number): readonly number[] {
  return Array.from(columns.codes.subarray(columns.codesFrom[mark], columns.codesFrom[mark + 1]));
}

/** Where an offset outside the edits is after them. Edits ascend. */
function movedBy(edits: readonly TextEdit[]): (offset: number) => number {
  const shifts: number[] = [];
  let shift = 0;
  for (const { start, end, text } of edits) {
    shift += text.length - (end - start);
    shifts.push(shift);
  }
  return (offset) => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edits[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (shifts[low - 1] ?? 0);
  };
}
