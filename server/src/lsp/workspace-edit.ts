import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  ClientCapabilities,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { Refused } from './fence.js';
import type { FileEdit } from './study-edit.js';

/** Says of edits what they are for, and whether they are made only if the person at the editor agrees. */
export interface Annotated {
  readonly annotation: ChangeAnnotation;
  readonly of: (file: FileEdit, edit: FileEdit['edits'][number]) => boolean;
}

/** Edits of files as the protocol's own requests carry them: for the version that is open, where the client can tell. */
export function workspaceEdit(
  client: ClientCapabilities,
  files: readonly FileEdit[],
  annotated?: Annotated,
): WorkspaceEdit {
  const able = client.workspace?.workspaceEdit;
  if (able?.documentChanges !== true) {
    if (files.some(({ create }) => create))
      throw new Refused('This editor cannot make the file. Make it by hand first.');
    return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  }
  const annotate = (file: FileEdit, edit: TextEdit): TextEdit | AnnotatedTextEdit =>
    annotated?.of(file, edit) === true ? { ...edit, annotationId: 'choice' } : edit;
  const documentChanges = files.flatMap((file) => {
    const { uri, version, edits, create } = file;
    const change = { textDocument: { uri, version }, edits: edits.map((edit) => annotate(file, edit)) };
    return create ? [{ kind: 'create' as const, uri }, change] : [change];
  });
  return { documentChanges, ...(annotated && { changeAnnotations: { choice: annotated.annotation } }) };
}

export function canAnnotate(client: ClientCapabilities): boolean {
  const able = client.workspace?.workspaceEdit;
  return able?.documentChanges === true && able.changeAnnotationSupport !== undefined;
}
