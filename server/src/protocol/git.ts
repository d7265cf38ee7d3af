/** How git merges a study. */
export const gitRequests = {
  gitSetup: 'qualdown/gitSetup',
} as const;

export interface GitSetupParams {
  study: string;
  /** `refresh`: renew, where it was set up, what an update of the editor has moved. */
  action: 'setup' | 'undo' | 'refresh';
}

/** What was done, a sentence each; or why nothing could be, with the way out. */
export type GitSetupOutcome = { done: string[] } | { refused: string };

export interface GitRequestTypes {
  [gitRequests.gitSetup]: { params: GitSetupParams; result: GitSetupOutcome };
}
