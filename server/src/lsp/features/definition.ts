import type { Definition, DefinitionLink } from 'vscode-languageserver/node';
import { toOffset, toRange } from '../convert.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';
import { codeAt } from '../uses.js';

/** From a code, wherever it is written, to its entry in the codebook. */
export const definition: Feature = {
  capabilities: () => ({ definitionProvider: true }),
  register({ connection, client, workspace, fence }) {
    const links = client.textDocument?.definition?.linkSupport === true;
    connection.onDefinition(({ textDocument, position }, token) =>
      fence.run(
        'definition',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? definitionAt(page, toOffset(page.text, position), links) : null;
        },
        null,
      ),
    );
  },
};

async function definitionAt(
  page: Page,
  offset: number,
  links: boolean,
): Promise<Definition | DefinitionLink[] | null> {
  const use = codeAt(page, offset);
  const code = use && page.study.codebook.resolve(use.id);
  if (!code) return null;
  const originSelectionRange = toRange(page.text, use);
  const codebook = await page.live.codebookPage();
  if (!codebook) return null;
  const targetUri = codebook.text.uri;
  const targetSelectionRange = toRange(codebook.text, code.idRange);
  if (!links) return { uri: targetUri, range: targetSelectionRange };
  return [
    {
      originSelectionRange,
      targetUri,
      targetRange: toRange(codebook.text, code.range),
      targetSelectionRange,
    },
  ];
}
