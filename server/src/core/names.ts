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
 * Strings as small whole numbers, so that a million codings need no million strings.
 * One table serves a whole study; ids are dense from 0 and never change meaning.
 */
export class Names {
  readonly #names: string[] = [];
  readonly #hashes: number[] = [];
  /** Open addressing: id + 1 at its hash's slot or the next free one, 0 = free. At most half full. */
  #slots = new Int32Array(256);

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

  /** The id of a name that is known, else -1. */
  find(name: string): number {
    return this.#slots[this.#slotOf(name, 0, name.length, hashOf(name, 0, name.length))]! - 1;
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
