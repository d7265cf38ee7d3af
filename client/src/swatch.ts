import * as vscode from 'vscode';

const made = new Map<string, vscode.Uri>();

/** A small square of a code's colour, as an icon for lists and trees. A parent of other codes has a rounder one. */
export function swatch(color: string, { round = false } = {}): vscode.Uri {
  const key = `${color} ${round}`;
  let icon = made.get(key);
  if (!icon) {
    // The thin rim keeps pale and dark colours apart from every background.
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect x="3" y="3" width="10" height="10" ` +
      `rx="${round ? 5 : 2}" fill="${color}" stroke="#808080" stroke-opacity=".6"/></svg>`;
    icon = vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
    made.set(key, icon);
  }
  return icon;
}
