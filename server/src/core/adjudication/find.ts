import type { Study } from '../study/types.js';
import type { Adjudication, Decision } from './types.js';

/** The files of decisions of a study, by path. */
export function adjudicationsOf(study: Study): Adjudication[] {
  const files = [...study.kept.values()].filter((kept) => kept.kind === 'adjudication');
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** All decisions about a document, whatever files they stand in; of two about the same the first file's holds. */
export class Decisions {
  readonly #study: Study;
  readonly #known = new Map<string, { readonly file: string; readonly decision: Decision }>();

  constructor(study: Study) {
    this.#study = study;
    for (const { file, document, decisions } of adjudicationsOf(study)) {
      for (const decision of decisions) {
        const name = this.#name(document, decision.code, decision.key);
        if (!this.#known.has(name)) this.#known.set(name, { file, decision });
      }
    }
  }

  /** @param code its id; decisions under an old id count */
  of(document: string, code: string, key: string): { file: string; decision: Decision } | undefined {
    return this.#known.get(this.#name(document, code, key));
  }

  #name(document: string, code: string, key: string): string {
    return JSON.stringify([document, this.#study.codebook.resolve(code)?.id ?? code, key]);
  }
}
