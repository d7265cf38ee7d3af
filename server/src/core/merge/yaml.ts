import { isConflict, type Chunk, type Markers, type MergeLines, written } from './lines.js';
import type { MergeResult } from './document.js';
import { codeIds, placeCodes, type Codes } from './yaml-codes.js';
import { type Entry, entryText, type Items, readTree, type Tree } from './yaml-tree.js';

export interface YamlMergeOptions {
  readonly lines: MergeLines;
  readonly markers?: Markers;
  /** Codes are told by their ids, wherever in the tree they stand. */
  readonly codebook?: boolean;
}

/**
 * Merges a YAML file by its fields, a codebook by code and field. What one side added, changed, took out or moved is so;
 * a conflict is left only where both sides changed one field differently, or one took out what the other changed.
 * Comments and order stay. A file that cannot be taken apart is merged by lines.
 */
export function mergeYaml(
  base: string,
  ours: string,
  theirs: string,
  options: YamlMergeOptions,
): MergeResult {
  const { markers = { size: 7 } } = options;
  const { chunks, plain } = mergeYamlChunks(base, ours, theirs, options);
  return {
    text: written(chunks, markers),
    conflicts: chunks.filter(isConflict).length,
    notes: [],
    plain,
  };
}

/** As `mergeYaml`, before conflicts are written out. */
export function mergeYamlChunks(
  base: string,
  ours: string,
  theirs: string,
  { lines, codebook }: YamlMergeOptions,
): { readonly chunks: readonly Chunk[]; readonly plain: boolean } {
  if (ours === theirs || theirs === base) return { chunks: [ours], plain: false };
  if (ours === base) return { chunks: [theirs], plain: false };
  const plainly = () => ({ chunks: lines(base, ours, theirs), plain: true });
  const empty = { head: '', tree: { entries: [], indent: 0, tail: '' } };
  const [was, one, other] = [base === '' ? empty : readTree(base), readTree(ours), readTree(theirs)];
  if (!was || !one || !other) return plainly();
  const codes = codebook === true ? placeCodes(was.tree, one.tree, other.tree) : undefined;
  if (codes === null) return plainly();
  const chunks = joined([
    oneOf(was.head, one.head, other.head),
    ...mergeTrees(was.tree, one.tree, other.tree, one.tree.indent, codes),
  ]);
  if (chunks.some(isConflict)) return { chunks, plain: false };
  const text = chunks.flatMap((chunk) => (isConflict(chunk) ? [] : [chunk])).join('');
  return isWhole(text, one.tree, other.tree, codes) ? { chunks, plain: false } : plainly();
}

/** Whether the result can be read, and has all codes that both sides have. */
function isWhole(text: string, one: Tree, other: Tree, codes: Codes | undefined): boolean {
  const read = readTree(text);
  if (!read || !codes) return read !== undefined;
  const [now, theirs] = [codeIds(read.tree), codeIds(other)];
  return [...codeIds(one)].every((id) => now.has(id) || !theirs.has(id));
}

function joined(chunks: readonly Chunk[]): Chunk[] {
  const all: Chunk[] = [];
  for (const chunk of chunks) {
    const last = all.at(-1);
    if (typeof chunk === 'string' && typeof last === 'string') all[all.length - 1] = last + chunk;
    else if (chunk !== '') all.push(chunk);
  }
  return all;
}

/** What stands between fields is no field: where both sides changed it, both stand. */
function oneOf(was: string, one: string, other: string): string {
  if (one === other || other === was) return one;
  return one === was ? other : one + other;
}

function mergeTrees(
  was: Tree | undefined,
  one: Tree,
  other: Tree,
  indent: number,
  codes: Codes | undefined,
): Chunk[] {
  const by = [was, one, other].map((tree) => new Map(tree?.entries.map((entry) => [entry.key, entry]))) as [
    Map<string, Entry>,
    Map<string, Entry>,
    Map<string, Entry>,
  ];
  const keys = mergedOrder(...(by.map((map) => [...map.keys()]) as [string[], string[], string[]]));
  return [
    ...keys.flatMap((key) => mergeEntry(by[0].get(key), by[1].get(key), by[2].get(key), indent, codes)),
    oneOf(was?.tail ?? '', one.tail, other.tail),
  ];
}

/**
 * The keys of both sides in one order: that of the side which changed the order, and what the other added behind what it
 * stands behind there.
 */
export function mergedOrder(
  was: readonly string[],
  one: readonly string[],
  other: readonly string[],
): string[] {
  const common = (keys: readonly string[], of: readonly string[]): string =>
    keys.filter((key) => of.includes(key)).join('\n');
  const oursMoved = common(one, was) !== common(was, one);
  const [first, second] = oursMoved ? [one, other] : [other, one];
  // Where both added at one place, ours stands first.
  const order = [...first];
  second.forEach((key, index) => {
    if (order.includes(key)) return;
    const before = second.slice(0, index).findLast((each) => order.includes(each));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
  });
  return order;
}

