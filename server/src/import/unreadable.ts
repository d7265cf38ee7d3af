/** Why a file cannot be imported, in words to follow its name. */
export class Unreadable extends Error {}
