import * as vscode from 'vscode';
import type { EditOutcome, TextEdits } from '../../../server/src/protocol.js';
import { making } from '../edits/made.js';
import { Tracked } from './tracked.js';

/** Works out one edit for the document as it is now; called again when the document changed meanwhile. */
export type Step = (version: number) => Promise<EditOutcome>;

/** How often a step is worked out anew while somebody types in the same document. */
const attempts = 8;

/**
 * Writes edits that the server works out, one after the other, each for the text that the one before has left. One undo
 * takes them all back. With `after`, the cursor is left behind what was written, and nothing is selected, so that the
 * next key replaces nothing. Says what was refused, and resolves to how many steps were written.
 */
export async function write(
  editor: vscode.TextEditor,
  steps: readonly Step[],
  { after = false } = {},
): Promise<number> {
  const tracked = new Tracked(editor.document);
  const cursors: (() => vscode.Range | undefined)[] = [];
  const refusals: string[] = [];
  for (const step of steps) {
    const stops = { undoStopBefore: cursors.length === 0, undoStopAfter: steps.at(-1) === step };
    const result = await writeOne(editor, step, stops);
    if ('refused' in result) refusals.push(result.refused);
    else cursors.push(tracked.add(new vscode.Range(result.end, result.end)));
  }
  if (after && cursors.length > 0) {
    const ends = cursors.flatMap((cursor) => cursor() ?? []);
    editor.selections = ends.map(({ start }) => new vscode.Selection(start, start));
  }
  tracked.dispose();
  tell(refusals, steps.length);
  return cursors.length;
}

async function writeOne(
  editor: vscode.TextEditor,
  step: Step,
  stops: { undoStopBefore: boolean; undoStopAfter: boolean },
): Promise<{ end: vscode.Position } | { refused: string }> {
  const { document } = editor;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { version } = document;
    const outcome = await step(version);
    if (document.version !== version) continue;
    if ('refused' in outcome) return outcome;
    if (outcome.edit.version !== version) continue;
    const { edits } = outcome.edit;
    const end = endAfter(document, editor.selection.end, edits);
    // The editor itself compares versions once more, and writes nothing when the text has just changed.
    const replace = (builder: vscode.TextEditorEdit): void =>
      edits.forEach((edit) => builder.replace(rangeOf(edit), edit.newText));
    const written = await making([document.uri.toString()], () =>
      editor.edit(replace, stops).then(undefined, () => undefined),
    );
    if (written === undefined) return { refused: vscode.l10n.t('The document is no longer open here.') };
    if (written) return { end: behindMark(document, document.positionAt(end)) };
  }
  return { refused: vscode.l10n.t('The document keeps changing, so nothing was written. Please try again.') };
}

type Edits = TextEdits['edits'];

const rangeOf = ({ range: { start, end } }: Edits[number]): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** Where the last text that is inserted ends once all edits are written. */
function endAfter(document: vscode.TextDocument, fallback: vscode.Position, edits: Edits): number {
  let shift = 0;
  let end = document.offsetAt(fallback);
  for (const edit of [...edits].sort((a, b) => rangeOf(a).start.compareTo(rangeOf(b).start))) {
    const range = rangeOf(edit);
    shift += edit.newText.length - (document.offsetAt(range.end) - document.offsetAt(range.start));
    if (edit.newText !== '') end = document.offsetAt(range.end) + shift;
  }
  return end;
}

/** A code that joins others stands before the brace that closes them. */
function behindMark(document: vscode.TextDocument, end: vscode.Position): vscode.Position {
  const rest = document.lineAt(end).text.slice(end.character);
  const closing = /^[^{}[\]]*\}/.exec(rest)?.[0] ?? '';
  return end.translate(0, closing.length);
}

function tell(refusals: readonly string[], steps: number): void {
  const [reason] = refusals;
  if (reason === undefined) return;
  void vscode.window.showWarningMessage(
    steps === 1
      ? reason
      : vscode.l10n.t('{0} of {1} were left as they are: {2}', refusals.length, steps, reason),
  );
}
