import * as vscode from 'vscode';
import type { StudySummary } from '../../../server/src/protocol.js';
import { walk, type CodeInTree } from '../codes/tree.js';
import type { Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { number } from '../texts.js';

interface CodeItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/** How many of the codes picked last stand on top. */
const remembered = 5;
const recent = new Map<string, string[]>();

/** Lets one code be picked, to look at: retired ones and families too. */
export async function pickCode(studies: Studies, study: StudySummary): Promise<string | undefined> {
  const items = Array.from(walk(await studies.codes(study)), itemOf);
  const placeHolder = vscode.l10n.t('Passages of which code?');
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}

/** Lets a code be picked to apply, or several after a click on the button that says so. */
export async function pickCodes(studies: Studies, study: StudySummary): Promise<string[] | undefined> {
  const pick = vscode.window.createQuickPick<CodeItem>();
  pick.title = vscode.l10n.t('Apply code');
  pick.placeholder = vscode.l10n.t('Type to find a code, Enter to apply it');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // Shown before there is anything in it: what is typed while the server answers must not land in the document.
  const answered = answer(pick);
  pick.busy = true;
  pick.items = await usableItems(studies, study).finally(() => (pick.busy = false));
  const picked = await answered;
  if (picked) {
    const others = recent.get(study.uri)?.filter((id) => !picked.includes(id)) ?? [];
    recent.set(study.uri, [...picked, ...others].slice(0, remembered));
  }
  return picked;
}

/** What is picked; undefined when the person goes away. */
function answer(pick: vscode.QuickPick<CodeItem>): Promise<string[] | undefined> {
  // One code and Enter is what coding mostly is; with check boxes from the start, Enter would take nothing.
  const several = {
    iconPath: new vscode.ThemeIcon('checklist'),
    tooltip: vscode.l10n.t('Apply several codes'),
  };
  pick.buttons = [several];
  pick.onDidTriggerButton(() => offerSeveral(pick));
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const ids = pick.selectedItems.flatMap(({ id }) => id ?? []);
      if (ids.length === 0) return;
      resolve(ids);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Check boxes, the first of them ticked at the code that was highlighted. */
function offerSeveral(pick: vscode.QuickPick<CodeItem>): void {
  const ticked = pick.activeItems;
  pick.buttons = [];
  pick.placeholder = vscode.l10n.t('Tick the codes, then Enter');
  pick.canSelectMany = true;
  // Rows that are on screen get their boxes when they are set anew.
  pick.items = [...pick.items];
  pick.selectedItems = ticked;
}

async function usableItems(studies: Studies, study: StudySummary): Promise<CodeItem[]> {
  const all = Array.from(walk(await studies.codes(study)));
  const usable = all.filter(({ code }) => code.codable && !code.unknown && code.status !== 'retired');
  return recentFirst(usable, recent.get(study.uri) ?? []);
}

function recentFirst(codes: readonly CodeInTree[], ids: readonly string[]): CodeItem[] {
  const last = ids.flatMap((id) => codes.find(({ code }) => code.id === id) ?? []);
  const others = codes.filter((entry) => !last.includes(entry));
  if (last.length === 0) return others.map(itemOf);
  return [
    { label: vscode.l10n.t('applied last'), kind: vscode.QuickPickItemKind.Separator },
    ...last.map(itemOf),
    { label: vscode.l10n.t('codebook'), kind: vscode.QuickPickItemKind.Separator },
    ...others.map(itemOf),
  ];
}

function itemOf({ code, above }: CodeInTree): CodeItem {
  return {
    id: code.id,
    label: code.name,
    description: [above.join(' › '), number(code.total)].filter(Boolean).join(' · '),
    ...(code.brief !== null && { detail: code.brief }),
    iconPath: swatch(code.color, { round: code.children.length > 0 }),
  };
}
