export interface DecodedText {
  readonly text: string;
  /** In words, where it is not UTF-8. */
  readonly encoding?: string;
}

/** Bytes as text: UTF-16 by its byte order mark or the zeros in it, else UTF-8, else what Windows wrote before that. Never fails. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decoded('utf-16le', bytes), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: decoded('utf-16be', bytes), encoding: 'UTF-16' };
  const order = zerosOf(bytes);
  if (order !== undefined) return { text: decoded(order, bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: windows1252(bytes), encoding: 'Windows-1252 (an older encoding)' };
  }
}

/** Half of the bytes of Latin letters in UTF-16 are zero, and in any script those of spaces; other texts have none. */
function zerosOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, 4096);
  if (bytes.length % 2 > 0) return undefined;
  let [even, odd] = [0, 0];
  for (const [index, byte] of start.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const few = start.length / 40;
  if (odd > few && even * 10 < odd) return 'utf-16le';
  return even > few && odd * 10 < even ? 'utf-16be' : undefined;
}

function decoded(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** What Windows-1252 has in the places 0x80 to 0x9F; five of them are empty. */
const WINDOWS = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

/** Not by `TextDecoder`: several versions of Node read that encoding as Latin-1, without the quotation marks. */
export function windows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString('latin1');
  return latin.replace(/[\u0080-\u009F]/g, (sign) => WINDOWS[sign.charCodeAt(0) - 0x80]!);
}
