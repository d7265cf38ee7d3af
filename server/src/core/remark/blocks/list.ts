import { fencedCodeEnd } from './code.js';
import type { Line } from './line.js';
import { definitionMarker, listMarker, type ListMarker } from './markers.js';
import { isDivEnd, type Reader } from './reader.js';

/** An item's lines without their indentation, the blank ones that follow it included. */
export function itemLines(reader: Reader, marker: ListMarker): Line[] {
  const { lines, at, divs } = reader;
  const indent = marker.style.includes('@') ? 4 : marker.width;
  const endsDiv = (line: Line): boolean => divs > 0 && isDivEnd(line.text);
  const isIndented = (line: Line): boolean => line.indent >= indent;
  const item = [lines[at]!.rest(marker.width)];
  let next = at + 1;

  // The item's first paragraph: its lines need no indentation.
  for (; next < lines.length; next++) {
    const line = lines[next]!;
    if (line.blank || listMarker(line.text) || endsDiv(line)) break;
    if (fencedCodeEnd(lines, next) !== undefined) break;
    if (isIndented(line) && listMarker(line.text.slice(line.indent))) break;
    item.push(line.rest(isIndented(line) ? indent : 0));
  }
  next = takeBlank(lines, next, item);

  // What follows it must be indented, at least in its first line.
  while (next < lines.length && isIndented(lines[next]!) && !endsDiv(lines[next]!)) {
    item.push(lines[next]!.rest(indent));
    for (next++; next < lines.length; next++) {
      const line = lines[next]!;
      if (line.blank || endsDiv(line) || (!isIndented(line) && listMarker(line.text))) break;
      item.push(line.rest(isIndented(line) ? indent : 0));
    }
    next = takeBlank(lines, next, item);
  }
  return item;
}

function takeBlank(lines: readonly Line[], from: number, item: Line[]): number {
  let next = from;
  for (; next < lines.length && lines[next]!.blank; next++) item.push(lines[next]!);
  return next;
}

/** The line of the first definition after the term on line `at`, if there is one. */
export function definitionAfter({ lines, at }: Reader, maxBlank: number): number | undefined {
  let next = at + 1;
  while (next < lines.length && next - at <= maxBlank && lines[next]!.blank) next++;
  return next < lines.length && definitionMarker(lines[next]!.text) ? next : undefined;
}
