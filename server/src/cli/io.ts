import { WRONG, whyNot } from './failure.js';

/** Where the command line reads its surroundings and writes: injected, so that tests and other hosts can stand in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

export interface Output {
  /** A text, or the bytes of a file. */
  write(content: string | Uint8Array): void;
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
}

/** The running process. A fault of its output sets the exit code. */
export function processIo(): Io {
  const stderr = outputOf(process.stderr, () => undefined);
  const stdout = outputOf(process.stdout, (error) => {
    process.exitCode = WRONG;
    stderr.write(`qualdown: the output cannot be written: ${whyNot(error)}.\n`);
  });
  return { cwd: process.cwd(), env: process.env, stdout, stderr };
}

/** @param failed Told once when nothing more can be written, unless nobody wants it. */
function outputOf(stream: NodeJS.WriteStream, failed: (error: unknown) => void): Output {
  // `qualdown segments | head` closes the pipe early: nobody wants the rest, and that is no fault to report.
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (closed) return;
    closed = true;
    if (error.code !== 'EPIPE') failed(error);
  });
  return {
    write: (content) => {
      if (!closed) stream.write(content);
    },
    isTTY: stream.isTTY,
    columns: stream.columns,
  };
}