export function mergeEntry(
  was: Entry | undefined,
  one: Entry | undefined,
  other: Entry | undefined,
  indent: number,
  codes: Codes | undefined,
): Chunk[] {
  if (codes?.isCodes(was ?? one ?? other)) return codes.merged(was, one, other, indent, mergeEntry);
  if (!one || !other) {
    const left = one ?? other;
    if (!left) return [];
    if (!was) return [shifted(left, indent)];
    if (entryText(left) === entryText({ ...was, lead: left.lead })) return [];
    const text = shifted(left, indent);
    return [one ? { ours: text, theirs: '' } : { ours: '', theirs: text }];
  }
  const at = (entry: Entry): string => shifted({ ...entry, lead: '' }, indent);
  const lead = oneOf(was?.lead ?? '', one.lead, other.lead);
  // A code in it may have come from elsewhere, or have gone elsewhere, with changes of the other side.
  const isFamily = codes !== undefined && [was, one, other].some((entry) => hasCodes(entry));
  if (!isFamily || !isMapping(one) || !isMapping(other)) {
    if (at(one) === at(other)) return [lead, at(one)];
    if (was && at(other) === at(was)) return [lead, at(one)];
    if (was && at(one) === at(was)) return [lead, at(other)];
  }
  if ((one.tree && other.flow) || (one.flow && other.tree))
    return mergeEntry(was && opened(was), opened(one), opened(other), indent, codes);
  if (one.tree && other.tree) {
    const header = oneOf(was?.tree ? was.text : '', one.text, other.text);
    // The line of a key with another comment or anchor on either side.
    if (header === one.text || header === other.text) {
      const inner = indent + one.tree.indent - one.indent;
      return [
        lead,
        moved(header, one.indent, indent),
        ...mergeTrees(was?.tree, one.tree, other.tree, inner, codes),
      ];
    }
  }
  const items = mergedFields(was?.flow, one.flow, other.flow) ?? mergedList(was?.list, one.list, other.list);
  if (items !== undefined) return [lead, moved(items, one.indent, indent)];
  return [lead, { ours: at(one), theirs: at(other) }];
}

function hasCodes(entry: Entry | undefined): boolean {
  return entry?.tree?.entries.some(({ key }) => key === 'codes') ?? false;
}

function isMapping({ tree, flow }: Entry): boolean {
  return tree !== undefined || flow !== undefined;
}

/** A mapping in braces as one with a line for each field: what it is where the other side needed more room. */
function opened(entry: Entry): Entry {
  const { flow, key, indent } = entry;
  if (!flow) return entry;
  const entries = flow.items.map((item) => ({
    ...entry,
    key: item.key,
    indent: indent + 2,
    lead: '',
    flow: undefined,
    text: `${' '.repeat(indent + 2)}${item.text}\n`,
  }));
  return {
    ...entry,
    flow: undefined,
    text: `${' '.repeat(indent)}${key}:\n`,
    tree: { entries, indent: indent + 2, tail: '' },
  };
}

/** Fields in braces, each for itself; undefined if one of them is disputed. */
function mergedFields(
  was: Items | undefined,
  one: Items | undefined,
  other: Items | undefined,
): string | undefined {
  if (!one || !other) return undefined;
  const [b, o, t] = [was, one, other].map(
    (items) => new Map(items?.items.map(({ key, text }) => [key, text])),
  ) as [Map<string, string>, Map<string, string>, Map<string, string>];
  const kept: string[] = [];
  for (const key of mergedOrder([...b.keys()], [...o.keys()], [...t.keys()])) {
    const [base, ours, theirs] = [b.get(key), o.get(key), t.get(key)];
    if (ours !== theirs && ours !== base && theirs !== base) return undefined;
    const text = ours === base ? theirs : ours;
    if (text !== undefined) kept.push(text);
  }
  return kept.length === 0 ? undefined : one.open + kept.join(one.between) + one.close;
}

/** A list as a set in order; undefined if both sides changed one of its items, or it is written in two ways. */
function mergedList(
  was: Items | undefined,
  one: Items | undefined,
  other: Items | undefined,
): string | undefined {
  if (!one || !other || one.between !== other.between || (was && was.between !== one.between))
    return undefined;
  const sets = [was, one, other].map((items) => (items?.items ?? []).map(({ key }) => key));
  const [b, o, t] = sets as [string[], string[], string[]];
  if (sets.some((keys) => new Set(keys).size !== keys.length)) return undefined;
  // An item that both took out while both put others in may be one that both changed.
  const isRewritten = b.some((key) => !o.includes(key) && !t.includes(key));
  const isAdded = (keys: string[], others: string[]): boolean =>
    keys.some((key) => !b.includes(key) && !others.includes(key));
  if (isRewritten && isAdded(o, t) && isAdded(t, o)) return undefined;
  const texts = new Map([...other.items, ...one.items].map(({ key, text }) => [key, text]));
  const kept = mergedOrder(b, o, t).filter((key) => !b.includes(key) || (o.includes(key) && t.includes(key)));
  if (kept.length === 0) return undefined;
  return one.open + kept.map((key) => texts.get(key)!).join(one.between) + one.close;
}

/** An entry with its key in another column. */
export function shifted(entry: Entry, indent: number): string {
  return moved(entryText(entry), entry.indent, indent);
}

function moved(text: string, from: number, to: number): string {
  if (from === to) return text;
  if (to > from) return text.replace(/^(?=[^\n\r])/gm, ' '.repeat(to - from));
  return text.replace(new RegExp(`^ {1,${from - to}}`, 'gm'), '');
}
