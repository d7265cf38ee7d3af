import { join } from 'node:path';
import type { CancellationToken, Disposable } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseCodebook } from '../core/codebook/index.js';
import { readDocument } from '../core/document.js';
import { parseConfig } from '../core/study/config.js';
import { createStudy, isDocument, readingContext } from '../core/study/index.js';
import type { Document, Study, Unreadable } from '../core/study/types.js';
import { CONFIG_FILE, type FileText, loadStudy } from '../files.js';
import type { Buffers } from './buffers.js';
import { toUri } from './convert.js';
import { alive, type Fence, Refused } from './fence.js';
import { fileIn, hash, type Overlay, overlay } from './overlay.js';
import { breather } from './pages.js';
import type { Progress } from './progress.js';
import { Soon } from './soon.js';

/** What changed: one document, or (without `file`) what concerns all of them. */
export interface Change {
  readonly live: LiveStudy;
  readonly file?: string;
}

/** A file of a study with its text as it stands now, in the editor or on disk. Good until the next await. */
export type Page = DocumentPage | SettingsPage;
interface PageOf<Kind> {
  readonly kind: Kind;
  readonly live: LiveStudy;
  readonly study: Study;
  readonly file: string;
  readonly text: TextDocument;
  /** Of the open document, as the editor counts; null for a file on disk. */
  readonly version: number | null;
}
export interface DocumentPage extends PageOf<'document'> {
  readonly document: Document;
}
export type SettingsPage = PageOf<'codebook' | 'config'>;

export interface Surroundings {
  readonly buffers: Buffers;
  readonly fence: Fence;
  readonly progress: Progress;
  readonly changed: (change: Change) => void;
  /** The study that a path belongs to. */
  readonly owner: (path: string) => LiveStudy | undefined;
}

/** While a person types into the configuration, the documents on disk are not read again for every key (ms). */
const RELOAD_DELAY = 400;

/**
 * One study, kept up to date: what is open in the editor as it stands there, everything else as on disk.
 * The configuration and the codebook are known from the start, the documents on disk once `whole` has read them.
 */
export class LiveStudy implements Disposable {
  readonly root: string;
  /** Of its folder: names the study in requests. */
  readonly uri: string;
  readonly #files: Overlay;
  readonly #around: Surroundings;
  #study: Study;
  #configText: string | undefined;
  #codebookText: string | undefined;
  #settingsVersion: string | undefined;
  /** Open files that changed since they were last read. */
  readonly #stale = new Set<string>();
  /** Whether the documents on disk have been read, by the configuration as it is now. */
  #complete = false;
  #loading: Promise<void> | undefined;
  /** Ends the reading of documents when the configuration changes. */
  #outdated = new AbortController();
  readonly #reload: Soon;
  /** What reads the disk, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(root: string, around: Surroundings) {
    this.root = root;
    this.uri = toUri(root);
    this.#files = overlay(root, around.buffers, (path) => around.owner(path) === this);
    this.#around = around;
    this.#reload = new Soon(RELOAD_DELAY, () =>
      around.fence.background('reading a study', () => this.load()),
    );
    this.#study = createStudy(parseConfig(undefined), parseCodebook(''));
  }

  /** Reads the configuration and the codebook; open documents follow when they are asked for. */
  async open(): Promise<void> {
    await this.#readSettings();
    this.#markStale();
  }

  dispose(): void {
    this.#reload.dispose();
    this.#outdated.abort();
  }

  /** As everything stands now; reads again what was typed into since. Documents may still be missing: see `whole`. */
  get study(): Study {
    this.#readStale();
    return this.#study;
  }

