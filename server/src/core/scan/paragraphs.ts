import { InlineReader } from './inline.js';
import { labelAt, type Label } from './labels.js';
import { ROW } from './layout.js';
import { blanksEnd } from './markers.js';
import type { BlockLines, State } from './state.js';

/** Figures of a turn, in the order of `TURN`. */
export const TURN_WIDTH = 8;
export const TURN = {
  start: 0,
  end: 1,
  labelStart: 2,
  labelEnd: 3,
  speaker: 4,
  role: 5,
  wordStart: 6,
  wordEnd: 7,
} as const;
export const ROLES = [undefined, 'speaker', 'interviewer'] as const;

/** Counts the words of blocks and knows whose turn it is. */
export class Paragraphs {
  readonly turns: number[] = [];
  readonly #inline: InlineReader;
  #counted = true;
  #inTurn = false;

  constructor(
    private readonly state: State,
    lines: BlockLines,
  ) {
    this.#inline = new InlineReader(state, lines);
  }

  endTurn(at: number): void {
    this.#counted = true;
    if (!this.#inTurn) return;
    this.#inTurn = false;
    const turn = this.turns.length - TURN_WIDTH;
    this.turns[turn + TURN.end] = at;
    this.turns[turn + TURN.wordEnd] = this.state.words;
  }

  /** Reads a heading's text; returns where its attributes open, or its end. */
  heading(from: number, end: number, attributesAt: number): number {
    const { state } = this;
    const first = state.marks.count;
    this.#inline.begin(from, end, state.words, attributesAt);
    const stop = this.#readHeading(from, end, attributesAt);
    this.#inline.finish();
    this.#flatten(first);
    return stop;
  }

  #readHeading(from: number, end: number, attributesAt: number): number {
    if (attributesAt === -1) return this.#inline.read(from, end);
    const stop = this.#inline.read(from, attributesAt);
    if (stop > attributesAt) {
      this.#inline.read(stop, end);
      return end;
    }
    return attributesAt;
  }

  /** One paragraph, or one line of a line block. */
  paragraph(from: number, end: number): void {
    const { state } = this;
    const label = labelAt(state.source, from, end, state.speakers);
    const marks = state.marks.count;
    const notes = state.notes.length;
    if (label !== undefined && label.bracket !== -1 && !this.#opensMark(from, end, label)) {
      state.marks.truncate(marks);
      state.notes.length = notes;
      this.#text(from, end, undefined);
      return;
    }
    state.marks.truncate(marks);
    state.notes.length = notes;
    this.#text(from, end, label);
  }

  /** Whether the bracket before a label opens a mark with a code. Leaves what it read behind. */
  #opensMark(from: number, end: number, label: Label): boolean {
    const { marks } = this.state;
    const first = marks.count;
    this.#inline.begin(from, end, 0, -1);
    this.#inline.read(from, end);
    for (let mark = first; mark < marks.count; mark++) {
      const row = marks.row(mark);
      const coded = marks.rows[row + ROW.codesFrom] !== marks.rows[row + ROW.codesTo];
      if (coded && marks.rows[row + ROW.start] === label.bracket) return true;
    }
    return false;
  }

  #text(from: number, end: number, label: Label | undefined): void {
    const { state } = this;
    if (label !== undefined) this.#beginTurn(from, label);
    const first = state.marks.count;
    const notes = state.notes.length;
    this.#readText(from, end, label);
    if (this.#counted && this.#inline.splitsWord) {
      const marked = this.#codedBrackets(first);
      state.marks.truncate(first);
      state.notes.length = notes;
      this.#readText(from, end, label, marked);
      this.#inline.settle(first);
    }
    this.#inline.finish();
    state.proseWords += this.#inline.words;
    if (this.#counted) state.words += this.#inline.words;
    else this.#flatten(first);
  }

  #readText(from: number, end: number, label: Label | undefined, marked?: ReadonlySet<number>): void {
    const { state } = this;
    const first = state.marks.count;
    this.#inline.begin(from, end, state.words, -1, marked);
    let at = from;
    if (label !== undefined) {
      at = this.#inline.read(from, label.end);
      this.#flatten(first);
      this.#inline.dropWords();
    }
    this.#inline.read(at, end);
  }

  #codedBrackets(first: number): ReadonlySet<number> {
    const { marks } = this.state;
    const brackets = new Set<number>();
    for (let mark = first; mark < marks.count; mark++) {
      const row = marks.row(mark);
      if (marks.rows[row + ROW.codesFrom] !== marks.rows[row + ROW.codesTo])
        brackets.add(marks.rows[row + ROW.start]!);
    }
    return brackets;
  }

  #beginTurn(from: number, label: Label): void {
    const { state } = this;
    this.endTurn(from);
    this.#inTurn = true;
    this.#counted = label.role !== 'interviewer';
    if (label.role === undefined) state.note('label-unlisted', label.start, label.end);
    const role = ROLES.indexOf(label.role);
    this.turns.push(from, 0, label.start, label.end, state.names.id(label.name), role, state.words, 0);
  }

  /** A row of a pipe table, cell by cell. */
  row(from: number, end: number): void {
    let at = blanksEnd(this.state.source, from, end);
    while (at < end) {
      const bar = this.state.source.indexOf('|', at);
      const stop = bar === -1 || bar > end ? end : bar;
      if (stop > at) this.#text(at, stop, undefined);
      at = stop + 1;
    }
  }

  /** Marks whose text is not counted cover no words. */
  #flatten(first: number): void {
    const { marks, words } = this.state;
    for (let mark = first; mark < marks.count; mark++) {
      const row = marks.row(mark);
      marks.rows[row + ROW.wordStart] = words;
      marks.rows[row + ROW.wordEnd] = words;
    }
  }
}
