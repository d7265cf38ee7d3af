import {
  type CancellationToken,
  type CodeLens,
  CodeLensRefreshRequest,
  type Color,
  type ColorInformation,
  type InlayHint,
  InlayHintKind,
} from 'vscode-languageserver/node';
import { compare } from '../../core/compare.js';
import { valueLabel } from '../../core/compare/phrases.js';
import type { Range } from '../../core/problem.js';
import { tally } from '../../core/tally.js';
import type { Mapping } from '../../core/yaml/index.js';
import { readYaml } from '../../core/yaml/index.js';
import { toRange, toSpan } from '../convert.js';
import { matrixLenses } from '../matrix-help.js';
import type { Page } from '../pages.js';
import type { Feature } from '../server.js';
import { Soon } from '../soon.js';

/** Lenses and hints are asked for again at most this often (ms). */
const REFRESH = 1000;
/** A command of the client. */
const SHOW_PASSAGES = 'qualdown.showPassages';

/** What stands beside the codes of an open codebook: how often each is used, what it lacks, its colour; and beside cells of a matrix. */
export const codebookHelp: Feature = {
  capabilities: () => ({ codeLensProvider: {}, inlayHintProvider: true, colorProvider: true }),
  register({ connection, client, workspace, fence }) {
    const codebook = async (uri: { uri: string }, token: CancellationToken): Promise<Page | undefined> => {
      const page = await workspace.page(uri, token);
      return page?.kind === 'codebook' ? page : undefined;
    };
    connection.onCodeLens(({ textDocument }, token) =>
      fence.run(
        'codeLens',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page?.kind === 'kept' ? matrixLenses(page, token) : lensesOf(page);
        },
        [],
      ),
    );
    connection.languages.inlayHint.on(({ textDocument, range }, token) =>
      fence.run(
        'inlayHint',
        token,
        async () => {
          const page = await codebook(textDocument, token);
          return page ? hintsOf(page, toSpan(page.text, range)) : [];
        },
        [],
      ),
    );
    connection.onDocumentColor(({ textDocument }, token) =>
      fence.run('documentColor', token, async () => colorsOf(await codebook(textDocument, token)), []),
    );
    connection.onColorPresentation(({ textDocument, range, color }, token) =>
      fence.run(
        'colorPresentation',
        token,
        async () => {
          const page = await codebook(textDocument, token);
          const written = page?.text.getText(range) ?? '';
          // Without quotes YAML takes what follows a hash for a comment.
          const quote = /^["']/.exec(written)?.[0] ?? '"';
          return page ? [{ label: `${quote}${hexOf(color)}${quote}` }] : [];
        },
        [],
      ),
    );
    const { codeLens, inlayHint } = client.workspace ?? {};
    const refresh = new Soon(REFRESH, () =>
      fence.background('refreshing lenses', async () => {
        if (codeLens?.refreshSupport === true) await connection.sendRequest(CodeLensRefreshRequest.type);
        if (inlayHint?.refreshSupport === true) await connection.languages.inlayHint.refresh();
      }),
    );
    workspace.onDidChange(() => refresh.schedule());
  },
};

/** Above each code: its passages, and in how many documents of each case. */
function lensesOf(page: Page | undefined): CodeLens[] {
  if (page?.kind !== 'codebook') return [];
  const { study, text, live } = page;
  if (!live.complete) return [];
  const rows = new Map(tally(study).codes.map((row) => [row.code, row]));
  const { by, columns, rows: cases } = compare(study);
  const cells = new Map(cases.map((row) => [row.code, row.cells]));
  return Array.from(study.codebook.codes.values(), ({ id, idRange }) => {
    const { segments = 0, total = 0 } = rows.get(id) ?? {};
    const used = (cells.get(id) ?? []).flatMap((cell, index) => {
      const { value, documents } = columns[index]!;
      return cell.documents > 0 ? [`${valueLabel(value, by)} ${cell.documents} of ${documents}`] : [];
    });
    const below = total > segments ? `, ${total} with those below` : '';
    const title = [`${segments} ${segments === 1 ? 'passage' : 'passages'}${below}`, ...used].join(' · ');
    const range = toRange(text, idRange);
    const argument = { study: live.uri, code: id };
    return { range, command: { title, command: SHOW_PASSAGES, arguments: [argument] } };
  });
}

/** Behind the id of a code that may be used: that it has no definition yet. */
function hintsOf({ study, text }: Page, span: Range): InlayHint[] {
  const codes = [...study.codebook.codes.values()];
  return codes
    .filter(({ codable, status, definition }) => codable && status !== 'retired' && definition === undefined)
    .filter(({ idRange }) => idRange.start <= span.end && span.start <= idRange.end)
    .map(({ idRange }) => {
      const at = text.positionAt(idRange.start);
      const line = text.getText({ start: at, end: { line: at.line + 1, character: 0 } });
      return {
        position: { line: at.line, character: at.character + line.trimEnd().length },
        label: 'no definition yet',
        kind: InlayHintKind.Type,
        paddingLeft: true,
        tooltip: 'Say under “definition” what the code means, so that everybody uses it alike.',
      };
    });
}

/** The values of `color` that are written as hex, quotes included. */
function colorsOf(page: Page | undefined): ColorInformation[] {
  if (!page) return [];
  const text = page.text.getText();
  const { root } = readYaml(text);
  const codes = root?.kind === 'map' ? root.entries.find(({ key }) => key === 'codes')?.value : undefined;
  const values = codes?.kind === 'map' ? [...colorValues(codes, new Set())] : [];
  return values.flatMap(({ start, end }) => {
    const color = colorOf(text.slice(start, end).replace(/^["']|["']$/g, ''));
    return color ? [{ range: toRange(page.text, { start, end }), color }] : [];
  });
}

function* colorValues(codes: Mapping, seen: Set<Mapping>): Generator<Range> {
  if (seen.has(codes)) return;
  seen.add(codes);
  for (const { value: fields } of codes.entries) {
    if (fields?.kind !== 'map') continue;
    for (const { key, value } of fields.entries) {
      if (key === 'color' && value?.kind === 'scalar') yield value;
      if (key === 'codes' && value?.kind === 'map') yield* colorValues(value, seen);
    }
  }
}

function colorOf(hex: string): Color | undefined {
  if (!/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(hex)) return undefined;
  const six = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(six.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  return { red, green, blue, alpha: 1 };
}

function hexOf({ red, green, blue }: Color): string {
  const bytes = [red, green, blue].map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
