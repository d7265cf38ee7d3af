import type { SelectionRange } from 'vscode-languageserver/node';
import { unitsAround } from '../../core/units.js';
import { toOffset, toRange } from '../convert.js';
import type { DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';

/** “Expand selection” grows by what is coded: sentence, paragraph, turn, section. */
export const selectionRange: Feature = {
  capabilities: () => ({ selectionRangeProvider: true }),
  register({ connection, workspace, fence }) {
    connection.onSelectionRanges(({ textDocument, positions }, token) =>
      fence.run(
        'selectionRange',
        token,
        async () => {
          const page = await workspace.document(textDocument, token);
          return page ? positions.map((position) => rangesAt(page, toOffset(page.text, position))) : null;
        },
        null,
      ),
    );
  },
};

/** Linked from the innermost outwards; the place itself where nothing is around. */
function rangesAt({ text, document }: DocumentPage, offset: number): SelectionRange {
  const place = { start: offset, end: offset };
  const units = unitsAround(text.getText(), document.scan, place);
  const outermost = (units.length > 0 ? units : [place]).reduceRight<SelectionRange | undefined>(
    (parent, unit) => ({ range: toRange(text, unit), ...(parent && { parent }) }),
    undefined,
  );
  return outermost!;
}
