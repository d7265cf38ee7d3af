/** Why a command cannot do what it was asked, in one line for people. Ends it with exit code 2. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** By its name: commands are loaded when needed, and a loader may give them a class of their own. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'Failure';
}

/** Exit codes: all is well; problems were found; wrong use or unreadable input. */
export const FINE = 0;
export const FOUND = 1;
export const WRONG = 2;

/** Why the system did not write, in words. */
export function whyNot(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WHY_NOT[code] ?? message;
}

const WHY_NOT: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a file is in its way',
};
