import type { Code, Codebook } from '../codebook/types.js';
import { nearest } from '../nearest.js';
import type { Names } from '../names.js';

/** What there is to say about a class on a passage; undefined where all is well. */
export type Verdict =
  | { readonly rule: 'code-unknown'; readonly nearest: readonly string[] }
  | { readonly rule: 'code-retired'; readonly code: Code; readonly successor: Code | undefined }
  | { readonly rule: 'code-not-codable'; readonly code: Code }
  | { readonly rule: 'code-alias'; readonly code: Code };

/**
 * The verdict on each code of a study's documents, by the number of its name. Found once for a codebook, so that
 * a document with thousands of passages costs one look-up each.
 */
export class Verdicts {
  readonly #codebook: Codebook;
  readonly #names: Names;
  readonly #found: (Verdict | null | undefined)[] = [];
  readonly #ids: string[] = [];

  private constructor(codebook: Codebook, names: Names) {
    this.#codebook = codebook;
    this.#names = names;
  }

  static of(codebook: Codebook, names: Names): Verdicts {
    let byNames = memo.get(codebook);
    if (!byNames) memo.set(codebook, (byNames = new WeakMap<Names, Verdicts>()));
    let verdicts = byNames.get(names);
    if (!verdicts) byNames.set(names, (verdicts = new Verdicts(codebook, names)));
    return verdicts;
  }

  on(name: number): Verdict | undefined {
    let verdict = this.#found[name];
    if (verdict === undefined) this.#found[name] = verdict = this.#find(this.#names.name(name)) ?? null;
    return verdict ?? undefined;
  }

  /** The id that a class counts as: of an alias, the code's. */
  idOf(name: number): string {
    const written = this.#names.name(name);
    return (this.#ids[name] ??= this.#codebook.resolve(written)?.id ?? written);
  }

  #find(written: string): Verdict | undefined {
    const code = this.#codebook.resolve(written);
    if (!code) return { rule: 'code-unknown', nearest: this.#nearest(written) };
    if (code.status === 'retired') {
      return { rule: 'code-retired', code, successor: this.#codebook.successor(code.id) };
    }
    if (!code.codable) return { rule: 'code-not-codable', code };
    return code.id === written ? undefined : { rule: 'code-alias', code };
  }

  /** Ids that may be meant, by id or by an alias, without those that are not to be used. */
  #nearest(written: string): readonly string[] {
    const usable = [...this.#codebook.codes.values()].filter(
      ({ codable, status }) => codable && status !== 'retired',
    );
    const candidates = usable.flatMap(({ id, aliases }) => [id, ...aliases]);
    const ids = nearest(written, candidates, 6).map((near) => this.#codebook.resolve(near)?.id ?? near);
    return [...new Set(ids)].slice(0, 3);
  }
}

const memo = new WeakMap<Codebook, WeakMap<Names, Verdicts>>();
