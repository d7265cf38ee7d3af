import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver/node';
import type { DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';

/** Divs fold; headings, lists and code are the editor's own business. */
export const folding: Feature = {
  capabilities: () => ({ foldingRangeProvider: true }),
  register({ connection, workspace, fence }) {
    connection.onFoldingRanges(({ textDocument }, token) =>
      fence.run(
        'foldingRange',
        token,
        async () => foldsOf(await workspace.document(textDocument, token)),
        [],
      ),
    );
  },
};

function foldsOf(page: DocumentPage | undefined): FoldingRange[] {
  if (!page) return [];
  const { scan } = page.document;
  return Array.from({ length: scan.markCount }, (_, index) => scan.mark(index)).flatMap(
    ({ kind, start, end }) => {
      if (kind !== 'div') return [];
      const startLine = page.text.positionAt(start).line;
      // An end behind a line break is that of the line before.
      const endLine = page.text.positionAt(Math.max(start, end - 1)).line;
      return endLine > startLine ? [{ startLine, endLine, kind: FoldingRangeKind.Region }] : [];
    },
  );
}
