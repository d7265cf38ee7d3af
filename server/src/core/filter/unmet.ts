/** What was asked for cannot be met; `readFilter` makes a problem of it. The message is for people. */
export class Unmet extends Error {}
