import * as vscode from 'vscode';
import { COLUMNS, type Column } from './columns.js';

/** More colours than this on one piece of text cannot be told apart. */
const most = 4;
/** When so many styles have been made (colours were tried out in the codebook), the next painting begins anew. */
const full = 600;

/** A code's name on a small label, with its colour. */
export interface Label {
  readonly name: string;
  readonly color: string;
}

/**
 * How painted text looks: one decoration type for each combination of colours, made when first needed. Two types on
 * the same text would not do, since of two underlines the editor shows one (docs/trials.md).
 */
export class Styles implements vscode.Disposable {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  /** A passage in the text: a soft background, and an underline for each colour. */
  text(colors: readonly string[]): vscode.TextEditorDecorationType {
    const shown = colors.slice(0, most);
    return this.#type(`text ${shown.join(' ')}`, () => ({
      backgroundColor: mix(shown.at(-1)!, shown.length > 1 ? 22 : 14),
      // The API has no stacked underlines; what follows `none;` reaches the style sheet as it is.
      textDecoration: `none; ${underlines(shown)}`,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }));
  }

  /** Where passages are in the whole document: a mark beside the scroll bar. */
  ruler(color: string): vscode.TextEditorDecorationType {
    return this.#type(`ruler ${color}`, () => ({
      overviewRulerColor: color,
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    }));
  }

  /** A bar in the margin. Undefined: one that found no room, a “+” in the last column. */
  bar(color: string, column: Column): vscode.TextEditorDecorationType {
    const key = column === undefined ? 'bar +' : `bar ${column} ${color}`;
    return this.#type(key, () => ({
      gutterIconPath: nothing,
      // All bars of a row are one element of the page with the classes of all of them. So a type says only which
      // colour its column has, and all types paint the same columns.
      gutterIconSize:
        column === undefined
          ? `100% 100%; --qualdown-more: ${more}; ${bars}`
          : `100% 100%; --qualdown-bar-${column}: ${color}; ${bars}`,
    }));
  }

  /** Brackets and attributes, paler than the text. */
  get marks(): vscode.TextEditorDecorationType {
    return this.#type('marks', () => ({ opacity: '0.7' }));
  }

  /** Brackets and attributes that are not to be seen. Not `display: none`, in which the cursor has no place. */
  get hidden(): vscode.TextEditorDecorationType {
    return this.#type('hidden', () => ({ textDecoration: 'none; font-size: 0', letterSpacing: '0' }));
  }

  /** Lines in which hidden marks are to be seen. */
  get shown(): vscode.TextEditorDecorationType {
    return this.#type('shown', () => ({
      isWholeLine: true,
      textDecoration: 'none; font-size: inherit !important',
    }));
  }

  /** Names behind the text, with a stripe of each one's colour. */
  badge(labels: readonly Label[], { quiet = false } = {}): vscode.TextEditorDecorationType {
    const key = ['badge', quiet, ...labels.map(({ name, color }) => `${color} ${name}`)].join('\n');
    const contentText = labels.map(({ name }) => name).join(' · ');
    return this.#type(key, () => ({
      after: {
        contentText,
        color: new vscode.ThemeColor(quiet ? 'descriptionForeground' : 'editor.foreground'),
        margin: quiet ? '0 0 0 0.5em' : '0 0.25em 0 0.15em',
        textDecoration: `none; ${pill(labels, quiet)}`,
      },
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }));
  }

  /** What a type is, for tests: its kind and colours. */
  keyOf(type: vscode.TextEditorDecorationType): string | undefined {
    for (const [key, each] of this.#types) if (each === type) return key;
    return undefined;
  }

  get isFull(): boolean {
    return this.#types.size > full;
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
    this.#types.clear();
  }

  #type(key: string, options: () => vscode.DecorationRenderOptions): vscode.TextEditorDecorationType {
    let type = this.#types.get(key);
    if (!type) this.#types.set(key, (type = vscode.window.createTextEditorDecorationType(options())));
    return type;
  }
}

const mix = (color: string, percent: number): string =>
  `color-mix(in srgb, ${color} ${percent}%, transparent)`;

const each = (values: readonly string[], value: (color: string, index: number) => string): string =>
  values.map(value).join(', ');

/** Lines of two pixels with one between them, the first colour lowest; below the letters, so that they stay clear. */
function underlines(colors: readonly string[]): string {
  return [
    `background-image: ${each(colors, (color) => `linear-gradient(${color}, ${color})`)}`,
    'background-repeat: no-repeat',
    `background-size: ${each(colors, () => '100% 2px')}`,
    `background-position: ${each(colors, (_, index) => `0 calc(100% - ${index * 3}px)`)}`,
    `padding-bottom: ${(colors.length - 1) * 3}px`,
  ].join('; ');
}

/** A small label: as many stripes as colours at its left edge, then the names. */
function pill(labels: readonly Label[], quiet: boolean): string {
  const colors = labels.map(({ color }) => color).filter((color) => color !== '');
  const layers = colors.map(
    (color, index) => `linear-gradient(${color}, ${color}) ${index * 4}px 0 / 3px 100% no-repeat`,
  );
  const ground = quiet ? [] : [mix(colors[0] ?? '#808080', 12)];
  return [
    'font-size: 80%',
    'font-style: normal',
    `background: ${[...layers, ...ground].join(', ')}`,
    'border-radius: 2px',
    `padding: 0 4px 0 ${colors.length * 4 + 3}px`,
  ].join('; ');
}

const svg = (content: string): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">' + content + '</svg>';
const base64 = (text: string): string => `data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`;
const nothing = vscode.Uri.parse(base64(svg('')));
/** White on grey, so that it is seen on every background and over a bar. */
const more = `url("${base64(
  svg('<rect width="16" height="16" fill="#666"/><path d="M3 8h10M8 3v10" stroke="#fff" stroke-width="3"/>'),
)}")`;

/** The bars of one row: five parts of the margin each, with a gap between. */
const bars = `background: ${[
  'var(--qualdown-more, none) 100% 50% / 50% auto no-repeat',
  ...Array.from(
    { length: COLUMNS },
    (_, column) =>
      `linear-gradient(var(--qualdown-bar-${column}, transparent), var(--qualdown-bar-${column}, transparent)) ` +
      `${Math.round((column * 100) / (COLUMNS - 1))}% 0 / 20% 100% no-repeat`,
  ),
].join(', ')} !important`;
