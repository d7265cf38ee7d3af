import type * as vscode from 'vscode';
import type { Server } from './server.js';
import type { Studies } from './studies.js';

/** What each area of the extension is built on; `register…` of an area adds its views and commands. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: Server;
  readonly studies: Studies;
  /** Registers `qualdown.<name>`. */
  readonly command: (name: string, run: (...args: never[]) => unknown) => void;
}
