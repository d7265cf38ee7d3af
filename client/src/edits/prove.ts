import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { StudyEdit } from '../../../server/src/protocol.js';
import { exists } from '../files.js';

type FileEdit = StudyEdit['files'][number];

/** Files are looked at so many at a time: one by one is slow, thousands at once exhaust the system's open files. */
const atOnce = 32;

/** Looks at each of many, some at a time, until told to stop. */
export async function forEachOf<T>(
  items: readonly T[],
  look: (item: T) => Promise<void>,
  goOn: () => boolean = () => true,
): Promise<void> {
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && goOn(); item = left.shift()) await look(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Whether a file is still what an edit was worked out for: the same version when open, the same bytes when closed. */
export async function isUnchanged({ uri, version, hash, create }: FileEdit): Promise<boolean> {
  const at = vscode.Uri.parse(uri);
  const document = openDocument(at);
  if (create) return !document && !(await exists(at));
  if (document && version !== null) return document.version === version;
  // Opened since, and typed in: nobody has worked out where things are in that text.
  if (document?.isDirty || hash === null) return false;
  try {
    return (
      createHash('sha256')
        .update(await vscode.workspace.fs.readFile(at))
        .digest('hex') === hash
    );
  } catch {
    return false;
  }
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}
