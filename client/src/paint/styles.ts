import * as vscode from 'vscode';

/** More colours than this on one piece of text cannot be told apart. */
const most = 4;
/** When so many styles have been made (colours were tried out in the codebook), the next painting begins anew. */
const full = 300;

/**
 * How painted text looks: one decoration type for each combination of colours, made when first needed. Two types on
 * the same text would not do, since of two underlines the editor shows one (docs/trials.md).
 */
export class Styles implements vscode.Disposable {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  /** A passage in the text: a soft background, and an underline for each colour. */
  text(colors: readonly string[]): vscode.TextEditorDecorationType {
    return this.#type('text', colors, (shown) => ({
      backgroundColor: mix(shown.at(-1)!, shown.length > 1 ? 22 : 14),
      // The API has no stacked underlines; what follows `none;` reaches the style sheet as it is.
      textDecoration: `none; ${underlines(shown)}`,
      overviewRulerColor: shown.at(-1)!,
      overviewRulerLane: vscode.OverviewRulerLane.Center,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }));
  }

  /** Whole blocks: stripes in the margin. */
  margin(colors: readonly string[]): vscode.TextEditorDecorationType {
    return this.#type('margin', colors, (shown) => ({
      gutterIconPath: stripes(shown),
      gutterIconSize: '100% 100%',
      overviewRulerColor: shown.at(-1)!,
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }));
  }

  /** Brackets and attributes, paler than the text. */
  get marks(): vscode.TextEditorDecorationType {
    return this.#type('marks', [], () => ({ opacity: '0.7' }));
  }

  get all(): Iterable<vscode.TextEditorDecorationType> {
    return this.#types.values();
  }

  get isFull(): boolean {
    return this.#types.size > full;
  }

  clear(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }

  dispose(): void {
    this.clear();
  }

  #type(
    kind: string,
    colors: readonly string[],
    options: (shown: readonly string[]) => vscode.DecorationRenderOptions,
  ): vscode.TextEditorDecorationType {
    const shown = colors.slice(0, most);
    const key = [kind, ...shown].join(' ');
    let type = this.#types.get(key);
    if (!type) this.#types.set(key, (type = vscode.window.createTextEditorDecorationType(options(shown))));
    return type;
  }
}

const mix = (color: string, percent: number): string =>
  `color-mix(in srgb, ${color} ${percent}%, transparent)`;

/** Lines of two pixels with one between them, the first colour lowest; below the letters, so that they stay clear. */
function underlines(colors: readonly string[]): string {
  const each = (value: (color: string, index: number) => string): string => colors.map(value).join(', ');
  return [
    `background-image: ${each((color) => `linear-gradient(${color}, ${color})`)}`,
    'background-repeat: no-repeat',
    `background-size: ${each(() => '100% 2px')}`,
    `background-position: ${each((_, index) => `0 calc(100% - ${index * 3}px)`)}`,
    `padding-bottom: ${(colors.length - 1) * 3}px`,
  ].join('; ');
}

function stripes(colors: readonly string[]): vscode.Uri {
  const rectangles = colors.map(
    (color, index) => `<rect x="${index * 4}" width="3" height="16" fill="${color}"/>`,
  );
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" preserveAspectRatio="none">' +
    `${rectangles.join('')}</svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
