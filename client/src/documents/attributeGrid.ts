import * as vscode from 'vscode';
import {
  requests,
  type AttributeChange,
  type AttributeColumn,
  type AttributeMatch,
  type StudySummary,
} from '../../../server/src/protocol.js';
import { applyStudyOutcome } from '../edits.js';
import type { Server } from '../server.js';
import type { Studies } from '../studies.js';
import { pageHtml, pagesOf } from '../webviewPage.js';
import type { FromGrid, GridChange, GridColumn, ToGrid } from '../webviews/gridMessages.js';
import { csvOf, gridTexts, notesOf, typeText } from './gridTexts.js';

/**
 * The attributes of a study's documents as a grid. What is typed or pasted is shown first, with what it stands in the
 * place of, and written all at once: one step of undo, and no half-filled files while somebody still pastes.
 */
export class AttributeGrid implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #study = '';
  #isReady = false;
  /** What waits until the page has its table. */
  #unsent: ToGrid[] | undefined = [];
  #asked = 0;

  constructor(extension: vscode.Uri, server: Server, studies: Studies) {
    this.#extension = extension;
    this.#server = server;
    this.#studies = studies;
    this.#subscription = studies.onDidChange(() => void this.#update());
  }

  async open(): Promise<boolean> {
    const study = await this.#studies.choose();
    if (!study) return false;
    if (this.#panel && study.uri !== this.#study) this.#panel.dispose();
    this.#study = study.uri;
    if (this.#panel) this.#panel.reveal();
    else this.#panel = this.#create();
    await this.#update();
    return true;
  }

  /** Reads a table whose rows name documents, and shows in the grid what it would change. */
  async importTable(file?: vscode.Uri): Promise<AttributeMatch | undefined> {
    const from = file instanceof vscode.Uri ? file : await askTable();
    if (!from || !(await this.open())) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(from));
    const match = await this.#server.request(requests.matchAttributes, { study: this.#study, text });
    if (match) await this.#fill(match);
    else {
      const name = vscode.workspace.asRelativePath(from);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'No column of {0} names documents. Head one “file”, with a document’s name in each row.',
          name,
        ),
      );
    }
    return match ?? undefined;
  }

  async exportTable(file?: vscode.Uri): Promise<boolean> {
    const study = await this.#studies.choose();
    if (!study) return false;
    const { columns, rows } = await this.#server.request(requests.attributes, { study: study.uri });
    const head = ['file', ...columns.map(({ name }) => name)];
    const body = rows.map((row) => [row.file, ...row.cells.map((cell) => cell ?? '')]);
    return this.#save(study, [head, ...body], file instanceof vscode.Uri ? file : undefined);
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'qualdown.attributes',
      titleOf(0),
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [pagesOf(this.#extension)],
        // What is typed and not applied yet is kept while another tab is in front.
        retainContextWhenHidden: true,
      },
    );
    this.#isReady = false;
    this.#unsent = [];
    this.#asked++; // what is under way is for a page before this one
    panel.webview.onDidReceiveMessage((message: FromGrid) => void this.receive(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, this.#extension, 'grid');
    return panel;
  }

  /** What the page says. */
  async receive(message: FromGrid): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        this.#isReady = true;
        return this.#update();
      case 'check':
        return this.#check(message.values);
      case 'paste':
        return this.#paste(message.text, message.rows);
      case 'apply':
        return this.#apply(message.changes);
      case 'changed':
        if (this.#panel) this.#panel.title = titleOf(message.count);
        return undefined;
      case 'open':
        return vscode.window.showTextDocument(vscode.Uri.parse(message.uri));
      case 'import':
        return this.importTable();
      case 'export':
        return this.#save({ uri: this.#study }, message.rows);
      case 'addColumn':
        return this.#addColumn();
    }
  }

  async #post(message: ToGrid): Promise<void> {
    if (this.#unsent) this.#unsent.push(message);
    else await this.#panel?.webview.postMessage(message);
  }

  async #update(): Promise<void> {
    if (!this.#panel || !this.#isReady) return;
    const asked = ++this.#asked;
    try {
      const { columns, rows } = await this.#server.request(requests.attributes, { study: this.#study });
      if (asked !== this.#asked) return;
      const title = vscode.l10n.t('Attributes of documents');
      const table = {
        type: 'table',
        title,
        columns: columns.map(columnOf),
        rows,
        texts: gridTexts(),
      } as const;
      const unsent = this.#unsent ?? [];
      this.#unsent = undefined;
      for (const message of [table, ...unsent]) await this.#post(message);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#unsent) void vscode.window.showErrorMessage(message);
      else await this.#post({ type: 'failed', message });
    }
  }

  async #check(values: (FromGrid & { type: 'check' })['values']): Promise<void> {
    const asked = values.map(({ attribute, to }) => ({ attribute, text: to }));
    const answers = await this.#server.request(requests.checkAttributes, {
      study: this.#study,
      values: asked,
    });
    const checked = values.map((value, index) => ({ ...value, wrong: answers[index] ?? null }));
    await this.#post({ type: 'checked', values: checked });
  }

  async #paste(text: string, rows: string[][]): Promise<void> {
    const match = await this.#server.request(requests.matchAttributes, { study: this.#study, text });
    if (match && match.matched > 0) await this.#fill(match);
    else await this.#post({ type: 'block', rows });
  }

  async #fill(match: AttributeMatch): Promise<void> {
    const values = match.changes.map(({ uri, attribute, to, wrong }) => ({ uri, attribute, to, wrong }));
    await this.#post({ type: 'fill', values, notes: notesOf(match) });
  }

  async #apply(changes: readonly GridChange[]): Promise<void> {
    const byUri = new Map<string, AttributeChange>();
    for (const { uri, attribute, from, to } of changes) {
      const change = byUri.get(uri) ?? { uri, attributes: {} };
      byUri.set(uri, change);
      change.attributes[attribute] = { from, to };
    }
    const params = { study: this.#study, changes: [...byUri.values()] };
    const outcome = await this.#server.request(requests.setAttributes, params);
    if ('refused' in outcome) return this.#post({ type: 'failed', message: outcome.refused });
    if (!(await applyStudyOutcome(outcome))) return;
    vscode.window.setStatusBarMessage(outcome.edit.label, 4000);
    await this.#update();
  }

  async #addColumn(): Promise<void> {
    const prompt = vscode.l10n.t('Name of the new attribute');
    const validateInput = (name: string): string | undefined =>
      /[:#\n]|^\s*$/.test(name) ? vscode.l10n.t('A name without colons and number signs.') : undefined;
    const name = await vscode.window.showInputBox({ prompt, validateInput });
    if (name !== undefined) await this.#post({ type: 'column', name: name.trim() });
  }

  async #save(study: Pick<StudySummary, 'uri'>, rows: string[][], file?: vscode.Uri): Promise<boolean> {
    const proposal = vscode.Uri.joinPath(vscode.Uri.parse(study.uri), 'attributes.csv');
    const to =
      file ?? (await vscode.window.showSaveDialog({ defaultUri: proposal, filters: { CSV: ['csv'] } }));
    if (!to) return false;
    await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(csvOf(rows)));
    return true;
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#subscription.dispose();
  }
}

function titleOf(changes: number): string {
  const title = vscode.l10n.t('Attributes');
  return changes === 0 ? title : `● ${title}`;
}

function columnOf({ name, type, required, list, values, used }: AttributeColumn): GridColumn {
  const hints = [
    ...(type === null || values.length > 0 ? [] : [typeText(type)]),
    ...(list ? [vscode.l10n.t('list, ; between')] : []),
    ...(required ? [vscode.l10n.t('required')] : []),
  ];
  const choices = values.length > 0 ? values : type === 'boolean' ? ['true', 'false'] : list ? [] : used;
  return { name, hint: hints.join(', '), values: choices };
}

async function askTable(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('A table with a column of file names'),
      filters: { [vscode.l10n.t('Tables')]: ['csv', 'tsv', 'txt'] },
    })) ?? [];
  return file;
}
