import * as vscode from 'vscode';
import type { PaintedPassage } from '../../../server/src/protocol.js';
import { setContext } from '../studies.js';

/** What is shown of the passages: those with one of the codes or of a family, signed by one of the coders. */
export interface Shown {
  readonly codes: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  /** `null`: not signed. */
  readonly coders: ReadonlySet<string | null>;
}
const everything: Shown = { codes: new Set(), families: new Set(), coders: new Set() };

/** A filter of the passages that are painted and walked through. Kept until the window is closed or it is taken off. */
export class Filter implements vscode.Disposable {
  #shown = everything;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  get shown(): Shown {
    return this.#shown;
  }

  get isOn(): boolean {
    return Object.values(this.#shown).some((chosen: ReadonlySet<unknown>) => chosen.size > 0);
  }

  set(shown: Partial<Shown>): void {
    this.#shown = { ...everything, ...shown };
    void setContext('filtered', this.isOn);
    this.#changed.fire();
  }

  /** A passage with those of its codes that are shown; undefined: none is. */
  of(passage: PaintedPassage): PaintedPassage | undefined {
    const { codes, families, coders } = this.#shown;
    if (coders.size > 0 && !coders.has(passage.coder)) return undefined;
    if (codes.size + families.size === 0) return passage;
    const shown = passage.codes.filter(({ id, family }) => codes.has(id) || families.has(family));
    return shown.length > 0 ? { ...passage, codes: shown } : undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
