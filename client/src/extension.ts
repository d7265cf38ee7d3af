import * as vscode from 'vscode';
import type { Coding } from '../../server/src/protocol.js';
import { applyCode } from './applyCode.js';
import { pickCode } from './codePick.js';
import { CodesView, type CodeEntry } from './codesView.js';
import { askCoding, setCoding } from './coding.js';
import { Comparison } from './compare/panel.js';
import { DocumentsView, type DocumentEntry } from './documentsView.js';
import { newStudy } from './newStudy.js';
import { Painter } from './paint/painter.js';
import { openPassage, PassagesView, type PassageQuery } from './passagesView.js';
import { openSample, welcomeToSample } from './sample.js';
import { Server } from './server.js';
import { startWithStudy } from './start.js';
import { Status } from './status.js';
import { Studies } from './studies.js';
import { offerCodebookSchema } from './yamlSchema.js';

/** What the views show, for tests and for other extensions. */
export interface Api {
  readonly codes: vscode.TreeDataProvider<CodeEntry>;
  readonly passages: PassagesView;
  readonly documents: vscode.TreeDataProvider<DocumentEntry>;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const server = new Server(context);
  const studies = new Studies(server);
  const codes = new CodesView(server, studies);
  const passages = new PassagesView(server, studies);
  const documents = new DocumentsView(server, studies);
  const comparison = new Comparison(context.extensionUri, server, studies);
  context.subscriptions.push(
    ...[server, studies, codes, passages, documents, comparison],
    ...[new Status(server, studies), new Painter(server)],
  );

  const command = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`qualdown.${name}`, run));
  };
  command('applyCode', () => applyCode(server, studies, context.globalState));
  command('showPassages', (query?: PassageQuery) => showPassages(studies, passages, query));
  command('openPassage', openPassage);
  command('goToCode', goToCode);
  command('openCodebook', () => openCodebook(studies));
  command('compareDistricts', () => comparison.open());
  command('compareCases', () => comparison.open());
  command('copyComparison', () => comparison.copy());
  command('setCoding', () => askCoding(server));
  const codingCommand = (name: string, coding: Coding): void =>
    command(name, (entry: DocumentEntry & { kind: 'document' }) =>
      setCoding(server, vscode.Uri.parse(entry.document.uri), coding),
    );
  codingCommand('markNone', 'none');
  codingCommand('markPartial', 'partial');
  codingCommand('markDone', 'done');
  command('toggleHighlights', toggleHighlights);
  command('newStudy', () => newStudy(context));
  command('openSample', () => openSample(context));
  command('restartServer', () => server.restart());

  context.subscriptions.push(await startWithStudy(server));
  await offerCodebookSchema(context.extensionUri, studies);
  await welcomeToSample(context);
  return { codes, passages, documents };
}

/** Lists the passages of a code, asked for where none is given. */
async function showPassages(studies: Studies, passages: PassagesView, query?: PassageQuery): Promise<void> {
  const asked = query ?? (await askQuery(studies));
  if (asked) await passages.show(asked);
}

async function askQuery(studies: Studies): Promise<PassageQuery | undefined> {
  const study = await studies.choose();
  const code = study && (await pickCode(studies, study));
  return code === undefined ? undefined : { study: study!.uri, code };
}

async function goToCode({ code }: CodeEntry & { kind: 'code' }): Promise<void> {
  if (!code.location) return;
  const { line, character } = code.location.range.start;
  const selection = new vscode.Range(line, character, line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(code.location.uri), { selection });
}

async function openCodebook(studies: Studies): Promise<void> {
  const study = await studies.choose();
  if (study) await vscode.window.showTextDocument(vscode.Uri.parse(study.codebookUri));
}

async function toggleHighlights(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('qualdown');
  await settings.update(
    'highlights',
    !settings.get<boolean>('highlights', true),
    vscode.ConfigurationTarget.Global,
  );
}
