import * as vscode from 'vscode';
import { forEachOf, openDocument } from './prove.js';

/** What is open and unsaved among files before they are edited, so that they can be left the same way. */
export class Before {
  readonly #tabs: ReadonlySet<string>;
  readonly #dirty: ReadonlySet<string>;

  constructor() {
    this.#tabs = new Set(textTabs().map(({ uri }) => uri));
    this.#dirty = new Set(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()),
    );
  }

  /** Saves what had no unsaved changes and closes what had no tab. Gives the files that could not be saved. */
  async restore(uris: readonly vscode.Uri[], saved: () => void): Promise<vscode.Uri[]> {
    const unsaved: vscode.Uri[] = [];
    const clean = uris.filter((uri) => !this.#dirty.has(uri.toString()));
    await forEachOf(clean, async (uri) => {
      if (!(await save(uri))) unsaved.push(uri);
      saved();
    });
    await this.#closeTabs(clean.filter((uri) => !unsaved.includes(uri)));
    return unsaved;
  }

  /** VS Code opens a tab for each file that has been unsaved for a moment. */
  async #closeTabs(uris: readonly vscode.Uri[]): Promise<void> {
    const ours = new Set(uris.map(String).filter((uri) => !this.#tabs.has(uri)));
    const opened = textTabs().filter(({ uri, tab }) => ours.has(uri) && !tab.isDirty);
    if (opened.length > 0)
      await vscode.window.tabGroups.close(
        opened.map(({ tab }) => tab),
        true,
      );
  }
}

async function save(uri: vscode.Uri): Promise<boolean> {
  const document = openDocument(uri);
  if (!document?.isDirty) return true;
  return document.save();
}

function textTabs(): { uri: string; tab: vscode.Tab }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) =>
      tab.input instanceof vscode.TabInputText ? [{ uri: tab.input.uri.toString(), tab }] : [],
    );
}