  #readStale(): void {
    if (this.#stale.delete(CONFIG_FILE)) this.#applyConfig(this.#files.open(CONFIG_FILE)?.text);
    const { codebook } = this.#study.config;
    if (this.#stale.delete(codebook)) this.#applyCodebook(this.#files.open(codebook)?.text);
    for (const file of this.#stale) {
      const open = this.#files.open(file);
      if (open) this.#applyDocument(file, open);
    }
    this.#stale.clear();
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** The same as long as the configuration and the codebook are. */
  get settingsVersion(): string {
    this.#readStale();
    return (this.#settingsVersion ??= hash(JSON.stringify([this.#configText, this.#codebookText])));
  }

  /** The configuration and codebook where they exist, and the documents. */
  files(): string[] {
    const { config, documents } = this.study;
    return [
      ...(this.#configText === undefined ? [] : [CONFIG_FILE]),
      ...(this.#codebookText === undefined ? [] : [config.codebook]),
      ...documents.keys(),
    ];
  }

  openFiles(): string[] {
    return this.#files.openFiles();
  }

  /** The study with all its documents. */
  async whole(token: CancellationToken): Promise<Study> {
    for (;;) {
      const { study } = this;
      if (this.#complete) return study;
      await alive(this.load(), token);
    }
  }

  pathOf(file: string): string {
    return join(this.root, file);
  }

  uriOf(file: string): string {
    return this.#files.buffer(file)?.uri ?? toUri(this.pathOf(file));
  }

  /** The file of a path, relative to the study; undefined for one outside its folder. */
  fileOf(path: string): string | undefined {
    return fileIn(this.root, path);
  }

  kindOf(file: string): Page['kind'] | undefined {
    if (file === CONFIG_FILE) return 'config';
    if (file === this.#study.config.codebook) return 'codebook';
    return isDocument(file, this.#study.config) ? 'document' : undefined;
  }

  /** A file of the study with its text; undefined for one that is none of its own or cannot be read. */
  async page(file: string): Promise<Page | undefined> {
    const kind = this.kindOf(file);
    if (!kind) return undefined;
    const read = this.#files.buffer(file) ? undefined : await this.#files.read(file);
    const open = this.#files.buffer(file);
    if (open) return this.#pageOf(kind, file, open, open.version);
    if (!read || 'reason' in read) return undefined;
    if (this.#apply(kind, file, read))
      this.#around.changed(kind === 'document' ? { live: this, file } : { live: this });
    return this.#pageOf(kind, file, TextDocument.create(this.uriOf(file), '', 0, read.text), null);
  }

  codebookPage(): Promise<Page | undefined> {
    return this.page(this.study.config.codebook);
  }

  #pageOf(kind: Page['kind'], file: string, text: TextDocument, version: number | null): Page | undefined {
    const { study } = this;
    if (kind !== 'document') return { kind, live: this, study, file, text, version };
    const document = study.documents.get(file);
    return document && { kind, live: this, study, file, text, version, document };
  }

  /** An open file was typed into. It is read again when somebody asks. */
  bufferChanged(file: string): void {
    const kind = this.kindOf(file);
    if (!kind) return;
    this.#stale.add(file);
    if (kind === 'config') this.#reload.schedule();
    this.#around.changed(kind === 'document' ? { live: this, file } : { live: this });
  }

  /** Reads the documents on disk, unless they are known. */
  load(): Promise<void> {
    this.#loading ??= this.#inTurn(() => this.#load()).finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** Reads again what changed on disk: these files, and (`relist`) what came and went. */
  refresh(files: Iterable<string>, relist: boolean): Promise<void> {
    return this.#inTurn(() => this.#refresh(new Set(files), relist));
  }

  /** Whether a change to this file is a change of its text alone. */
  async knows(file: string): Promise<boolean> {
    return this.#study.documents.has(file) && (await this.#files.stat(file)) !== undefined;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #load(): Promise<void> {
    await this.#readSettings();
    if (this.#complete) return;
    const { signal } = (this.#outdated = new AbortController());
    await this.#around.progress(
      `Reading ${this.#study.config.name ?? 'the study'}`,
      async (progress, stopped) => {
        const options = { files: this.#files, progress, signal: AbortSignal.any([signal, stopped]) };
        try {
          const { study, configText, codebookText } = await loadStudy(this.root, options);
          if (configText !== this.#configText) return;
          this.#study = study;
          this.#codebookText = codebookText;
          this.#settingsVersion = undefined;
          this.#complete = true;
        } catch (error) {
          if (stopped.aborted)
            throw new Refused('Reading the study was stopped, so there are no counts. Ask again to read it.');
          if (!signal.aborted) throw error;
        }
      },
    );
    // Whatever was typed while the disk was read.
    this.#markStale();
    this.#around.changed({ live: this });
  }

  async #refresh(changed: Set<string>, relist: boolean): Promise<void> {
    if (await this.#readSettings()) this.#around.changed({ live: this });
    if (!this.#complete) return;
    if (relist) await this.#list(changed);
    const breathe = breather();
    for (const file of changed) {
      if (this.kindOf(file) !== 'document') continue;
      await breathe();
      const read = await this.#files.read(file);
      if (this.#apply('document', file, read)) this.#around.changed({ live: this, file });
    }
  }

  /** Adds documents that came to `changed`, and takes out those that went. One that is open stays. */
  async #list(changed: Set<string>): Promise<void> {
    const listed = new Set(
      (await this.#files.list()).files.filter((file) => this.kindOf(file) === 'document'),
    );
    const { documents, unreadable } = this.study;
    for (const file of listed) if (!documents.has(file)) changed.add(file);
    for (const file of [...documents.keys(), ...unreadable.map((one) => one.file)]) {
      if (listed.has(file) || this.#files.buffer(file)) continue;
      this.#study = this.#study.withoutDocument(file);
      changed.delete(file);
      this.#around.changed({ live: this, file });
    }
  }

  /** Whether the configuration or the codebook is another than before. */
  async #readSettings(): Promise<boolean> {
    const config = this.#applyConfig(await this.#textOf(CONFIG_FILE));
    return this.#applyCodebook(await this.#textOf(this.#study.config.codebook)) || config;
  }

  async #textOf(file: string): Promise<string | undefined> {
    const read = await this.#files.read(file);
    return 'reason' in read ? undefined : read.text;
  }

  #apply(kind: Page['kind'], file: string, read: FileText | Unreadable): boolean {
    if (kind === 'document') return this.#applyDocument(file, read);
    const text = 'reason' in read ? undefined : read.text;
    return kind === 'config' ? this.#applyConfig(text) : this.#applyCodebook(text);
  }

  /**
   * Documents stay as they were read where the new configuration changes nothing of how they are. Where it does, the
   * open ones follow at once, the others by `load`.
   */
  #applyConfig(text: string | undefined): boolean {
    if (text === this.#configText) return false;
    this.#configText = text;
    this.#settingsVersion = undefined;
    const { config: before, context, codebook, documents, unreadable } = this.#study;
    const config = parseConfig(text);
    const isSame =
      readingContext(config, context) === context && String(config.documents) === String(before.documents);
    this.#study = createStudy(config, codebook, isSame ? documents.values() : []);
    if (isSame) {
      for (const { file, reason } of unreadable) this.#study = this.#study.withUnreadable(file, reason);
    } else {
      this.#complete = false;
      this.#outdated.abort();
      this.#markStale();
    }
    return true;
  }

  #markStale(): void {
    for (const file of this.#files.openFiles()) if (this.kindOf(file) !== undefined) this.#stale.add(file);
  }

  #applyCodebook(text: string | undefined): boolean {
    if (text === this.#codebookText) return false;
    this.#codebookText = text;
    this.#settingsVersion = undefined;
    this.#study = this.#study.withCodebook(parseCodebook(text ?? ''));
    return true;
  }

  #applyDocument(file: string, read: FileText | Unreadable): boolean {
    const known = this.#study.documents.get(file);
    if ('reason' in read) this.#study = this.#study.withUnreadable(file, read.reason);
    else if (known?.version === read.version) return false;
    else this.#study = this.#withDocument(file, read);
    return true;
  }

  #withDocument(file: string, { text, version }: FileText): Study {
    try {
      return this.#study.withDocument(readDocument(file, text, version, this.#study.context));
    } catch (error) {
      // A fault in reading one document costs that document, and no count is wrong without saying so.
      this.#around.fence.report('reading a document', error);
      return this.#study.withUnreadable(file, 'cannot be read because of a fault in Qualdown');
    }
  }
}
