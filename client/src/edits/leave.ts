import * as vscode from 'vscode';
import { forEachOf, openDocument } from './prove.js';

/** VS Code opens a tab for a file that stays unsaved for 0.8 s; such tabs may come when all is saved already (ms). */
const late = 3000;

/** What was open and unsaved before files are edited, so that they can be left the same way. */
export class Before {
  readonly #tabs = new Set(textTabs().map(({ uri }) => uri));
  readonly #dirty: ReadonlySet<string>;

  /** @param dirty what has unsaved changes that are to stay unsaved */
  constructor(dirty: Iterable<vscode.Uri>) {
    this.#dirty = new Set(Array.from(dirty, String));
  }

  isDirty(uri: vscode.Uri): boolean {
    return this.#dirty.has(uri.toString());
  }

  /** Saves what had no unsaved changes and closes what had no tab. Gives the files that could not be saved. */
  async restore(uris: readonly vscode.Uri[], saved: () => void = () => undefined): Promise<vscode.Uri[]> {
    const unsaved: vscode.Uri[] = [];
    const clean = uris.filter((uri) => !this.isDirty(uri));
    await forEachOf(clean, async (uri) => {
      if (!(await save(uri))) unsaved.push(uri);
      saved();
    });
    const kept = new Set(unsaved.map(String));
    await this.#close(new Set(clean.map(String).filter((uri) => !this.#tabs.has(uri) && !kept.has(uri))));
    return unsaved;
  }

  async #close(ours: ReadonlySet<string>): Promise<void> {
    const close = async (): Promise<void> => {
      // What a person opens from a list in the meantime is a preview and stays.
      const opened = textTabs().filter(({ uri, tab }) => ours.has(uri) && !tab.isDirty && !tab.isPreview);
      await vscode.window.tabGroups.close(
        opened.map(({ tab }) => tab),
        true,
      );
    };
    const listener = vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
      if (opened.length > 0) void close();
    });
    setTimeout(() => {
      listener.dispose();
    }, late);
    await close();
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
