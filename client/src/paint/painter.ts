import * as vscode from 'vscode';
import { requests, type PaintParams, type TextRange } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import type { Filter } from './filter.js';
import { layersOf, type Layers, type Look } from './layers.js';
import type { Reading } from './reading.js';
import { Styles } from './styles.js';

/** Names are shown so many lines above and below what is on screen. */
const around = 60;
/** Names follow scrolling after so long (ms). */
const scrolled = 100;

/** Paints passages in the colours of their codes, in the editors on screen. */
export class Painter implements vscode.Disposable {
  readonly #server: Server;
  readonly #filter: Filter;
  readonly #reading: Reading;
  readonly #styles = new Styles();
  /** What the server last said of each document on screen. */
  readonly #painted = new Map<string, PaintParams>();
  /** What each editor was last told to show, and of which version of its document. */
  readonly #told = new WeakMap<vscode.TextEditor, { version: number; layers: Layers }>();
  readonly #subscriptions: vscode.Disposable[];
  #scrolling: ReturnType<typeof setTimeout> | undefined;

  constructor(server: Server, filter: Filter, reading: Reading) {
    this.#server = server;
    this.#filter = filter;
    this.#reading = reading;
    this.#subscriptions = [
      server.onDidPaint((params) => {
        this.#painted.set(params.uri, params);
        this.#paintAll(params.uri);
      }),
      server.onDidStart(() => this.#tell()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
      vscode.window.onDidChangeActiveColorTheme(() => this.#show()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('qualdown')) this.#show();
      }),
      filter.onDidChange(() => this.#paintAll()),
      reading.onDidChange((editor) => this.#paint(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (this.#reading.isOn(textEditor)) this.#paint(textEditor);
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(() => {
        clearTimeout(this.#scrolling);
        this.#scrolling = setTimeout(() => this.#paintAll(), scrolled);
      }),
    ];
  }

  /** The passages of a document as it stands; undefined: it is no document of a study. */
  async of(document: vscode.TextDocument): Promise<PaintParams | undefined> {
    const uri = addressOf(document);
    if (uri === undefined) return undefined;
    const known = this.#painted.get(uri);
    if (known?.version === document.version) return known;
    return (await this.#server.request(requests.paint, { uri })) ?? undefined;
  }

  /** What an editor shows, by style: for tests, since the editor does not tell. */
  shown(editor: vscode.TextEditor): { style: string; ranges: readonly TextRange[] }[] {
    const layers = this.#told.get(editor)?.layers ?? new Map<never, never>();
    return Array.from(layers, ([type, ranges]) => ({ style: this.#styles.keyOf(type) ?? '', ranges }));
  }

  /** Tells the server what is on screen and paints what is known of it already. */
  #show(): void {
    this.#tell();
    this.#paintAll();
  }

  #tell(): void {
    const visible = new Set(
      vscode.window.visibleTextEditors.flatMap(({ document }) => addressOf(document) ?? []),
    );
    for (const uri of this.#painted.keys()) if (!visible.has(uri)) this.#painted.delete(uri);
    this.#server.showing([...visible]);
  }

  #paintAll(uri?: string): void {
    if (this.#styles.isFull) this.#styles.dispose();
    for (const editor of vscode.window.visibleTextEditors) {
      if (uri === undefined || addressOf(editor.document) === uri) this.#paint(editor);
    }
  }

  #paint(editor: vscode.TextEditor): void {
    const { document } = editor;
    const params = this.#painted.get(addressOf(document) ?? '');
    // A later version is on its way; until then the editor moves what is painted along with the text.
    if (params?.version !== document.version) return;
    const layers = layersOf(params, this.#filter, this.#styles, this.#lookOf(editor));
    const told = this.#told.get(editor);
    for (const type of new Set([...layers.keys(), ...(told?.layers.keys() ?? [])])) {
      const ranges = layers.get(type) ?? [];
      // After typing, what is on screen has moved, and what was told is no longer what is seen.
      if (told?.version === document.version && same(ranges, told.layers.get(type) ?? [])) continue;
      editor.setDecorations(type, ranges.map(toRange));
    }
    this.#told.set(editor, { version: document.version, layers });
  }

  #lookOf(editor: vscode.TextEditor): Look {
    const settings = vscode.workspace.getConfiguration('qualdown');
    const { document, visibleRanges: visible } = editor;
    return {
      highlights: settings.get<boolean>('highlights', true),
      stripes: settings.get<Look['stripes']>('stripes', 'names'),
      fadeMarks: settings.get<boolean>('fadeMarks', true) && !isHighContrast(),
      reading: this.#reading.isOn(editor),
      cursors: [...new Set(editor.selections.map(({ active }) => active.line))],
      isBlank: (line) => line < document.lineCount && document.lineAt(line).isEmptyOrWhitespace,
      near: (line) =>
        visible.some(({ start, end }) => line >= start.line - around && line <= end.line + around),
    };
  }

  dispose(): void {
    clearTimeout(this.#scrolling);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#styles.dispose();
  }
}

/** As the server names it; undefined for what is no Markdown file on disk. */
function addressOf({ languageId, uri }: vscode.TextDocument): string | undefined {
  return languageId === 'markdown' && uri.scheme === 'file' ? uri.toString() : undefined;
}

function isHighContrast(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
}

const toRange = ({ start, end }: TextRange): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

function same(a: readonly TextRange[], b: readonly TextRange[]): boolean {
  return a.length === b.length && a.every((range, index) => equal(range, b[index]!));
}

const equal = (a: TextRange, b: TextRange): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
