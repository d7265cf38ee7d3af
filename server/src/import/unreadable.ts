/** Why a file cannot be imported, in words to follow its name. */
export class Unreadable extends Error {}

/** Of a fault of a library, without whatever text of the document it may quote. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message
    .split('\n')[0]!
    .replace(/["“'<].*/s, '')
    .trim()
    .slice(0, 80);
  return line === '' ? 'it breaks the rules of its form' : line;
}
