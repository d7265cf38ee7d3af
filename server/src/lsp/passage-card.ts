import type { Range } from '../core/problem.js';
import { idsIn, passageMemos, passageName } from '../core/memos/index.js';
import { escape } from './card.js';
import { memoLinks } from './memos.js';
import type { DocumentPage } from './pages.js';

/** The `#id` of a passage at a place, in its braces; the range is that of the name with its sign. */
export function passageIdAt(
  { document, study, text }: DocumentPage,
  offset: number,
): (Range & { id: string }) | undefined {
  const { columns, markCount } = document.scan;
  for (let index = 0; index < markCount; index++) {
    if (columns.id[index]! < 0) continue;
    const { start, end } = document.scan.mark(index).attributes;
    if (offset < start || offset > end) continue;
    const id = study.context.names.name(columns.id[index]!);
    const at = text.getText().indexOf(`#${id}`, start);
    if (at >= 0 && at <= offset && offset <= at + id.length + 1)
      return { id, start: at, end: at + id.length + 1 };
  }
  return undefined;
}

/** What is noted of a passage, where its `#id` stands: its comment, and the memos about it. */
export function passageCard(page: DocumentPage, offset: number): (Range & { value: string }) | undefined {
  const place = passageIdAt(page, offset);
  if (!place || !idsIn(page.study, page.document).includes(place.id)) return undefined;
  const links = memoLinks(page, passageName(page.file, place.id)) ?? 'No memo is about this passage.';
  const comment = commentOn(page, place.start);
  const value = [`**#${escape(place.id)}**`, ...(comment === undefined ? [] : [escape(comment)]), links].join(
    '\n\n',
  );
  return { start: place.start, end: place.end, value };
}

function commentOn({ study, document, text }: DocumentPage, offset: number): string | undefined {
  const { line, character } = text.positionAt(offset);
  const before = passageMemos(study, document, text.getText()).filter(
    ({ start, end }) =>
      (end.line - 1 < line || (end.line - 1 === line && end.column - 1 <= character)) &&
      start.line - 1 <= line,
  );
  // The braces stand right behind the passage.
  return before.findLast(({ end }) => end.line - 1 === line)?.memo;
}
