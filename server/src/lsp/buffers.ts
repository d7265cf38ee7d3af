import {
  type Connection,
  type Disposable,
  Emitter,
  type Event,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isUri, toPath } from './convert.js';

/**
 * The documents open in the editor. By path, since one file's URI can be spelled in several ways;
 * what has no path (a new file never saved, a side of a diff) belongs to no study and is not kept here.
 */
export class Buffers implements Disposable {
  readonly #byPath = new Map<string, TextDocument>();
  readonly #documents = new TextDocuments(TextDocument);
  readonly #changed = new Emitter<string>();
  readonly #opened = new Emitter<string>();
  readonly #closed = new Emitter<string>();

  /** A path whose text changed; also after `onDidOpen`. */
  readonly onDidChange: Event<string> = this.#changed.event;
  readonly onDidOpen: Event<string> = this.#opened.event;
  readonly onDidClose: Event<string> = this.#closed.event;

  listen(connection: Connection): void {
    this.#documents.onDidOpen(({ document }) => {
      this.#with(document, (path) => {
        this.#byPath.set(path, document);
        this.#opened.fire(path);
      });
    });
    this.#documents.onDidChangeContent(({ document }) =>
      this.#with(document, (path) => {
        this.#changed.fire(path);
      }),
    );
    this.#documents.onDidClose(({ document }) => {
      this.#with(document, (path) => {
        this.#byPath.delete(path);
        this.#closed.fire(path);
      });
    });
    this.#documents.listen(connection);
  }

  get(path: string): TextDocument | undefined {
    return this.#byPath.get(path);
  }

  paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  dispose(): void {
    for (const emitter of [this.#changed, this.#opened, this.#closed]) emitter.dispose();
  }

  #with(document: TextDocument, use: (path: string) => void): void {
    const path = isUri(document.uri) ? toPath(document.uri) : undefined;
    if (path !== undefined) use(path);
  }
}
