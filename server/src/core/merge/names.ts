import { groups } from './pair.js';
import type { MergeNote, Passage } from './passages.js';
import { saying, type Said } from './side.js';

/** Eight characters that depend on nothing but a text, so that everybody who merges the same gets the same. */
export function segOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b) ^ (a >>> 13);
  }
  const signs = (a >>> 0).toString(36).padStart(7, '0') + (b >>> 0).toString(36).padStart(7, '0');
  return `m${signs.slice(0, 4)}${signs.slice(-3)}`;
}

/** What a passage is, whoever looks. */
export function contentOf({ kind, places, said }: Passage): string {
  return JSON.stringify([kind, places.map(({ start, end }) => [start, end]), saying(said)]);
}

/**
 * Gives `seg` and `#id` that both sides made anew for different passages another value on one of them, the fragments
 * of a group together; and one `seg` to the same passage in pieces that both made.
 * @param taken ids that stand in the text itself or that the base has
 */
export function withOwnNames(
  passages: readonly Passage[],
  taken: ReadonlySet<string>,
): { passages: Passage[]; notes: MergeNote[] } {
  const segs = segNames(passages);
  const notes: MergeNote[] = [];
  const renamed = passages.map((passage) => {
    const seg = segs.get(passage);
    return seg === undefined ? passage : saysNow(passage, { ...passage.said, seg });
  });
  const ids = new Set([...taken, ...renamed.flatMap(({ said }) => said.id ?? [])]);
  const owners = groups(
    renamed.filter(({ said }) => said.id !== undefined),
    ({ said }) => said.id!,
  );
  const others = new Map<Passage, Passage>();
  for (const [id, same] of owners) {
    const isOld = same.some(({ from }) => from === 'base' || from === 'both');
    const fresh = same.filter(({ from }) => from === 'ours' || from === 'theirs');
    const segments = [...groups(fresh, ({ said, from, order }) => said.seg ?? `${from} ${order}`).values()];
    const sorted = segments.sort((a, b) => (contentsOf(a) < contentsOf(b) ? -1 : 1));
    // Who gives one name to two passages alone means it, or is told by a check.
    const sides = new Set(fresh.map(({ from }) => from));
    if (!isOld && !taken.has(id) && sides.size < 2) continue;
    for (const segment of isOld || taken.has(id) ? sorted : sorted.slice(1)) {
      let number = 2;
      while (ids.has(`${id}-${number}`)) number++;
      const name = `${id}-${number}`;
      ids.add(name);
      for (const passage of segment) others.set(passage, saysNow(passage, { ...passage.said, id: name }));
      notes.push({
        at: segment[0]!.places[0]?.start ?? 0,
        message: `“#${id}” names two passages that were made apart; this one is “#${name}” now.`,
      });
    }
  }
  return { passages: renamed.map((passage) => others.get(passage) ?? passage), notes };
}

function saysNow(passage: Passage, said: Said): Passage {
  return { ...passage, said, text: undefined };
}

/** New values of `seg` for those that need one. */
function segNames(passages: readonly Passage[]): Map<Passage, string> {
  const names = new Map<Passage, string>();
  const bySeg = groups(
    passages.filter(({ said }) => said.seg !== undefined),
    ({ said }) => said.seg!,
  );
  for (const [seg, same] of bySeg) {
    const ours = same.filter(({ from }) => from === 'ours');
    const theirs = same.filter(({ from }) => from === 'theirs');
    const isOne = same.some(({ from }) => from === 'base' || from === 'both');
    if (isOne || ours.length === 0 || theirs.length === 0) continue;
    const [, other] = [ours, theirs].sort((a, b) => (contentsOf(a) < contentsOf(b) ? -1 : 1));
    const name = segOf(seg + contentsOf(other!));
    for (const passage of other!) names.set(passage, name);
  }
  return names;
}

function contentsOf(passages: readonly Passage[]): string {
  return passages.map(contentOf).sort().join('\n');
}
