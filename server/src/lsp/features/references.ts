import type { CancellationToken, Location } from 'vscode-languageserver/node';
import { toOffset, toRange } from '../convert.js';
import type { Page } from '../pages.js';
import { pagesOf } from '../pages.js';
import type { Feature } from '../server.js';
import { codeAt, codeIdOf, filesWith, usesIn } from '../uses.js';

/** Every place where a code is written: in marks of all documents, in the codebook, in memos, saved comparisons and matrices. */
export const references: Feature = {
  capabilities: () => ({ referencesProvider: true }),
  register({ connection, workspace, fence }) {
    connection.onReferences(({ textDocument, position, context }, token) =>
      fence.run('references', token, async () => {
        const page = await workspace.page(textDocument, token);
        return page
          ? referencesAt(page, toOffset(page.text, position), context.includeDeclaration, token)
          : null;
      }),
    );
  },
};

async function referencesAt(
  page: Page,
  offset: number,
  declaration: boolean,
  token: CancellationToken,
): Promise<Location[] | null> {
  const { live } = page;
  const use = codeAt(page, offset);
  if (!use) return null;
  const study = await live.whole(token);
  const wanted = codeIdOf(study, use.id);
  const locations: Location[] = [];
  const documents = filesWith(study, [wanted]);
  const beside = [...study.memos.keys(), ...study.kept.keys()];
  for await (const at of pagesOf(live, [study.config.codebook, ...documents, ...beside], token)) {
    locations.push(...locationsIn(at, wanted, declaration));
  }
  return locations;
}

function locationsIn(page: Page, wanted: string, declaration: boolean): Location[] {
  const { study } = page;
  const defined = page.kind === 'codebook' ? study.codebook.codes.get(wanted)?.idRange.start : undefined;
  return usesIn(page, (id) => codeIdOf(study, id) === wanted)
    .filter(({ start }) => declaration || start !== defined)
    .map((use) => ({ uri: page.text.uri, range: toRange(page.text, use) }));
}
