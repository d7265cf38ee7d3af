/**
 * Strings as small whole numbers, so that a million codings need no million strings.
 * One table serves a whole study; ids are dense from 0 and never change meaning.
 */
export class Names {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];

  /** The id of a name, given one if it is new. */
  id(name: string): number {
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#names.length;
      this.#names.push(name);
      this.#ids.set(name, id);
    }
    return id;
  }

  /** The id of a name that is known, else -1. */
  find(name: string): number {
    return this.#ids.get(name) ?? -1;
  }

  name(id: number): string {
    return this.#names[id] ?? '';
  }

  get size(): number {
    return this.#names.length;
  }
}
