import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CancellationToken, type Disposable, Emitter, type Event } from 'vscode-languageserver/node';
import { diskFiles, findStudy } from '../files.js';
import type { Buffers } from './buffers.js';
import { toPath } from './convert.js';
import { alive, type Fence, Refused } from './fence.js';
import { type Change, LiveStudy, type Surroundings } from './live.js';
import { fileIn } from './overlay.js';
import type { DocumentPage, Page } from './pages.js';
import type { Progress } from './progress.js';

/**
 * The studies an editor can see: those in its folders, around them and nested in them, and those of open files.
 * A file belongs to the innermost study around it. Where there is none, the server stays silent.
 */
export class Workspace implements Disposable {
  readonly #around: Surroundings;
  readonly #studies = new Map<string, LiveStudy>();
  readonly #changed = new Emitter<Change>();
  readonly #folders = new Set<string>();
  /** Finding out which studies there are, one time after the other. What is asked before the first waits for it. */
  #discovering: Promise<void>;
  #begin: () => void = () => undefined;

  /** A study changed: one document of it, or more. */
  readonly onDidChange: Event<Change> = this.#changed.event;

  constructor(buffers: Buffers, fence: Fence, progress: Progress) {
    const changed = (change: Change): void => {
      this.#changed.fire(change);
    };
    const owner = (path: string): LiveStudy | undefined => this.studyOf(path);
    this.#around = { buffers, fence, progress, changed, owner };
    this.#discovering = new Promise((resolve) => (this.#begin = resolve));
    buffers.onDidOpen((path) => fence.background('didOpen', () => this.#opened(path)));
    buffers.onDidChange((path) => fence.background('didChange', () => this.#typed(path)));
    buffers.onDidClose((path) => fence.background('didClose', () => this.#closed(path)));
  }

  dispose(): void {
    for (const live of this.#studies.values()) live.dispose();
    this.#changed.dispose();
  }

  get studies(): readonly LiveStudy[] {
    return [...this.#studies.values()];
  }

  /** The innermost study around a file. */
  studyOf(path: string): LiveStudy | undefined {
    for (let at = dirname(path), last = path; at !== last; last = at, at = dirname(at)) {
      const live = this.#studies.get(at);
      if (live) return live;
    }
    return undefined;
  }

  /** Settled once the studies of the folders and of the files opened so far are known. */
  ready(token: CancellationToken): Promise<void> {
    return alive(this.#discovering, token);
  }

  /** The study that a client names by the URI of its folder. */
  async study(uri: unknown, token: CancellationToken): Promise<LiveStudy> {
    await this.ready(token);
    const live = this.#studies.get(toPath(uri) ?? '');
    if (!live) throw new Refused('There is no such study any more.');
    return live;
  }

  /** A file of any study, as it stands; undefined for every other file. */
  async page(
    identifier: { readonly uri: string } | undefined,
    token: CancellationToken,
  ): Promise<Page | undefined> {
    const path = toPath(identifier?.uri);
    await this.ready(token);
    return path === undefined ? undefined : alive(this.pageAt(path), token);
  }

  async pageAt(path: string): Promise<Page | undefined> {
    const live = this.studyOf(path);
    return live?.page(live.fileOf(path)!);
  }

  async document(
    identifier: { readonly uri: string } | undefined,
    token: CancellationToken,
  ): Promise<DocumentPage | undefined> {
    const page = await this.page(identifier, token);
    return page?.kind === 'document' ? page : undefined;
  }

  async changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    for (const folder of removed) this.#folders.delete(folder);
    for (const folder of added) this.#folders.add(folder);
    this.#begin();
    await this.#discover();
  }

  /** Files or folders that were changed, made, moved or deleted outside the editor's buffers. */
  async filesChanged(paths: readonly string[]): Promise<void> {
    const known = await Promise.all(paths.map((path) => this.#isKnown(path)));
    const cameOrWent = known.includes(false);
    if (cameOrWent) await this.#discover();
    for (const live of this.#studies.values()) {
      const files = paths.flatMap((path) => live.fileOf(path) ?? []);
      if (files.length > 0) await live.refresh(files, cameOrWent);
    }
  }

  async #isKnown(path: string): Promise<boolean> {
    const live = this.studyOf(path);
    return live !== undefined && live.knows(live.fileOf(path)!);
  }

  async #opened(path: string): Promise<void> {
    if (!this.studyOf(path) && findStudy(dirname(path)) !== undefined) await this.#discover();
  }

  #typed(path: string): void {
    const live = this.studyOf(path);
    live?.bufferChanged(fileIn(live.root, path)!);
  }

  /** What was typed and not saved is gone: the disk holds again. */
  async #closed(path: string): Promise<void> {
    const live = this.studyOf(path);
    if (!live) return;
    await this.filesChanged([path]);
    const isInFolder = [...this.#folders].some(
      (folder) => live.root === folder || fileIn(folder, live.root) !== undefined,
    );
    if (!isInFolder) await this.#discover();
  }

  #discover(): Promise<void> {
    const turn = this.#discovering.then(() => this.#findStudies());
    // Who waits for it is served with the studies found before.
    this.#discovering = turn.catch((error: unknown) => this.#around.fence.report('finding studies', error));
    return this.#discovering;
  }

  async #findStudies(): Promise<void> {
    const roots = await this.#roots();
    const gone = this.studies.filter(({ root }) => !roots.has(root));
    const come = [...roots]
      .filter((root) => !this.#studies.has(root))
      .map((root) => new LiveStudy(root, this.#around));
    for (const live of gone) {
      this.#studies.delete(live.root);
      live.dispose();
    }
    for (const live of come) this.#studies.set(live.root, live);
    for (const live of come) await live.open();
    for (const live of [...gone, ...come]) this.#changed.fire({ live });
    for (const live of come) this.#around.fence.background('reading a study', () => live.load());
  }

  async #roots(): Promise<ReadonlySet<string>> {
    const roots = new Set<string>();
    const addNested = async (folder: string): Promise<void> => {
      for (const nested of (await diskFiles(folder).list()).nested) {
        roots.add(join(folder, nested));
        await addNested(join(folder, nested));
      }
    };
    for (const folder of this.#folders) {
      try {
        if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
        const around = findStudy(folder);
        if (around !== undefined) roots.add(around);
        await addNested(around ?? folder);
      } catch (error) {
        this.#around.fence.report('finding studies', error); // in this folder; the others are served
      }
    }
    for (const path of this.#around.buffers.paths()) {
      const around = findStudy(dirname(path));
      if (around !== undefined) roots.add(around);
    }
    return roots;
  }
}
