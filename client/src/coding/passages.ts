import * as vscode from 'vscode';
import {
  requests,
  type CodeNode,
  type EditOutcome,
  type PassageHere,
  type PassageParams,
  type StudySummary,
} from '../../../server/src/protocol.js';
import { byId } from '../codes/tree.js';
import type { Server } from '../server.js';
import type { Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { askNow, changedMeanwhile, paramsOf, type Place } from './place.js';
import type { Tracked } from './tracked.js';
import type { Step } from './write.js';

/** The passages at a place, innermost first; at a selection, those that it touches. */
export const passagesAt = (
  server: Server,
  { editor }: Place,
  range: vscode.Range,
): Promise<readonly PassageHere[]> =>
  askNow(editor.document, () =>
    server.request(requests.passagesAt, { ...paramsOf(editor, range), touching: !range.isEmpty }),
  );

/** A step about a passage, which is found again where changes of the document have moved it. */
export function stepFor(
  { document }: vscode.TextEditor,
  tracked: Tracked,
  { at }: PassageHere,
  ask: (passage: PassageParams) => Promise<EditOutcome>,
): Step {
  const position = new vscode.Position(at.line, at.character);
  const place = tracked.add(new vscode.Range(position, position));
  return async (version) => {
    const now = place();
    if (!now) return { refused: changedMeanwhile() };
    return ask({ uri: document.uri.toString(), version, at: now.start });
  };
}

export interface ChoiceOfCode {
  readonly passage: PassageHere;
  readonly code: string;
}

/** Rows for codes and passages: the code's name and swatch, and how the passage begins. */
export class Rows {
  private constructor(private readonly known: ReadonlyMap<string, CodeNode>) {}

  static async of(studies: Studies, study: StudySummary): Promise<Rows> {
    return new Rows(byId(await studies.codes(study)));
  }

  name(code: string): string {
    return this.known.get(code)?.name ?? code;
  }

  code(code: string): vscode.QuickPickItem {
    const known = this.known.get(code);
    return { label: this.name(code), iconPath: known ? swatch(known.color) : new vscode.ThemeIcon('tag') };
  }

  /** A code of a passage. */
  coding({ passage, code }: ChoiceOfCode): vscode.QuickPickItem {
    const { coder, text } = passage;
    const description = coder === null ? '' : vscode.l10n.t('by {0}', coder);
    return { ...this.code(code), description, detail: excerptOf(text) };
  }

  passage({ codes, coder, text }: PassageHere): vscode.QuickPickItem {
    const label = codes.map((code) => this.name(code)).join(', ');
    const description = coder === null ? '' : vscode.l10n.t('by {0}', coder);
    return { ...this.code(codes[0]!), label, description, detail: excerptOf(text) };
  }
}

const longest = 120;
function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s\S*$/, '')} …`;
}

/** Asks which of several is meant; one alone needs no question. undefined: no answer. */
export async function whichOf<T>(
  choices: readonly T[],
  rowOf: (choice: T) => vscode.QuickPickItem,
  title: string,
): Promise<T | undefined> {
  if (choices.length <= 1) return choices[0];
  const rows = choices.map((choice) => ({ ...rowOf(choice), choice }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.choice;
}
