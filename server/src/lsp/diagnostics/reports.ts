import { CancellationToken, type Diagnostic, Emitter, type Event } from 'vscode-languageserver/node';
import { checkStudy } from '../../core/check/index.js';
import { matricesOf } from '../../core/matrix/find.js';
import { staleProblems } from '../../core/matrix/seen.js';
import type { Problem } from '../../core/problem.js';
import { toDiagnostic, toUri } from '../convert.js';
import { textsOfStudy } from '../features/analysis.js';
import { alive, type Fence } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { hash } from '../overlay.js';
import { type Page, pagesOf } from '../pages.js';
import { Soon } from '../soon.js';
import type { Workspace } from '../workspace.js';
import { problemsOf } from './problems.js';

/** So long after the last change the studies are looked at as a whole (ms). */
const SETTLING = 300;

/** The problems of one file. */
export interface Report {
  readonly path: string;
  readonly uri: string;
  /** Of the open document; null for a file on disk. */
  readonly version: number | null;
  /** Another one whenever the problems may be others; undefined for a file that is gone. */
  readonly resultId: string | undefined;
  readonly items: Diagnostic[];
}

/** What shows only in a study as a whole, by file, with what tells it from what was found before. */
type Overall = ReadonlyMap<string, { readonly problems: readonly Problem[]; readonly key: string }>;

/** The problems of all files, found when asked for; those that need the whole study when it has come to rest. */
export class Reports {
  readonly #workspace: Workspace;
  readonly #overall = new WeakMap<LiveStudy, Overall>();
  readonly #settled = new Emitter<boolean>();

  /** Changes have come to rest; true: problems of an open document changed without a change to it. */
  readonly onDidSettle: Event<boolean> = this.#settled.event;

  constructor(workspace: Workspace, fence: Fence) {
    this.#workspace = workspace;
    const soon = new Soon(SETTLING, () => fence.background('checking a study', () => this.#settle()));
    workspace.onDidChange(() => soon.postpone());
  }

  idOf(live: LiveStudy, file: string): string {
    const { documents, memos, kept } = live.study;
    const { version = '' } = documents.get(file) ?? memos.get(file) ?? kept.get(file) ?? {};
    return `${version} ${live.settingsVersion} ${this.#overall.get(live)?.get(file)?.key ?? ''}`;
  }

  of(page: Page): Report {
    const { live, file, text, version } = page;
    const problems = [...problemsOf(page), ...(this.#overall.get(live)?.get(file)?.problems ?? [])];
    return {
      path: live.pathOf(file),
      uri: text.uri,
      version,
      resultId: this.idOf(live, file),
      items: problems.map((problem) => toDiagnostic(text, problem)),
    };
  }

  /** Reports of all files whose result id is another than the known one, by path; and of those that are gone. */
  async *changedSince(
    known: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): AsyncGenerator<Report, void, undefined> {
    await this.#workspace.ready(token);
    const gone = new Set(known.keys());
    for (const live of this.#workspace.studies) {
      const files = live.files();
      for (const file of files) gone.delete(live.pathOf(file));
      const changed = files.filter((file) => known.get(live.pathOf(file)) !== this.idOf(live, file));
      for await (const page of pagesOf(live, changed, token)) yield this.of(page);
    }
    for (const path of gone) yield { path, uri: toUri(path), version: null, resultId: undefined, items: [] };
  }

  /** Settles with the next `onDidSettle`, or is cancelled. */
  async settled(token: CancellationToken): Promise<void> {
    let stop = (): void => undefined;
    const next = new Promise<void>((resolve) => {
      const listener = this.#settled.event(() => resolve());
      stop = () => listener.dispose();
    });
    try {
      await alive(next, token);
    } finally {
      stop();
    }
  }

  async #settle(): Promise<void> {
    let concernsOpen = false;
    for (const live of this.#workspace.studies) {
      if (!live.complete) continue;
      const before = this.#overall.get(live);
      const now = await overallOf(live);
      this.#overall.set(live, now);
      concernsOpen ||= live.openFiles().some((file) => before?.get(file)?.key !== now.get(file)?.key);
    }
    this.#settled.fire(concernsOpen);
  }
}

async function overallOf(live: LiveStudy): Promise<Overall> {
  const { study } = live;
  const entry = (problems: readonly Problem[]) => ({ problems, key: hash(JSON.stringify(problems)) });
  const found = new Map(checkStudy(study));
  for (const matrix of matricesOf(study)) {
    const stale = await staleProblems(study, matrix, textsOfStudy(live, CancellationToken.None));
    if (stale.length > 0) found.set(matrix.file, [...(found.get(matrix.file) ?? []), ...stale]);
  }
  return new Map(Array.from(found, ([file, problems]) => [file, entry(problems)]));
}
