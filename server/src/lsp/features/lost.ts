import { colorOf } from '../../core/codebook/colors.js';
import { restoreCoding, sourceOf } from '../../core/lost.js';
import {
  clientNotifications,
  type LostDocument,
  type LostItem,
  type LostList,
  type LostNotice,
  notifications,
  requests,
  type RestoreOutcome,
} from '../../protocol.js';
import { toPath, toRange } from '../convert.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { lostIn, type LostIn } from '../lost/list.js';
import { LostWatch, type Vanished } from '../lost/watch.js';
import { hash } from '../overlay.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';
import { shorten } from '../shorten.js';
import { fileEdit, newFile } from '../study-edit.js';

/** Characters of a passage that a list shows. */
const SHOWN = 300;

/** Nothing is lost unnoticed: codings that vanish are told of, listed, and brought back. */
export const lost: Feature = {
  register(server) {
    const { workspace, connection, fence } = server;
    const watch = new LostWatch(
      (path) => workspace.pageAt(path),
      (page, vanished) => {
        void connection.sendNotification(notifications.codingsLost, noticeOf(page, vanished));
      },
      (task) => fence.background('comparing codings', task),
    );
    const { buffers } = server;
    const standing = (path: string): { version: number; text: string } => {
      const open = buffers.get(path)!;
      return { version: open.version, text: open.getText() };
    };
    buffers.onDidOpen((path) => watch.documentOpened(path, standing(path)));
    buffers.onDidChange((path) => watch.documentChanged(path, standing(path)));
    buffers.onDidClose((path) => watch.documentClosed(path));
    connection.onNotification(clientNotifications.lostOnPurpose, ({ uri, to }: { uri: string; to: number }) =>
      fence.background('lost on purpose', () => watch.meant(toPath(uri) ?? '', to)),
    );

    /** The lists last given, by study: what the ids in them mean. */
    const given = new Map<string, readonly LostIn[]>();
    onCustom(server, requests.lost, async ({ study }, token) => {
      const live = await workspace.study(study, token);
      const found = await lostIn(live, watch, server.trusted(), token);
      given.set(live.uri, found.documents);
      return listOf(live, watch, found);
    });
    onCustom(server, requests.stillLost, async ({ uri, to }, token) => {
      const page = await workspace.document({ uri: uri! }, token);
      return page ? watch.missing(toPath(uri) ?? '', to!, page.text.getText()) : 0;
    });
    onCustom(server, requests.restore, async ({ study, id }, token) => {
      if (typeof id !== 'string') throw new InvalidParams('The coding to restore is missing.');
      const live = await workspace.study(study, token);
      return restored(live, given.get(live.uri) ?? [], id);
    });
  },
};

const idOf = (file: string, index: number, text: string): string => `${file}#${index}#${text}`;

function listOf(
  live: LiveStudy,
  watch: LostWatch,
  { since, documents }: { since: LostList['since']; documents: readonly LostIn[] },
): LostList {
  const { codebook } = live.study;
  return {
    since,
    documents: documents.map(({ file, page, lost, hash: text }): LostDocument => ({
      uri: live.uriOf(file),
      file,
      deleted: page === undefined,
      codings: lost.map((each, index): LostItem => {
        const { how, coding, ranges, by } = each;
        const code = codebook.resolve(coding.code);
        return {
          id: idOf(file, index, text),
          how,
          onPurpose: watch.isMeant(live.pathOf(file), each),
          code: coding.code,
          name: code?.name ?? coding.code,
          color: colorOf(codebook, code?.id ?? coding.code),
          coder: coding.coder,
          text: shorten(coding.text, SHOWN),
          by: by ?? null,
          range: page && ranges[0] ? toRange(page.text, ranges[0]) : null,
        };
      }),
    })),
  };
}

async function restored(live: LiveStudy, given: readonly LostIn[], id: string): Promise<RestoreOutcome> {
  for (const { file, before, page, lost, hash: text } of given) {
    const index = lost.findIndex((_, each) => idOf(file, each, text) === id);
    const found = lost[index];
    if (!found) continue;
    if (!page) {
      const label = `Restore ${file}`;
      return { edit: { files: [newFile(live.uriOf(file), before.source)], label } };
    }
    if (found.how === 'deleted') return sourceOf(before, found);
    const now = await live.page(file);
    if (!now || hash(now.text.getText()) !== text) break;
    const result = restoreCoding(now.text.getText(), before, found);
    if ('refused' in result) return result;
    return { edit: { files: [fileEdit(now, result.edits)], label: `Restore ${found.coding.code}` } };
  }
  return { refused: 'The document has changed since the list was made. Please try again.' };
}

function noticeOf({ live, study, text }: Page, { from, to, lost: codings }: Vanished): LostNotice {
  return {
    study: live.uri,
    uri: text.uri,
    from,
    to,
    codings: codings.map(({ coding }) => ({
      code: coding.code,
      name: study.codebook.resolve(coding.code)?.name ?? coding.code,
      text: shorten(coding.text, SHOWN),
    })),
  };
}
