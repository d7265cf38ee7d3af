/** What version control knows of a study, as data: core never runs git itself. */
export interface History {
  /**
   * By file: the step of the last commit that touched each document. `Infinity`: it differs from the last commit, or git
   * does not know it yet. A document that is absent is unknown to the history.
   */
  readonly documents: ReadonlyMap<string, number>;
  /** The codebook at each commit that changed it, oldest first; at last as it stands, where that differs. */
  readonly codebook: readonly CodebookVersion[];
  /** The clone has only the latest commits, so what is older cannot be known. */
  readonly shallow: boolean;
}

export interface CodebookVersion {
  /**
   * When: steps of one history ascend, no commit comes before one it rests on. They order by descent, which clocks and
   * rebases do not. `Infinity`: not committed yet.
   */
  readonly step: number;
  /** Of the commit; empty for what is not committed. */
  readonly commit: string;
  /** The commit's time, `2024-03-05`; empty for what is not committed. */
  readonly date: string;
  /** Who made the commit, and its first line; absent for what is not committed. */
  readonly author?: string;
  readonly subject?: string;
  readonly text: string;
}
