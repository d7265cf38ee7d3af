import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, Outcome } from './convert.js';
import type { Answer, Task } from './worker.js';

/** Beside every bundle. */
declare const __dirname: string;

/** What one file may take at most: megabytes of memory, and milliseconds. */
const MOST_MEMORY = 1024;
const LONGEST = 120_000;

/**
 * Converts a file in a thread of its own.
 * @param signal aborted: the thread is ended at once, and the promise rejects with the signal's reason
 */
export function convertInThread(
  bytes: Uint8Array,
  job: Job,
  signal?: AbortSignal,
): Promise<Outcome | { reason: string }> {
  return new Promise((resolve, reject) => {
    const workerData: Task = { bytes, job };
    const worker = new Worker(join(__dirname, 'importer.cjs'), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      void worker.terminate();
      settle();
    };
    const stop = (): void => end(() => reject(signal?.reason as Error));
    const timer = setTimeout(
      () => end(() => resolve({ reason: 'takes too long to read; it is left out' })),
      LONGEST,
    );
    worker.once('message', (answer: Answer) => end(() => resolve(answer)));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(() =>
        resolve({ reason: full ? 'takes too much memory to read' : `cannot be converted (${error.name})` }),
      );
    });
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
