import type { PhrasingContent, Table, TableCell } from 'mdast';
import { isSureName } from './evidence.js';
import { linesOf, wordsOf } from './phrasing.js';
import { clockOf } from './times.js';
import type { BlockPiece, KnownLabels, LinePiece, Piece } from './types.js';

/** What heads the column of those who speak, and the others, where a table of turns has a head. */
const WHO = /^(speakers?|who|names?|voice|participants?|person|role|id)$/i;
const OTHERS = /^(time|timestamp|start|in|text|transcript|utterance|turn|speech|content|what|said|talk)s?$/i;
/** Words that an answer has on average where nothing else says that a table is one of turns. */
const TALK = 6;

/** A transcript laid out as a table, `who | what` or `time | who | what`, as its turns; other tables stay. */
export function withTableTurns(pieces: readonly Piece[], known: KnownLabels): Piece[] {
  return pieces.flatMap((piece) =>
    piece.kind === 'block' && piece.node.type === 'table' ? turnsIn(piece, piece.node, known) : [piece],
  );
}

function turnsIn(whole: BlockPiece, table: Table, known: KnownLabels): Piece[] {
  const all = table.children.map(({ children }) => children);
  const columns = all[0]?.length ?? 0;
  if (columns < 2 || columns > 3 || all.some((cells) => cells.length !== columns)) return [whole];
  const head = all[0]!.map(textOf);
  const hasHead =
    head.some((text) => WHO.test(text)) && head.every((text) => WHO.test(text) || OTHERS.test(text));
  const rows = hasHead ? all.slice(1) : all;
  const timed =
    columns === 3 ? [0, 1].find((at) => rows.every((row) => isTime(textOf(row[at]!)))) : undefined;
  if (columns === 3 && timed === undefined) return [whole];
  const who = timed === 0 ? 1 : 0;
  const said = columns - 1;
  const names = rows.map((row) => nameIn(row[who]!)).filter((name) => name !== '');
  if (!areSpeakers(names, known, hasHead, average(rows.map((row) => wordsIn(row[said]!))))) return [whole];
  return rows.flatMap((row) => {
    const time = timed === undefined ? undefined : clockOf(textOf(row[timed]!));
    const name = nameIn(row[who]!);
    const lines = linesOf(row[said]!.children);
    return (lines.length > 0 ? lines : [[]]).map((children: PhrasingContent[], index): LinePiece => ({
      kind: 'line',
      children,
      ...(index === 0 && name !== '' && { speaker: name }),
      ...(index === 0 && time !== undefined && { time }),
    }));
  });
}

/** Some come again, and many are written as labels are, or the table says so, or there is much talk beside them. */
function areSpeakers(names: readonly string[], known: KnownLabels, hasHead: boolean, talk: number): boolean {
  const people = new Set(names);
  if (people.size < 2 || people.size === names.length) return false;
  if (names.some((name) => name.length > 44 || !/\p{L}/u.test(name) || /[.!?;,]\s|\p{L}[!?]$/u.test(name)))
    return false;
  const labels = names.filter((name) => isSureName(name, known)).length;
  return hasHead || talk >= TALK || labels * 3 >= names.length;
}

function nameIn(cell: TableCell): string {
  return textOf(cell).replace(/\s*[:–—-]$/, '');
}

function textOf({ children }: TableCell): string {
  return wordsOf(children).replace(/\s+/g, ' ').trim();
}

function wordsIn(cell: TableCell): number {
  return textOf(cell)
    .split(' ')
    .filter((word) => word !== '').length;
}

function isTime(text: string): boolean {
  return text === '' || clockOf(text) !== undefined;
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}
