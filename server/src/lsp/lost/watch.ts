import { lostCodings, type LostCoding } from '../../core/lost.js';
import { hash } from '../overlay.js';
import type { Page } from '../pages.js';
import { Soon } from '../soon.js';

/** So long after the last key codings are compared (ms). */
const REST = 1000;
/** Notices remembered of one document, for the question whether their codings are back. */
const REMEMBERED = 20;

interface Settled {
  readonly version: number;
  readonly text: string;
}

export interface Vanished {
  readonly from: number;
  readonly to: number;
  readonly before: string;
  readonly lost: readonly LostCoding[];
}

/**
 * Watches open documents for codings that vanish. A key costs nothing but a timer; when a document has come to rest it
 * alone is compared with how it was at the last rest.
 */
export class LostWatch {
  /** By path: how each document was when it was first opened in this session. */
  readonly opened = new Map<string, string>();
  readonly #settled = new Map<string, Settled>();
  readonly #vanished = new Map<string, Vanished[]>();
  readonly #purposes = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #soon: Soon;

  /** @param page an open document of a study */
  constructor(
    private readonly page: (path: string) => Promise<Page | undefined>,
    tell: (page: Page, vanished: Vanished) => void,
    background: (task: () => Promise<void>) => void,
  ) {
    this.#soon = new Soon(REST, () => background(() => this.#compare(tell)));
  }

  documentOpened(path: string, { version, text }: Settled): void {
    this.#settled.set(path, { version, text });
    if (!this.opened.has(path)) this.opened.set(path, text);
  }

  documentChanged(path: string, now: Settled): void {
    if (!this.#settled.has(path)) return;
    // Undo brought back what was told of: it may go again before anything has come to rest.
    if (this.#vanished.get(path)?.some(({ before }) => before === now.text)) this.#settled.set(path, now);
    this.#changed.add(path);
    this.#soon.postpone();
  }

  documentClosed(path: string): void {
    this.#settled.delete(path);
    this.#vanished.delete(path);
    this.#changed.delete(path);
  }

  /** The codings of a notice that a text lacks. */
  missing(path: string, to: number, text: string): number {
    const vanished = this.#vanished.get(path)?.find((each) => each.to === to);
    if (!vanished) return 0;
    const lost = new Set(lostCodings(vanished.before, text).map(keyOf));
    return vanished.lost.filter((each) => lost.has(keyOf(each))).length;
  }

  /** The codings of a notice were taken off on purpose. */
  meant(path: string, to: number): void {
    const vanished = this.#vanished.get(path)?.find((each) => each.to === to);
    for (const lost of vanished?.lost ?? []) this.#purposes.add(`${path} ${keyOf(lost)}`);
  }

  isMeant(path: string, lost: LostCoding): boolean {
    return this.#purposes.has(`${path} ${keyOf(lost)}`);
  }

  async #compare(tell: (page: Page, vanished: Vanished) => void): Promise<void> {
    const paths = [...this.#changed];
    this.#changed.clear();
    for (const path of paths) {
      const before = this.#settled.get(path);
      const page = await this.page(path);
      if (!before || page?.kind !== 'document' || page.version === null) continue;
      const text = page.text.getText();
      const now = { version: page.version, text };
      this.#settled.set(path, now);
      const lost = lostCodings(before.text, text, optionsOf(page)).filter(({ how }) => how !== 'recoded');
      if (lost.length === 0) continue;
      const vanished = { from: before.version, to: now.version, before: before.text, lost };
      this.#vanished.set(path, [...(this.#vanished.get(path) ?? []), vanished].slice(-REMEMBERED));
      tell(page, vanished);
    }
  }
}

export function optionsOf({ study }: Page) {
  return {
    ignoreClasses: study.config.ignoreClasses,
    resolve: (code: string) => study.codebook.resolve(code)?.id ?? code,
  };
}

/** Knows a coding again in another comparison. */
export function keyOf({ coding }: Pick<LostCoding, 'coding'>): string {
  return hash(JSON.stringify([coding.code, coding.coder, coding.text]));
}
