import type { Range } from '../problem.js';
import { trimmedEnd } from './characters.js';
import { ROW, SECTION } from './layout.js';
import type { State } from './state.js';
import type { Heading } from './types.js';

interface OpenSection {
  readonly heading: number;
  readonly level: number;
  /** How many containers are around. */
  readonly depth: number;
  /** Its mark; -1 where the heading has no code. */
  readonly mark: number;
}

/** A heading as just read. */
export interface HeadingLine extends Range {
  readonly level: number;
  readonly depth: number;
  readonly textStart: number;
  /** Where the attributes open and close; -1 where there are none. */
  readonly attributesAt: number;
  readonly attributesEnd: number;
  readonly textEnd: number;
}

/** Headings, and the sections that begin with them. */
export class Sections {
  readonly headings: Heading[] = [];
  readonly #open: OpenSection[] = [];

  constructor(private readonly state: State) {}

  /**
   * Its attributes, if it has any, were the last that were read.
   * @param before marks that stand before the heading: those in its text lie inside its section
   */
  open(line: HeadingLine, before: number): void {
    const { source } = this.state;
    const end = line.attributesAt === -1 ? line.textEnd : line.attributesAt;
    const text = { start: line.textStart, end: trimmedEnd(source, line.textStart, end) };
    const mark = line.attributesAt === -1 ? -1 : this.#mark(line, before);
    this.#open.push({ heading: this.headings.length, level: line.level, depth: line.depth, mark });
    this.headings.push({
      start: line.start,
      end: line.end,
      level: line.level,
      text,
      sectionEnd: source.length,
    });
  }

  /** The mark of a section, if its heading holds a code. */
  #mark(line: HeadingLine, before: number): number {
    const { state } = this;
    const { marks } = state;
    if (!state.holdsCode()) return -1;
    const row = marks.insert(before);
    state.fillNames(row);
    const { rows } = marks;
    rows[row + ROW.kind] = SECTION;
    rows[row + ROW.start] = line.start;
    rows[row + ROW.contentStart] = line.textStart;
    rows[row + ROW.attributesStart] = line.attributesAt + 1;
    rows[row + ROW.attributesEnd] = line.attributesEnd - 1;
    rows[row + ROW.wordStart] = state.words;
    rows[row + ROW.parent] = state.around;
    return before;
  }

  /** Ends the sections of `depth` containers and more; of just as many only those whose level is `level` or lower in rank. */
  close(depth: number, level: number, at: number): void {
    for (let last = this.#open.at(-1); last !== undefined; last = this.#open.at(-1)) {
      if (last.depth < depth || (last.depth === depth && last.level < level)) return;
      this.#open.pop();
      this.#end(last, at);
    }
  }

  #end(section: OpenSection, at: number): void {
    const { marks, words } = this.state;
    this.headings[section.heading] = { ...this.headings[section.heading]!, sectionEnd: at };
    if (section.mark === -1) return;
    const row = marks.row(section.mark);
    marks.rows[row + ROW.end] = at;
    marks.rows[row + ROW.contentEnd] = at;
    marks.rows[row + ROW.wordEnd] = words;
  }
}
