import type { Definition, DefinitionLink } from 'vscode-languageserver/node';
import { passageName, subjectOf } from '../../core/memos/index.js';
import { toOffset, toRange } from '../convert.js';
import { memosAbout, targetOf } from '../memos.js';
import type { DocumentPage, MemoPage, Page } from '../pages.js';
import { passageIdAt } from '../passage-card.js';
import type { Feature } from '../server.js';
import { codeAt } from '../uses.js';

/** From a code, wherever it is written, to its entry in the codebook; from a memo to what it is about, and back. */
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
  if (page.kind === 'memo') return subjectAt(page, offset);
  if (page.kind === 'document') {
    const memos = memosOfPassage(page, offset);
    if (memos) return memos;
  }
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

/** From what a memo is about to its place. */
async function subjectAt({ live, memo, study }: MemoPage, offset: number): Promise<Definition | null> {
  const about = memo.about.find(({ start, end }) => start <= offset && offset <= end);
  return about ? targetOf(live, subjectOf(study, about.text)) : null;
}

/** From the `#id` of a passage to the memos about it. */
function memosOfPassage(page: DocumentPage, offset: number): Definition | null {
  const place = passageIdAt(page, offset);
  const files = place ? memosAbout(page.study, passageName(page.file, place.id)) : [];
  if (files.length === 0) return null;
  const start = { line: 0, character: 0 };
  return files.map(({ file }) => ({ uri: page.live.uriOf(file), range: { start, end: start } }));
}
