import { BlockReader } from './blocks.js';
import { frontMatterEnd } from './front-matter.js';
import { markAt } from './layout.js';
import { PANDOC_CLASSES, State } from './state.js';
import type { TurnList } from './turns.js';
import type { Heading, Mark, MarkColumns, Note, Scan, ScanOptions, Turn } from './types.js';
import type { Names } from '../names.js';
import type { Range } from '../problem.js';

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
  return new ScanResult(state, blocks, front.range);
}

class ScanResult implements Scan {
  readonly length: number;
  readonly words: number;
  readonly proseWords: number;
  readonly names: Names;
  readonly columns: MarkColumns;
  readonly headings: readonly Heading[];
  readonly notes: readonly Note[];
  readonly steps: number;
  readonly #turns: TurnList;

  constructor(
    state: State,
    blocks: BlockReader,
    readonly frontMatter: Range | undefined,
  ) {
    this.length = state.source.length;
    this.words = state.words;
    this.proseWords = state.proseWords;
    this.names = state.names;
    this.columns = state.marks.columns();
    this.headings = blocks.sections.headings;
    this.notes = state.notes;
    this.steps = state.steps + state.attributes.steps + state.backticks.steps + blocks.paragraphs.steps;
    this.#turns = blocks.paragraphs.turns.list();
  }

  get markCount(): number {
    return this.columns.start.length;
  }

  mark(index: number): Mark {
    return markAt(this.columns, index);
  }

  get turnCount(): number {
    return this.#turns.count;
  }

  turn(index: number): Turn {
    return this.#turns.at(index);
  }

  turnAt(offset: number): number {
    return this.#turns.indexAt(offset);
  }
}
