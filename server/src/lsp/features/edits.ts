import { setCoding } from '../../core/edits.js';
import type { Coding } from '../../core/study/types.js';
import { requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import { outcomeOf } from '../outcome.js';
import type { Feature } from '../server.js';

const CODINGS: readonly Coding[] = ['none', 'partial', 'done'];

/** Edits of documents, worked out here and applied by the editor: for the text they were worked out for, or not at all. */
export const edits: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.setCoding, async ({ uri, coding }, token) => {
      if (!CODINGS.includes(coding!)) throw new InvalidParams('A coding is none, partial or done.');
      const page = await workspace.document({ uri: uri! }, token);
      if (!page) return { refused: 'This file is no document of a study.' };
      return outcomeOf(page, setCoding(page.text.getText(), coding!));
    });
  },
};
