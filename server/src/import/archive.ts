import { strFromU8, unzipSync, type UnzipFileInfo } from 'fflate';
import { firstLine, Unreadable } from './unreadable.js';

/** The XML of a document of a thousand pages is a third of this (bytes). */
const MOST_XML = 24_000_000;
const MOST_FILES = 5000;

/** Files of an archive, by name, and the names of all that it has. */
export interface Unpacked {
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly names: readonly string[];
}

/**
 * Unpacks what is needed of an archive, of bounded size: `unzipSync` makes room for what an entry declares and no more,
 * so one that lies ends in a fault. Names are looked up, never written to a disk.
 * @param what the file should be, in words: “Word document”, and how to mend it
 * @throws Unreadable
 */
export function unpack(bytes: Uint8Array, needed: RegExp, what: string, remedy: string): Unpacked {
  const names: string[] = [];
  let room = MOST_XML;
  const take = ({ name, originalSize }: UnzipFileInfo): boolean => {
    names.push(name);
    if (!needed.test(name)) return false;
    room -= originalSize;
    return room >= 0 && names.length <= MOST_FILES;
  };
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: take });
  } catch (error) {
    throw new Unreadable(`is no ${what}, or is cut short or damaged (${firstLine(error)}). ${remedy}`);
  }
  if (room < 0 || names.length > MOST_FILES) {
    throw new Unreadable(
      `unpacks to more than ${MOST_XML / 1e6} MB of text, which no interview does. Split it, or save its text as .txt`,
    );
  }
  for (const [name, part] of Object.entries(parts)) refuseEntities(name, part, what);
  return { parts, names };
}

/** Office programs write no document type; who does wants to make much out of little, or to read other files. */
function refuseEntities(name: string, part: Uint8Array, what: string): void {
  if (/\.(xml|rels)$/.test(name) && /<!(DOCTYPE|ENTITY)/i.test(strFromU8(part, true)))
    throw new Unreadable(
      `has a document type in ${name}, which no program writes into a ${what}; it is not read for safety`,
    );
}
