import { type CancellationToken, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver/node';
import type { Code } from '../../core/codebook/types.js';
import { toRange } from '../convert.js';
import { alive } from '../fence.js';
import type { LiveStudy } from '../live.js';
import type { Feature } from '../server.js';

/** Codes of all studies, found by letters of their id or name in order. */
export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register({ connection, workspace, fence }) {
    connection.onWorkspaceSymbol(({ query }, token) =>
      fence.run(
        'workspace/symbol',
        token,
        async () => {
          await workspace.ready(token);
          const found = workspace.studies.map((live) => codesOf(live, query, token));
          return (await alive(Promise.all(found), token)).flat();
        },
        [],
      ),
    );
  },
};

async function codesOf(live: LiveStudy, query: string, token: CancellationToken): Promise<WorkspaceSymbol[]> {
  const { codebook } = live.study;
  const codes = [...codebook.codes.values()].filter((code) => fits(query, code));
  if (codes.length === 0) return [];
  const page = await alive(live.codebookPage(), token);
  if (!page) return [];
  return codes.map((code) => ({
    name: code.id,
    kind: SymbolKind.Key,
    containerName: code.name === code.id ? (code.parent ?? '') : code.name,
    location: { uri: page.text.uri, range: toRange(page.text, code.idRange) },
  }));
}

/** As editors filter what they list: the letters of the query, in order, in any case. */
function fits(query: string, { id, name }: Code): boolean {
  return [id, name].some((text) => hasInOrder(text.toLowerCase(), query.toLowerCase().replaceAll(' ', '')));
}

function hasInOrder(text: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
