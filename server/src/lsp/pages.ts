import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Kept } from '../core/kept/index.js';
import type { Memo } from '../core/memos/index.js';
import type { Document, Study } from '../core/study/types.js';
import { alive } from './fence.js';
import type { LiveStudy } from './live.js';

/** A file of a study with its text as it stands now, in the editor or on disk. Good until the next await. */
export type Page = DocumentPage | MemoPage | KeptPage | SettingsPage;
interface PageOf<Kind> {
  readonly kind: Kind;
  readonly live: LiveStudy;
  /** As it was when the page was opened: what the page says fits to it. */
  readonly study: Study;
  readonly file: string;
  readonly text: TextDocument;
  /** Of the open document, as the editor counts; null for a file on disk. */
  readonly version: number | null;
}
export interface DocumentPage extends PageOf<'document'> {
  readonly document: Document;
}
export interface MemoPage extends PageOf<'memo'> {
  readonly memo: Memo;
}
/** A saved comparison, or the summaries of a matrix. */
export interface KeptPage extends PageOf<'kept'> {
  readonly kept: Kept;
}
export type SettingsPage = PageOf<'codebook' | 'config'>;

/** So long may one work keep the server from everything else, in milliseconds. */
const SLICE = 20;

/** To be called in long loops: lets other messages in, cancellations among them, when it is time. */
export function breather(): () => Promise<void> {
  let pause = performance.now() + SLICE;
  return async () => {
    if (performance.now() < pause) return;
    await setImmediate();
    pause = performance.now() + SLICE;
  };
}

/** The pages of files, one at a time, so that no more than one text is held. Leaves out what cannot be read. */
export async function* pagesOf(
  live: LiveStudy,
  files: Iterable<string>,
  token: CancellationToken,
): AsyncGenerator<Page, void, undefined> {
  const breathe = breather();
  for (const file of files) {
    await alive(breathe(), token);
    const page = await alive(live.page(file), token);
    if (page) yield page;
  }
}
