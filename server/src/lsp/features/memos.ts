import { type DocumentLink } from 'vscode-languageserver/node';
import { subjectOf } from '../../core/memos/index.js';
import { requests } from '../../protocol.js';
import { toRange } from '../convert.js';
import { onCustom } from '../custom.js';
import { exported, followInMemos, memosOf, newMemo, passageMemosOf, targetOf } from '../memos.js';
import type { MemoPage } from '../pages.js';
import { followers } from '../refactoring.js';
import type { Feature } from '../server.js';

/** Memos: listed, made, exported; from what they are about to the memo and back; carried along when codes change. */
export const memos: Feature = {
  capabilities: () => ({ documentLinkProvider: {} }),
  register(server) {
    const { connection, workspace, fence } = server;
    if (!followers.includes(followInMemos)) followers.push(followInMemos);
    onCustom(server, requests.memos, async ({ study }, token) =>
      memosOf(await workspace.study(study, token), token),
    );
    onCustom(server, requests.passageMemos, async ({ study }, token) =>
      passageMemosOf(await workspace.study(study, token), token),
    );
    onCustom(server, requests.newMemo, async (params, token) =>
      newMemo(await workspace.study(params.study, token), params, token),
    );
    onCustom(server, requests.exportMemos, async ({ study }, token) =>
      exported(await workspace.study(study, token), token),
    );
    connection.onDocumentLinks(({ textDocument }, token) =>
      fence.run(
        'documentLink',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page?.kind === 'memo' ? linksIn(page) : [];
        },
        [],
      ),
    );
  },
};

/** From what a memo is about to its place. */
async function linksIn(page: MemoPage): Promise<DocumentLink[]> {
  const { live, memo, study, text } = page;
  const links: DocumentLink[] = [];
  for (const about of memo.about) {
    const target = await targetOf(live, subjectOf(study, about.text));
    if (!target) continue;
    const { start } = target.range;
    const place = start.line + start.character === 0 ? '' : `#L${start.line + 1},${start.character + 1}`;
    links.push({ range: toRange(text, about), target: target.uri + place });
  }
  return links;
}
