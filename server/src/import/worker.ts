// The bundle `importer.cjs`: converts one file in a thread of its own, so that Word's format costs nobody's start, a
// broken file no other's memory, and a person who stops it no time.
import { parentPort, workerData } from 'node:worker_threads';
import { convert, type Job, type Outcome } from './convert.js';
import { Unreadable } from './unreadable.js';

export interface Task {
  readonly bytes: Uint8Array;
  readonly job: Job;
}
export type Answer = Outcome | { readonly reason: string };

const { bytes, job } = workerData as Task;
convert(bytes, job).then(
  (outcome) => answer(outcome),
  (error: unknown) => answer({ reason: reasonOf(error) }),
);

function answer(given: Answer): void {
  parentPort?.postMessage(given);
}

function reasonOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (error instanceof RangeError) return 'is nested too deep to be read';
  return `cannot be converted (${error instanceof Error ? error.name : 'fault'}). Save it as .txt and import that`;
}
