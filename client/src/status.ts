import * as vscode from 'vscode';
import { requests, type DocumentSummary } from '../../server/src/protocol.js';
import type { Server } from './server.js';
import { setContext, type Studies } from './studies.js';
import { codingIcon, codingText, documents, number, passages, words } from './texts.js';

/** The status bar: the study with its counts, and how far the active document is coded. */
export class Status implements vscode.Disposable {
  readonly #server: Server;
  readonly #studies: Studies;
  readonly #study = vscode.window.createStatusBarItem('qualdown.study', vscode.StatusBarAlignment.Left, 10);
  readonly #document = vscode.window.createStatusBarItem(
    'qualdown.coding',
    vscode.StatusBarAlignment.Right,
    90,
  );
  readonly #subscriptions: vscode.Disposable[];
  #asked = 0;

  constructor(server: Server, studies: Studies) {
    this.#server = server;
    this.#studies = studies;
    this.#study.name = vscode.l10n.t('Qualdown: study');
    this.#study.command = 'qualdown.codes.focus';
    this.#document.name = vscode.l10n.t('Qualdown: how far the document is coded');
    this.#document.command = 'qualdown.setCoding';
    const show = (): void => {
      this.#showStudy();
      void this.#showDocument();
    };
    this.#subscriptions = [studies.onDidChange(show), vscode.window.onDidChangeActiveTextEditor(show)];
  }

  #showStudy(): void {
    const study = this.#studies.current;
    if (!study) {
      this.#study.hide();
      return;
    }
    // Until all documents have been read a figure would only be a wrong one.
    const counts = study.complete ? [documents(study.documents), passages(study.segments)] : [];
    this.#study.text = [`$(tag) ${shortened(study.name)}`, ...counts].join(' · ');
    this.#study.tooltip = [study.name, ...counts, words(study.words), ...unfinished(study)].join('\n');
    this.#study.show();
  }

  async #showDocument(): Promise<void> {
    const asked = ++this.#asked;
    const document = await this.#activeDocument().catch(() => undefined);
    if (asked !== this.#asked) return;
    await setContext('inDocument', document !== undefined);
    if (!document) {
      this.#document.hide();
      return;
    }
    const { coding } = document;
    const { progress, meaning } = await this.#progressOf(document);
    if (asked !== this.#asked) return;
    this.#document.text = `$(${codingIcon[coding]}) ${[codingText(coding), ...progress].join(' · ')}`;
    this.#document.tooltip = [
      document.file,
      words(document.words),
      passages(document.segments),
      ...meaning,
    ].join('\n');
    this.#document.show();
  }

  /** By turns; by paragraphs where there are none, as in field notes. */
  async #progressOf({
    uri,
    turns,
    codedTurns,
  }: DocumentSummary): Promise<Record<'progress' | 'meaning', string[]>> {
    if (turns > 0) {
      return {
        progress: [vscode.l10n.t('{0} of {1} turns', number(codedTurns), number(turns))],
        meaning: [
          vscode.l10n.t('{0} of {1} turns are coded; the interviewer’s are left out', codedTurns, turns),
        ],
      };
    }
    const all = (await this.#server.request(requests.paragraphs, { uri }).catch(() => null)) ?? [];
    if (all.length === 0) return { progress: [], meaning: [] };
    const coded = all.filter((each) => each.coded).length;
    return {
      progress: [vscode.l10n.t('{0} of {1} paragraphs', number(coded), number(all.length))],
      meaning: [vscode.l10n.t('Nobody is named as speaking here, so paragraphs are counted, not turns')],
    };
  }

  async #activeDocument(): Promise<DocumentSummary | undefined> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const study = uri && this.#studies.of(uri);
    if (!study) return undefined;
    const params = { study: study.uri, uri: uri.toString() };
    const [document] = await this.#server.request(requests.documents, params);
    return document;
  }

  dispose(): void {
    for (const one of [this.#study, this.#document, ...this.#subscriptions]) one.dispose();
  }
}

/** The status bar cuts what is too long at its end, where the counts are. */
const shortened = (name: string): string => (name.length > 40 ? `${name.slice(0, 39).trimEnd()}…` : name);

function unfinished({ none, partial }: { none: number; partial: number }): string[] {
  return [
    ...(none > 0 ? [vscode.l10n.t('{0} not coded yet', documents(none))] : []),
    ...(partial > 0 ? [vscode.l10n.t('{0} partly coded', documents(partial))] : []),
  ];
}
