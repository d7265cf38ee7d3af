import * as vscode from 'vscode';
import type { Studies } from './studies.js';

/**
 * What a view shows, asked for when it is looked at and again when figures change. It tells of a change only when the
 * answer is another: a tree that is drawn anew under the pointer loses the click.
 */
export class Source<T> implements vscode.Disposable {
  readonly #load: () => Promise<T>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #value: Promise<T> | undefined;
  #visible: () => boolean = () => true;

  readonly onDidChange = this.#changed.event;

  constructor(studies: Studies, load: () => Promise<T>) {
    this.#load = load;
    this.#subscription = studies.onDidChange(() => void this.#refresh());
  }

  /** While the view is hidden, nothing is asked for. */
  set visible(visible: () => boolean) {
    this.#visible = visible;
  }

  get(): Promise<T> {
    this.#value ??= this.#load();
    return this.#value;
  }

  /** Asks anew for something else. */
  reset(): void {
    this.#value = undefined;
    this.#changed.fire();
  }

  async #refresh(): Promise<void> {
    const before = this.#value;
    if (!before || !this.#visible()) {
      this.reset();
      return;
    }
    const now = this.#load();
    this.#value = now;
    if (!(await same(before, now))) this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

async function same(before: Promise<unknown>, now: Promise<unknown>): Promise<boolean> {
  try {
    return JSON.stringify(await before) === JSON.stringify(await now);
  } catch {
    return false;
  }
}
