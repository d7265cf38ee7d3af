/** FNV-1a over UTF-16 units. */
function hashOf(source: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ source.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A copy that does not keep the text it was cut from alive, as an engine's `slice` may. */
export function copyOf(source: string, start: number, end: number): string {
  let copy = '';
  for (let at = start; at < end; at += 4096) {
    const units: number[] = [];
    for (let next = at; next < Math.min(at + 4096, end); next++) units.push(source.charCodeAt(next));
    copy += String.fromCharCode(...units);
  }
  return copy;
}

/**
 * Letters, digits, `-` and `_` of ASCII as 0 to 63, all others as 255: the alphabet of the trie below.
 */
export const LETTERS_OF_NAMES = new Uint8Array(0x80).fill(255);
for (const [index, letter] of Array.from(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_',
).entries()) {
  LETTERS_OF_NAMES[letter.charCodeAt(0)] = index;
}
const ALPHABET = 64;
const MOST_NODES = 8192;

/**
 * Strings as small whole numbers, so that a million codings need no million strings.
 * One table serves a whole study; ids are dense from 0 and never change meaning.
 */
export class Names {
  readonly #names: string[] = [];
  readonly #hashes: number[] = [];
  /** Open addressing: id + 1 at its hash's slot or the next free one, 0 = free. At most half full. */
  #slots = new Int32Array(256);
  /**
   * The names that were read as classes, letter by letter: `#trie[node * 64 + letter]` is the next node, 0 = none.
   * Reading a known name, finding its end and its id are so one walk. It stops growing when it is large: then the
   * names beyond are looked up by their hash.
   */
  #trie = new Int32Array(64 * ALPHABET);
  #nodes = 1;
  readonly #learned: boolean[] = [];
  /** Of each node: id + 1 of the name that ends there. */
  #endings = new Int32Array(64);

  /** Where the walk of `walk` stopped. */
  walkedTo = 0;

  /** The id of a name, given one if it is new. */
  id(name: string): number {
    return this.idOfSlice(name, 0, name.length);
  }

  /** The id of `source.slice(start, end)`; makes no string unless the name is new. */
  idOfSlice(source: string, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const slot = this.#slotOf(source, start, end, hash);
    const known = this.#slots[slot]! - 1;
    if (known !== -1) return known;
    const id = this.#names.length;
    this.#names.push(copyOf(source, start, end));
    this.#hashes.push(hash);
    this.#slots[slot] = id + 1;
    if (this.#names.length * 2 > this.#slots.length) this.#grow();
    return id;
  }

  /**
   * Walks over a run of ASCII letters, digits, `-` and `_` from `start` to `end` at most.
   * @returns the id of the name that was walked over, or -1 if it is not known as one; `walkedTo` is where it stopped
   */
  walk(source: string, start: number, end: number): number {
    const trie = this.#trie;
    const letters = LETTERS_OF_NAMES;
    let node = 0;
    let at = start;
    for (; at < end; at++) {
      const unit = source.charCodeAt(at);
      const letter = unit < 0x80 ? letters[unit]! : 255;
      if (letter === 255) break;
      node = trie[(node << 6) | letter]!;
      if (node === 0) break;
    }
    this.walkedTo = at;
    return node === 0 ? -1 : this.#endings[node]! - 1;
  }

  /** Lets `walk` know a name, if it is one of its letters that begins with no digit or sign. */
  learn(id: number): void {
    if (this.#learned[id] === true) return;
    this.#learned[id] = true;
    const name = this.name(id);
    if (this.#nodes + name.length > MOST_NODES || !/^[a-zA-Z][\w-]*$/.test(name)) return;
    let node = 0;
    for (let at = 0; at < name.length; at++) {
      const edge = (node << 6) | LETTERS_OF_NAMES[name.charCodeAt(at)]!;
      node = this.#trie[edge]!;
      if (node === 0) {
        node = this.#nodes++;
        if (node >= this.#endings.length) this.#growTrie();
        this.#trie[edge] = node;
      }
    }
    this.#endings[node] = id + 1;
  }

  #growTrie(): void {
    const trie = new Int32Array(this.#trie.length * 2);
    trie.set(this.#trie);
    this.#trie = trie;
    const endings = new Int32Array(this.#endings.length * 2);
    endings.set(this.#endings);
    this.#endings = endings;
  }

  /** The id of a name that is known, else -1. */
  find(name: string): number {
    return this.findSlice(name, 0, name.length);
  }

  /** The id of `source.slice(start, end)` if it is known, else -1. */
  findSlice(source: string, start: number, end: number): number {
    return this.#slots[this.#slotOf(source, start, end, hashOf(source, start, end))]! - 1;
  }

  name(id: number): string {
    return this.#names[id] ?? '';
  }

  get size(): number {
    return this.#names.length;
  }

  /** Where the name is, or the free slot where it would be put. */
  #slotOf(source: string, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]! - 1;
      if (id === -1 || (this.#hashes[id] === hash && this.#equals(id, source, start, end))) return slot;
    }
  }

  #equals(id: number, source: string, start: number, end: number): boolean {
    const name = this.#names[id]!;
    if (name.length !== end - start) return false;
    for (let at = 0; at < name.length; at++) {
      if (name.charCodeAt(at) !== source.charCodeAt(start + at)) return false;
    }
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#hashes.length; id++) {
      let slot = this.#hashes[id]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}
