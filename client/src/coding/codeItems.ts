import * as vscode from 'vscode';
import type { CodeNode } from '../../../server/src/protocol.js';
import { walk } from '../codes/tree.js';
import { swatch } from '../swatch.js';
import { number } from '../texts.js';
import type { Findable } from './rank.js';

/** A code as the list shows it and finds it. */
export interface CodeItem extends vscode.QuickPickItem, Findable {}

/** All codes of a codebook as items, in its order. */
export const itemsOf = (codes: readonly CodeNode[]): CodeItem[] => Array.from(walk(codes), itemOf);

/** Those that a passage may get: in the codebook, not retired, not for grouping alone. */
export const usableItems = (codes: readonly CodeNode[]): CodeItem[] =>
  Array.from(walk(codes))
    .filter(({ code }) => code.codable && !code.unknown && code.status !== 'retired')
    .map(itemOf);

function itemOf({ code, above }: { code: CodeNode; above: readonly string[] }): CodeItem {
  const { id, name, aliases } = code;
  const detail = detailOf(code);
  return {
    id,
    name,
    aliases,
    above,
    texts: [code.brief, code.useWhen],
    label: name,
    description: [above.join(' › '), aliases.join(', '), number(code.total)].filter(Boolean).join(' · '),
    ...(detail !== '' && { detail }),
    iconPath: swatch(code.color, { round: code.children.length > 0 }),
  };
}

/** One line; what does not fit is shown when pointed at. */
function detailOf({ brief, useWhen, notWhen }: CodeNode): string {
  return [
    brief,
    useWhen !== null && vscode.l10n.t('Use when: {0}', short(useWhen)),
    notWhen !== null && vscode.l10n.t('Not when: {0}', short(notWhen)),
  ]
    .filter(Boolean)
    .join('  ·  ');
}

/** So long that a list of some hundred codes is quickly handed over. */
const longest = 200;
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s\S*$/, '')} …`;
}
