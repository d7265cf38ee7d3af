import type { PhrasingContent } from 'mdast';
import { asks, type Seen, speakersIn } from './evidence.js';
import { type Head, headOf } from './heads.js';
import { type Joinable, joinTurns } from './join.js';
import { dropStart, linesOf, wordsOf } from './phrasing.js';
import { withTableTurns } from './tables.js';
import type { KnownLabels, LinePiece, Part, Piece, Reading, Transcript, Voice } from './types.js';

const EXAMPLE = 90;

/** A line of a paragraph that may open a turn. */
interface Line extends Seen {
  readonly children: readonly PhrasingContent[];
  readonly piece: LinePiece;
}

/**
 * Finds who speaks when. Nothing is dropped: a label becomes a label, a timestamp a timestamp, and what is neither
 * stays as it is.
 * @param rejected names that are nobody's
 */
export function findTurns(
  { pieces: read, omitted, notes = [] }: Reading,
  known: KnownLabels,
  rejected: ReadonlySet<string> = new Set(),
): Transcript {
  const pieces = withTableTurns(read, known).map((piece) => withoutSpeaker(piece, rejected));
  const paragraphs = pieces.map((piece) => (piece.kind === 'line' ? seenLines(piece) : undefined));
  const speakers = speakersIn(
    paragraphs.flatMap((lines) => lines ?? []),
    known,
    rejected,
  );
  const isHead = ({ head }: Line): boolean =>
    head !== undefined && (head.name === undefined || speakers.has(head.name));

  const turns = new TurnBuilder();
  for (const [index, piece] of pieces.entries()) {
    const lines = paragraphs[index];
    if (piece.kind === 'block') turns.block({ node: piece.node });
    else if (lines?.some(isHead))
      for (const line of lines) turns.line(line, isHead(line) ? line.head : undefined);
    else turns.line({ children: piece.children, piece });
  }
  const parts = joinTurns(turns.finish());
  return { parts, omitted, notes, voices: voicesOf(parts, known) };
}

/** Where a format says who speaks and a person says that nobody does, the name is a word. */
function withoutSpeaker(piece: Piece, rejected: ReadonlySet<string>): Piece {
  if (piece.kind !== 'line' || piece.speaker === undefined || !rejected.has(piece.speaker)) return piece;
  const { speaker, children, ...rest } = piece;
  return { ...rest, children: [{ type: 'text', value: `${speaker}: ` }, ...children] };
}

function seenLines(piece: LinePiece): Line[] {
  return linesOf(piece.children).map((children) => {
    const words = wordsOf(children).slice(0, 200);
    const lead = words.length - words.trimStart().length;
    const head = headOf(words.trim());
    const bold = children.find((child) => wordsOf([child]).trim() !== '')?.type === 'strong';
    const shifted = head && { ...head, length: head.length + lead };
    return { children, piece, head: shifted, bold, more: head ? words.trim().length > head.length : true };
  });
}

class TurnBuilder {
  readonly #parts: Joinable[] = [];
  #speaker: string | undefined;
  #time: string | undefined;
  #header = false;

  line({ children, piece }: Pick<Line, 'children' | 'piece'>, head?: Head): void {
    const said = head ? dropStart(children, head.length) : [...children];
    if (head?.time !== undefined) this.#time = head.time;
    else if (piece.time !== undefined) this.#time = piece.time;
    const speaker = head?.name ?? piece.speaker;
    if (speaker !== undefined) {
      // One label after the other: the first one said nothing, and is kept.
      if (this.#speaker !== undefined) this.#emit([]);
      this.#speaker = speaker;
    }
    this.#header ||= head?.form === 'header';
    if (wordsOf(said).trim() !== '' || said.some(({ type }) => type !== 'text')) this.#emit(said, piece);
  }

  block(part: Joinable): void {
    this.#flush();
    this.#parts.push(part);
  }

  finish(): readonly Joinable[] {
    this.#flush();
    return this.#parts;
  }

  /** A label or a timestamp that nothing follows stays. */
  #flush(): void {
    if (this.#speaker !== undefined || this.#time !== undefined) this.#emit([]);
  }

  #emit(children: PhrasingContent[], piece?: LinePiece): void {
    this.#parts.push({
      node: { type: 'paragraph', children },
      ...(this.#speaker !== undefined && { speaker: this.#speaker }),
      ...(this.#time !== undefined && { time: this.#time }),
      ...(piece?.cue && { cue: piece.cue }),
      ...(this.#header && { header: true }),
    });
    this.#speaker = this.#time = undefined;
    this.#header = false;
  }
}

function voicesOf(parts: readonly Part[], known: KnownLabels): Voice[] {
  const voices = new Map<string, Voice>();
  let current: string | undefined;
  for (const { speaker, node } of parts) {
    if (node.type === 'heading') current = undefined;
    const begins = speaker !== undefined;
    current = speaker ?? current;
    if (current === undefined || node.type !== 'paragraph') continue;
    const text = wordsOf(node.children);
    const before = voices.get(current);
    voices.set(current, {
      name: current,
      turns: (before?.turns ?? 0) + (begins ? 1 : 0),
      questions: (before?.questions ?? 0) + (text.includes('?') ? 1 : 0),
      words: (before?.words ?? 0) + text.split(/\s+/).filter((word) => word !== '').length,
      example: before?.example || text.slice(0, EXAMPLE),
      interviewer: asks(current, known),
    });
  }
  return [...voices.values()];
}
