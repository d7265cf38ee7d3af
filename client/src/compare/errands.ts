import * as vscode from 'vscode';
import { requests, type ExportedFile } from '../../../server/src/protocol.js';
import { applyStudyOutcome } from '../edits.js';
import type { Server } from '../server.js';
import type { Errand, PageRequest } from '../webviews/compareMessages.js';

/** What a page may ask of the server: nothing that works out an edit. */
const allowed: ReadonlySet<PageRequest> = new Set([
  requests.adjudication,
  requests.agreement,
  requests.agreementChoices,
  requests.analysis,
  requests.analysisChoices,
  requests.cellPassages,
  requests.chart,
  requests.codes,
  requests.comparisons,
  requests.exportAnalysis,
  requests.matrices,
  requests.cellSummary,
]);

/** Does what a page cannot do itself; what comes back is the answer to it. */
export async function runErrand(errand: Errand, study: string, server: Server): Promise<unknown> {
  switch (errand.do) {
    case 'request': {
      if (!allowed.has(errand.method)) throw new Error(`No such request: ${errand.method}`);
      const params = { ...errand.params, study };
      return server.request(errand.method, params);
    }
    case 'pick':
      return pick(errand);
    case 'save':
      return save(errand, study, server);
    case 'summary': {
      const outcome = await server.request(requests.setSummary, { ...errand.params, study });
      return applyStudyOutcome(outcome);
    }
    case 'decide': {
      const by = vscode.workspace.getConfiguration('qualdown').get('coder', '').trim();
      const params = { ...errand.params, study, by: by === '' ? null : by, date: today() };
      const outcome = await server.request(requests.decide, params);
      // The page itself says why, beside what was to be decided.
      if ('refused' in outcome) return outcome.refused;
      return applyStudyOutcome(outcome);
    }
    case 'input': {
      const { title, prompt, value } = errand;
      return (await vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true })) ?? null;
    }
    case 'file':
      return writeFile(errand.file, study);
    case 'clipboard':
      await vscode.env.clipboard.writeText(errand.text);
      return true;
  }
}

/** `2026-11-24`, where the person is. */
function today(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

async function pick({ title, items, many }: Errand & { do: 'pick' }): Promise<string[] | null> {
  const options = { title, matchOnDescription: true };
  if (!many) {
    const picked = await vscode.window.showQuickPick(items, options);
    return picked ? [picked.value] : null;
  }
  const picked = await vscode.window.showQuickPick(items, { ...options, canPickMany: true });
  return picked ? picked.map(({ value }) => value) : null;
}

async function save(
  { spec, name: proposed }: Errand & { do: 'save' },
  study: string,
  server: Server,
): Promise<string | null> {
  const saved = await server.request(requests.comparisons, { study });
  const taken = new Set(saved.map(({ name }) => name));
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save comparison'),
    prompt: vscode.l10n.t('A name that says what it shows. It is kept in the study’s folder “comparisons”.'),
    value: proposed,
    validateInput: (text) => {
      if (text.trim() === '') return vscode.l10n.t('A comparison needs a name.');
      if (!taken.has(text.trim())) return undefined;
      const message = vscode.l10n.t('There is one of this name; it is replaced.');
      return { message, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  if (name === undefined) return null;
  const outcome = await server.request(requests.saveComparison, { study, spec, name: name.trim() });
  if (!(await applyStudyOutcome(outcome))) return null;
  return name.trim();
}

async function writeFile({ name, base64 }: ExportedFile, study: string): Promise<string | null> {
  const to = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(study), name),
    title: vscode.l10n.t('Export comparison'),
  });
  if (!to) return null;
  await vscode.workspace.fs.writeFile(to, Buffer.from(base64, 'base64'));
  return vscode.workspace.asRelativePath(to);
}
