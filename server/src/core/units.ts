import { type Block, blocksIn, trimmed } from './blocks.js';
import { type CleanText, cleanText } from './clean.js';
import type { Range } from './problem.js';
import { parseTree } from './remark/index.js';
import type { Scan } from './scan/types.js';
import { sentencesIn } from './sentences.js';

export type UnitKind = 'sentence' | 'paragraph' | 'turn';

/** A stretch that is coded as a whole: what one sentence, paragraph or turn says, without its speaker's label. */
export interface Unit {
  /** In the source, inside of marks that begin or end with it. */
  readonly range: Range;
  /** Clean text, as Markdown. */
  readonly text: string;
  /** Index of the turn it lies in, else -1. */
  readonly turn: number;
  /** Words of a heading, which are not counted. */
  readonly heading: boolean;
}

/**
 * All sentences, paragraphs (list items and table cells too) or turns of a document, in document order. Front matter,
 * code and HTML hold none.
 * @param scan of this text
 */
export function unitsOf(text: string, scan: Scan, kind: UnitKind): Unit[] {
  const reader = new UnitReader(text, scan);
  return kind === 'turn'
    ? reader.turns()
    : blocksIn(parseTree(text)).flatMap((block) => reader.of(block, kind));
}

/** The sentence, paragraph, turn and sections that a place lies in: innermost first, each larger than the one before. */
export function unitsAround(text: string, scan: Scan, place: Range): Range[] {
  const reader = new UnitReader(text, scan);
  const block = blocksIn(parseTree(text)).filter(({ node }) => {
    const { start, end } = node.position!;
    return start.offset! <= place.start && place.end <= end.offset!;
  })[0];
  const sentences = block ? reader.of(block, 'sentence') : [];
  const within = place.start === place.end ? sentenceAt(sentences, place) : place;
  const units = [...(block ? [...sentences, ...reader.of(block, 'paragraph')] : []), ...reader.turns()].map(
    ({ range }) => range,
  );
  const sections = scan.headings.map(({ start, sectionEnd }) => trimmed(text, { start, end: sectionEnd }));
  const around = [...units, ...sections.reverse()].filter(
    (range) => range !== undefined && range.start <= within.start && within.end <= range.end,
  ) as Range[];
  const growing: Range[] = [];
  for (const range of around) {
    const last = growing.at(-1);
    if (!last || (range.start <= last.start && range.end >= last.end && sizeOf(range) > sizeOf(last)))
      growing.push(range);
  }
  return growing;
}

/** A cursor before the first word, in a speaker's label, means the sentence that follows; else the last before it. */
function sentenceAt(sentences: readonly Unit[], place: Range): Range {
  if (sentences.some(({ range }) => range.start <= place.start && place.end <= range.end)) return place;
  const next = sentences.find(({ range }) => range.start > place.start) ?? sentences.at(-1);
  return next?.range ?? place;
}

class UnitReader {
  readonly #clean: CleanText;

  constructor(
    private readonly text: string,
    private readonly scan: Scan,
  ) {
    this.#clean = cleanText(text, scan);
  }

  of({ node, content, quoted }: Block, kind: 'sentence' | 'paragraph'): Unit[] {
    const said = content && trimmed(this.text, afterLabel(this.scan, content), quoted);
    if (!said) return [];
    const heading = node.type === 'heading';
    if (kind === 'paragraph') return [this.#unit(this.#toClean(said), heading)];
    const { start, end } = this.#toClean(said);
    return sentencesIn(this.#clean.text.slice(start, end)).map((sentence) =>
      this.#unit({ start: start + sentence.start, end: start + sentence.end }, heading),
    );
  }

  turns(): Unit[] {
    return Array.from({ length: this.scan.turnCount }, (_, index) => this.scan.turn(index)).flatMap(
      (turn) => {
        const said = trimmed(this.text, { start: turn.label.end, end: turn.end });
        return said ? [this.#unit(this.#toClean(said), false)] : [];
      },
    );
  }

  #toClean({ start, end }: Range): Range {
    return { start: this.#clean.toClean(start), end: this.#clean.toClean(end) };
  }

  #unit(said: Range, heading: boolean): Unit {
    // A fence at the edge leaves white space behind.
    const { start, end } = trimmed(this.#clean.text, said) ?? said;
    const range = { start: this.#clean.toSource(start, 'start'), end: this.#clean.toSource(end, 'end') };
    return { range, text: this.#clean.text.slice(start, end), turn: this.scan.turnAt(range.start), heading };
  }
}

/** What is said, the label left out that a turn begins with. */
export function afterLabel(scan: Scan, { start, end }: Range): Range {
  const turn = turnBeginningIn(scan, { start, end });
  return turn === -1
    ? { start, end }
    : { start: Math.min(end, Math.max(start, scan.turn(turn).label.end)), end };
}

function turnBeginningIn(scan: Scan, { start, end }: Range): number {
  let turn = scan.turnAt(start);
  if (turn === -1) turn = scan.turnAt(Math.max(start, end - 1));
  if (turn === -1) return -1;
  const { label } = scan.turn(turn);
  return label.end > start && label.start < end ? turn : -1;
}

function sizeOf({ start, end }: Range): number {
  return end - start;
}
