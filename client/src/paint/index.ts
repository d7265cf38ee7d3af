import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { Painter } from './painter.js';

/** How coded text looks in the editor. */
export function registerPaint({ context, server, command }: Parts): void {
  context.subscriptions.push(new Painter(server));
  command('toggleHighlights', toggleHighlights);
}

async function toggleHighlights(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('qualdown');
  await settings.update(
    'highlights',
    !settings.get<boolean>('highlights', true),
    vscode.ConfigurationTarget.Global,
  );
}
