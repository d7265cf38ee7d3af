import { Worker } from 'node:worker_threads';
import type { Expression, Match } from '../core/autocode.js';
import type { Range } from '../core/problem.js';

/** A search took longer in one document than anybody would wait for. */
export class TooSlow extends Error {}

/** So long may a search take in one document, in milliseconds: a hundred times what a sensible one needs. */
const LIMIT = 3000;

/** What the worker runs; a text of its own, so that it needs no file beside the bundles. */
const WORK = `
const { parentPort, workerData: { source, flags } } = require('node:worker_threads');
const expression = new RegExp(source, flags);
parentPort.on('message', (texts) => {
  parentPort.postMessage('begun');
  parentPort.postMessage(texts.map((text) =>
    Array.from(text.matchAll(expression), (match) => ({ start: match.index, end: match.index + match[0].length }))));
});
`;

/**
 * Finds an expression in texts. One that a person wrote may go on for ever on some text (`(a+)+$`): it runs in a thread
 * of its own, which is ended when it takes too long.
 */
export class Matcher {
  readonly #expression: Expression;
  readonly #limit: number;
  #worker: Worker | undefined;

  constructor(expression: Expression, limit = LIMIT) {
    this.#expression = expression;
    this.#limit = limit;
  }

  /** Rejects with `TooSlow`. One call after the other. */
  readonly match: Match = (texts) => {
    const { source, flags, isSafe } = this.#expression;
    if (!isSafe) return this.#inThread(texts);
    const expression = new RegExp(source, flags);
    return Promise.resolve(
      texts.map((text) =>
        Array.from(text.matchAll(expression), ({ index, 0: { length } }) => ({
          start: index,
          end: index + length,
        })),
      ),
    );
  };

  dispose(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  #inThread(texts: readonly string[]): Promise<Range[][]> {
    const { source, flags } = this.#expression;
    const worker = (this.#worker ??= new Worker(WORK, { eval: true, workerData: { source, flags } }));
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(timer);
        worker.off('message', heard);
        worker.off('error', failed);
      };
      const giveUp = (): void => {
        end();
        this.dispose();
        reject(new TooSlow());
      };
      const heard = (found: 'begun' | Range[][]): void => {
        // A thread may take its time to start, which says nothing about the expression.
        if (found === 'begun') {
          timer = setTimeout(giveUp, this.#limit);
          return;
        }
        end();
        resolve(found);
      };
      const failed = (error: Error): void => {
        end();
        reject(error);
      };
      worker.on('message', heard);
      worker.on('error', failed);
      worker.postMessage(texts);
    });
  }
}
