import type { RequestTypes } from '../../../../server/src/protocol.js';
import type { Errand, FromPage, PageParams, PageRequest, ToPage } from '../compareMessages.js';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

/** The editor that this page is in. */
export const host = acquireVsCodeApi();

let lastId = 0;
const waiting = new Map<number, { done: (result: never) => void; failed: (error: Error) => void }>();

/** Has the editor do something; resolves to what comes of it. */
export function errand<T>(what: Errand): Promise<T> {
  const id = ++lastId;
  host.postMessage({ type: 'errand', id, ...what });
  return new Promise((done, failed) => waiting.set(id, { done, failed }));
}

/** Asks the language server, about the study that is shown. */
export const ask = <R extends PageRequest>(
  method: R,
  params: PageParams<R>,
): Promise<RequestTypes[R]['result']> => errand({ do: 'request', method, params });

export function answered(message: ToPage & { type: 'answer' }): void {
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if ('error' in message) asked?.failed(new Error(message.error));
  else asked?.done(message.result as never);
}
