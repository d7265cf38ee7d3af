import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import { cleanSlice } from '../../core/clean.js';
import type { Range } from '../../core/problem.js';
import type { Mark } from '../../core/scan/types.js';
import { toRange } from '../convert.js';
import type { DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';
import { shorten } from '../shorten.js';

/** The outline of a document: its sections, in them who speaks, in these the coded passages. */
export const symbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: true }),
  register({ connection, client, workspace, fence }) {
    const nested = client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    connection.onDocumentSymbol(({ textDocument }, token) =>
      fence.run(
        'documentSymbol',
        token,
        async () => {
          const page = await workspace.document(textDocument, token);
          if (!page) return [];
          return nested ? outlineOf(page) : flatten(outlineOf(page), page.text.uri);
        },
        [],
      ),
    );
  },
};

interface Item extends Range {
  readonly name: string;
  readonly detail?: string;
  readonly kind: SymbolKind;
  /** What to select when it is chosen; within the item. */
  readonly selection: Range;
}

function outlineOf(page: DocumentPage): DocumentSymbol[] {
  const items = [...sectionsOf(page), ...turnsOf(page), ...passagesOf(page)];
  // Outer before inner; what begins and ends alike keeps the order section, turn, passage.
  items.sort((a, b) => a.start - b.start || b.end - a.end);
  const roots: DocumentSymbol[] = [];
  const around: { end: number; children: DocumentSymbol[] }[] = [];
  for (const item of items) {
    // Only what holds the whole item holds it: a div may begin in one turn and end in the next.
    while (around.length > 0 && around.at(-1)!.end < item.end) around.pop();
    const symbol = symbolOf(page, item);
    (around.at(-1)?.children ?? roots).push(symbol);
    around.push({ end: item.end, children: symbol.children });
  }
  return roots;
}

function symbolOf(page: DocumentPage, item: Item): DocumentSymbol & { children: DocumentSymbol[] } {
  return {
    name: item.name,
    ...(item.detail !== undefined && { detail: item.detail }),
    kind: item.kind,
    range: toRange(page.text, item),
    selectionRange: toRange(page.text, item.selection),
    children: [],
  };
}

/** A section with the codes of its heading: these need no item of their own. */
function sectionsOf(page: DocumentPage): Item[] {
  const { document, text } = page;
  const coded = marksOf(page).filter(({ kind }) => kind === 'section');
  return document.scan.headings.map(({ start, sectionEnd, text: heading }) => {
    const mark = coded.find(({ content }) => content.start === heading.start);
    return {
      start,
      end: sectionEnd,
      name: shorten(cleanSlice(text.getText(), document.scan, heading)) || '#',
      ...(mark && { detail: codesOf(page, mark) }),
      kind: SymbolKind.String,
      selection: heading,
    };
  });
}

function turnsOf({ document, study, text }: DocumentPage): Item[] {
  const source = text.getText();
  return Array.from({ length: document.scan.turnCount }, (_, index) => {
    const { start, end, label, speaker } = document.scan.turn(index);
    // Without the empty lines at its end, the last turn of a div lies in the div.
    const said = source.slice(start, end).trimEnd().length;
    const name = study.context.names.name(speaker) || '?';
    return { start, end: Math.max(label.end, start + said), name, kind: SymbolKind.Event, selection: label };
  });
}

function passagesOf(page: DocumentPage): Item[] {
  return marksOf(page)
    .filter(({ kind }) => kind !== 'section')
    .map((mark) => ({
      start: mark.start,
      end: mark.end,
      name: codesOf(page, mark),
      detail: shorten(cleanSlice(page.text.getText(), page.document.scan, mark.content)),
      kind: SymbolKind.Key,
      selection: mark.content,
    }));
}

function marksOf({ document: { scan } }: DocumentPage): Mark[] {
  const marks = Array.from({ length: scan.markCount }, (_, index) => scan.mark(index));
  return marks.filter(({ codes }) => codes.length > 0);
}

function codesOf({ study }: DocumentPage, { codes }: Mark): string {
  return codes.map((code) => study.context.names.name(code)).join(', ');
}

function flatten(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
    ...flatten(children ?? [], uri, name),
  ]);
}
