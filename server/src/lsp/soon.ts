/** Runs a task some time after it was asked for, once however often that was: many small events, one effect. */
export class Soon {
  readonly #delay: number;
  readonly #task: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(delay: number, task: () => void) {
    this.#delay = delay;
    this.#task = task;
  }

  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#task();
    }, this.#delay);
  }

  /** As `schedule`, but counted from now: for what is to be done when things have come to rest. */
  postpone(): void {
    this.dispose();
    this.schedule();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
