import * as vscode from 'vscode';
import type { Server } from '../server.js';
import type { CodeEntry } from './codesView.js';
import { refactor } from './refactor.js';

const type = 'application/vnd.code.tree.qualdown.codes';

/** Codes dropped on a code go below it, with all that is below them; beside the codes, to the top level. */
export class CodesDrag implements vscode.TreeDragAndDropController<CodeEntry> {
  readonly dragMimeTypes = [type];
  readonly dropMimeTypes = [type];

  constructor(private readonly server: Server) {}

  handleDrag(entries: readonly CodeEntry[], data: vscode.DataTransfer): void {
    const moved = entries.filter((entry) => entry.kind === 'code' && !entry.code.unknown);
    data.set(type, new vscode.DataTransferItem(moved));
  }

  async handleDrop(target: CodeEntry | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged = data.get(type)?.value as readonly (CodeEntry & { kind: 'code' })[] | undefined;
    const study = target?.study ?? dragged?.[0]?.study;
    const parent = target?.kind === 'code' ? target.code.id : null;
    // Dropped on itself, or in another study: nothing is meant.
    const moved = (dragged ?? []).filter((entry) => entry.study === study && entry.code.id !== parent);
    if (study === undefined || moved.length === 0) return;
    await refactor(this.server, study, { kind: 'move', codes: moved.map(({ code }) => code.id), parent });
  }
}
