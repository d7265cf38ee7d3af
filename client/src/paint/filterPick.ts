import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { walk } from '../codes/tree.js';
import type { Parts } from '../parts.js';
import { swatch } from '../swatch.js';
import { number } from '../texts.js';
import type { Filter, Shown } from './filter.js';

interface Item extends vscode.QuickPickItem {
  readonly chosen?: Partial<Shown>;
}

/** Asks what is to be shown: families, codes, coders, each with a box to tick. None ticked shows everything. */
export async function editFilter({ studies, server }: Parts, filter: Filter): Promise<void> {
  const study = await studies.choose();
  if (!study) return;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Show only passages of…');
  pick.placeholder = vscode.l10n.t('Tick families, codes or coders, then Enter; nothing ticked shows all');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const all = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: vscode.l10n.t('Show all passages') };
  pick.buttons = [all];
  const answered = new Promise<readonly Item[] | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems));
    pick.onDidTriggerButton(() => resolve([]));
    pick.onDidHide(() => resolve(undefined));
  });
  pick.busy = true;
  pick.show();
  try {
    const [codes, coders] = await Promise.all([
      studies.codes(study),
      server.request(requests.coders, { study: study.uri }),
    ]);
    const families = codes.filter(({ children }) => children.length > 0);
    const items: Item[] = [
      ...titled(
        vscode.l10n.t('families'),
        families.map(({ id, name, color, children }) => ({
          label: name,
          description: vscode.l10n.t(
            'and the codes below it: {0}',
            children.map((child) => child.name).join(', '),
          ),
          iconPath: swatch(color, { round: true }),
          chosen: { families: new Set([id]) },
        })),
      ),
      ...titled(
        vscode.l10n.t('codes'),
        Array.from(walk(codes), ({ code, above }) => ({
          label: code.name,
          description: [above.join(' › '), number(code.segments)].filter(Boolean).join(' · '),
          iconPath: swatch(code.color),
          chosen: { codes: new Set([code.id]) },
        })),
      ),
      ...titled(vscode.l10n.t('coders'), [
        ...coders.map((coder) => ({
          label: coder,
          iconPath: new vscode.ThemeIcon('person'),
          chosen: { coders: new Set([coder]) },
        })),
        {
          label: vscode.l10n.t('not signed'),
          iconPath: new vscode.ThemeIcon('circle-slash'),
          chosen: { coders: new Set([null]) },
        },
      ]),
    ];
    pick.items = items;
    pick.selectedItems = items.filter((item) => isWithin(item, filter.shown));
  } finally {
    pick.busy = false;
  }
  const chosen = await answered;
  pick.dispose();
  if (chosen) filter.set(together(chosen));
}

export function clearFilter(filter: Filter): void {
  filter.set({});
}

const titled = (label: string, items: Item[]): Item[] =>
  items.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];

function isWithin({ chosen = {} }: Item, shown: Shown): boolean {
  const kinds = Object.entries(chosen) as [keyof Shown, ReadonlySet<string | null>][];
  return kinds.some(([kind, [id]]) => (shown[kind] as ReadonlySet<unknown>).has(id));
}

function together(items: readonly Item[]): Shown {
  const chosen = items.flatMap(({ chosen }) => chosen ?? []);
  return {
    codes: new Set(chosen.flatMap(({ codes }) => [...(codes ?? [])])),
    families: new Set(chosen.flatMap(({ families }) => [...(families ?? [])])),
    coders: new Set(chosen.flatMap(({ coders }) => [...(coders ?? [])])),
  };
}
