import * as vscode from 'vscode';

const key = 'reading';
/** So many documents are remembered. */
const remembered = 500;

/** Which editors hide the marks. Each has its own answer; a new one begins as its document was last read. */
export class Reading implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #editors = new WeakMap<vscode.TextEditor, boolean>();
  readonly #changed = new vscode.EventEmitter<vscode.TextEditor>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  isOn(editor: vscode.TextEditor): boolean {
    let on = this.#editors.get(editor);
    if (on === undefined) {
      on = this.#documents.includes(editor.document.uri.toString());
      this.#editors.set(editor, on);
    }
    return on;
  }

  async toggle(editor: vscode.TextEditor): Promise<void> {
    const on = !this.isOn(editor);
    this.#editors.set(editor, on);
    this.#changed.fire(editor);
    const uri = editor.document.uri.toString();
    const others = this.#documents.filter((each) => each !== uri);
    await this.#memory.update(key, on ? [uri, ...others].slice(0, remembered) : others);
  }

  get #documents(): readonly string[] {
    return this.#memory.get<string[]>(key, []);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
