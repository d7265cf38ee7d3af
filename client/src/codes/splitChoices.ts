import type { SplitPassage } from '../../../server/src/protocol.js';

/** What was chosen for passages of a code that is split: the codes each becomes; none: it stays. */
export type Chosen = Map<SplitPassage, readonly string[]>;

/**
 * Choices for the passages as they are listed now. In a document that changed, a passage is the one with the same words,
 * codes and coder; where there are several, in their order, and only where there are as many as before.
 * @param before all passages that were asked for
 */
export function carriedOver(
  chosen: Chosen,
  before: readonly SplitPassage[],
  now: readonly SplitPassage[],
): Chosen {
  const [older, newer] = [alike(before), alike(now)];
  const carried: Chosen = new Map();
  for (const [key, group] of older) {
    const others = newer.get(key) ?? [];
    for (const [index, passage] of group.entries()) {
      const codes = chosen.get(passage);
      const same = others.find(({ stamp, at }) => stamp === passage.stamp && isSame(at, passage.at));
      const found = same ?? (others.length === group.length ? others[index] : undefined);
      if (codes && found) carried.set(found, codes);
    }
  }
  return carried;
}

function alike(passages: readonly SplitPassage[]): Map<string, SplitPassage[]> {
  const groups = new Map<string, SplitPassage[]>();
  for (const passage of passages) {
    const { uri, text, codes, coder } = passage;
    const key = JSON.stringify([uri, text, codes, coder]);
    groups.set(key, [...(groups.get(key) ?? []), passage]);
  }
  return groups;
}

const isSame = (a: SplitPassage['at'], b: SplitPassage['at']): boolean =>
  a.line === b.line && a.character === b.character;
