import { parseCodebook } from '../core/codebook/index.js';
import { readDocument } from '../core/document.js';
import { readKept } from '../core/kept/index.js';
import { readMemo } from '../core/memos/index.js';
import { parseConfig } from '../core/study/config.js';
import { createStudy, readingContext } from '../core/study/index.js';
import type { Study, Unreadable } from '../core/study/types.js';
import type { FileText, LoadedStudy } from '../files.js';
import type { Fence } from './fence.js';
import { hash } from './overlay.js';

/** A study as read so far, one text after the other. What takes a text says whether that made a difference. */
export class Reading {
  readonly #fence: Fence;
  #study: Study = createStudy(parseConfig(undefined), parseCodebook(''));
  #configText: string | undefined;
  #codebookText: string | undefined;
  #settingsVersion: string | undefined;

  constructor(fence: Fence) {
    this.#fence = fence;
  }

  get study(): Study {
    return this.#study;
  }

  get hasConfig(): boolean {
    return this.#configText !== undefined;
  }

  get hasCodebook(): boolean {
    return this.#codebookText !== undefined;
  }

  /** The texts of the configuration and of the codebook; undefined where there is none. */
  get settings(): Pick<LoadedStudy, 'configText' | 'codebookText'> {
    return { configText: this.#configText, codebookText: this.#codebookText };
  }

  /** The same as long as the configuration and the codebook are. */
  get settingsVersion(): string {
    return (this.#settingsVersion ??= hash(JSON.stringify([this.#configText, this.#codebookText])));
  }

  /**
   * Documents stay as they were read where the new configuration changes nothing of how they are, nor which there
   * are. Where it does, there are none in the study until they are read again.
   */
  takeConfig(text: string | undefined): 'same' | 'other' | 'other documents' {
    if (text === this.#configText) return 'same';
    this.#configText = text;
    this.#settingsVersion = undefined;
    const { config: before, context, codebook, documents, memos, kept, unreadable } = this.#study;
    const config = parseConfig(text);
    const isRead =
      readingContext(config, context) === context && String(config.documents) === String(before.documents);
    const read = isRead ? documents.values() : [];
    this.#study = createStudy(config, codebook, read, memos.values(), kept.values());
    if (!isRead) return 'other documents';
    for (const { file, reason } of unreadable) this.takeUnreadable(file, reason);
    return 'other';
  }

  takeCodebook(text: string | undefined): boolean {
    if (text === this.#codebookText) return false;
    this.#codebookText = text;
    this.#settingsVersion = undefined;
    this.#study = this.#study.withCodebook(parseCodebook(text ?? ''));
    return true;
  }

  takeDocument(file: string, read: FileText | Unreadable): boolean {
    if ('reason' in read) this.takeUnreadable(file, read.reason);
    else if (this.#study.documents.get(file)?.version === read.version) return false;
    else this.#readDocument(file, read);
    return true;
  }

  /** One that cannot be read is left out: no figure needs it. */
  takeMemo(file: string, read: FileText | Unreadable): boolean {
    const known = this.#study.memos.get(file);
    if (('reason' in read ? undefined : read.version) === known?.version) return false;
    this.#study =
      'reason' in read
        ? this.#study.withoutMemo(file)
        : this.#study.withMemo(readMemo(file, read.text, read.version));
    return true;
  }

  /** As a memo: no figure needs it. */
  takeKept(file: string, read: FileText | Unreadable): boolean {
    const known = this.#study.kept.get(file);
    if (('reason' in read ? undefined : read.version) === known?.version) return false;
    this.#study =
      'reason' in read
        ? this.#study.withoutKept(file)
        : this.#study.withKept(readKept(file, read.text, read.version));
    return true;
  }

  takeUnreadable(file: string, reason: string): void {
    this.#study = this.#study.withUnreadable(file, reason);
  }

  takeOut(file: string): void {
    this.#study = this.#study.withoutDocument(file).withoutMemo(file).withoutKept(file);
  }

  /** A study read as a whole; false where it was read by another configuration than the one of now. */
  takeWhole({ study, configText, codebookText }: LoadedStudy): boolean {
    if (configText !== this.#configText) return false;
    this.#study = study;
    this.#codebookText = codebookText;
    this.#settingsVersion = undefined;
    return true;
  }

  #readDocument(file: string, { text, version }: FileText): void {
    try {
      this.#study = this.#study.withDocument(readDocument(file, text, version, this.#study.context));
    } catch (error) {
      // A fault in reading one document costs that document, and no count is wrong without saying so.
      this.#fence.report('reading a document', error);
      this.takeUnreadable(file, 'cannot be read because of a fault in Qualdown');
    }
  }
}
