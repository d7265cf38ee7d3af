import type {
  ClientCapabilities,
  Connection,
  WorkDoneProgressServerReporter,
} from 'vscode-languageserver/node';

export type Step = (done: number, of: number) => void;

/** Shows a long work to the person at the editor, who may stop it: `work` tells its steps and heeds the signal. */
export type Progress = (
  title: string,
  work: (step: Step, stopped: AbortSignal) => Promise<void>,
) => Promise<void>;

/**
 * Progress by the protocol. Begins with the first step that is not the last, so that what is done at once never
 * flickers up; and depends on no answer of the client: one that does not create it is not shown it.
 */
export function progressOf(connection: Connection, client: ClientCapabilities): Progress {
  return async (title, work) => {
    const stop = new AbortController();
    let reporter: Promise<WorkDoneProgressServerReporter | undefined> | undefined;
    let shown = 0;
    const step: Step = (done, of) => {
      if (client.window?.workDoneProgress !== true || done === of) return;
      reporter ??= begin(connection, title, () => stop.abort());
      const percent = Math.floor((100 * done) / of);
      if (percent === shown) return;
      shown = percent;
      void reporter.then((begun) => begun?.report(percent));
    };
    try {
      await work(step, stop.signal);
    } finally {
      void reporter?.then((begun) => begun?.done());
    }
  };
}

async function begin(
  connection: Connection,
  title: string,
  stop: () => void,
): Promise<WorkDoneProgressServerReporter | undefined> {
  try {
    const reporter = await connection.window.createWorkDoneProgress();
    reporter.begin(title, 0, undefined, true);
    reporter.token.onCancellationRequested(stop);
    return reporter;
  } catch {
    return undefined;
  }
}
