import * as vscode from 'vscode';
import {
  requests,
  type CodebookOperation,
  type CodeNode,
  type SplitChoice,
  type SplitPassage,
  type StudySummary,
} from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { number } from '../texts.js';
import { askCode } from './pick.js';
import { refactor } from './refactor.js';
import { carriedOver, type Chosen } from './splitChoices.js';
import { byId, walk } from './tree.js';

type Into = Extract<CodebookOperation, { kind: 'split' }>['into'];
type Answer = readonly string[] | 'back' | 'stop';

/** Splits a code into others: asks for each of its passages, shown in its place, which of them it becomes. */
export async function splitCode(
  { server, studies }: Parts,
  study: StudySummary,
  told: string | undefined,
  intoTold?: string,
): Promise<string | undefined> {
  const id = told ?? (await askCode(studies, study, { title: vscode.l10n.t('Split which code?') }));
  const codes = await studies.codes(study);
  const code = id == null ? undefined : byId(codes).get(id);
  if (!code) return undefined;
  const into = await askInto(server, study, codes, code, intoTold);
  if (!into) return undefined;
  const list = (): Promise<SplitPassage[]> =>
    server.request(requests.splitPassages, { study: study.uri, code: code.id });
  const choices = await chooseForAll(code, into, list);
  if (!choices) return undefined;
  return refactor(server, study.uri, { kind: 'split', code: code.id, into, choices });
}

/** Documents may change while somebody chooses for hundreds of passages: nothing that was chosen is lost by that. */
async function chooseForAll(
  code: CodeNode,
  into: Into,
  list: () => Promise<SplitPassage[]>,
): Promise<SplitChoice[] | undefined> {
  let chosen: Chosen = new Map();
  let passages = await list();
  for (;;) {
    if (!(await choose(code, into, passages, chosen))) return undefined;
    const now = await list();
    const carried = carriedOver(chosen, passages, now);
    passages = now;
    const lost = chosen.size - carried.size;
    chosen = carried;
    if (lost === 0) break;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Passages that changed in the meantime are asked for again: {0}.', number(lost)),
    );
  }
  return Array.from(chosen, ([{ uri, at, stamp }, codes]) => ({ uri, at, stamp, codes: [...codes] }));
}

/** By name: codes that there are, and those to be made. */
async function askInto(
  server: Parts['server'],
  study: StudySummary,
  codes: readonly CodeNode[],
  code: CodeNode,
  told?: string,
): Promise<Into | undefined> {
  const asked = (): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: vscode.l10n.t('Split “{0}”', code.name),
      prompt: vscode.l10n.t(
        'Into which codes? Names or ids, with commas between; those that do not exist are made.',
      ),
      validateInput: (text) =>
        namesIn(text).length === 0 ? vscode.l10n.t('Name at least one code.') : undefined,
    });
  const names = told ?? (await asked());
  if (names === undefined) return undefined;
  const into: { id: string; name?: string }[] = [];
  for (const name of namesIn(names)) {
    const known = Array.from(walk(codes)).find(
      ({ code: each }) =>
        !each.unknown && (each.id === name || each.name.toLowerCase() === name.toLowerCase()),
    );
    if (known) {
      into.push({ id: known.code.id });
      continue;
    }
    const made = await server.request(requests.newCodeId, { study: study.uri, name });
    if ('refused' in made) {
      void vscode.window.showWarningMessage(made.refused);
      return undefined;
    }
    into.push({ id: made.id, name });
  }
  return into;
}

const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

/**
 * One passage after the other that has no choice yet, back and forth; who stops keeps what was chosen so far, or throws
 * it away: false.
 */
async function choose(
  code: CodeNode,
  into: Into,
  all: readonly SplitPassage[],
  chosen: Chosen,
): Promise<boolean> {
  const passages = all.filter((passage) => !chosen.has(passage));
  for (let at = 0; at < passages.length;) {
    const passage = passages[at]!;
    await reveal(passage);
    const place = vscode.l10n.t(
      'Split “{0}”: passage {1} of {2}',
      code.name,
      number(at + 1),
      number(passages.length),
    );
    const answer = await askPassage(place, code, into, passage, chosen.get(passage));
    if (answer === 'back') at = Math.max(0, at - 1);
    else if (answer === 'stop') {
      return chosen.size > 0 && (await keepSoFar(chosen.size));
    } else {
      chosen.set(passage, answer);
      at++;
    }
  }
  return true;
}

async function reveal({ uri, range }: SplitPassage): Promise<void> {
  const { start, end } = range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    preserveFocus: true,
    selection,
  });
}

interface CodeItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Nothing ticked: the passage keeps its code. */
function askPassage(
  title: string,
  code: CodeNode,
  into: Into,
  { text, speaker, file }: SplitPassage,
  before: readonly string[] = [],
): Promise<Answer> {
  const pick = vscode.window.createQuickPick<CodeItem>();
  pick.title = title;
  pick.placeholder = text.replace(/\s+/g, ' ');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const source = [speaker, file].filter(Boolean).join(' · ');
  pick.items = into.map(({ id, name }) => ({ id, label: name ?? id, description: source }));
  pick.selectedItems = pick.items.filter(({ id }) => before.includes(id));
  pick.title += ` — ${vscode.l10n.t('nothing ticked: it stays “{0}”', code.name)}`;
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => {
      resolve('back');
      pick.hide();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ id }) => id));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve('stop');
      pick.dispose();
    });
    pick.show();
  });
}

async function keepSoFar(count: number): Promise<boolean> {
  const items = [
    { label: vscode.l10n.t('Write what was chosen so far ({0})', number(count)), keep: true },
    { label: vscode.l10n.t('Throw it away'), keep: false },
  ];
  const title = vscode.l10n.t('Stop here?');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.keep ?? false;
}
