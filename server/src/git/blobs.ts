import { git } from './run.js';

/**
 * The bytes of many objects of git in one call; undefined for each that is not there or no file.
 * @param names what git knows them by: ids, `COMMIT:path`; none with a line break
 */
export async function blobsOf(folder: string, names: readonly string[]): Promise<(Buffer | undefined)[]> {
  if (names.length === 0) return [];
  const input = names.map((name) => `${name}\n`).join('');
  const output = await git(folder, ['cat-file', '--batch'], { input, encoding: 'latin1' });
  if (output === undefined) return names.map(() => undefined);
  let at = 0;
  return names.map(() => {
    const end = output.indexOf('\n', at);
    if (end < 0) return undefined;
    const [kind, size] = output.slice(at, end).split(' ').slice(-2);
    at = end + 1;
    // `NAME missing`, also where the name has blanks.
    if (size === 'missing' || size === 'ambiguous' || !/^\d+$/.test(size ?? '')) return undefined;
    const start = at;
    at = start + Number(size) + 1;
    return kind === 'blob' ? Buffer.from(output.slice(start, at - 1), 'latin1') : undefined;
  });
}
