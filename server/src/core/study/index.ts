import type { Codebook } from '../codebook/types.js';
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
): Study {
  return new StudyValue(config, codebook, Documents.of(documents), []);
}

class StudyValue implements Study {
  readonly context: ReadingContext;

  constructor(
    readonly config: StudyConfig,
    readonly codebook: Codebook,
    readonly documents: Documents,
    readonly unreadable: readonly Unreadable[],
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
    return new StudyValue(this.config, codebook, this.documents, this.unreadable);
  }

  #with(documents: Documents, unreadable: readonly Unreadable[]): Study {
    return new StudyValue(this.config, this.codebook, documents, unreadable);
  }

  #unreadableBut(file: string): readonly Unreadable[] {
    return this.unreadable.some((each) => each.file === file)
      ? this.unreadable.filter((each) => each.file !== file)
      : this.unreadable;
  }
}
