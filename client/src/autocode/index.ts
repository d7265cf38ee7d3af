import * as vscode from 'vscode';
import { type AutocodeParams, requests } from '../../../server/src/protocol.js';
import { applyStudyEdit } from '../edits.js';
import type { Parts } from '../parts.js';
import { askAutocode } from './ask.js';
import { AutocodePreviewView, type HitEntry } from './preview.js';

/** Coding by search: asked, shown for each hit to be accepted or not, then applied as one step. */
export function registerAutocode(parts: Parts): AutocodePreviewView {
  const view = new AutocodePreviewView();
  parts.context.subscriptions.push(view);
  parts.command('autocode', (search?: AutocodeParams) => searchStudy(parts, view, search));
  parts.command('autocodeApply', () => apply(parts, view));
  parts.command('autocodeAcceptAll', (entry?: HitEntry) => view.accept(entry, true));
  parts.command('autocodeAcceptNone', (entry?: HitEntry) => view.accept(entry, false));
  parts.command('autocodeClear', () => view.clear());
  return view;
}

/** Resolves to the number of hits shown. */
async function searchStudy(parts: Parts, view: AutocodePreviewView, given?: AutocodeParams): Promise<number> {
  const study = given ? undefined : await parts.studies.choose();
  const search = given ?? (study && (await askAutocode(parts, study)));
  if (!search) return 0;
  const preview = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Searching…') },
    () => parts.server.request(requests.autocode, search),
  );
  if ('refused' in preview) return tell(preview.refused);
  const hits = preview.documents.reduce((sum, document) => sum + document.hits.length, 0);
  if (hits === 0) return tell(vscode.l10n.t('Nothing matches “{0}”.', search.pattern));
  await view.show(search, preview.documents);
  return hits;
}

/** Resolves to whether something was written. */
async function apply({ server }: Parts, view: AutocodePreviewView): Promise<boolean> {
  const { search } = view;
  if (!search) return false;
  const outcome = await server.request(requests.autocodeEdit, { ...search, accepted: view.accepted() });
  if ('refused' in outcome) {
    void vscode.window.showWarningMessage(outcome.refused);
    return false;
  }
  if (!(await applyStudyEdit(outcome.edit))) return false;
  await view.clear();
  const [first] = outcome.left;
  if (first) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0}. {1} could not be coded: {2}',
        outcome.edit.label,
        outcome.left.length,
        first.reason,
      ),
    );
  } else vscode.window.setStatusBarMessage(outcome.edit.label, 8000);
  return true;
}

function tell(message: string): 0 {
  void vscode.window.showInformationMessage(message);
  return 0;
}
