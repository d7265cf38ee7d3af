import * as vscode from 'vscode';
import { requests, type CodeNode, type Passage } from '../../../server/src/protocol.js';
import { byId } from '../codes/tree.js';
import { groupByCase } from '../groups.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import { setContext, type Studies } from '../studies.js';
import { swatch } from '../swatch.js';
import { caseText, passages as passagesText } from '../texts.js';

/** Which passages to list: those of a code and the codes below it, of one case if that is given. */
export interface PassageQuery {
  readonly study: string;
  readonly code: string;
  /** Of the code alone, not of those below it. */
  readonly alone?: boolean;
  readonly case?: { readonly value: string | null };
  /** The figure that was clicked: how many of them count. Without it, all cases together are meant. */
  readonly counted?: number;
}

export type PassageEntry =
  | { readonly kind: 'case'; readonly value: string; readonly passages: readonly Passage[] }
  | { readonly kind: 'passage'; readonly passage: Passage };

/** What the view shows: passages with what their query is about. */
interface Listed {
  readonly code: string;
  readonly compareBy: string;
  readonly coderOfRecord: string | null;
  readonly counted: number;
  readonly codes: readonly CodeNode[];
  readonly passages: readonly Passage[];
}

/** The passages behind a code or a figure, by case. A click opens one in its place. */
export class PassagesView implements vscode.TreeDataProvider<PassageEntry>, vscode.Disposable {
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #source: Source<Listed | undefined>;
  readonly #view: vscode.TreeView<PassageEntry>;
  #query: PassageQuery | undefined;
  #codes: ReadonlyMap<string, CodeNode> = new Map();
  readonly onDidChangeTreeData: vscode.Event<void>;

  constructor(server: Server, studies: Studies) {
    this.#server = server;
    this.#studies = studies;
    this.#source = new Source(studies, () => this.#load());
    this.onDidChangeTreeData = this.#source.onDidChange;
    this.#view = vscode.window.createTreeView('qualdown.passages', { treeDataProvider: this });
    this.#source.visible = () => this.#view.visible;
  }

  async show(query: PassageQuery): Promise<void> {
    this.#query = query;
    await setContext('passagesShown', true);
    this.#source.reset();
    // A figure of the comparison is clicked while the side bar shows something else.
    if (!this.#view.visible) {
      await vscode.commands.executeCommand('qualdown.passages.focus', { preserveFocus: true });
    }
  }

  async #load(): Promise<Listed | undefined> {
    const study = this.#studies.list.find(({ uri }) => uri === this.#query?.study);
    if (!study || !this.#query) return undefined;
    const { code, alone = false, case: only, counted } = this.#query;
    const [codes, all] = await Promise.all([
      this.#studies.codes(study),
      this.#server.request(requests.passages, { study: study.uri, code, descendants: !alone }),
    ]);
    const passages = only ? all.filter((passage) => passage.case === only.value) : all;
    const node = byId(codes).get(code);
    return {
      ...{ code, codes, passages, compareBy: study.compareBy, coderOfRecord: study.coderOfRecord },
      counted: counted ?? (alone ? node?.segments : node?.total) ?? passages.length,
    };
  }

  async getChildren(entry?: PassageEntry): Promise<PassageEntry[]> {
    if (entry?.kind === 'passage') return [];
    if (entry) return entry.passages.map((passage) => ({ kind: 'passage', passage }));
    const listed = await this.#source.get();
    if (!listed) return [];
    const { code, codes, compareBy, passages } = listed;
    this.#codes = byId(codes);
    this.#view.description = [this.#codes.get(code)?.name ?? code, passagesText(passages.length)].join(' · ');
    this.#view.message = messageOf(listed);
    return groupByCase(passages).map(([value, inCase]) => ({
      kind: 'case',
      value: caseText(value, compareBy),
      passages: inCase,
    }));
  }

  getTreeItem(entry: PassageEntry): vscode.TreeItem {
    if (entry.kind === 'passage') return this.#passageItem(entry.passage);
    const item = new vscode.TreeItem(entry.value, vscode.TreeItemCollapsibleState.Expanded);
    item.description = String(entry.passages.length);
    return item;
  }

  #passageItem(passage: Passage): vscode.TreeItem {
    const text = passage.text.replace(/\s+/g, ' ').trim();
    const item = new vscode.TreeItem(text);
    item.description = [passage.speaker, passage.file.split('/').at(-1)].filter(Boolean).join(' · ');
    item.tooltip = new vscode.MarkdownString()
      .appendText(text)
      .appendMarkdown('\n\n---\n\n')
      .appendText([passage.file, passage.coder, passage.codes.join(', ')].filter(Boolean).join(' · '));
    const code = passage.codes.map((id) => this.#codes.get(id)).find((known) => known !== undefined);
    if (code) item.iconPath = swatch(code.color);
    item.command = {
      command: 'qualdown.openPassage',
      title: vscode.l10n.t('Open the passage'),
      arguments: [passage],
    };
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#source.dispose();
  }
}

/** Why fewer passages count than are listed, where that is so: the list has every mark, a figure each place once. */
function messageOf({ passages, counted, coderOfRecord }: Listed): string {
  if (counted === passages.length) return '';
  const reason = vscode.l10n.t('A code within itself, or by several coders on the same words, counts once.');
  const record =
    coderOfRecord && vscode.l10n.t('Only codings by {0} and unsigned ones count.', coderOfRecord);
  return [vscode.l10n.t('Counted: {0}.', counted), reason, record].filter(Boolean).join(' ');
}

/** Opens a document with the passage in view. A passage of one line is selected, a longer one begins at the cursor. */
export async function openPassage({ uri, range: { start, end } }: Passage): Promise<void> {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const selection = range.isSingleLine ? range : new vscode.Range(range.start, range.start);
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection, preview: true });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
