import type { CompletionItem } from 'vscode-languageserver/node';
import { completeCode } from '../completion/codes.js';
import { completeFrontMatter } from '../completion/front-matter.js';
import { completeKept } from '../completion/kept.js';
import { completeMemo } from '../completion/memos.js';
import { completeYaml } from '../completion/yaml.js';
import { toOffset } from '../convert.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';

/** Codes where a class is written, attributes and their values in front matter, ids in the study's own files. */
export const completion: Feature = {
  capabilities: () => ({
    // A space for `::: ` and `district: `, where editors offer nothing of themselves.
    completionProvider: { triggerCharacters: ['.', '{', ' '] },
  }),
  register({ connection, workspace, fence }) {
    connection.onCompletion(({ textDocument, position }, token) =>
      fence.run(
        'completion',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? itemsAt(page, toOffset(page.text, position)) : [];
        },
        [],
      ),
    );
  },
};

function itemsAt(page: Page, offset: number): CompletionItem[] {
  if (page.kind === 'memo') return completeMemo(page, offset);
  if (page.kind === 'kept') return completeKept(page, offset);
  if (page.kind !== 'document') return completeYaml(page, offset);
  return completeFrontMatter(page, offset) ?? completeCode(page, offset);
}
