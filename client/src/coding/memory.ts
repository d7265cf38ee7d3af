import type * as vscode from 'vscode';

/** How many of the codes applied last stand on top of the list. */
const remembered = 8;

interface Remembered {
  /** Newest first. */
  readonly recent: readonly string[];
  /** Those applied together the last time. */
  readonly last: readonly string[];
  /** The code under which one was created last; null: at the top. */
  readonly parent: string | null;
}

/** Which codes were applied last, kept for each study of the workspace. */
export class CodeMemory {
  constructor(private readonly state: vscode.Memento) {}

  of(study: string): Remembered {
    return { recent: [], last: [], parent: null, ...this.state.get<Partial<Remembered>>(keyOf(study)) };
  }

  async applied(study: string, codes: readonly string[]): Promise<void> {
    const known = this.of(study);
    const others = known.recent.filter((id) => !codes.includes(id));
    const recent = [...codes, ...others].slice(0, remembered);
    await this.state.update(keyOf(study), { ...known, recent, last: [...codes] });
  }

  async createdUnder(study: string, parent: string | null): Promise<void> {
    await this.state.update(keyOf(study), { ...this.of(study), parent });
  }
}

const keyOf = (study: string): string => `codesOf ${study}`;
