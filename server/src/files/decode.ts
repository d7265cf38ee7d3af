import { isAscii, isUtf8, transcode } from 'node:buffer';

export type Decoded = { readonly text: string } | { readonly reason: string };

/**
 * Bytes of a file as text, byte order mark kept, or why they are no UTF-8.
 * Not by Node's own UTF-8 decoder: on text with curly quotes it takes longer than reading the file and scanning it.
 */
export function decode(bytes: Buffer): Decoded {
  if (isUtf16(bytes)) return { reason: 'is UTF-16; save it as UTF-8' };
  if (isAscii(bytes)) return { text: bytes.toString('latin1') };
  if (isUtf8(bytes)) return { text: transcode(bytes, 'utf8', 'utf16le').toString('utf16le') };
  return { reason: `is not valid UTF-8 (line ${invalidLine(bytes)}); save it with the encoding UTF-8` };
}

/** By its byte order mark, or by the zero bytes that Latin text in UTF-16 has in every other place. */
function isUtf16(bytes: Buffer): boolean {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (a === 0) !== (b === 0) && (a === 0) === (c === 0) && (b === 0) === (d === 0) && d !== undefined;
}

/** Number of the first line, from 1, that is not UTF-8. A line feed is never part of another character. */
function invalidLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}
