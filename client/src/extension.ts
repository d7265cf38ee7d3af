import * as vscode from 'vscode';
import { registerAutocode } from './autocode/index.js';
import type { AutocodePreviewView } from './autocode/preview.js';
import { registerCodes } from './codes/index.js';
import type { CodeEntry } from './codes/codesView.js';
import { registerCoding } from './coding/index.js';
import { registerAgreement, registerComparison } from './compare/index.js';
import type { Comparison } from './compare/panel.js';
import type { DocumentEntry } from './documents/documentsView.js';
import type { AttributeGrid } from './documents/attributeGrid.js';
import { registerDocuments } from './documents/index.js';
import { saveWhatIsUndone } from './edits/undone.js';
import { registerMemos } from './memos/index.js';
import type { MemosView } from './memos/memosView.js';
import { registerGit } from './git/index.js';
import { registerHistory } from './history/index.js';
import { registerImport, type Import } from './import/index.js';
import { registerLost } from './lost/index.js';
import type { LostView } from './lost/view.js';
import { newStudy } from './newStudy.js';
import { registerFixes } from './fixes/index.js';
import { registerNavigate } from './navigate/index.js';
import { registerPaint, type Seeing } from './paint/index.js';
import type { Parts } from './parts.js';
import { registerPreview } from './preview/index.js';
import { registerPassages } from './passages/index.js';
import type { PassagesView } from './passages/passagesView.js';
import { openSample, welcomeToSample } from './sample.js';
import { Server } from './server.js';
import { startWithStudy } from './start.js';
import { Status } from './status.js';
import { Studies } from './studies.js';
import { offerSchemas } from './yamlSchema.js';

/** What the views show, for tests and for other extensions. */
export interface Api {
  readonly codes: vscode.TreeDataProvider<CodeEntry>;
  readonly server: Server;
  readonly passages: PassagesView;
  readonly comparison: Comparison;
  readonly agreement: Comparison;
  readonly documents: vscode.TreeDataProvider<DocumentEntry>;
  readonly grid: AttributeGrid;
  readonly autocode: AutocodePreviewView;
  readonly lost: LostView;
  readonly seeing: Seeing;
  /** What VS Code's Markdown preview hands its markdown-it to. */
  readonly extendMarkdownIt: ReturnType<typeof registerPreview>;
  readonly memos: MemosView;
  readonly importing: Import;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const server = new Server(context);
  const studies = new Studies(server);
  const command: Parts['command'] = (name, run) => {
    context.subscriptions.push(vscode.commands.registerCommand(`qualdown.${name}`, run));
  };
  const parts: Parts = { context, server, studies, command };
  context.subscriptions.push(server, studies, new Status(server, studies));

  const codes = registerCodes(parts);
  const passages = registerPassages(parts);
  const { documents, grid } = registerDocuments(parts);
  context.subscriptions.push(saveWhatIsUndone());
  registerCoding(parts);
  const seeing = registerPaint(parts);
  registerNavigate(parts, seeing);
  registerFixes(parts);
  const extendMarkdownIt = registerPreview(parts);
  const comparison = registerComparison(parts);
  const agreement = registerAgreement(parts);
  const memos = registerMemos(parts);
  const importing = registerImport(parts);
  const autocode = registerAutocode(parts);
  const lost = registerLost(parts);
  registerGit(parts);
  registerHistory(parts);
  command('newStudy', () => newStudy(context, server));
  command('openSample', () => openSample(context));
  command('restartServer', () => server.restart());

  context.subscriptions.push(await startWithStudy(server));
  await offerSchemas(context.extensionUri, studies);
  await welcomeToSample(context);
  return {
    server,
    codes,
    passages,
    comparison,
    agreement,
    documents,
    grid,
    autocode,
    lost,
    seeing,
    extendMarkdownIt,
    memos,
    importing,
  };
}
