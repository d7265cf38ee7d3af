import { extname } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { decodeText } from './decode.js';

/** As much of a text as its kind shows in. */
const START = 16_384;
const MOST_ENTRIES = 20_000;

/** What is looked at to tell a file's kind. Nothing in it is unpacked but a name or two. */
export class Content {
  readonly extension: string;
  readonly #bytes: Uint8Array;
  #entries: readonly string[] | undefined;
  #start: string | undefined;
  #heads: readonly string[] | undefined;
  mimetype = '';

  constructor(
    bytes: Uint8Array,
    file: string,
    /** The first row of a workbook, read by somebody who can. */
    readonly workbookHeads: readonly string[] = [],
  ) {
    this.#bytes = bytes;
    this.extension = extname(file).toLowerCase();
  }

  /** Names in an archive; none in what is no archive. */
  get entries(): readonly string[] {
    return (this.#entries ??= this.#list());
  }

  /** How the text begins; of an archive, nothing. */
  get start(): string {
    return (this.#start ??= isArchive(this.#bytes) ? '' : decodeText(this.#bytes.subarray(0, START)).text);
  }

  /** Of a table: what stands in its first row. An arrow, so that it is asked for late. */
  readonly heads = (): readonly string[] => {
    if (this.workbookHeads.length > 0) return this.workbookHeads;
    if (!['.csv', '.tsv'].includes(this.extension)) return [];
    const lines = this.start.replace(/^\uFEFF/, '');
    return (this.#heads ??= Papa.parse<string[]>(lines, { preview: 1 }).data[0] ?? []);
  };

  #list(): string[] {
    if (!isArchive(this.#bytes)) return [];
    const names: string[] = [];
    try {
      const found = unzipSync(this.#bytes, {
        filter: ({ name, originalSize }) => {
          if (names.length < MOST_ENTRIES) names.push(name);
          return name === 'mimetype' && originalSize < 200;
        },
      });
      if (found['mimetype']) this.mimetype = strFromU8(found['mimetype']);
    } catch {
      // Its reader says what is wrong with it.
    }
    return names;
  }
}

export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
