import * as vscode from 'vscode';
import { requests } from '../../../server/src/protocol.js';
import { pickCode } from '../coding/codePick.js';
import { filterBox } from '../codes/filter.js';
import type { Parts } from '../parts.js';
import type { Studies } from '../studies.js';
import { exportPassages } from './export.js';
import type { Group, Grouping } from './listing.js';
import { openPassage, PassagesView, type PassageEntry, type PassageQuery } from './passagesView.js';

/** The passages of codes. */
export function registerPassages(parts: Parts): PassagesView {
  const { context, server, studies, command } = parts;
  const view = new PassagesView(server, studies);
  context.subscriptions.push(view);
  command('showPassages', async (query?: PassageQuery) => {
    const asked = query ?? (await askCode(studies));
    if (asked) await view.show(asked);
  });
  command('queryPassages', async (query?: PassageQuery) => {
    const asked = query ?? (await askQuery(parts, view.query?.query));
    if (asked) await view.show(asked);
  });
  command('openPassage', openPassage);
  command('morePassages', (group: Group) => view.showMore(group));
  command('groupPassages', async (by?: Grouping) => {
    view.grouping = by ?? (await askGrouping(view.grouping)) ?? view.grouping;
  });
  command('filterPassages', async (text?: string) => {
    if (typeof text === 'string') view.filter = text;
    else await filterBox(vscode.l10n.t('Filter passages'), view.filter, (typed) => (view.filter = typed));
  });
  command('clearPassagesFilter', () => (view.filter = ''));
  command('copyQuotation', (entry: PassageEntry, entries?: readonly PassageEntry[]) =>
    copyQuotations(parts, entries && entries.length > 0 ? entries : [entry]),
  );
  command('exportPassages', (told?: Parameters<typeof exportPassages>[2]) => {
    const { params } = view;
    if (params) return exportPassages(server, params, told);
    void vscode.window.showInformationMessage(vscode.l10n.t('Show passages first.'));
    return undefined;
  });
  return view;
}

async function askCode(studies: Studies): Promise<PassageQuery | undefined> {
  const study = await studies.choose();
  const code = study && (await pickCode(studies, study));
  return code === undefined ? undefined : { study: study!.uri, code };
}

async function askQuery({ server, studies }: Parts, before = ''): Promise<PassageQuery | undefined> {
  const study = await studies.choose();
  if (!study) return undefined;
  const query = await vscode.window.showInputBox({
    title: vscode.l10n.t('Passages of several codes'),
    value: before,
    prompt: vscode.l10n.t(
      'Codes with and, or, not, near: buffering and not isolation; focus near/20 "Mixed signals"',
    ),
    validateInput: async (text) => {
      const found = await server.request(requests.passageCounts, {
        study: study.uri,
        query: text,
        descendants: true,
      });
      return 'problem' in found
        ? vscode.l10n.t('Character {0}: {1}', found.problem.start + 1, found.problem.message)
        : undefined;
    },
  });
  return query === undefined ? undefined : { study: study.uri, query };
}

async function askGrouping(now: Grouping): Promise<Grouping | undefined> {
  const items: (vscode.QuickPickItem & { by: Grouping })[] = [
    { label: vscode.l10n.t('By case'), by: 'case' },
    { label: vscode.l10n.t('By document'), by: 'document' },
    { label: vscode.l10n.t('By code'), by: 'code' },
  ];
  for (const item of items) if (item.by === now) item.description = vscode.l10n.t('now');
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Group passages') }))?.by;
}

/** Passages with their sources, as Markdown quotations. */
async function copyQuotations({ server }: Parts, entries: readonly PassageEntry[]): Promise<void> {
  const passages = entries.flatMap((entry) => (entry.kind === 'passage' ? [entry.passage] : []));
  const contexts = await Promise.all(
    passages.map(({ uri, at }) => server.request(requests.passageContext, { uri, at })),
  );
  const quotations = contexts.flatMap((context) => (context ? [context.quotation] : []));
  if (quotations.length > 0) await vscode.env.clipboard.writeText(quotations.join('\n'));
}
