import type * as vscode from 'vscode';
import type { PaintedPassage, PaintParams, TextRange } from '../../../server/src/protocol.js';
import { columnsOf, type Bar } from './columns.js';
import type { Filter } from './filter.js';
import { fit } from './fit.js';
import { pieces, wholeLines } from './pieces.js';
import type { Label, Styles } from './styles.js';

export interface Look {
  readonly highlights: boolean;
  readonly stripes: 'off' | 'gutter' | 'names';
  readonly fadeMarks: boolean;
  /** Marks are hidden, and names stand at the ends of passages. */
  readonly reading: boolean;
  /** Lines whose marks are shown even so: those the cursors are in. */
  readonly cursors: readonly number[];
  /** Lines in which names are shown, since they are near what is on screen. */
  readonly near: (line: number) => boolean;
  readonly isBlank: (line: number) => boolean;
}
export type Layers = Map<vscode.TextEditorDecorationType, TextRange[]>;

/** More names than this behind one line are counted. */
const NAMES = 3;
const LONGEST = 32;

/** What an editor is to show of a document: the ranges of each style. */
export function layersOf({ passages }: PaintParams, filter: Filter, styles: Styles, look: Look): Layers {
  const layers: Layers = new Map();
  const add = (type: vscode.TextEditorDecorationType, range: TextRange): void => {
    const ranges = layers.get(type);
    if (ranges) ranges.push(range);
    else layers.set(type, [range]);
  };
  const shown = passages.flatMap((passage) => filter.of(passage) ?? []);
  const marks = passages.flatMap((passage) => passage.marks);
  if (look.highlights) {
    for (const { range, colors } of pieces(shown.flatMap(inText), marks)) add(styles.text(colors), range);
  }
  if (look.highlights || look.stripes !== 'off') {
    for (const { range, color } of shown.flatMap(barsOf)) add(styles.ruler(color), range);
  }
  if (look.stripes !== 'off') {
    const bars = shown.flatMap(barsOf);
    columnsOf(bars).forEach((column, index) => {
      const { range, color } = bars[index]!;
      add(styles.bar(color, column), range);
    });
  }
  if (look.reading) {
    for (const mark of marks) add(styles.hidden, withoutBreak(mark));
    for (const line of look.cursors) add(styles.shown, lineRange(line));
    addEndNames(shown, look, (labels, range) => add(styles.badge(labels), range));
  } else {
    if (look.fadeMarks) for (const mark of marks) add(styles.marks, mark);
    if (look.stripes === 'names')
      addLineNames(shown, look, (labels, range) => add(styles.badge(labels, { quiet: true }), range));
  }
  return layers;
}

const inText = ({ ranges, codes }: PaintedPassage) =>
  ranges.map((range) => ({ range, colors: codes.map(({ color }) => color) }));

/** A bar for each code and each part of a passage; blocks as whole lines. */
function barsOf({ ranges, blocks, codes }: PaintedPassage): Bar[] {
  const parts = [...ranges, ...blocks.map(wholeLines).map(withoutBreak)];
  return parts.flatMap((range) => codes.map(({ color }) => ({ range, color })));
}

type AddNames = (labels: readonly Label[], range: TextRange) => void;

/**
 * The names of the passages that begin in a line: in the blank line below it where there is one, since behind a
 * paragraph that fills its last row they would be cut off; else behind the line.
 */
function addLineNames(passages: readonly PaintedPassage[], look: Look, add: AddNames): void {
  const lines = new Map<number, Map<string, Label>>();
  for (const { ranges, blocks, codes } of passages) {
    const line = Math.min(...[...ranges, ...blocks].map(({ start }) => start.line));
    if (!look.near(line)) continue;
    const labels = lines.get(line) ?? new Map<string, Label>();
    lines.set(line, labels);
    for (const code of codes) labels.set(code.id, labelOf(code));
  }
  for (const [line, labels] of lines) {
    add(fewOf([...labels.values()]), endOfLine(look.isBlank(line + 1) ? line + 1 : line));
  }
}

/** At the end of each passage its names; where it goes on elsewhere, three dots behind them. */
function addEndNames(passages: readonly PaintedPassage[], look: Look, add: AddNames): void {
  for (const { labels: places, codes } of passages) {
    places.forEach((place, index) => {
      const range = withoutBreak(place);
      if (!look.near(range.end.line) || look.cursors.includes(range.end.line)) return;
      const goesOn = index + 1 < places.length;
      const names = fewOf(codes.map(labelOf));
      const shown = goesOn ? [...names, { name: '…', color: '' }] : names;
      add(fit(shown, roomAt(range)), range);
    });
  }
}

function labelOf({ name, color }: Label): Label {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  return { name: short, color };
}

function fewOf(labels: readonly Label[]): Label[] {
  if (labels.length <= NAMES + 1) return [...labels];
  return [...labels.slice(0, NAMES), { name: `+${labels.length - NAMES}`, color: '' }];
}

/** Letters hidden at a place; a fence has its row for itself. */
function roomAt({ start, end }: TextRange): number {
  return start.line === end.line && start.character > 0 ? end.character - start.character : Infinity;
}

/** Past the end of every line: the editor takes it as the end of that one. */
const END = Number.MAX_SAFE_INTEGER;
const lineRange = (line: number): TextRange => ({
  start: { line, character: 0 },
  end: { line, character: END },
});
const endOfLine = (line: number): TextRange => ({
  start: { line, character: END },
  end: { line, character: END },
});

/** Without the line break at its end, behind which another row begins. */
function withoutBreak({ start, end }: TextRange): TextRange {
  if (end.character > 0 || end.line === start.line) return { start, end };
  return { start, end: { line: end.line - 1, character: END } };
}
