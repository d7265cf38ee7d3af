import type { CancellationToken } from 'vscode-languageserver/node';
import { cleanSlice } from '../../core/clean.js';
import { schemeOf } from '../../core/counting/scheme.js';
import { turnsOf } from '../../core/counting/turns.js';
import { segmentsCsv } from '../../core/segments/csv.js';
import {
  listSegments,
  type SegmentEntry,
  type SegmentFilter,
  selectSegments,
} from '../../core/segments/list.js';
import { quotation, segmentsMarkdown } from '../../core/segments/markdown.js';
import { codesOfMark, fragmentsOf, segmentsOf } from '../../core/segments.js';
import {
  type Passage,
  type PassageContext,
  type PassageCounts,
  type PassageQueryParams,
  type PassagesParams,
  type Position,
  requests,
} from '../../protocol.js';
import { toPosition } from '../convert.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import { type Asked, findIn, type FoundIn, inText, understand } from '../finding.js';
import { lastChanges } from '../last-changed.js';
import type { LiveStudy } from '../live.js';
import type { DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';
import { shorten } from '../shorten.js';
import { caseOf, fileOf } from './views.js';

/** Characters of a passage that a list shows, and of its surroundings that its hover does. */
const SHOWN = 300;
const AROUND = 200;

/** The passages that a query finds: counted, listed a part at a time, shown in their context, written out. */
export const passages: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.passageCounts, async (params, token) =>
      countsOf(await workspace.study(params.study, token), params, token),
    );
    onCustom(server, requests.passages, async (params, token) =>
      passagesOf(await workspace.study(params.study, token), params, token),
    );
    onCustom(server, requests.passageContext, async ({ uri, at }, token) => {
      if (typeof uri !== 'string' || !at) throw new InvalidParams('A passage is missing.');
      const page = await workspace.document({ uri }, token);
      return page ? contextOf(page, at, () => lastChanges(page, server.trusted(), token)) : null;
    });
    onCustom(server, requests.exportPassages, async (params, token) => {
      const live = await workspace.study(params.study, token);
      const study = await live.whole(token);
      const asked = understand(study, params);
      if ('problem' in asked) return asked;
      const entries: SegmentEntry[] = [];
      for await (const { page, found } of inOrder(live, params, asked, token)) {
        entries.push(...entriesOf(page, found));
      }
      const title = params.query ?? params.code ?? '';
      const noCase = `(no ${study.config.compareBy})`;
      const text = params.format === 'csv' ? segmentsCsv(entries) : segmentsMarkdown(entries, title, noCase);
      return { text, count: entries.length };
    });
  },
};

async function countsOf(
  live: LiveStudy,
  params: Partial<PassageQueryParams>,
  token: CancellationToken,
): Promise<PassageCounts | { problem: { message: string; start: number; end: number } }> {
  const study = await live.whole(token);
  const asked = understand(study, params);
  if ('problem' in asked) return asked;
  const counts: PassageCounts = {
    total: 0,
    documents: [],
    without: { documents: [], participants: [] },
    counted: { documents: 0, participants: 0 },
    uncoded: 0,
  };
  const all = new Set<string>();
  const having = new Set<string>();
  for await (const each of findIn(live, study, asked, study.documents.keys(), token)) {
    const { document } = each;
    const place = { uri: live.uriOf(document.file), file: document.file, case: caseOf(study, document) };
    const count = each.found.reduce((sum, is) => sum + is, 0);
    counts.total += count;
    if (count > 0) counts.documents.push({ ...place, count, codes: codesFound(each, asked) });
    if (document.coding === 'none') {
      counts.uncoded++;
      continue;
    }
    counts.counted.documents++;
    if (count === 0) counts.without.documents.push(place);
    for (const participant of document.participants) all.add(participant);
    for (const participant of participantsIn(each)) having.add(participant);
  }
  counts.counted.participants = all.size;
  counts.without.participants = [...all].filter((participant) => !having.has(participant)).sort();
  return counts;
}

