import type { Codebook } from '../codebook/types.js';
import type { Names } from '../names.js';
import type { Study } from '../study/types.js';

/** A code as a row of every table. */
export interface Row {
  readonly code: string;
  readonly parent: string | null;
  /** Used in documents without being in the codebook. */
  readonly unknown: boolean;
  /** Rows that this one adds to when counts are rolled up: itself first, then its parent and on to the root. */
  readonly upwards: readonly number[];
}

/**
 * How the names written in documents become rows of tables, for one codebook: an id is its code's row, an alias that of
 * the code it names, and what the codebook does not know gets a row of its own, after all others, when first met.
 */
export class Scheme {
  /** The names that documents were read with. */
  readonly names: Names;
  readonly #codebook: Codebook;
  readonly #rows: Row[] = [];
  readonly #byCode = new Map<string, number>();
  /** By id of a name; -1 = not met yet. */
  #byName = new Int32Array(0);

  constructor(codebook: Codebook, names: Names) {
    this.#codebook = codebook;
    this.names = names;
    for (const { id, parent } of codebook.codes.values()) this.#add(id, parent ?? null, false);
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** The row of a name (an id of the study's names) that a document uses as a code. */
  rowOf(name: number): number {
    const row = this.#byName[name];
    return row === undefined || row < 0 ? this.#meet(name) : row;
  }

  /** The row of a code or alias of the codebook, or of an unknown code that was met. */
  find(code: string): number | undefined {
    return this.#byCode.get(this.#codebook.resolve(code)?.id ?? code);
  }

  #meet(name: number): number {
    if (name >= this.#byName.length) {
      const longer = new Int32Array(Math.max(this.names.size, name + 1)).fill(-1);
      longer.set(this.#byName);
      this.#byName = longer;
    }
    const code = this.names.name(name);
    return (this.#byName[name] = this.find(code) ?? this.#add(code, null, true));
  }

  #add(code: string, parent: string | null, unknown: boolean): number {
    const row = this.#rows.length;
    const above = parent === null ? undefined : this.#byCode.get(parent);
    const upwards = [row, ...(above === undefined ? [] : this.#rows[above]!.upwards)];
    this.#rows.push({ code, parent, unknown, upwards });
    this.#byCode.set(code, row);
    return row;
  }
}

/** The rows that a table lists: all of the codebook in its order, then the unknown ones that are used, by code. */
export function listedRows(scheme: Scheme, used: (row: number) => boolean): (readonly [number, Row])[] {
  const rows = [...scheme.rows.entries()];
  const unknown = rows.filter(([row, code]) => code.unknown && used(row));
  unknown.sort(([, a], [, b]) => (a.code < b.code ? -1 : 1));
  return [...rows.filter(([, code]) => !code.unknown), ...unknown];
}

const memo = new WeakMap<Codebook, WeakMap<Names, Scheme>>();

export function schemeOf({ codebook, context }: Study): Scheme {
  let byNames = memo.get(codebook);
  if (!byNames) memo.set(codebook, (byNames = new WeakMap()));
  let scheme = byNames.get(context.names);
  if (!scheme) byNames.set(context.names, (scheme = new Scheme(codebook, context.names)));
  return scheme;
}
