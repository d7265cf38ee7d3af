import { isRule } from './reader.js';

/** Which items go into one list. */
export interface ListMarker {
  readonly kind: 'bullet' | 'ordered' | 'definition';
  /** Of an ordered list, its numbering and punctuation: items that differ in it begin a new list. */
  readonly style: string;
  /** The number it begins with, where that is written in digits. */
  readonly start?: number;
  /** Columns up to the marker, and up to the item's text. */
  readonly indent: number;
  readonly width: number;
}

const ROMAN = 'm*(?:cm)?d?(?:cd)?c*(?:xc)?l?(?:xl)?x*(?:ix)?v?(?:iv)?i*';
const ORDERED = new RegExp(
  `^( {0,3})(\\(?)(?:(?<decimal>\\d+)|(?<hash>#)|(?<example>@[\\p{L}\\p{N}_-]*)|` +
    `(?<roman>(?=[mdclxvi])${ROMAN}|(?=[MDCLXVI])${ROMAN.toUpperCase()})|(?<alpha>[a-zA-Z]))([.)])(?= |$)`,
  'u',
);

/**
 * The list marker at the beginning of a line: `-`, `1.`, `a)`, `(iv)`, `#.`, `(@x)`, and `:` or `~` of a definition
 * (Pandoc's `bulletListStart`, `orderedListStart`, `defListStart`).
 */
export function listMarker(text: string): ListMarker | undefined {
  return bullet(text) ?? ordered(text) ?? definitionMarker(text);
}

export function bullet(text: string): ListMarker | undefined {
  const match = /^( {0,3})[*+-](?= |$)/.exec(text);
  if (!match || isRule(text)) return undefined;
  return marker('bullet', '', text, match[1]!.length, match[0].length);
}

export function definitionMarker(text: string): ListMarker | undefined {
  const match = /^( {0,3})[:~](?= |$)/.exec(text);
  return match ? marker('definition', '', text, match[1]!.length, match[0].length) : undefined;
}

export function ordered(text: string): ListMarker | undefined {
  const match = ORDERED.exec(text);
  if (!match || /^ {0,3}p\. \d/.test(text)) return undefined; // a page number
  const [whole, indent, opening, , , , , , closing] = match;
  if (opening === '(' && closing !== ')') return undefined;
  const { decimal, roman, alpha } = match.groups!;
  const letters = roman ?? alpha ?? '';
  // An initial (`B. Miller`) is no marker unless two spaces follow.
  const isInitial = closing === '.' && opening === '' && /^[A-Z]$/.test(letters);
  if (isInitial && /^ [^ ]/.test(text.slice(whole.length))) return undefined;
  const style = decimal ? '1' : letters ? (letters < 'a' ? 'A' : 'a') : whole.trim()[0]!;
  return {
    ...marker('ordered', `${opening!}${style}${closing!}`, text, indent!.length, whole.length),
    ...(decimal && decimal.length < 10 ? { start: Number(decimal) } : {}),
  };
}

/** One space after the marker belongs to it; up to four where no more follow, else what follows is indented text. */
function marker(
  kind: ListMarker['kind'],
  style: string,
  text: string,
  indent: number,
  end: number,
): ListMarker {
  const spaces = /^ */.exec(text.slice(end))![0].length;
  return { kind, style, indent, width: end + (spaces <= 4 ? spaces : 1) };
}
