import { type CancellationToken, type Hover, MarkupKind } from 'vscode-languageserver/node';
import { compare } from '../../core/compare.js';
import { valueLabel } from '../../core/compare/phrases.js';
import type { Study } from '../../core/study/types.js';
import { cardOf, escape } from '../card.js';
import { codesCard } from '../codes-card.js';
import { toOffset, toRange } from '../convert.js';
import { lastChanges } from '../last-changed.js';
import { rowCard } from '../matrix-help.js';
import { memoLinks } from '../memos.js';
import type { Page } from '../pages.js';
import { passageCard } from '../passage-card.js';
import type { Feature } from '../server.js';
import { codeAt } from '../uses.js';

/** What the codebook says of a code, and how often it occurs in each case. */
export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register({ connection, client, workspace, fence, trusted }) {
    const formats = client.textDocument?.hover?.contentFormat ?? [MarkupKind.PlainText];
    const kind = formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
    connection.onHover(({ textDocument, position }, token) =>
      fence.run(
        'hover',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? hoverAt(page, toOffset(page.text, position), kind, { trusted, token }) : null;
        },
        null,
      ),
    );
  },
};

interface Asking {
  readonly trusted: () => boolean;
  readonly token: CancellationToken;
}

async function hoverAt(page: Page, offset: number, kind: MarkupKind, asking: Asking): Promise<Hover | null> {
  const use = codeAt(page, offset);
  if (!use && page.kind === 'kept') {
    const row = await rowCard(page, offset, asking.token);
    return row ? { contents: { kind, value: row.value }, range: toRange(page.text, row) } : null;
  }
  if (!use) return passageHover(page, offset, kind, asking);
  const { live, study } = page;
  const code = study.codebook.resolve(use.id);
  const head = code ? cardOf(code, study.codebook) : `**${escape(use.id)}** is not in the codebook.`;
  const counts = live.complete ? countsOf(study, code?.id ?? use.id) : 'The documents are still being read.';
  const memos = kind === MarkupKind.Markdown ? memoLinks(page, code?.id ?? use.id) : undefined;
  return {
    contents: { kind, value: [head, memos, counts].filter((part) => part !== undefined).join('\n\n') },
    range: toRange(page.text, use),
  };
}

/** At the `#id` of a passage: what is noted of it. In its text: its codes, and those of passages around it. */
async function passageHover(
  page: Page,
  offset: number,
  kind: MarkupKind,
  { trusted, token }: Asking,
): Promise<Hover | null> {
  if (page.kind !== 'document') return null;
  const changes = () => lastChanges(page, trusted(), token);
  const card = passageCard(page, offset) ?? (await codesCard(page, offset, changes));
  return card ? { contents: { kind, value: card.value }, range: toRange(page.text, card) } : null;
}

/** A row for each case in which anything is counted. */
function countsOf(study: Study, code: string): string | undefined {
  const { by, columns, rows } = compare(study, { codes: [code] });
  const cells = rows[0]?.cells;
  if (!cells || columns.length === 0) return undefined;
  const lines = columns.map(({ value, documents }, index) => {
    const cell = cells[index]!;
    const share = cell.share === null ? '–' : `${(cell.share * 100).toFixed(1)} %`;
    return `| ${escape(valueLabel(value, by))} | ${cell.documents} of ${documents} | ${cell.segments} | ${share} |`;
  });
  return [`| ${escape(by)} | documents | passages | of counted words |`, '|---|--:|--:|--:|', ...lines].join(
    '\n',
  );
}
