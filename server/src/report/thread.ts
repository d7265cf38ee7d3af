import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job } from './make.js';
import type { Answer, Task } from './worker.js';

/** Beside every bundle. */
declare const __dirname: string;

/** Views ask for one picture after the other; the thread goes when nobody asked for so long (ms). */
const IDLE_MS = 20_000;

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

let thread: Exporter | undefined;

/** The bytes of a file (a report's, a printed codebook's, an archive's), written in the thread of `exporter.cjs`. Rejects where it fails. */
export function makeInThread(job: Job): Promise<Uint8Array> {
  thread ??= new Exporter(() => (thread = undefined));
  return thread.make(job);
}

class Exporter {
  readonly #worker = new Worker(join(__dirname, 'exporter.cjs'));
  readonly #waiting = new Map<number, Waiting>();
  readonly #gone: () => void;
  #last = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(gone: () => void) {
    this.#gone = gone;
    this.#worker.on('message', (answer: Answer) => this.#take(answer));
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error('fault')));
    this.#worker.unref();
  }

  make(job: Job): Promise<Uint8Array> {
    clearTimeout(this.#idle);
    const id = ++this.#last;
    // Only while something is to be made does it keep the process.
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, job } satisfies Task);
    });
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('bytes' in answer) waiting?.resolve(answer.bytes);
    else waiting?.reject(new Error(answer.fault));
    if (this.#waiting.size > 0) return;
    this.#worker.unref();
    this.#idle = setTimeout(() => this.#end(new Error('idle')), IDLE_MS).unref();
  }

  #end(error: Error): void {
    this.#gone();
    clearTimeout(this.#idle);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    void this.#worker.terminate();
  }
}
