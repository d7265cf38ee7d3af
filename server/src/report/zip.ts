import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The first time a zip file can state; it has no zone, so it is made as local time. */
export const EPOCH = new Date(1980, 0, 1);
const CORE = 'docProps/core.xml';
/** When a document of Office was made, which its writers take from the clock. */
const TIMES = /<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g;

/** A file of Office without the times at which it was made: the same content has the same bytes. */
export function withoutTimes(bytes: Uint8Array): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    const plain = name === CORE ? strToU8(strFromU8(content).replaceAll(TIMES, '')) : content;
    entries[name] = [plain, { mtime: EPOCH, level: 6 }];
  }
  return zipSync(entries);
}
