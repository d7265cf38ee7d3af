import type { CancellationToken } from 'vscode-languageserver/node';
import { matchAttributes } from '../../core/attributes/match.js';
import { attributeColumns, cellOf, takesOf } from '../../core/attributes/table.js';
import { typedValue } from '../../core/attributes/typed.js';
import { count } from '../../core/compare/phrases.js';
import { setAttributes } from '../../core/edits.js';
import type { AttributeValue, Document, Study } from '../../core/study/types.js';
import { parseTable } from '../../files/table.js';
import {
  type AttributeChange,
  type AttributeMatch,
  type AttributeTable,
  requests,
  type StudyEdit,
  type StudyEditOutcome,
} from '../../protocol.js';
import { toPath } from '../convert.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { breather, type DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';
import { fileEdit } from '../study-edit.js';

/** The attributes of documents as a grid: what they are, what a value may be, and the edits that set them. */
export const attributes: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.attributes, async ({ study }, token) =>
      tableOf(await workspace.study(study, token), token),
    );
    onCustom(server, requests.checkAttributes, async ({ study, values }, token) => {
      if (!Array.isArray(values)) throw new InvalidParams('The values to check are missing.');
      const whole = await (await workspace.study(study, token)).whole(token);
      return values.map(({ attribute, text }) => {
        const typed = typedValue(text, takesOf(whole, attribute));
        return 'wrong' in typed ? typed.wrong : null;
      });
    });
    onCustom(server, requests.setAttributes, async ({ study, changes }, token) => {
      if (!Array.isArray(changes)) throw new InvalidParams('The changes are missing.');
      return editOf(await workspace.study(study, token), changes, token);
    });
    onCustom(server, requests.matchAttributes, async ({ study, text }, token) => {
      if (typeof text !== 'string') throw new InvalidParams('The table is missing.');
      return matchOf(await workspace.study(study, token), text, token);
    });
  },
};

async function tableOf(live: LiveStudy, token: CancellationToken): Promise<AttributeTable> {
  const study = await live.whole(token);
  const columns = attributeColumns(study);
  return {
    columns: columns.map(({ name, rule, list, used }) => ({
      name,
      type: rule?.type ?? null,
      required: rule?.required ?? false,
      list,
      values: rule?.values?.map(String) ?? [],
      used: used.slice(0, MOST_USED),
    })),
    rows: Array.from(study.documents.values(), (document) => {
      const title = document.attributes.get('title');
      return {
        uri: live.uriOf(document.file),
        file: document.file,
        title: typeof title === 'string' ? title : null,
        cells: columns.map(({ name }) => cellOf(document, name)),
      };
    }),
  };
}

/** Values that a cell offers: of titles and dates every document has another. */
const MOST_USED = 50;

async function matchOf(
  live: LiveStudy,
  text: string,
  token: CancellationToken,
): Promise<AttributeMatch | null> {
  const match = matchAttributes(await live.whole(token), parseTable(text));
  if (!match) return null;
  return {
    key: match.key,
    matched: match.matched,
    changes: match.changes.map((change) => ({ ...change, uri: live.uriOf(change.file) })),
    unmatched: match.unmatched.map(({ name, near }) => ({ name, near: [...near] })),
    ambiguous: match.ambiguous.map(({ name, files }) => ({ name, files: [...files] })),
    repeated: [...match.repeated],
    added: [...match.added],
  };
}

async function editOf(
  live: LiveStudy,
  changes: readonly AttributeChange[],
  token: CancellationToken,
): Promise<StudyEditOutcome> {
  const study = await live.whole(token);
  const breathe = breather();
  const files: StudyEdit['files'] = [];
  let values = 0;
  for (const change of changes) {
    await alive(breathe(), token);
    const file = live.fileOf(toPath(change.uri) ?? '') ?? '';
    const page = await alive(live.page(file), token);
    if (page?.kind !== 'document') return { refused: `${file || change.uri} is no document of the study.` };
    const wanted = wantedOf(study, page, change);
    if ('refused' in wanted) return wanted;
    const result = setAttributes(page.text.getText(), wanted.values, study.config.attributes);
    if ('refused' in result) return { refused: `${file}: ${result.refused}` };
    if (result.edits.length === 0) continue;
    files.push(fileEdit(page, result.edits));
    values += Object.keys(wanted.values).length;
  }
  return {
    edit: { files, label: `Set ${count(values, 'attribute')} in ${count(files.length, 'document')}` },
  };
}

function wantedOf(
  study: Study,
  { document, file }: DocumentPage,
  { attributes: changed }: AttributeChange,
): { values: Record<string, AttributeValue> } | { refused: string } {
  const values: Record<string, AttributeValue> = {};
  for (const [name, { from, to }] of Object.entries(changed)) {
    if (cellOf(document, name) !== from) return { refused: outdated(document, file, name, from) };
    const typed = typedValue(to, takesOf(study, name));
    if ('wrong' in typed) return { refused: `${file}, ${name}: ${typed.wrong}` };
    values[name] = typed.value;
  }
  return { values };
}

function outdated(document: Document, file: string, name: string, from: string): string {
  const now = cellOf(document, name);
  const states = now === null ? 'several values with names' : now === '' ? 'nothing' : `“${now}”`;
  const before = from === '' ? 'nothing' : `“${from}”`;
  return `${file} states ${states} for “${name}” by now, no longer ${before}, so nothing was written. Look at the grid again.`;
}
