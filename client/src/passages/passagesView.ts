import * as vscode from 'vscode';
import {
  requests,
  type CodeNode,
  type Passage,
  type PassageContext,
  type PassageCounts,
  type PassageQueryParams,
  type QueryProblem,
} from '../../../server/src/protocol.js';
import { byId } from '../codes/tree.js';
import type { Server } from '../server.js';
import { Source } from '../source.js';
import { setContext, type Studies } from '../studies.js';
import { number, passages as passagesText } from '../texts.js';
import { itemOf, type PassageEntry } from './items.js';
import { groupsOf, type Group, type Grouping } from './listing.js';

export type { PassageEntry } from './items.js';

/** So many passages of a group are listed at a time. */
const page = 200;

/** Which passages to list: those a query finds or those of a code and the codes below it, of one case if that is given. */
export interface PassageQuery {
  readonly study: string;
  readonly code?: string;
  /** Codes with “and”, “or”, “not” and “near”. */
  readonly query?: string;
  /** Of the code alone, not of those below it. */
  readonly alone?: boolean;
  readonly case?: { readonly value: string | null };
  /** Of these documents alone. */
  readonly documents?: readonly string[];
  /** The figure that was clicked: how many of them count. Without it, all cases together are meant. */
  readonly counted?: number;
}

/** What the view shows: what was found, with what its query is about. */
interface Listed {
  readonly compareBy: string;
  readonly coderOfRecord: string | null;
  readonly title: string;
  /** The code asked for is neither in the codebook nor in a document: it was renamed, merged or deleted. */
  readonly gone: boolean;
  readonly counted: number;
  readonly codes: readonly CodeNode[];
  readonly counts: PassageCounts;
}

/** The passages behind a code, a query or a figure, by case, document or code, and who has none. */
export class PassagesView implements vscode.TreeDataProvider<PassageEntry>, vscode.Disposable {
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #source: Source<Listed | { readonly problem: QueryProblem } | undefined>;
  readonly #view: vscode.TreeView<PassageEntry>;
  readonly #more = new vscode.EventEmitter<PassageEntry | undefined>();
  #query: PassageQuery | undefined;
  #filter = '';
  #grouping: Grouping = 'case';
  #codes: ReadonlyMap<string, CodeNode> = new Map();
  #compareBy = '';
  /** How many passages of a group are shown, where that is more than a page. */
  readonly #shown = new Map<string, number>();
  readonly onDidChangeTreeData: vscode.Event<PassageEntry | undefined> = this.#more.event;

  constructor(server: Server, studies: Studies) {
    this.#server = server;
    this.#studies = studies;
    this.#source = new Source(studies, () => this.#load());
    this.#source.onDidChange(() => this.#more.fire(undefined));
    this.#view = vscode.window.createTreeView('qualdown.passages', {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#source.visible = () => this.#view.visible;
  }

