import { BlockReader } from './blocks.js';
import { markAt } from './layout.js';
import { frontMatterEnd } from './front-matter.js';
import { ROLES, TURN, TURN_WIDTH } from './paragraphs.js';
import { PANDOC_CLASSES, State } from './state.js';
import type { MarkColumns, Scan, ScanOptions, Turn } from './types.js';

export { PANDOC_CLASSES };

/**
 * Reads a document in one pass: front matter, marks, turns, headings and counted words.
 * Never throws, whatever the text; takes time in proportion to its length.
 * @param source as read from the file, byte order mark and line endings as they are
 */
export function scan(source: string, options: ScanOptions): Scan {
  const state = new State(source, options);
  const front = frontMatterEnd(source);
  const blocks = new BlockReader(state);
  blocks.read(front.bodyStart);
  const columns = state.marks.columns();
  const turns = Int32Array.from(blocks.paragraphs.turns);
  return new ScanResult(state, columns, turns, front.range, blocks.headings);
}

class ScanResult implements Scan {
  readonly length: number;
  readonly words: number;
  readonly proseWords: number;
  readonly notes: Scan['notes'];
  readonly names: Scan['names'];
  readonly steps: number;

  constructor(
    state: State,
    readonly columns: MarkColumns,
    private readonly turns: Int32Array,
    readonly frontMatter: Scan['frontMatter'],
    readonly headings: Scan['headings'],
  ) {
    this.length = state.source.length;
    this.words = state.words;
    this.proseWords = state.proseWords;
    this.notes = state.notes;
    this.names = state.names;
    this.steps = state.steps + state.attributes.steps;
  }

  get markCount(): number {
    return this.columns.start.length;
  }

  mark(index: number): ReturnType<Scan['mark']> {
    return markAt(this.columns, index);
  }

  get turnCount(): number {
    return this.turns.length / TURN_WIDTH;
  }

  turn(index: number): Turn {
    const figures = this.turns.subarray(index * TURN_WIDTH, (index + 1) * TURN_WIDTH);
    return {
      start: figures[TURN.start]!,
      end: figures[TURN.end]!,
      speaker: figures[TURN.speaker]!,
      label: { start: figures[TURN.labelStart]!, end: figures[TURN.labelEnd]! },
      role: ROLES[figures[TURN.role]!],
      wordStart: figures[TURN.wordStart]!,
      wordEnd: figures[TURN.wordEnd]!,
    };
  }

  turnAt(offset: number): number {
    let low = 0;
    let high = this.turnCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.turns[middle * TURN_WIDTH + TURN.start]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low > 0 && offset < this.turns[(low - 1) * TURN_WIDTH + TURN.end]! ? low - 1 : -1;
  }
}
