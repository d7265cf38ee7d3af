import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { Problem, Range } from '../../core/problem.js';
import { toDiagnostic, toRange, toSpan } from '../convert.js';
import { problemsOf } from '../diagnostics/problems.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';

/** "Did you mean": writes the right name, or the nearest ones, in the place of one that does not exist or is old. */
export const actions: Feature = {
  capabilities: () => ({ codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } }),
  register({ connection, client, workspace, fence }) {
    const versioned = client.workspace?.workspaceEdit?.documentChanges === true;
    connection.onCodeAction(({ textDocument, range }, token) =>
      fence.run(
        'codeAction',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? actionsIn(page, toSpan(page.text, range), versioned) : [];
        },
        [],
      ),
    );
  },
};

function actionsIn(page: Page, span: Range, versioned: boolean): CodeAction[] {
  return problemsOf(page)
    .filter(({ start, end }) => start <= span.end && span.start <= end)
    .flatMap((problem) =>
      betterNames(problem).map((name, rank) => ({
        title: `Change to “${name}”`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(page.text, problem)],
        isPreferred: rank === 0,
        edit: replace(page, problem, name, versioned),
      })),
    );
}

/** Rules whose range is exactly the name to replace, and where their data have names to put there, the best first. */
const FIXES: Readonly<Record<string, string>> = {
  'code-unknown': 'nearest',
  'code-retired': 'successor',
  'code-alias': 'id',
  'replaced-by-missing': 'nearest',
  'counterpart-missing': 'nearest',
  'field-unknown': 'nearest',
};

function betterNames({ rule, data }: Problem): string[] {
  const names = [data?.[FIXES[rule] ?? '']].flat();
  return names.filter((name) => typeof name === 'string');
}

function replace({ text }: Page, range: Range, newText: string, versioned: boolean): WorkspaceEdit {
  const edits = [{ range: toRange(text, range), newText }];
  if (!versioned) return { changes: { [text.uri]: edits } };
  return { documentChanges: [{ textDocument: { uri: text.uri, version: text.version }, edits }] };
}
