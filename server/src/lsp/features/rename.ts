import { isDeepStrictEqual } from 'node:util';
import type {
  CancellationToken,
  ClientCapabilities,
  PrepareRenameResult,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { toOffset, toRange } from '../convert.js';
import { Refused } from '../fence.js';
import type { Page } from '../pages.js';
import { planned, refactor } from '../refactoring.js';
import type { Feature } from '../server.js';
import { type CodeUse, codeAt } from '../uses.js';
import { canAnnotate, workspaceEdit } from '../workspace-edit.js';

/**
 * Renames a code wherever it is written, from any of these places. Of nothing else: the text of headings and links
 * is left to the editor's own Markdown rename.
 */
export const rename: Feature = {
  capabilities: (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  }),
  register({ connection, client, workspace, fence }) {
    connection.onPrepareRename(({ textDocument, position }, token) =>
      fence.run(
        'prepareRename',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? prepared(page, toOffset(page.text, position)) : null;
        },
        null,
      ),
    );
    connection.onRenameRequest(({ textDocument, position, newName }, token) =>
      fence.run('rename', token, async () => {
        const page = await workspace.page(textDocument, token);
        const use = page && renamable(page, toOffset(page.text, position));
        return use ? renamed(page, use, newName, client, token) : null;
      }),
    );
  },
};

function prepared(page: Page, offset: number): PrepareRenameResult | null {
  const use = renamable(page, offset);
  if (!use) return null;
  // Written by an old id it is still the code that gets another one.
  return { range: toRange(page.text, use), placeholder: page.study.codebook.resolve(use.id)?.id ?? use.id };
}

/** The code at a place, where it stands for itself: not among the aliases of an entry. */
function renamable(page: Page, offset: number): CodeUse | undefined {
  const use = codeAt(page, offset);
  if (!use || page.kind !== 'codebook') return use;
  const code = page.study.codebook.resolve(use.id);
  return code && code.id !== use.id && code.range.start <= use.start && use.end <= code.range.end
    ? undefined
    : use;
}

async function renamed(
  { live, study }: Page,
  use: CodeUse,
  newName: string,
  client: ClientCapabilities,
  token: CancellationToken,
): Promise<WorkspaceEdit> {
  const to = newName.trim().replace(/^\./, '');
  const operation = { kind: 'rename', code: use.id, to } as const;
  const outcome = await refactor(live, { ...operation, keepAlias: true }, token);
  if ('refused' in outcome) throw new Refused(outcome.refused);
  const { files } = outcome.edit;
  if (!canAnnotate(client)) return workspaceEdit(client, files);
  const bare = await planned(live, { ...operation, keepAlias: false }, token);
  if ('refused' in bare || bare.files.length === 0) return workspaceEdit(client, files);
  // What only keeping the old id adds can be left out in a preview, but none is forced on the person for it.
  const [codebook] = bare.files;
  const needed = codebook!.edits;
  const all = files.find(({ uri }) => uri === codebook!.uri)?.edits ?? [];
  if (!needed.every((edit) => all.some((each) => isDeepStrictEqual(each, edit))))
    return workspaceEdit(client, files);
  return workspaceEdit(client, files, {
    annotation: {
      label: `Keep “${study.codebook.resolve(use.id)?.id ?? use.id}” as an alias`,
      description:
        'So that passages that still carry the old id, in a branch or in somebody’s copy, go on counting.',
      needsConfirmation: false,
    },
    of: (file, edit) => file.uri === codebook!.uri && !needed.some((each) => isDeepStrictEqual(each, edit)),
  });
}
