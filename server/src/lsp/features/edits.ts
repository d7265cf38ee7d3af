import { applyCode, setCoding } from '../../core/edits.js';
import type { Coding } from '../../core/study/types.js';
import { type EditOutcome, requests } from '../../protocol.js';
import { toRange, toSpan } from '../convert.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import type { DocumentPage } from '../pages.js';
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
    onCustom(server, requests.applyCode, async ({ uri, version, range, codes, coder }, token) => {
      if (!Array.isArray(codes) || !codes.every((code) => typeof code === 'string')) {
        throw new InvalidParams('The codes to apply are missing.');
      }
      const page = await workspace.document({ uri: uri! }, token);
      if (!page) return { refused: 'This file is no document of a study.' };
      if (page.version !== version)
        return { refused: 'The document has changed meanwhile. Select the passage again.' };
      const options = coder === undefined ? {} : { coder };
      return outcomeOf(page, applyCode(page.text.getText(), toSpan(page.text, range), codes, options));
    });
  },
};

function outcomeOf({ text, version }: DocumentPage, result: ReturnType<typeof setCoding>): EditOutcome {
  if ('refused' in result) return result;
  const changes = result.edits.map((edit) => ({ range: toRange(text, edit), newText: edit.text }));
  return { edit: { uri: text.uri, version, edits: changes } };
}
