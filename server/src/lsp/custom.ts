import type { CancellationToken } from 'vscode-languageserver/node';
import type { RequestTypes } from '../protocol.js';
import type { Server } from './server.js';

/** Installs the handler of one of Qualdown's own requests. Whatever the client left out or misspelt is undefined. */
export function onCustom<Method extends keyof RequestTypes>(
  { connection, fence }: Server,
  method: Method,
  answer: (
    params: Partial<NonNullable<RequestTypes[Method]['params']>>,
    token: CancellationToken,
  ) => Promise<RequestTypes[Method]['result']>,
): void {
  // Without parameters the connection passes the token alone.
  connection.onRequest(method, (...given: unknown[]) => {
    const token = given.pop() as CancellationToken;
    const params: unknown = given[0];
    const known = typeof params === 'object' && params !== null ? params : {};
    return fence.run(method, token, () => answer(known, token));
  });
}
