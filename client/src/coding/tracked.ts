import * as vscode from 'vscode';

interface Span {
  start: number;
  end: number;
  lost: boolean;
}

/**
 * Ranges of a document that follow its changes until disposed. A range whose own text is changed is lost: what was
 * meant is no longer there.
 */
export class Tracked implements vscode.Disposable {
  readonly #spans: Span[] = [];
  readonly #subscription: vscode.Disposable;

  constructor(readonly document: vscode.TextDocument) {
    this.#subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      for (const change of event.contentChanges) this.#spans.forEach((span) => follow(span, change));
    });
  }

  /** Follows a range; the result tells where it is now, undefined when it is lost. */
  add(range: vscode.Range): () => vscode.Range | undefined {
    const { document } = this;
    const span: Span = {
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      lost: false,
    };
    this.#spans.push(span);
    return () =>
      span.lost
        ? undefined
        : new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Changes of one event come from the end of the document to its start, so each can be followed by itself. */
function follow(span: Span, change: vscode.TextDocumentContentChangeEvent): void {
  const end = change.rangeOffset + change.rangeLength;
  const grown = change.text.length - change.rangeLength;
  if (end <= span.start) {
    span.start += grown;
    span.end += grown;
  } else if (change.rangeOffset < span.end) {
    span.lost = true;
  }
}
