import type { Line } from './line.js';
import type { EventWriter } from './writer.js';

/** Where blocks stand, as far as it changes how their lines are read. */
export interface Surroundings {
  /** Inside a list item at any depth: a list marker then ends a paragraph. */
  readonly inList: boolean;
  /** How many divs are open around: a closing fence then ends a paragraph, quote, list item or footnote. */
  readonly divs: number;
  /** Containers around. */
  readonly depth: number;
}

/** The lines of one container and how far they are read. */
export interface Reader extends Surroundings {
  /** Offset of the line that ends the container, and with it whatever is still open in it. */
  readonly end: number;
  readonly writer: EventWriter;
  /** Reads the blocks of a container to the end of its lines, or to the fence that closes a div. */
  readonly readBlocks: (inside: Reader, untilDivEnd?: boolean) => void;
  readonly lines: Line[];
  at: number;
}

/** Reads the block that begins at the reader's line, or leaves everything as it is and returns false. */
export type BlockParser = (reader: Reader) => boolean;

/** Deeper containers are read as paragraphs, so that no input exhausts the stack. */
export const MAX_DEPTH = 100;

/** Up to three spaces, then `count` or more of one sign, and nothing after. */
export function closesFence(text: string, sign: string, count: number): boolean {
  const match = /^ {0,3}(`+|~+) *$/.exec(text);
  return match !== null && match[1]!.startsWith(sign) && match[1]!.length >= count;
}

export function isDivEnd(text: string): boolean {
  return /^:::+ *$/.test(text);
}

export function isRule(text: string): boolean {
  return /^ *([*_-])(?: *\1){2}(?: |\1)*$/.test(text);
}
