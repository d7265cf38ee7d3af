import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** The client no longer wants the answer. */
export class Cancelled extends Error {}

/** The request makes no sense as it was sent (a member missing, a position that is none). */
export class InvalidParams extends Error {}

/** The request cannot be answered; the message is for the person at the editor and names what to do. */
export class Refused extends Error {}

/** Awaits `work`, and throws `Cancelled` as soon as the token asks for it. */
export async function alive<T>(work: Promise<T> | T, token: CancellationToken): Promise<T> {
  if (token.isCancellationRequested) {
    if (work instanceof Promise) work.catch(() => undefined); // nobody will ask how it ended
    throw new Cancelled();
  }
  if (!(work instanceof Promise)) return work;
  let stop: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const listener = token.onCancellationRequested(() => reject(new Cancelled()));
    stop = () => listener.dispose();
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    stop();
  }
}

/**
 * The one wrapper around everything the server does for a client: whatever fails inside, the session goes on.
 * The log gets the name of the error and where in the program it arose, never its message: that may quote a document.
 */
export class Fence {
  readonly #log: (message: string) => void;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Answers a request. Where `fallback` is given, a failure inside answers with it, else with an error. */
  async run<T, E = void>(
    method: string,
    token: CancellationToken,
    answer: () => Promise<T> | T,
    fallback?: T,
  ): Promise<T | ResponseError<E>> {
    try {
      return await alive(answer(), token);
    } catch (error) {
      if (error instanceof Cancelled || token.isCancellationRequested) {
        return new ResponseError<E>(LSPErrorCodes.RequestCancelled, `${method} was cancelled`);
      }
      if (error instanceof InvalidParams)
        return new ResponseError<E>(ErrorCodes.InvalidParams, error.message);
      if (error instanceof Refused) return new ResponseError<E>(LSPErrorCodes.RequestFailed, error.message);
      this.report(method, error);
      if (fallback !== undefined) return fallback;
      return new ResponseError<E>(ErrorCodes.InternalError, `${method} failed; the log says where`);
    }
  }

  /** Does something nobody waits for: an event's effects, work for later. */
  background(name: string, task: () => Promise<void> | void): void {
    void (async () => {
      try {
        await task();
      } catch (error) {
        if (!(error instanceof Cancelled || error instanceof Refused)) this.report(name, error);
      }
    })();
  }

  report(name: string, error: unknown): void {
    try {
      this.#log(`${name} failed: ${describe(error)}`);
    } catch {
      // The client went away, and with it the log.
    }
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const places = frames.slice(0, 4).map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^() ]*[\\/]/, '('));
  return [error.name, ...places].join(' ');
}
