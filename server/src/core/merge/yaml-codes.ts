import type { Chunk } from './lines.js';
import { type Entry, entryText, type Tree } from './yaml-tree.js';
import { mergedOrder, type mergeEntry, shifted } from './yaml.js';

/** Where the codes of a merged codebook go: each told by its id, so that one moved and one edited is both. */
export interface Codes {
  /** Whether an entry is the `codes:` of the codebook or of a code. */
  isCodes(entry: Entry | undefined): boolean;
  merged(
    was: Entry | undefined,
    one: Entry | undefined,
    other: Entry | undefined,
    indent: number,
    merge: typeof mergeEntry,
  ): Chunk[];
}

interface Placed {
  readonly entry: Entry;
  /** Id of the code around it; empty at the top. */
  readonly parent: string;
}
type Index = ReadonlyMap<string, Placed>;
/** Ids of the codes around each code: one, or two if both sides moved it to different places. */
type Places = ReadonlyMap<string, { readonly parents: readonly string[] }>;

/** null: the same id stands twice in a version, or the moves of the two sides go in a circle. */
export function placeCodes(was: Tree, one: Tree, other: Tree): Codes | null {
  const indices = [was, one, other].map(indexOf);
  if (indices.some((index) => index === null)) return null;
  const [b, o, t] = indices as [Index, Index, Index];
  const owners = new Map<Entry, string>();
  for (const [tree, index] of [
    [was, b],
    [one, o],
    [other, t],
  ] as const) {
    for (const entry of tree.entries) if (entry.key === 'codes') owners.set(entry, '');
    for (const [id, { entry }] of index)
      for (const child of entry.tree?.entries ?? []) if (child.key === 'codes') owners.set(child, id);
  }
  const places = new Map<string, { readonly parents: readonly string[] }>();
  for (const id of new Set([...o.keys(), ...t.keys()]))
    places.set(id, { parents: parentsOf(b.get(id), o.get(id), t.get(id)) });
  if (hasCircle(places)) return null;
  // A `codes:` that one version alone has is reached from there; a code without one in any version has no children.
  return {
    isCodes: (entry) => entry !== undefined && owners.has(entry),
    merged(codesWas, codesOne, codesOther, indent, merge) {
      const parent = owners.get((codesWas ?? codesOne ?? codesOther)!)!;
      const ids = (entry: Entry | undefined): string[] => entry?.tree?.entries.map(({ key }) => key) ?? [];
      const order = mergedOrder(ids(codesWas), ids(codesOne), ids(codesOther));
      const styled = [codesOne, codesOther, codesWas].find((entry) => entry?.tree);
      const header = styled ?? (codesOne ?? codesOther ?? codesWas)!;
      const inner = indent + (styled?.tree ? styled.tree.indent - styled.indent : 2);
      const body = order.flatMap((id): Chunk[] => {
        const place = places.get(id);
        if (!place?.parents.includes(parent)) return [];
        const [x, y, z] = [b.get(id)?.entry, o.get(id), t.get(id)];
        if (place.parents.length > 1) {
          // Moved by both to different places: somebody has to say which.
          return [
            {
              ours: y?.parent === parent ? shifted(y.entry, inner) : '',
              theirs: z?.parent === parent ? shifted(z.entry, inner) : '',
            },
          ];
        }
        if (x && (!y || !z)) {
          const [left, without] = y ? [y.entry, t] : [z!.entry, o];
          if (!isChanged(x, left, b, without, places)) return [];
          const text = shifted(left, inner);
          return [y ? { ours: text, theirs: '' } : { ours: '', theirs: text }];
        }
        return merge(x, y?.entry, z?.entry, inner, this);
      });
      const tail = (codesOne ?? codesOther)?.tree?.tail ?? '';
      if (body.length === 0) return codesOne && codesOther && !styled ? [shifted(codesOne, indent)] : [];
      const lead = (codesOne ?? codesOther ?? header).lead;
      const line = styled
        ? shifted({ ...header, lead: '', tree: undefined }, indent)
        : `${' '.repeat(indent)}codes:\n`;
      return [lead, line, ...body, tail];
    },
  };
}

/** Ids of all codes of a codebook. */
export function codeIds(tree: Tree): Set<string> {
  return new Set(indexOf(tree)?.keys());
}

function indexOf(tree: Tree): Index | null {
  const index = new Map<string, Placed>();
  const visit = (entries: readonly Entry[], parent: string): boolean =>
    entries
      .filter(({ key }) => key === 'codes')
      .flatMap((codes) => codes.tree?.entries ?? [])
      .every((entry) => {
        if (index.has(entry.key)) return false;
        index.set(entry.key, { entry, parent });
        return visit(entry.tree?.entries ?? [], entry.key);
      });
  return visit(tree.entries, '') ? index : null;
}

function parentsOf(was: Placed | undefined, one: Placed | undefined, other: Placed | undefined): string[] {
  if (!one || !other) return [(one ?? other)!.parent];
  if (one.parent === other.parent) return [one.parent];
  if (was?.parent === one.parent) return [other.parent];
  return was?.parent === other.parent ? [one.parent] : [one.parent, other.parent];
}

function hasCircle(places: Places): boolean {
  for (const id of places.keys()) {
    let at = id;
    for (let steps = 0; at !== '' && places.has(at); steps++) {
      if (steps > places.size) return true;
      at = places.get(at)!.parents[0] ?? '';
    }
  }
  return false;
}

/** Whether a code that the other side took out was changed, or given a new child, since. */
function isChanged(was: Entry, now: Entry, before: Index, without: Index, places: Places): boolean {
  const own = (entry: Entry): string =>
    entry.tree
      ? entry.tree.entries
          .filter(({ key }) => key !== 'codes')
          .map((field) => shifted({ ...field, lead: '' }, 0))
          .join('')
      : entryText({ ...entry, lead: '' }).trim();
  if (own(was) !== own(now)) return true;
  const children = now.tree?.entries.find(({ key }) => key === 'codes')?.tree?.entries ?? [];
  return children.some((child) => {
    // One that the other side keeps: it must not go with this one if this is where it was moved to.
    if (without.has(child.key)) return places.get(child.key)!.parents.includes(now.key);
    const old = before.get(child.key)?.entry;
    return !old || isChanged(old, child, before, without, places);
  });
}
