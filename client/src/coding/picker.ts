import * as vscode from 'vscode';
import type { CodeItem } from './codeItems.js';
import { named, ranked } from './rank.js';

export interface Offer {
  readonly items: readonly CodeItem[];
  /** Ids of the codes that stand on top while nothing is typed. */
  readonly recent: readonly string[];
}
/** Ids of codes, or a name that is no code yet. */
export type Picked = { readonly codes: string[] } | { readonly create: string };
type Row = vscode.QuickPickItem & { readonly means?: Picked };

interface PickerOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Offers to tick several codes. */
  readonly several?: boolean;
  /** Offers to create a code of a name that there is not. */
  readonly create?: boolean;
}

/** The list of codes to pick from. It is shown before there is anything in it, so that no key lands in the text. */
export class CodePicker {
  readonly #pick = vscode.window.createQuickPick<Row>();
  readonly #options: PickerOptions;
  #offer: Offer = { items: [], recent: [] };
  /** The row that is highlighted; undefined while the editor has not shown the newest rows. */
  #active: Row | undefined;
  /** What was picked; undefined when the person went away. */
  readonly picked: Promise<Picked | undefined>;

  constructor(options: PickerOptions) {
    this.#options = options;
    const pick = this.#pick;
    pick.title = options.title;
    pick.placeholder = options.placeholder;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    this.#sortByLabel(false);
    pick.busy = true;
    if (options.several) this.#addButton();
    pick.onDidChangeActive(([row]) => (this.#active = row));
    pick.onDidChangeValue(() => {
      if (!pick.canSelectMany) this.#show();
    });
    this.picked = new Promise((resolve) => {
      pick.onDidAccept(() => {
        const picked = this.#taken();
        if (!picked) return;
        resolve(picked);
        pick.hide();
      });
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
    });
    pick.show();
  }

  set title(title: string) {
    this.#pick.title = title;
  }

  offer(offer: Offer): void {
    this.#offer = offer;
    this.#pick.busy = false;
    this.#show();
  }

  close(): void {
    this.#pick.hide();
  }

  /** Check boxes, the first of them ticked at the code that was highlighted. Their rows stay as they are from here. */
  tickSeveral(): void {
    const pick = this.#pick;
    if (!this.#options.several || pick.canSelectMany) return;
    const ticked = codesOf(this.#active?.means);
    pick.buttons = [];
    pick.placeholder = vscode.l10n.t('Tick the codes (Down, then Space), then Enter');
    this.#sortByLabel(true);
    pick.canSelectMany = true;
    pick.value = '';
    pick.items = this.#rowsUntyped();
    pick.selectedItems = pick.items.filter((row) => codesOf(row.means).some((code) => ticked.includes(code)));
  }

  #taken(): Picked | undefined {
    const pick = this.#pick;
    if (pick.canSelectMany) {
      const codes = pick.selectedItems.flatMap(({ means }) => codesOf(means));
      return codes.length > 0 ? { codes } : undefined;
    }
    // Who types and presses Enter faster than rows are shown means the best of what was typed.
    return (this.#active ?? pick.items.find(({ means }) => means))?.means;
  }

  #show(): void {
    const typed = this.#pick.value.trim();
    this.#active = undefined;
    this.#pick.items = typed === '' ? this.#rowsUntyped() : this.#rowsFor(typed);
  }

  #rowsUntyped(): Row[] {
    const { recent, others } = this.#parted();
    if (recent.length === 0) return others.map(rowOf);
    return [
      separator(vscode.l10n.t('applied last')),
      ...recent.map(rowOf),
      separator(vscode.l10n.t('codebook')),
      ...others.map(rowOf),
    ];
  }

  #rowsFor(typed: string): Row[] {
    const { recent, others } = this.#parted();
    const all = [...recent, ...others];
    // The order is ours, so the editor shall hide and sort nothing.
    const rows = ranked(all, typed).map((item) => ({ ...rowOf(item), alwaysShow: true }));
    if (!this.#options.create || named(all, typed)) return rows;
    return [...rows, createRow(typed)];
  }

  #parted(): { recent: CodeItem[]; others: CodeItem[] } {
    const { items, recent } = this.#offer;
    const last = recent.flatMap((id) => items.find((item) => item.id === id) ?? []);
    return { recent: last, others: items.filter((item) => !last.includes(item)) };
  }

  #addButton(): void {
    const several = {
      iconPath: new vscode.ThemeIcon('checklist'),
      tooltip: vscode.l10n.t('Apply several codes'),
    };
    this.#pick.buttons = [several];
    this.#pick.onDidTriggerButton(() => this.tickSeveral());
  }

  /**
   * Whether the editor sorts what matches by label. The extension host has the property in all versions since 1.44,
   * though its types do not; where it should be missing, codes whose name matches come first, and nothing is lost.
   */
  #sortByLabel(sort: boolean): void {
    Object.assign(this.#pick, { sortByLabel: sort });
  }
}

const rowOf = (item: CodeItem): Row => ({
  label: item.label,
  ...(item.description !== undefined && { description: item.description }),
  ...(item.detail !== undefined && { detail: item.detail }),
  ...(item.iconPath && { iconPath: item.iconPath }),
  means: { codes: [item.id] },
});

const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });

const createRow = (name: string): Row => ({
  label: vscode.l10n.t('Create code “{0}”…', name),
  iconPath: new vscode.ThemeIcon('add'),
  alwaysShow: true,
  means: { create: name },
});

const codesOf = (means: Picked | undefined): string[] => (means && 'codes' in means ? means.codes : []);
