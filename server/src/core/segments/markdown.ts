import type { SegmentEntry } from './list.js';

/** A passage as a quotation with its source below: `— P1, alder/ap1.md, line 12 (Alder)`. */
export function quotation({
  text,
  file,
  start,
  speaker,
  case: value,
}: Pick<SegmentEntry, 'text' | 'file' | 'start' | 'speaker' | 'case'>): string {
  const quoted = text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
  const who = [speaker, value === null ? null : String(value)].filter((part) => part !== null).join(', ');
  const where = `${file}, line ${start.line}`;
  return `${quoted}\n>\n> — ${who === '' ? where : `${who}: ${where}`}\n`;
}

/** Passages as quotations, under a heading for each case, in the order given. @param title what they were asked by */
export function segmentsMarkdown(entries: readonly SegmentEntry[], title: string, noCase: string): string {
  const byCase = new Map<string, SegmentEntry[]>();
  for (const entry of entries) {
    const key = entry.case === null ? noCase : String(entry.case);
    const group = byCase.get(key);
    if (group) group.push(entry);
    else byCase.set(key, [entry]);
  }
  const groups = Array.from(byCase, ([name, inCase]) => `## ${name}\n\n${inCase.map(quotation).join('\n')}`);
  return [`# ${title}\n`, ...groups].join('\n');
}
