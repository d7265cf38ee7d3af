import { join } from 'node:path';
import type { CancellationToken, Disposable } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { keptKind } from '../core/kept/index.js';
import { isMemo } from '../core/memos/index.js';
import { isDocument } from '../core/study/index.js';
import type { Study, Unreadable } from '../core/study/types.js';
import { CONFIG_FILE, type FileText, type LoadedStudy, loadStudy } from '../files.js';
import type { Buffers } from './buffers.js';
import { toUri } from './convert.js';
import { alive, type Fence, Refused } from './fence.js';
import { fileIn, type Overlay, overlay } from './overlay.js';
import { breather, type Page } from './pages.js';
import type { Progress, Step } from './progress.js';
import { Reading } from './reading.js';
import { Soon } from './soon.js';

/** What changed: one document, or (without `file`) what concerns all of them. */
export interface Change {
  readonly live: LiveStudy;
  readonly file?: string;
}

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
  readonly #around: Surroundings;
  readonly #files: Overlay;
  readonly #reading: Reading;
  /** Open files that changed since they were last read. */
  readonly #stale = new Set<string>();
  /** Whether the documents on disk have been read, by the configuration as it is now. */
  #complete = false;
  #loading: Promise<void> | undefined;
  /** Ends the reading of documents when the configuration changes, or the study is gone. */
  #outdated = new AbortController();
  readonly #reload: Soon;
  /** What reads the disk, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(root: string, around: Surroundings) {
    const { buffers, fence } = around;
    this.root = root;
    this.uri = toUri(root);
    this.#around = around;
    this.#files = overlay(root, buffers, (file) => this.#owns(file));
    this.#reading = new Reading(fence);
    this.#reload = new Soon(RELOAD_DELAY, () => fence.background('reading a study', () => this.load()));
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
    return this.#reading.study;
  }

  /** Whether the documents on disk are in `study`. */
  get complete(): boolean {
    return this.#complete;
  }

  /** The study with all its documents. */
  async whole(token: CancellationToken): Promise<Study> {
    for (;;) {
      const { study } = this;
      if (this.#complete) return study;
      await alive(this.load(), token);
    }
  }

  /** The study with all its documents, and the texts that it was read from. */
  async counted(token: CancellationToken): Promise<Omit<LoadedStudy, 'listing' | 'unreadableMemos'>> {
    const study = await this.whole(token);
    return { root: this.root, files: this.#files, study, ...this.#reading.settings };
  }

  /** The same as long as the configuration and the codebook are. */
  get settingsVersion(): string {
    this.#readStale();
    return this.#reading.settingsVersion;
  }

  /** The configuration and codebook where they exist, the documents, the memos and what is kept beside them. */
  files(): string[] {
    const { config, documents, memos, kept } = this.study;
    const settings = [this.#reading.hasConfig && CONFIG_FILE, this.#reading.hasCodebook && config.codebook];
    const rest = [...documents.keys(), ...memos.keys(), ...kept.keys()];
    return [...settings.filter((file) => file !== false), ...rest];
  }

  openFiles(): string[] {
    return this.#files.openFiles();
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

  /** What a file is to the study; undefined for one that is nothing to it, or that a study inside it owns. */
  kindOf(file: string): Page['kind'] | undefined {
    if (!this.#owns(this.pathOf(file))) return undefined;
    const { config } = this.#reading.study;
    if (file === CONFIG_FILE) return 'config';
    if (file === config.codebook) return 'codebook';
    if (isDocument(file, config)) return 'document';
    if (isMemo(file)) return 'memo';
    return keptKind(file) === undefined ? undefined : 'kept';
  }

  /** A file of the study with its text; undefined for one that is none of its own or cannot be read. */
  async page(file: string): Promise<Page | undefined> {
    const read = this.#files.buffer(file) ? undefined : await this.#files.read(file);
    const open = this.#files.buffer(file);
    if (open) return this.#pageOf(file, open, open.version);
    if (!read || 'reason' in read) return undefined;
    // What was read before may be older than what is on disk now.
    if (this.#take(file, read)) this.#tell(file);
    return this.#pageOf(file, TextDocument.create(this.uriOf(file), '', 0, read.text), null);
  }

  codebookPage(): Promise<Page | undefined> {
    return this.page(this.study.config.codebook);
  }

  /** An open file was typed into. It is read again when somebody asks. */
  bufferChanged(file: string): void {
    const kind = this.kindOf(file);
    if (!kind) return;
    this.#stale.add(file);
    if (kind === 'config') this.#reload.schedule();
    this.#tell(file);
  }

  /** Reads the documents on disk, unless they are known. */
  load(): Promise<void> {
    this.#loading ??= this.#inTurn(() => this.#load()).finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** Reads again what changed on disk: these files, and (`relist`) what came and went. */
  refresh(files: readonly string[], relist: boolean): Promise<void> {
    return this.#inTurn(() => this.#refresh(files, relist));
  }

  /** Whether a change to this file is a change of its text alone. */
  async knows(file: string): Promise<boolean> {
    const { documents, memos, kept } = this.#reading.study;
    const known = documents.has(file) || memos.has(file) || kept.has(file);
    return known && (await this.#files.stat(file)) !== undefined;
  }

  /** Whether it is read as a document, a memo or what is kept beside them. */
  #isRead(file: string): boolean {
    const kind = this.kindOf(file);
    return kind === 'document' || kind === 'memo' || kind === 'kept';
  }

  #owns(path: string): boolean {
    return this.#around.owner(path) === this;
  }

  #tell(file: string): void {
    this.#around.changed(this.kindOf(file) === 'document' ? { live: this, file } : { live: this });
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** The configuration first, then the codebook: documents are read by them, and by a new one once more. */
  #readStale(): void {
    while (this.#stale.size > 0) {
      const { codebook } = this.#reading.study.config;
      const next = [CONFIG_FILE, codebook].find((file) => this.#stale.has(file)) ?? [...this.#stale][0]!;
      this.#stale.delete(next);
      const open = this.#files.open(next);
      if (open) this.#take(next, open);
    }
  }

  #markStale(): void {
    for (const file of this.#files.openFiles()) if (this.kindOf(file) !== undefined) this.#stale.add(file);
  }

  /** Whether a file's text made a difference. */
  #take(file: string, read: FileText | Unreadable): boolean {
    const text = 'reason' in read ? undefined : read.text;
    switch (this.kindOf(file)) {
      case 'config':
        return this.#takeConfig(text);
      case 'codebook':
        return this.#reading.takeCodebook(text);
      case 'document':
        return this.#reading.takeDocument(file, read);
      case 'memo':
        return this.#reading.takeMemo(file, read);
      case 'kept':
        return this.#reading.takeKept(file, read);
      case undefined:
        return false;
    }
  }

  #takeConfig(text: string | undefined): boolean {
    const difference = this.#reading.takeConfig(text);
    if (difference === 'other documents') {
      // Open documents follow at once, the others a little later.
      this.#markStale();
      this.#complete = false;
      this.#outdated.abort();
      this.#reload.schedule();
    }
    return difference !== 'same';
  }

  /** Whether the configuration or the codebook is another than before. */
  async #readSettings(): Promise<boolean> {
    const config = this.#take(CONFIG_FILE, await this.#files.read(CONFIG_FILE));
    const { codebook } = this.#reading.study.config;
    return this.#take(codebook, await this.#files.read(codebook)) || config;
  }

  #pageOf(file: string, text: TextDocument, version: number | null): Page | undefined {
    const kind = this.kindOf(file);
    const { study } = this;
    if (kind === 'memo') {
      const memo = study.memos.get(file);
      return memo && { kind, live: this, study, file, text, version, memo };
    }
    if (kind === 'kept') {
      const kept = study.kept.get(file);
      return kept && { kind, live: this, study, file, text, version, kept };
    }
    if (kind !== 'document') return kind && { kind, live: this, study, file, text, version };
    const document = study.documents.get(file);
    return document && { kind, live: this, study, file, text, version, document };
  }

  async #load(): Promise<void> {
    this.#reload.dispose();
    await this.#readSettings();
    if (this.#complete) return;
    const { signal } = (this.#outdated = new AbortController());
    const title = `Reading ${this.#reading.study.config.name ?? 'the study'}`;
    await this.#around.progress(title, (step, stopped) => this.#readAll(step, signal, stopped));
    this.#markStale(); // whatever was typed meanwhile
    this.#around.changed({ live: this });
  }

  async #readAll(progress: Step, outdated: AbortSignal, stopped: AbortSignal): Promise<void> {
    try {
      const signal = AbortSignal.any([outdated, stopped]);
      this.#complete = this.#reading.takeWhole(
        await loadStudy(this.root, { files: this.#files, progress, signal }),
      );
    } catch (error) {
      if (stopped.aborted) {
        throw new Refused('Reading the study was stopped, so there are no counts. Ask again to read it.');
      }
      if (!outdated.aborted) throw error;
    }
  }

  async #refresh(files: readonly string[], relist: boolean): Promise<void> {
    if (await this.#readSettings()) this.#around.changed({ live: this });
    if (!this.#complete) return;
    const breathe = breather();
    for (const file of relist ? await this.#list(files) : files) {
      await breathe();
      if (!this.#isRead(file)) continue;
      if (this.#take(file, await this.#files.read(file))) this.#tell(file);
    }
  }

  /**
   * Takes out the documents that went; one that is open stays. Gives those that came, and those that are among the
   * changed files or in changed folders.
   */
  async #list(changed: readonly string[]): Promise<Set<string>> {
    const isOwn = (file: string): boolean => this.kindOf(file) === 'document';
    const { files, unreadable: folders } = await this.#files.list(isOwn);
    const listed = new Set(files.filter((file) => this.#isRead(file)));
    const { documents, memos, kept, unreadable } = this.study;
    const read = new Set([...documents.keys(), ...memos.keys(), ...kept.keys()]);
    for (const file of [...read, ...unreadable.map((one) => one.file)]) {
      if (listed.has(file) || this.#files.buffer(file)) continue;
      this.#reading.takeOut(file);
      this.#tell(file);
    }
    for (const { path, reason } of folders) this.#reading.takeUnreadable(path, reason);
    const isChanged = (file: string): boolean =>
      !read.has(file) || changed.some((one) => file === one || file.startsWith(`${one}/`));
    return new Set([...listed].filter(isChanged));
  }
}
