import type { Range } from '../../core/problem.js';
import type { Mark } from '../../core/scan/types.js';
import { paragraphsOf, progressOf } from '../../core/progress.js';
import { codesOfMark, fragmentsOf, segmentsOf } from '../../core/segments.js';
import {
  clientNotifications,
  notifications,
  type PaintedCode,
  type PaintedPassage,
  type PaintedTurn,
  type PaintParams,
  requests,
  type TextRange,
} from '../../protocol.js';
import { isUri, toPath, toRange } from '../convert.js';
import { onCustom } from '../custom.js';
import type { DocumentPage } from '../pages.js';
import type { Feature } from '../server.js';
import { Soon } from '../soon.js';
import { paintedCode } from '../painted-code.js';

/** Painting follows typing after so long (ms). */
const FOLLOW = 60;

/** Where the passages of the documents on screen are, for the editor to colour them. */
export const paint: Feature = {
  register(server) {
    const { connection, workspace, fence } = server;
    let visible: readonly string[] = [];
    const changed = new Set<string>();
    const soon = new Soon(FOLLOW, () => {
      const paths = visible.filter((path) => changed.delete(path));
      changed.clear();
      for (const path of paths) fence.background('painting', () => send(path));
    });
    const send = async (path: string): Promise<void> => {
      const page = await workspace.pageAt(path);
      const painted = page?.kind === 'document' ? paintOf(page) : null;
      if (painted) await connection.sendNotification(notifications.painted, painted);
    };
    workspace.onDidChange(({ live, file }) => {
      for (const path of visible) {
        const own = live.fileOf(path);
        if (own !== undefined && (file === undefined || file === own)) changed.add(path);
      }
      if (changed.size > 0) soon.schedule();
    });
    connection.onNotification(clientNotifications.visible, (params: { uris?: unknown } | undefined) => {
      const uris = Array.isArray(params?.uris) ? params.uris : [];
      visible = uris.filter(isUri).flatMap((uri) => toPath(uri) ?? []);
      for (const path of visible) fence.background('painting', () => send(path));
    });
    onCustom(server, requests.paint, async ({ uri }, token) => {
      const page = await workspace.document(uri === undefined ? undefined : { uri }, token);
      return page ? paintOf(page) : null;
    });
    onCustom(server, requests.paragraphs, async ({ uri }, token) => {
      const page = await workspace.document(uri === undefined ? undefined : { uri }, token);
      if (!page) return null;
      const { document, text } = page;
      return paragraphsOf(document, text.getText()).map(({ range, coded }) => ({
        start: text.positionAt(range.start),
        coded,
      }));
    });
  },
};

function paintOf(page: DocumentPage): PaintParams | null {
  const { document, study, text, version } = page;
  if (version === null) return null;
  const { names } = study.context;
  const known = new Map<number, PaintedCode>();
  const codeOf = (code: number): PaintedCode => {
    let painted = known.get(code);
    if (!painted) known.set(code, (painted = paintedCode(study, names.name(code))));
    return painted;
  };
  const toRanges = (ranges: readonly Range[]): TextRange[] => ranges.map((range) => toRange(text, range));
  const { coder } = segmentsOf(document);
  const passages = fragmentsOf(document).map((fragments, segment): PaintedPassage => {
    const marks = fragments.map((index) => document.scan.mark(index));
    const codes = new Set(fragments.flatMap((index) => [...codesOfMark(document, index)]));
    return {
      at: text.positionAt(marks[0]!.start),
      ranges: toRanges(marks.filter(({ kind }) => kind === 'span').map(({ content }) => content)),
      blocks: toRanges(marks.filter(({ kind }) => kind !== 'span').map(({ content }) => content)),
      marks: toRanges(marks.flatMap(delimitersOf)),
      labels: toRanges(marks.flatMap((mark) => delimitersOf(mark).slice(mark.kind === 'span' ? 1 : 0))),
      coder: coder[segment]! < 0 ? null : names.name(coder[segment]!),
      codes: Array.from(codes, codeOf),
    };
  });
  return { uri: text.uri, version, passages, turns: turnsOf(page) };
}

function turnsOf({ document, text }: DocumentPage): PaintedTurn[] {
  const { turns, coded } = progressOf(document);
  return turns.map((turn, index) => ({
    start: text.positionAt(document.scan.turn(turn).label.end),
    coded: coded[index]!,
  }));
}

/** What is markup of a mark: brackets with attributes, fences, of a heading only the attributes. */
function delimitersOf({ kind, start, end, content, attributes }: Mark): Range[] {
  if (kind === 'section') return [{ start: attributes.start - 1, end: attributes.end + 1 }];
  return [
    { start, end: content.start },
    { start: content.end, end },
  ].filter((range) => range.end > range.start);
}
