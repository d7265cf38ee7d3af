import * as vscode from 'vscode';
import { requests, type CodeNode, type StudySummary } from '../../../server/src/protocol.js';
import { walk } from '../codes/tree.js';
import { applyStudyOutcome } from '../edits.js';
import type { Parts } from '../parts.js';
import { swatch } from '../swatch.js';
import { itemsOf } from './codeItems.js';
import type { CodeMemory } from './memory.js';
import { named } from './rank.js';
import { tell } from './place.js';

/** A name longer than this is cut at a word: it is a label, and the passage itself stays in the text. */
const longest = 80;

/**
 * Writes a new code into the codebook, under a parent that is asked for, and resolves to its id. A name that there is
 * already stands for that code. undefined: left without an answer, or refused.
 */
export async function createCode(
  { server, studies }: Parts,
  memory: CodeMemory,
  study: StudySummary,
  words: string,
  { askName = false } = {},
): Promise<string | undefined> {
  const name = askName ? await nameFor(cut(words)) : words;
  if (name === undefined) return undefined;
  const codes = await studies.codes(study);
  const known = named(itemsOf(codes), name);
  if (known) {
    tell(vscode.l10n.t('There is already a code “{0}”; it was applied.', known.name));
    return known.id;
  }
  const parent = await parentFor(name, codes, memory.of(study.uri).parent);
  if (parent === undefined) return undefined;
  const outcome = await server.request(requests.refactor, {
    study: study.uri,
    operation: { kind: 'create', name, parent },
  });
  if (!(await applyStudyOutcome(outcome)) || 'refused' in outcome) return undefined;
  await memory.createdUnder(study.uri, parent);
  return outcome.code;
}

const cut = (text: string): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/\s\S*$/, '');

function nameFor(value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Code in vivo'),
    prompt: vscode.l10n.t('Name of the new code'),
    value,
    valueSelection: [value.length, value.length],
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A code needs a name.') : undefined),
  });
}

/** The id of the parent, null for the top of the codebook. The one chosen last comes first. */
async function parentFor(
  name: string,
  codes: readonly CodeNode[],
  last: string | null,
): Promise<string | null | undefined> {
  const top = {
    id: null as string | null,
    label: vscode.l10n.t('At the top of the codebook'),
    iconPath: new vscode.ThemeIcon('book'),
  };
  const parents = Array.from(walk(codes))
    .filter(({ code }) => !code.unknown && code.status !== 'retired')
    .map(({ code, above }) => ({
      id: code.id,
      label: code.name,
      description: above.join(' › '),
      iconPath: swatch(code.color, { round: code.children.length > 0 }),
    }));
  const all = [top, ...parents];
  const first = all.find(({ id }) => id === last) ?? top;
  const items = [first, ...all.filter((item) => item !== first)];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Create code “{0}”…', name),
    placeHolder: vscode.l10n.t('Under which code?'),
    matchOnDescription: true,
  });
  return picked?.id;
}
