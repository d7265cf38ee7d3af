/** Documents that an edit of ours is being applied to, and how many such edits. */
const applying = new Map<string, number>();

/** Whether a change of this document comes from an edit of ours, which is no accident of typing. */
export function madeHere(uri: string): boolean {
  return (applying.get(uri) ?? 0) > 0;
}

/** Applies an edit of ours to these documents. */
export async function making<T>(uris: readonly string[], apply: () => Thenable<T>): Promise<T> {
  const add = (by: number): void => {
    for (const uri of uris) applying.set(uri, (applying.get(uri) ?? 0) + by);
  };
  add(1);
  try {
    return await apply();
  } finally {
    add(-1);
    for (const uri of uris) if (applying.get(uri) === 0) applying.delete(uri);
  }
}
