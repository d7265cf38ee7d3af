/** Why a command cannot do what it was asked, in one line for people. Ends it with exit code 2. */
export class Failure extends Error {}

/** Exit codes: all is well; problems were found; wrong use or unreadable input. */
export const FINE = 0;
export const FOUND = 1;
export const WRONG = 2;
