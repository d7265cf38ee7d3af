import type { Codebook } from '../codebook/types.js';
import type { Kept } from '../kept/index.js';
import type { Memo } from '../memos/types.js';
import { Documents } from './documents.js';
import { readingContext } from './roster.js';
import type { Document, ReadingContext, Study, StudyConfig, Unreadable } from './types.js';

export { isDocument, unmatchedGlobs } from './globs.js';
export { readingContext } from './roster.js';

/** A study of documents that were read by `readingContext(config)`. */
export function createStudy(
  config: StudyConfig,
  codebook: Codebook,
  documents: Iterable<Document> = [],
  memos: Iterable<Memo> = [],
  kept: Iterable<Kept> = [],
): Study {
  return new StudyValue(config, codebook, Documents.of(documents), [], sorted(memos), sorted(kept));
}

class StudyValue implements Study {
  readonly context: ReadingContext;

  constructor(
    readonly config: StudyConfig,
    readonly codebook: Codebook,
    readonly documents: Documents,
    readonly unreadable: readonly Unreadable[],
    readonly memos: ReadonlyMap<string, Memo>,
    readonly kept: ReadonlyMap<string, Kept>,
  ) {
    this.context = readingContext(config);
  }

  withDocument(document: Document): Study {
    return this.#with(this.documents.with(document), this.#unreadableBut(document.file));
  }

  withDocuments(documents: Iterable<Document>): Study {
    const all = [...documents];
    const read = new Set(all.map(({ file }) => file));
    const unreadable = this.unreadable.filter(({ file }) => !read.has(file));
    return this.#with(Documents.of([...this.documents.values(), ...all]), unreadable);
  }

  withoutDocument(file: string): Study {
    return this.#with(this.documents.without(file), this.#unreadableBut(file));
  }

  withUnreadable(file: string, reason: string): Study {
    const unreadable = [...this.#unreadableBut(file), { file, reason }];
    unreadable.sort((a, b) => (a.file < b.file ? -1 : 1));
    return this.#with(this.documents.without(file), unreadable);
  }

  withCodebook(codebook: Codebook): Study {
    return this.#but({ codebook });
  }

  withMemo(memo: Memo): Study {
    return this.#withMemos([...this.memos.values(), memo]);
  }

  withoutMemo(file: string): Study {
    if (!this.memos.has(file)) return this;
    return this.#withMemos([...this.memos.values()].filter((memo) => memo.file !== file));
  }

  withKept(kept: Kept): Study {
    return this.#but({ kept: sorted([...this.kept.values(), kept]) });
  }

  withoutKept(file: string): Study {
    if (!this.kept.has(file)) return this;
    return this.#but({ kept: sorted([...this.kept.values()].filter((kept) => kept.file !== file)) });
  }

  #withMemos(memos: readonly Memo[]): Study {
    return this.#but({ memos: sorted(memos) });
  }

  #with(documents: Documents, unreadable: readonly Unreadable[]): Study {
    return this.#but({ documents, unreadable });
  }

  #but(
    changed: Partial<Pick<StudyValue, 'codebook' | 'documents' | 'unreadable' | 'memos' | 'kept'>>,
  ): Study {
    const { codebook, documents, unreadable, memos, kept } = { ...this.#parts(), ...changed };
    return new StudyValue(this.config, codebook, documents, unreadable, memos, kept);
  }

  #parts() {
    const { codebook, documents, unreadable, memos, kept } = this;
    return { codebook, documents, unreadable, memos, kept };
  }

  #unreadableBut(file: string): readonly Unreadable[] {
    return this.unreadable.some((each) => each.file === file)
      ? this.unreadable.filter((each) => each.file !== file)
      : this.unreadable;
  }
}

/** Of two with the same file the last holds. */
function sorted<T extends { readonly file: string }>(files: Iterable<T>): ReadonlyMap<string, T> {
  const byFile = new Map(Array.from(files, (each) => [each.file, each]));
  return new Map([...byFile].sort(([a], [b]) => (a < b ? -1 : 1)));
}
