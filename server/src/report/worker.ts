// The bundle `exporter.cjs`: writes reports as files and draws their charts in a thread of its own, so that the libraries
// for it cost nobody's start and a large one keeps nobody waiting.
import { parentPort } from 'node:worker_threads';
import { type Job, makeFile } from './make.js';

export interface Task {
  readonly id: number;
  readonly job: Job;
}
/** `fault`: the kind of error; its message may quote a document. */
export type Answer = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly fault: string });

parentPort?.on('message', ({ id, job }: Task) => {
  void makeFile(job).then(
    (bytes) => answer({ id, bytes }),
    (error: unknown) => answer({ id, fault: error instanceof Error ? error.name : 'fault' }),
  );
});

function answer(given: Answer): void {
  parentPort?.postMessage(given);
}