  get query(): PassageQuery | undefined {
    return this.#query;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows only passages with a text in their words, speaker, file or codes. */
  set filter(text: string) {
    if (text.trim() === this.#filter) return;
    this.#filter = text.trim();
    void setContext('passagesFiltered', this.#filter !== '');
    this.#shown.clear();
    this.#source.reset();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(by: Grouping) {
    this.#grouping = by;
    this.#more.fire(undefined);
  }

  async show(query: PassageQuery): Promise<void> {
    this.#query = query;
    this.#shown.clear();
    await setContext('passagesShown', true);
    this.#source.reset();
    // A figure of the comparison is clicked while the side bar shows something else.
    if (!this.#view.visible) {
      await vscode.commands.executeCommand('qualdown.passages.focus', { preserveFocus: true });
    }
  }

  /** The query as the server is asked it; undefined when none is shown. */
  get params(): PassageQueryParams | undefined {
    if (!this.#query) return undefined;
    const { study, code, query, alone = false } = this.#query;
    return {
      study,
      descendants: !alone,
      ...(query === undefined ? { code: code! } : { query }),
      ...(this.#filter !== '' && { filter: this.#filter }),
    };
  }

  async #load(): Promise<Listed | { problem: QueryProblem } | undefined> {
    const study = this.#studies.list.find(({ uri }) => uri === this.#query?.study);
    if (!study || !this.#query) return undefined;
    const { code, query, alone = false, case: only, documents, counted } = this.#query;
    const [codes, all] = await Promise.all([
      this.#studies.codes(study),
      this.#server.request(requests.passageCounts, this.params!),
    ]);
    if ('problem' in all) return all;
    const counts = only
      ? within(all, (each) => each.case === only.value)
      : documents
        ? within(all, ({ uri }) => documents.includes(uri))
        : all;
    const node = code === undefined ? undefined : byId(codes).get(code);
    const total =
      query === undefined && this.#filter === '' ? (alone ? node?.segments : node?.total) : undefined;
    return {
      ...{ codes, counts, compareBy: study.compareBy, coderOfRecord: study.coderOfRecord },
      title: query ?? node?.name ?? code ?? '',
      gone: code !== undefined && query === undefined && !node,
      counted: (this.#filter === '' ? counted : undefined) ?? total ?? counts.total,
    };
  }

  async getChildren(entry?: PassageEntry): Promise<PassageEntry[]> {
    switch (entry?.kind) {
      case undefined:
        return this.#roots();
      case 'group':
        return this.#passagesOf(entry);
      case 'without-documents':
        return entry.documents.map((document) => ({ kind: 'document', document }));
      case 'without-participants':
        return entry.participants.map((participant) => ({ kind: 'participant', participant }));
      default:
        return [];
    }
  }

  async #roots(): Promise<PassageEntry[]> {
    const listed = await this.#source.get();
    if (!listed) return [];
    if ('problem' in listed) {
      this.#view.description = '';
      this.#view.message = listed.problem.message;
      return [];
    }
    const { counts, codes, compareBy, title } = listed;
    if (listed.gone) {
      // Who has no passage of it would be everybody, which says nothing.
      this.#view.description = title;
      this.#view.message = vscode.l10n.t(
        'There is no code “{0}” any more. Click another in the Codes view.',
        title,
      );
      return [];
    }
    this.#codes = byId(codes);
    this.#compareBy = compareBy;
    const filter = this.#filter === '' ? [] : [vscode.l10n.t('filter: {0}', this.#filter)];
    this.#view.description = [title, passagesText(counts.total), ...filter].join(' · ');
    this.#view.message = messageOf(listed);
    return [...groupsOf(counts, this.#grouping), ...(this.#filter === '' ? withoutOf(counts) : [])];
  }

  async #passagesOf(group: Group): Promise<PassageEntry[]> {
    const limit = this.#shown.get(keyOf(group)) ?? page;
    const passages = await this.#server.request(requests.passages, {
      ...this.params!,
      uris: [...group.uris],
      limit,
      ...(group.by === 'code' && { carrying: group.value! }),
    });
    const entries: PassageEntry[] = passages.map((passage) => ({ kind: 'passage', passage }));
    const left = group.count - passages.length;
    return left > 0 ? [...entries, { kind: 'more', group, left }] : entries;
  }

  /** Lists the next passages of a group too. */
  showMore(group: Group): void {
    this.#shown.set(keyOf(group), (this.#shown.get(keyOf(group)) ?? page) + page);
    this.#more.fire(undefined);
  }

  getTreeItem(entry: PassageEntry): vscode.TreeItem {
    return itemOf(entry, this.#codes, this.#compareBy);
  }

  /** The words around a passage, asked for when it is pointed at. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    entry: PassageEntry,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (entry.kind !== 'passage') return item;
    const { uri, at, file, speaker, coder, codes } = entry.passage;
    const context = await this.#server
      .request(requests.passageContext, { uri, at }, token)
      .catch(() => undefined);
    if (!context) return item;
    const who = coder ?? lastChangedText(context);
    const source = [speaker, file, who, codes.join(', ')].filter(Boolean).join(' · ');
    item.tooltip = new vscode.MarkdownString()
      .appendText(context.before)
      .appendMarkdown('**')
      .appendText(context.text.replace(/\s+/g, ' ').trim())
      .appendMarkdown('**')
      .appendText(context.after)
      .appendMarkdown('\n\n---\n\n')
      .appendText(source);
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#source.dispose();
    this.#more.dispose();
  }
}

/** Never who coded it: a comma mended in a line changes it too. */
function lastChangedText({ lastChanged }: PassageContext): string | undefined {
  if (!lastChanged) return undefined;
  const { by, date } = lastChanged;
  return by === null
    ? vscode.l10n.t('last changed here, not committed yet')
    : vscode.l10n.t('last changed by {0}, {1}', by, date);
}

const keyOf = ({ by, value }: Group): string => `${by} ${value}`;

/** Of some documents alone. Who of their participants has none is not known here. */
function within(
  counts: PassageCounts,
  isMeant: (document: { uri: string; case: string | null }) => boolean,
): PassageCounts {
  const documents = counts.documents.filter(isMeant);
  return {
    ...counts,
    documents,
    total: documents.reduce((sum, { count }) => sum + count, 0),
    without: { documents: counts.without.documents.filter(isMeant), participants: [] },
  };
}

function withoutOf({ without: { documents, participants } }: PassageCounts): PassageEntry[] {
  return [
    ...(documents.length > 0 ? [{ kind: 'without-documents', documents } as const] : []),
    ...(participants.length > 0 ? [{ kind: 'without-participants', participants } as const] : []),
  ];
}

/** Why fewer passages count than are listed, where that is so: the list has every mark, a figure each place once. */
function messageOf({ counts, counted, coderOfRecord }: Listed): string {
  const uncoded =
    counts.uncoded > 0 &&
    vscode.l10n.t('Documents not coded yet, left out of those without: {0}.', number(counts.uncoded));
  if (counted === counts.total) return uncoded || '';
  const reason = vscode.l10n.t('A code within itself, or by several coders on the same words, counts once.');
  const record =
    coderOfRecord && vscode.l10n.t('Only codings by {0} and unsigned ones count.', coderOfRecord);
  return [vscode.l10n.t('Counted: {0}.', counted), reason, record, uncoded].filter(Boolean).join(' ');
}

/** Opens a document with the passage in view. A passage of one line is selected, a longer one begins at the cursor. */
export async function openPassage(
  { uri, range: { start, end } }: Pick<Passage, 'uri' | 'range'>,
  viewColumn = vscode.ViewColumn.Active,
): Promise<void> {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const selection = range.isSingleLine ? range : new vscode.Range(range.start, range.start);
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    selection,
    preview: true,
    viewColumn,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
