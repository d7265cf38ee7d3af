import type { CancellationToken } from 'vscode-languageserver/node';
import { codesIn, evaluateQuery, type Found, needsText, type Query, readQuery } from '../core/query/index.js';
import { listSegments, type SegmentEntry } from '../core/segments/list.js';
import type { Document, Study } from '../core/study/types.js';
import type { PassageQueryParams, QueryProblem } from '../protocol.js';
import { alive, InvalidParams } from './fence.js';
import type { LiveStudy } from './live.js';
import { breather, type DocumentPage } from './pages.js';
import { codeIdOf } from './uses.js';

/** A request for passages, understood. */
export interface Asked {
  readonly query: Query;
  readonly rollup: boolean;
  /** In lower case; empty: everything. */
  readonly filter: string;
  /** The codes asked for, with `rollup` those below them too: what passages are grouped by. */
  readonly codes: ReadonlySet<string>;
}

/** The passages found in one document. `page` is there where its text was needed. */
export interface FoundIn {
  readonly study: Study;
  readonly document: Document;
  readonly found: Found;
  readonly page?: DocumentPage;
}

export function understand(
  study: Study,
  { code, query: text, descendants, filter }: Partial<PassageQueryParams>,
): Asked | { readonly problem: QueryProblem } {
  if (text === undefined && typeof code !== 'string')
    throw new InvalidParams('A code or a query is missing.');
  const read =
    text === undefined
      ? { query: { kind: 'code', code: codeIdOf(study, code!), start: 0, end: 0 } as const }
      : readQuery(text, study);
  if ('problem' in read) return read;
  const ids = codesIn(read.query).map((each) => each.code);
  const rollup = descendants === true;
  const codes = new Set(ids.flatMap((id) => (rollup ? [id, ...study.codebook.descendants(id)] : [id])));
  return {
    query: read.query,
    rollup,
    filter: (filter ?? '').trim().toLowerCase(),
    codes,
  };
}

/** Of each document of a study, or of some of its files, what is found in it; those with nothing too. */
export async function* findIn(
  live: LiveStudy,
  study: Study,
  asked: Asked,
  files: Iterable<string>,
  token: CancellationToken,
): AsyncGenerator<FoundIn, void, undefined> {
  const breathe = breather();
  for (const file of files) {
    await alive(breathe(), token);
    const document = study.documents.get(file);
    if (!document) continue;
    const { query, rollup, filter } = asked;
    const byMarks = !needsText(query, document);
    const found = byMarks ? evaluateQuery(query, study, document, () => '', { rollup }) : undefined;
    if (found && (filter === '' || !found.includes(1))) {
      yield { study, document, found };
      continue;
    }
    const page = await alive(live.page(file), token);
    if (page?.kind === 'document') yield inText(page, asked);
  }
}

/** The same, of a document whose text is at hand. */
export function inText(page: DocumentPage, { query, rollup, filter }: Asked): FoundIn {
  const { study, document } = page;
  const text = page.text.getText();
  const found = evaluateQuery(query, study, document, () => text, { rollup });
  if (filter === '' || !found.includes(1)) return { study, document, found, page };
  const entries = listSegments(study, document, text, { found });
  const filtered = new Uint8Array(found.length);
  let next = 0;
  found.forEach((is, segment) => {
    if (is) filtered[segment] = Number(has(entries[next++]!, filter));
  });
  return { study, document, found: filtered, page };
}

function has({ text, file, speaker, codes, coder, case: value }: SegmentEntry, filter: string): boolean {
  return [text, file, speaker, coder, value, ...codes].some((part) =>
    String(part ?? '')
      .toLowerCase()
      .includes(filter),
  );
}
