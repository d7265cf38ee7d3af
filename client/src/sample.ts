import * as vscode from 'vscode';
import { exists } from './files.js';

const opened = 'sampleJustOpened';

/** Asks for a folder, copies the sample study into it and opens the copy. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Where shall the sample study be copied to?'),
      openLabel: vscode.l10n.t('Copy here'),
    })) ?? [];
  if (!folder) return;
  const copy = await copySample(context.extensionUri, folder);
  await context.globalState.update(opened, copy.toString());
  const forceNewWindow = vscode.workspace.workspaceFolders !== undefined;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}

/** Copies the sample study into a folder, under a name that is free there, and returns the copy. */
export async function copySample(extension: vscode.Uri, folder: vscode.Uri): Promise<vscode.Uri> {
  const sample = vscode.Uri.joinPath(extension, 'samples', 'districts');
  for (let attempt = 1; ; attempt++) {
    const copy = vscode.Uri.joinPath(folder, attempt === 1 ? 'districts' : `districts-${attempt}`);
    if (await exists(copy)) continue;
    await vscode.workspace.fs.copy(sample, copy, { overwrite: false });
    return copy;
  }
}

/** In the window that opens on a fresh copy: shows the codes, and an interview to begin with. */
export async function welcomeToSample(context: vscode.ExtensionContext): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder || context.globalState.get(opened) !== folder.uri.toString()) return;
  await context.globalState.update(opened, undefined);
  await vscode.commands.executeCommand('qualdown.codes.focus');
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'alder', 'ap1-wave1.md'));
}
