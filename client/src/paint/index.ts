import * as vscode from 'vscode';
import type { Parts } from '../parts.js';
import { clearFilter, editFilter } from './filterPick.js';
import { Filter } from './filter.js';
import { Painter } from './painter.js';
import { Reading } from './reading.js';
import { SeeingStatus } from './seeingStatus.js';

export interface Seeing {
  readonly painter: Painter;
  readonly filter: Filter;
  readonly reading: Reading;
}

/** How coded text looks in the editor. */
export function registerPaint(parts: Parts): Seeing {
  const { context, server, studies, command } = parts;
  const filter = new Filter();
  const reading = new Reading(context.workspaceState);
  const painter = new Painter(server, filter, reading);
  context.subscriptions.push(filter, reading, painter, new SeeingStatus(studies, filter, reading));
  command('toggleHighlights', () => change('highlights', (on: boolean) => !on));
  command('toggleStripes', () => change('stripes', (now: string) => (now === 'off' ? 'names' : 'off')));
  command('toggleStripeNames', () =>
    change('stripes', (now: string) => (now === 'names' ? 'gutter' : 'names')),
  );
  command('toggleReading', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor && studies.of(editor.document.uri)) await reading.toggle(editor);
  });
  command('filterShown', () => editFilter(parts, filter));
  command('clearFilter', () => clearFilter(filter));
  return { painter, filter, reading };
}

async function change<T>(setting: string, to: (now: T) => T): Promise<void> {
  const settings = vscode.workspace.getConfiguration('qualdown');
  await settings.update(setting, to(settings.get<T>(setting)!), vscode.ConfigurationTarget.Global);
}
