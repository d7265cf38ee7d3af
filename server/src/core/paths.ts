/** Names that Windows keeps for itself, with whatever ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 60;

/**
 * A free path in a folder for what is called so: `memos/who-gets-the-fragile-children.md`. Letters and digits of all
 * scripts, so that it can be a file's name on every system.
 * @param taken whether there is a file of that path; asked in lower case, since some systems know no other
 */
export function freePath(
  folder: string,
  title: string,
  ending: string,
  fallback: string,
  taken: (path: string) => boolean,
): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+/, '');
  const short = Array.from(words).slice(0, LONGEST).join('').replace(/-+$/, '');
  const name = short === '' ? fallback : RESERVED.test(short) ? `${short}-${fallback}` : short;
  for (let number = 1; ; number++) {
    const path = `${folder}/${name}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!taken(path)) return path;
  }
}

/** What a file is called after where it says nothing else: its name without folder and ending. */
export function nameOfFile(file: string): string {
  return file
    .split('/')
    .at(-1)!
    .replace(/\.[^.]+$/, '')
    .replace(/[-_]+/g, ' ');
}
