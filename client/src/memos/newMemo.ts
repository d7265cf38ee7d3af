import * as vscode from 'vscode';
import {
  requests,
  type CodeNode,
  type NewMemoParams,
  type PassageHere,
  type StudySummary,
} from '../../../server/src/protocol.js';
import { applyStudyEdit } from '../edits.js';
import type { Parts } from '../parts.js';
import { choosePassage, passagesHere } from './passage.js';

type About = Pick<NewMemoParams, 'about' | 'passage'>;

/** What the command can be told: a code of the codes view, a document of the documents view. */
export interface Subject {
  readonly study?: string;
  readonly code?: Pick<CodeNode, 'id'>;
  readonly document?: { readonly uri: string };
}

/** Makes a memo about what is at hand: a code, a document, the passage at the cursor, or the study at large. */
export async function newMemo(
  { server, studies }: Parts,
  subject?: Subject,
  title?: string,
): Promise<boolean> {
  const study = studies.list.find(({ uri }) => uri === subject?.study) ?? (await studies.choose());
  if (!study) return false;
  const about = await aboutOf(subject, () => atCursor(server, study));
  if (!about) return false;
  const name =
    title ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('New memo'),
      prompt: vscode.l10n.t(
        'What is it about, in a few words? It becomes the title, and the name of the file.',
      ),
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A memo needs a title.') : undefined),
    }));
  if (name === undefined) return false;
  const author = vscode.workspace.getConfiguration('qualdown').get<string>('coder', '');
  const params = { study: study.uri, title: name, date: today(), ...(author !== '' && { author }), ...about };
  const outcome = await server.request(requests.newMemo, params);
  if ('refused' in outcome) {
    void vscode.window.showWarningMessage(outcome.refused);
    return false;
  }
  if (!(await applyStudyEdit(outcome.edit))) return false;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(outcome.uri));
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(end, end),
    viewColumn: vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
  });
  return true;
}

async function aboutOf(
  subject: Subject | undefined,
  otherwise: () => Promise<About | undefined>,
): Promise<About | undefined> {
  if (subject?.code) return { about: { code: subject.code.id } };
  if (subject?.document) return { about: { uri: subject.document.uri } };
  return otherwise();
}

/** What can be meant where the cursor is; asks where that is more than one thing. */
async function atCursor(server: Parts['server'], study: StudySummary): Promise<About | undefined> {
  const editor = vscode.window.activeTextEditor;
  const uri = editor?.document.uri.toString();
  const isDocument =
    uri !== undefined && (await server.request(requests.documents, { study: study.uri, uri })).length > 0;
  if (!editor || !isDocument) return {};
  const passages = await passagesHere(server, editor);
  const [first] = passages;
  const codes = [...new Set(passages.flatMap((passage) => passage.codes))];
  const { version } = editor.document;
  const items: (vscode.QuickPickItem & { about: () => Promise<About | undefined> })[] = [
    ...(first
      ? [
          {
            label: vscode.l10n.t('$(quote) This passage'),
            detail: first.text,
            about: () => passageAt(uri, version, passages),
          },
        ]
      : []),
    ...codes.map((code) => ({
      label: `$(tag) ${code}`,
      description: vscode.l10n.t('the code'),
      about: () => Promise.resolve({ about: { code } }),
    })),
    {
      label: vscode.l10n.t('$(file) This document'),
      description: vscode.workspace.asRelativePath(editor.document.uri),
      about: () => Promise.resolve({ about: { uri } }),
    },
    { label: vscode.l10n.t('$(library) The study at large'), about: () => Promise.resolve({}) },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What is the memo about?'),
    matchOnDetail: true,
  });
  return picked?.about();
}

async function passageAt(
  uri: string,
  version: number,
  passages: readonly PassageHere[],
): Promise<About | undefined> {
  const passage = await choosePassage(passages);
  return passage && { passage: { uri, version, at: passage.at } };
}

/** The day where the person is. */
function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
