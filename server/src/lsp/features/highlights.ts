import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver/node';
import { toOffset, toRange } from '../convert.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';
import { codeAt, codeIdOf, usesIn } from '../uses.js';

/** The same code elsewhere in the open document, by whatever id it is written. */
export const highlights: Feature = {
  capabilities: () => ({ documentHighlightProvider: true }),
  register({ connection, workspace, fence }) {
    connection.onDocumentHighlight(({ textDocument, position }, token) =>
      fence.run(
        'documentHighlight',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? highlightsAt(page, toOffset(page.text, position)) : null;
        },
        null,
      ),
    );
  },
};

function highlightsAt(page: Page, offset: number): DocumentHighlight[] | null {
  const { study } = page;
  const use = codeAt(page, offset);
  if (!use) return null;
  const wanted = codeIdOf(study, use.id);
  return usesIn(page, (id) => codeIdOf(study, id) === wanted).map((same) => ({
    range: toRange(page.text, same),
    kind: DocumentHighlightKind.Text,
  }));
}
