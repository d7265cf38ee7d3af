import { readAttributes, type AttributePair } from '../scan/attributes.js';
import type { Mark } from '../scan/types.js';
import { applied, type TextEdit } from './edit.js';
import type { Reading, Segment } from './reading.js';

/** What stands between the braces of a passage's marks: of its first, and of its other fragments. */
export interface Attributes {
  readonly id?: string | undefined;
  readonly codes: readonly string[];
  readonly coder?: string | undefined;
  readonly seg?: string | undefined;
  /** All others, as written. */
  readonly pairs?: readonly string[];
  /** All of the above as it is written already. */
  readonly written?: string | undefined;
}

export function firstText({ id, codes, coder, seg, pairs = [], written }: Attributes): string {
  if (written !== undefined) return written;
  const named = id === undefined ? [] : [`#${id}`];
  return [...named, partsOf({ codes, seg, coder }), ...pairs].join(' ');
}

/** A memo and the like stand on the first fragment alone: they are said once of the whole passage. */
export function otherText({ codes, coder, seg }: Attributes): string {
  return partsOf({ codes, seg, coder });
}

function partsOf({ codes, seg, coder }: Attributes): string {
  const parts = codes.map((code) => `.${code}`);
  if (seg !== undefined) parts.push(`seg=${valueText(seg)}`);
  if (coder !== undefined) parts.push(`coder=${valueText(coder)}`);
  return parts.join(' ');
}

export function withSeg(attributes: Attributes, seg: string): Attributes {
  const { written } = attributes;
  return { ...attributes, seg, written: written === undefined ? undefined : `${written} seg=${seg}` };
}

/**
 * A value as it is written: bare where it is one word, else in quotes. Attributes stand on one line, so line breaks are
 * made spaces.
 * @param coded with every sign that means anything in Markdown as a character reference
 */
export function valueText(value: string, coded = false): string {
  const line = value.replace(/\s+/gu, ' ').trim();
  if (/^[\p{L}\p{N}_-]+$/u.test(line)) return line;
  const escaped = line.replace(/&(?=#?\w+;)/g, '&amp;').replace(/["\\]/g, '\\$&');
  if (!coded) return `"${escaped}"`;
  return `"${escaped.replace(/\\"/g, '&#34;').replace(/[|`<>[\]{}*_~$!^]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"`;
}

/** The attributes of a passage, all its fragments taken together; those of ignored classes stay where they are. */
export function attributesOf(reading: Reading, { marks, codes, coder, seg }: Segment): Attributes {
  const read = marks.map((mark) => readAttributes(reading.text, mark.attributes));
  const pairs = new Map<string, string>();
  for (const pair of read.flatMap((each) => each.pairs)) {
    if (pair.key !== 'seg' && pair.key !== 'coder' && !pairs.has(pair.key))
      pairs.set(pair.key, pairText(reading.text, pair));
  }
  const id = read.find((each) => each.id !== undefined)?.id;
  const [first] = marks;
  const written = reading.text.slice(first!.attributes.start, first!.attributes.end).trim();
  const own = read[0]!.classes.map(({ name }) => name);
  const isWhole =
    marks.length === 1 &&
    reading.text[first!.attributes.start - 1] === '{' &&
    !/[\r\n]/.test(written) &&
    own.every((name) => codes.includes(name));
  return { id, codes, coder, seg, pairs: [...pairs.values()], written: isWhole ? written : undefined };
}

function pairText(text: string, { key, value, start, end }: AttributePair): string {
  const written = text.slice(start, end);
  return /[\r\n]/.test(written) ? `${key}=${valueText(value)}` : written;
}

/** What stands between a mark's braces with more codes behind those it has. */
export function withCodes(text: string, mark: Mark, codes: readonly string[]): string {
  const last = readAttributes(text, mark.attributes).classes.at(-1);
  const { start, end } = mark.attributes;
  const written = text.slice(start, end);
  if (!last) return [written.trim(), ...codes.map((code) => `.${code}`)].join(' ').trim();
  // A class may stand in `class="a b"`, where a dot would be part of the name.
  const dotted = text[last.start - 1] === '.';
  const added = codes.map((code) => (dotted ? ` .${code}` : ` ${code}`)).join('');
  return text.slice(start, last.end) + added + text.slice(last.end, end);
}

/** What stands between a mark's braces without some of its codes. */
export function withoutCodes(text: string, mark: Mark, codes: readonly string[]): string {
  const cuts = readAttributes(text, mark.attributes)
    .classes.filter(({ name }) => codes.includes(name))
    .map(({ start, end }): TextEdit => {
      const from = text[start - 1] === '.' ? start - 1 : start;
      if (/[ \t]/.test(text[from - 1] ?? '')) return { start: from - 1, end, text: '' };
      return { start: from, end: /[ \t]/.test(text[end] ?? '') ? end + 1 : end, text: '' };
    });
  return inside(text, mark, cuts);
}

/** What stands between a mark's braces with one code in the place of another. */
export function withCodeReplaced(text: string, mark: Mark, code: string, by: string): string {
  const places = readAttributes(text, mark.attributes).classes.filter(({ name }) => name === code);
  return inside(
    text,
    mark,
    places.map(({ start, end }) => ({ start, end, text: by })),
  );
}

/** What stands between a mark's braces with an attribute as given, or without it. */
export function withValue(text: string, mark: Mark, key: string, written: string | undefined): string {
  const read = readAttributes(text, mark.attributes);
  const inner = text.slice(mark.attributes.start, mark.attributes.end);
  const isToken = (token: string): boolean =>
    key === 'id' ? /^(?:#|id=)/.test(token) : token.startsWith(`${key}=`);
  const places =
    key === 'id'
      ? idPlaces(text, mark)
      : read.pairs.filter((pair) => pair.key === key && isToken(text.slice(pair.start, pair.end)));
  const [first, ...more] = places;
  const cut = ({ start, end }: { start: number; end: number }): TextEdit =>
    /[ \t]/.test(text[start - 1] ?? '')
      ? { start: start - 1, end, text: '' }
      : { start, end: /[ \t]/.test(text[end] ?? '') ? end + 1 : end, text: '' };
  if (!first)
    return written === undefined
      ? inner
      : key === 'id'
        ? `${written} ${inner.trimStart()}`
        : `${inner.trimEnd()} ${written}`;
  const edit = written === undefined ? cut(first) : { start: first.start, end: first.end, text: written };
  return inside(text, mark, [edit, ...more.map(cut)]);
}

/** Every `#id` and `id=` between a mark's braces, as written: only the last of them counts. */
function idPlaces(text: string, { attributes: { start, end } }: Mark): { start: number; end: number }[] {
  const inner = text.slice(start, end);
  const token =
    /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<=^|\s)(#[^\s}]+|id=(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s}]*))/g;
  return Array.from(inner.matchAll(token)).flatMap((match) =>
    match[1] === undefined
      ? []
      : [{ start: start + match.index, end: start + match.index + match[0].length }],
  );
}

function inside(text: string, { attributes: { start, end } }: Mark, edits: readonly TextEdit[]): string {
  const moved = edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text }));
  return applied(text.slice(start, end), moved);
}
