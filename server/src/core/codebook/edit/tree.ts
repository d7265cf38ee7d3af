import type { Value } from '../../yaml/index.js';

/** A codebook as plain values, in the order written: what an edit is held to. */
export type Tree = TreeMap | readonly Tree[] | string | number | boolean | null;
export interface TreeMap {
  readonly entries: (readonly [key: string, value: Tree])[];
}

/** More values than any codebook has: a few anchors that refer to each other can stand for billions. */
const MOST = 500_000;

/** undefined: too large to be looked at whole. */
export function treeOf(root: Value | undefined): Tree | undefined {
  let count = 0;
  const convert = (value: Value | undefined): Tree => {
    if (count++ > MOST || !value) return null;
    if (value.kind === 'list') return value.items.map(convert);
    if (value.kind === 'map') {
      return { entries: value.entries.map(({ key, value: inner }) => [key, convert(inner)] as const) };
    }
    return value.value;
  };
  const tree = convert(root);
  return count > MOST ? undefined : tree;
}

export function isMap(tree: Tree | undefined): tree is TreeMap {
  return typeof tree === 'object' && tree !== null && 'entries' in tree && !Array.isArray(tree);
}

export function fieldOf(tree: Tree | undefined, key: string): Tree | undefined {
  return isMap(tree) ? tree.entries.find(([each]) => each === key)?.[1] : undefined;
}

/** The same tree as a text: the order of codes matters, that of fields does not, and an empty map is as none. */
export function told(tree: Tree): string {
  const tell = (each: Tree, ordered: boolean): unknown => {
    if (Array.isArray(each)) return (each as readonly Tree[]).map((item) => tell(item, false));
    if (!isMap(each)) return each;
    const entries = each.entries.map(([key, value]) => [key, tell(value, key === 'codes')] as const);
    const told = entries.filter(([key, value]) => key !== 'codes' || value !== null);
    if (told.length === 0) return null;
    return ordered ? told : told.toSorted(([a], [b]) => (a < b ? -1 : 1));
  };
  return JSON.stringify(tell(tree, false));
}

/** The siblings among which a code stands, and its place there; the first of that id, as reading has it. */
export interface TreePlace {
  readonly siblings: TreeMap['entries'];
  readonly index: number;
}

export function findCode(root: Tree, id: string): TreePlace | undefined {
  const codes = fieldOf(root, 'codes');
  if (!isMap(codes)) return undefined;
  for (const [index, [key, value]] of codes.entries.entries()) {
    if (key === id) return { siblings: codes.entries, index };
    const found = findCode(value, id);
    if (found) return found;
  }
  return undefined;
}

/** Puts a field's value in place, or takes the field out (undefined). Changes the tree. */
export function setIn(root: Tree, id: string, field: string, value: Tree | undefined): void {
  const place = findCode(root, id);
  if (!place) return;
  const code = place.siblings[place.index]![1];
  const fields = isMap(code) ? code.entries.filter(([key]) => key !== field) : [];
  if (value !== undefined) fields.push([field, value]);
  place.siblings[place.index] = [id, fields.length === 0 ? null : { entries: fields }];
}

/** The entries of codes below a code, or at the root (null); made where there are none. */
export function childrenIn(root: Tree, parent: string | null): TreeMap['entries'] {
  if (parent !== null) {
    const place = findCode(root, parent)!;
    const [id, code] = place.siblings[place.index]!;
    const codes = fieldOf(code, 'codes');
    if (isMap(codes)) return codes.entries;
    setIn(root, id, 'codes', { entries: [] });
    return (fieldOf(place.siblings[place.index]![1], 'codes') as TreeMap).entries;
  }
  const fields = (root as TreeMap).entries;
  const codes = fieldOf(root, 'codes');
  if (isMap(codes)) return codes.entries;
  const at = fields.findIndex(([key]) => key === 'codes');
  const made: TreeMap = { entries: [] };
  if (at >= 0) fields[at] = ['codes', made];
  else fields.push(['codes', made]);
  return made.entries;
}
