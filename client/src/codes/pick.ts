import * as vscode from 'vscode';
import type { CodeNode, StudySummary } from '../../../server/src/protocol.js';
import type { Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { number } from '../texts.js';
import { byId, walk, type CodeInTree } from './tree.js';

interface Question {
  readonly title: string;
  readonly placeHolder?: string | undefined;
  /** Which codes are offered; all of the codebook without it. */
  readonly among?: (entry: CodeInTree) => boolean;
  /** An entry on top that stands for no code: the top level, no successor. */
  readonly none?: string;
}

/** Asks for one code; `null` is the entry that stands for none, undefined that the person went away. */
export async function askCode(
  studies: Studies,
  study: StudySummary,
  { title, placeHolder = '', among = () => true, none }: Question,
): Promise<string | null | undefined> {
  const items = codeItems(await studies.codes(study), among);
  const all = none === undefined ? items : [{ label: none, id: null, alwaysShow: true }, ...items];
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick<vscode.QuickPickItem & { id: string | null }>(all, options))?.id;
}

/** Asks for codes, by check boxes; undefined when none is ticked. */
export async function askCodes(
  studies: Studies,
  study: StudySummary,
  { title, placeHolder = '', among = () => true }: Question,
): Promise<string[] | undefined> {
  const items = codeItems(await studies.codes(study), among);
  const options = {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
    canPickMany: true,
  } as const;
  const picked = await vscode.window.showQuickPick(items, options);
  return picked && picked.length > 0 ? picked.map(({ id }) => id) : undefined;
}

function codeItems(
  codes: readonly CodeNode[],
  among: (entry: CodeInTree) => boolean,
): (vscode.QuickPickItem & { id: string })[] {
  return Array.from(walk(codes))
    .filter((entry) => !entry.code.unknown && among(entry))
    .map(({ code, above }) => ({
      id: code.id,
      label: code.name,
      description: [above.join(' › '), number(code.total)].filter(Boolean).join(' · '),
      ...(code.brief !== null && { detail: code.brief }),
      iconPath: swatch(code.color, { round: code.children.length > 0 }),
    }));
}

/** A code with all below it, by id. */
export function withBelow(codes: readonly CodeNode[], ids: readonly string[]): ReadonlySet<string> {
  const nodes = byId(codes);
  return new Set(
    ids.flatMap((id) => {
      const node = nodes.get(id);
      return node ? Array.from(walk([node]), ({ code }) => code.id) : [];
    }),
  );
}