/** How many of the passages found carry each of the codes asked for. */
function codesFound({ study, document, found }: FoundIn, { codes }: Asked): Record<string, number> {
  const scheme = schemeOf(study);
  const counts = new Map<string, number>();
  fragmentsOf(document).forEach((marks, segment) => {
    if (!found[segment]) return;
    const names = marks.flatMap((mark) => [...codesOfMark(document, mark)]);
    for (const code of new Set(names.map((name) => scheme.rows[scheme.rowOf(name)]!.code))) {
      if (codes.has(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  });
  return Object.fromEntries(counts);
}

function participantsIn({ document, found }: FoundIn): Set<string> {
  const turns = turnsOf(document);
  const { ofMark } = segmentsOf(document);
  const { wordStart, wordEnd } = document.scan.columns;
  const people = new Set<string>();
  ofMark.forEach((segment, mark) => {
    if (segment < 0 || !found[segment]) return;
    for (const participant of turns.participants(wordStart[mark]!, wordEnd[mark]!)) people.add(participant);
  });
  return people;
}

async function passagesOf(
  live: LiveStudy,
  params: Partial<PassagesParams>,
  token: CancellationToken,
): Promise<Passage[]> {
  const asked = understand(await live.whole(token), params);
  if ('problem' in asked) return [];
  const { offset = 0, limit = Infinity, carrying } = params;
  const list: Passage[] = [];
  let seen = 0;
  for await (const { page, found } of inOrder(live, params, asked, token, (count) => {
    // What lies wholly before the part asked for needs no text.
    const before = seen + count <= offset && carrying === undefined;
    if (before) seen += count;
    return !before;
  })) {
    for (const passage of passagesOn(page, { found })) {
      if (carrying !== undefined && !passage.codes.includes(carrying)) continue;
      if (seen++ >= offset) list.push(passage);
      if (list.length >= limit) return list;
    }
  }
  return list;
}

/** The documents with something found in them, with their text. */
async function* inOrder(
  live: LiveStudy,
  { uris }: Partial<PassagesParams>,
  asked: Asked,
  token: CancellationToken,
  wanted: (count: number) => boolean = () => true,
): AsyncGenerator<{ page: DocumentPage; found: Uint8Array }, void, undefined> {
  const { study } = live;
  const files = Array.isArray(uris) ? uris.map((uri) => fileOf(live, uri)) : study.documents.keys();
  for await (const { document, found } of findIn(live, study, asked, files, token)) {
    const count = found.reduce((sum, is) => sum + is, 0);
    if (count === 0 || !wanted(count)) continue;
    // Its text may have changed since it was counted: what is listed is what is found in it now.
    const page = await alive(live.page(document.file), token);
    if (page?.kind === 'document') yield { page, found: inText(page, asked).found };
  }
}

function entriesOf({ study, document, text }: DocumentPage, found: Uint8Array): SegmentEntry[] {
  return listSegments(study, document, text.getText(), { found });
}

/** The passages of a document that pass a filter, as lists show them; in the order of `selectSegments`. */
export function passagesOn({ study, document, text, file }: DocumentPage, filter: SegmentFilter): Passage[] {
  const selected = selectSegments(study, document, filter);
  return listSegments(study, document, text.getText(), filter).map((entry, index) => {
    const { start, end } = entry.fragments[0]!;
    return {
      uri: text.uri,
      file,
      range: { start: toPosition(start), end: toPosition(end) },
      at: text.positionAt(document.scan.columns.start[selected[index]![0]!]!),
      text: shorten(entry.text, SHOWN),
      codes: [...entry.codes],
      coder: entry.coder,
      speaker: entry.speaker,
      case: entry.case === null ? null : String(entry.case),
    };
  });
}

async function contextOf(
  page: DocumentPage,
  at: Position,
  changes: () => ReturnType<typeof lastChanges>,
): Promise<PassageContext | null> {
  const { document, study, text } = page;
  const { scan } = document;
  const offset = text.offsetAt(at);
  const { ofMark } = segmentsOf(document);
  const mark = Array.from({ length: scan.markCount }, (_, index) => index).find(
    (index) => scan.columns.start[index] === offset && ofMark[index]! >= 0,
  );
  if (mark === undefined) return null;
  const found = new Uint8Array(segmentsOf(document).count);
  found[ofMark[mark]!] = 1;
  const [entry] = listSegments(study, document, text.getText(), { found });
  const last = fragmentsOf(document)[ofMark[mark]!]!.at(-1)!;
  const around = (start: number, end: number): string =>
    cleanSlice(text.getText(), scan, { start, end }).replace(/\s+/g, ' ');
  const first = scan.columns.start[mark]!;
  const end = scan.columns.end[last]!;
  const body = (scan.frontMatter?.end ?? -5) + 5;
  const before = around(Math.max(body, first - 3 * AROUND), first).slice(-AROUND);
  const after = around(end, end + 3 * AROUND).slice(0, AROUND);
  const change =
    entry!.coder === null
      ? (await changes())?.[text.positionAt(scan.mark(mark).attributes.start).line]
      : undefined;
  const lastChanged = change ? { by: change.commit === '' ? null : change.author, date: change.date } : null;
  return { text: entry!.text, before, after, quotation: quotation(entry!), lastChanged };
}
