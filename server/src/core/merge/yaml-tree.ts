import { isMap, isPair, isScalar, isSeq, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { linesOf } from './lines.js';

/** A YAML mapping in pieces of its text, so that what nobody changed stays as it is written, comments included. */
export interface Tree {
  readonly entries: readonly Entry[];
  /** Column of its keys. */
  readonly indent: number;
  /** Comments behind the last entry. */
  readonly tail: string;
}

export interface Entry {
  readonly key: string;
  readonly indent: number;
  /** Comments and blank lines above it. */
  readonly lead: string;
  /** Without the lead: `key: value`, or the line of the key alone if `tree` follows. Whole lines. */
  readonly text: string;
  /** The value, where it is a block mapping. */
  readonly tree: Tree | undefined;
  /** Items of a list of its own, and how it is written around them; undefined for any other value. */
  readonly list: Items | undefined;
  /** Fields of a mapping in braces. */
  readonly flow: Items | undefined;
}

export interface Items {
  readonly open: string;
  readonly items: readonly Item[];
  readonly between: string;
  readonly close: string;
}

/** `key`: of a field in braces; of an item of a list its text. */
export interface Item {
  readonly key: string;
  readonly text: string;
}

export interface YamlText {
  /** What stands above the first entry and its comments. */
  readonly head: string;
  readonly tree: Tree;
}

/** undefined: no mapping, or one that cannot be taken apart safely. */
export function readTree(text: string): YamlText | undefined {
  const document = parseDocument(text, { uniqueKeys: true, logLevel: 'silent' });
  const { contents } = document;
  if (document.errors.length > 0 || (text !== '' && !text.endsWith('\n'))) return undefined;
  if (!isMap(contents) || contents.flow || contents.items.length === 0) return undefined;
  const first = lineStart(text, keyStart(contents.items[0]!));
  const blank = /^(?:[^\n]*\n)*[ \t]*\n/.exec(text.slice(0, first))?.[0] ?? '';
  const directive = /^(?:%[^\n]*\n)*---[^\n]*\n/.exec(text.slice(0, first))?.[0] ?? '';
  const head = blank.length > directive.length ? blank : directive;
  const tree = treeOf(text, contents, head.length, text.length);
  return tree && head + rendered(tree) === text ? { head, tree } : undefined;
}

/** A tree as text. */
export function rendered({ entries, tail }: Tree): string {
  return entries.map(entryText).join('') + tail;
}

export function entryText({ lead, text, tree }: Entry): string {
  return lead + text + (tree ? rendered(tree) : '');
}

function treeOf(text: string, map: YAMLMap, from: number, to: number): Tree | undefined {
  const starts = map.items.map((pair) => keyStart(pair));
  const lines = starts.map((start) => lineStart(text, start));
  const indent = starts[0]! - lines[0]!;
  // `? key`, `- key`, two keys on one line: not as people write a codebook.
  if (
    starts.some(
      (start, index) => start - lines[index]! !== indent || !/^ *$/.test(text.slice(lines[index], start)),
    )
  )
    return undefined;
  const entries: Entry[] = [];
  let lead = text.slice(from, lines[0]);
  for (const [index, pair] of map.items.entries()) {
    const whole = text.slice(lines[index], lines[index + 1] ?? to);
    const trivia = trailing(whole, indent);
    const end = lines[index]! + whole.length - trivia.length;
    const entry = entryOf(text, pair, { indent, lead, start: lines[index]!, end });
    if (!entry) return undefined;
    entries.push(entry);
    lead = trivia;
  }
  return { entries, indent, tail: lead };
}

interface Bounds {
  readonly indent: number;
  readonly lead: string;
  readonly start: number;
  readonly end: number;
}

function entryOf(text: string, pair: Pair, { indent, lead, start, end }: Bounds): Entry | undefined {
  if (!isScalar(pair.key)) return undefined;
  const key = String(pair.key.value);
  const whole = text.slice(start, end);
  const { value } = pair;
  const plain = { key, indent, lead, text: whole, tree: undefined, list: undefined, flow: undefined };
  if (isMap(value) && value.items.length > 0) {
    if (value.flow) return { ...plain, flow: flowItems(text, value, start, end) };
    const header = start + (linesOf(whole)[0]?.length ?? 0);
    if (lineStart(text, keyStart(value.items[0]!)) < header) return plain;
    const tree = treeOf(text, value, header, end);
    return tree && { ...plain, text: text.slice(start, header), tree };
  }
  if (isSeq(value) && value.items.length > 0 && value.range) {
    return {
      ...plain,
      list: value.flow ? flowItems(text, value, start, end) : blockItems(text, value.items, start, end),
    };
  }
  return plain;
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
}

function flowItems(
  text: string,
  node: { readonly items: readonly unknown[] } & Ranged,
  start: number,
  end: number,
): Items | undefined {
  const ranges = node.items.map((item) => {
    if (!isPair(item)) return (item as Ranged).range;
    const [from] = (item.key as Ranged).range ?? [];
    const [, to] = (item.value as Ranged | null)?.range ?? (item.key as Ranged).range ?? [];
    return from === undefined || to === undefined ? undefined : [from, to];
  });
  if (ranges.some((range) => !range) || text.slice(start, end).trimEnd().includes('\n')) return undefined;
  const items = ranges.map((range, index): Item => {
    const item = node.items[index];
    const written = text.slice(range![0], range![1]);
    return { key: isPair(item) && isScalar(item.key) ? String(item.key.value) : written, text: written };
  });
  return {
    open: text.slice(start, ranges[0]![0]),
    items,
    between: ', ',
    close: text.slice(ranges.at(-1)![1], end),
  };
}

function blockItems(text: string, nodes: readonly unknown[], start: number, end: number): Items | undefined {
  const places = nodes.map((node) => (node as Ranged | null)?.range?.[0]);
  if (places.some((place) => place === undefined)) return undefined;
  const lines = places.map((place) => lineStart(text, place!));
  const dashes = lines.map((line) => /^ *- +/.exec(text.slice(line))?.[0].length);
  if (
    lines.some(
      (line, index) => dashes[index] === undefined || line + dashes[index] > places[index]! || line <= start,
    )
  )
    return undefined;
  if (new Set(lines).size !== lines.length) return undefined;
  const items = lines.map((line, index): Item => {
    const written = text.slice(line, lines[index + 1] ?? end);
    return { key: written.trim(), text: written };
  });
  return { open: text.slice(start, lines[0]), items, between: '', close: '' };
}

/** Blank lines and comments at the end of an entry that belong to what follows. */
function trailing(text: string, indent: number): string {
  const lines = linesOf(text);
  let kept = lines.length;
  while (kept > 1) {
    const line = lines[kept - 1]!;
    const isComment = /^ *#/.test(line) && line.search(/#/) <= indent;
    if (line.trim() !== '' && !isComment) break;
    kept--;
  }
  return lines.slice(kept).join('');
}

function keyStart({ key }: Pair): number {
  return (key as Ranged | null)?.range?.[0] ?? 0;
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}
