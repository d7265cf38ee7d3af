import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, stopClients } from './harness/client.js';
import { Folder } from './harness/folder.js';

const CODEBOOK = 'codes:\n  focus: {}\n  old: { status: retired }\n';

/** Pieces that make and break marks, lines and characters. */
const piece = fc.constantFrom(
  ...[
    '[',
    ']',
    '{.focus}',
    '{.fokus}',
    '{.old',
    '}',
    '::: focus\n',
    ':::\n',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    'word ',
    '🙂',
    'é',
  ],
  ...['---\n', 'coding: done\n', '**P1:** ', '# H\n', '{', '`', '\u2028', '\t', '\ufeff', '\0', '\ud83d'],
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
/** Where in the text, as parts of its length; and what is put there. */
const change = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), size: fc.nat(8), text });

describe('lsp: synchronisation', () => {
  after(stopClients);

  it('keeps the server’s text the editor’s, through any edits', async () => {
    const folder = await Folder.of({ 'codebook.yaml': CODEBOOK });
    const edited = await Client.start([folder.uri()]);
    const fresh = await Client.start([folder.uri()]);
    const uri = folder.uri('a.md');
    /** All that a server finds in a document. A difference of one character shows in some of it. */
    const seenBy = (client: Client): Promise<unknown[]> => {
      const textDocument = { uri };
      return Promise.all([
        client.diagnostics(uri),
        client.request('textDocument/documentSymbol', { textDocument }),
        client.request('textDocument/foldingRange', { textDocument }),
        client.request('qualdown/paint', { uri }).then((painted) => ({ ...(painted as object), version: 0 })),
        client.request('qualdown/documents', { study: folder.uri(), uri }),
      ]);
    };
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        async (start, batches) => {
          let document = TextDocument.create(uri, 'markdown', 1, start);
          await edited.open(uri, start);
          for (const batch of batches) {
            const events: TextDocumentContentChangeEvent[] = [];
            for (const { from, size, text: inserted } of batch) {
              const offset = Math.floor(from * document.getText().length);
              const range = { start: document.positionAt(offset), end: document.positionAt(offset + size) };
              events.push({ range, text: inserted });
              document = TextDocument.update(document, [{ range, text: inserted }], document.version + 1);
            }
            await edited.change(uri, document.version, ...events);
          }
          await fresh.open(uri, document.getText());
          const [one, other] = await Promise.all([seenBy(edited), seenBy(fresh)]);
          await Promise.all([edited.close(uri), fresh.close(uri)]);
          assert.deepEqual(one, other);
        },
      ),
      { numRuns: 150 },
    );
  });
});
