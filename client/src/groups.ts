/** Items by key, keys in order of appearance. (`Map.groupBy`, which the oldest editor's Node lacks.) */
function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Items by the case of their document, cases by name; those without one last, since that is still to be filled in. */
export function groupByCase<T extends { readonly case: string | null }>(
  items: readonly T[],
): [string | null, T[]][] {
  const cases = [...groupBy(items, (item) => item.case)];
  return cases.sort(
    ([a], [b]) => Number(a === null) - Number(b === null) || (a ?? '').localeCompare(b ?? ''),
  );
}
