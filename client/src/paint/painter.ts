import * as vscode from 'vscode';
import type { PaintParams, TextRange } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { pieces, wholeLines, type Colored } from './pieces.js';
import { Styles } from './styles.js';

/** Paints passages in the colours of their codes, in the editors on screen. */
export class Painter implements vscode.Disposable {
  readonly #server: Server;
  readonly #styles = new Styles();
  /** What the server last said of each document on screen. */
  readonly #painted = new Map<string, PaintParams>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(server: Server) {
    this.#server = server;
    this.#subscriptions = [
      server.onDidPaint((params) => {
        this.#painted.set(params.uri, params);
        this.#paint(params);
      }),
      server.onDidStart(() => this.#tell()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
      vscode.window.onDidChangeActiveColorTheme(() => this.#show()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('qualdown')) this.#show();
      }),
    ];
  }

  /** Tells the server what is on screen and paints what is known of it already. */
  #show(): void {
    this.#tell();
    for (const params of this.#painted.values()) this.#paint(params);
  }

  #tell(): void {
    const visible = new Set(
      vscode.window.visibleTextEditors.flatMap(({ document }) => addressOf(document) ?? []),
    );
    for (const uri of this.#painted.keys()) if (!visible.has(uri)) this.#painted.delete(uri);
    this.#server.showing([...visible]);
  }

  #paint(params: PaintParams): void {
    if (this.#styles.isFull) this.#styles.clear();
    const editors = vscode.window.visibleTextEditors.filter(
      // A later version is on its way; until then the editor moves what is painted along with the text.
      ({ document }) => addressOf(document) === params.uri && document.version === params.version,
    );
    if (editors.length === 0) return;
    const layers = this.#layersOf(params);
    for (const editor of editors) {
      for (const type of this.#styles.all) editor.setDecorations(type, layers.get(type) ?? []);
    }
  }

  /** The ranges of each style that occurs. */
  #layersOf({ passages }: PaintParams): Map<vscode.TextEditorDecorationType, vscode.Range[]> {
    const layers = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
    const add = (type: vscode.TextEditorDecorationType, range: vscode.Range): void => {
      const ranges = layers.get(type);
      if (ranges) ranges.push(range);
      else layers.set(type, [range]);
    };
    const settings = vscode.workspace.getConfiguration('qualdown');
    if (settings.get<boolean>('highlights', true)) {
      const layer = (ranges: readonly TextRange[], colors: readonly string[]): Colored[] =>
        ranges.map((range) => ({ range, colors }));
      const colored = passages.map((passage) => ({
        ...passage,
        colors: passage.codes.map(({ color }) => color),
      }));
      const marks = passages.flatMap((passage) => passage.marks);
      const inText = pieces(
        colored.flatMap(({ ranges, colors }) => layer(ranges, colors)),
        marks,
      );
      for (const { range, colors } of inText) add(this.#styles.text(colors), toRange(range));
      const blocks = pieces(colored.flatMap(({ blocks, colors }) => layer(blocks.map(wholeLines), colors)));
      for (const { range, colors } of blocks) add(this.#styles.margin(colors), toLines(range));
    }
    if (settings.get<boolean>('fadeMarks', true) && !isHighContrast()) {
      for (const { marks } of passages) for (const mark of marks) add(this.#styles.marks, toRange(mark));
    }
    return layers;
  }

  dispose(): void {
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

/** Up to the end of the last line, whatever its length; the start of the next would be a row too many. */
const toLines = ({ start, end }: TextRange): vscode.Range =>
  new vscode.Range(start.line, 0, Math.max(start.line, end.line - 1), Number.MAX_SAFE_INTEGER);
