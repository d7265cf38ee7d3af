import { BRACKETED, TIME, timestamp } from './times.js';

/** What a paragraph may open with: a timestamp, who speaks, or both. */
export interface Head {
  readonly name?: string;
  readonly time?: string;
  /** Characters of it. */
  readonly length: number;
  /**
   * By what it looks: `time` alone; `header`, a name and a time on a line of their own (Teams, Otter, Zoom);
   * `capitals`, `P1:` or `P1 –`; `colon`, `Ana Lopez: …`; `bracket`, `[Ana] …`; `alone`, nothing but a name.
   */
  readonly form: 'time' | 'header' | 'capitals' | 'colon' | 'bracket' | 'alone';
}

/** Letters, digits and what stands between names: `Ms. O’Neill-Diaz (2)`. */
const NAME = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .'’()&/#-]{0,42}[\p{L}\p{M}\p{N}.)])?`;
const CAPITALS = String.raw`\p{Lu}[\p{Lu}\p{N}]{0,11}`;
const regex = (source: string): RegExp => new RegExp(source, 'u');

const ONLY_TIME = regex(
  `^(?:${BRACKETED}|${TIME})(?:\\s*(?:-->|[-–—]|to)\\s*(?:${BRACKETED}|${TIME}))?[:.]?$`,
);
const FIRST_TIME = regex(`^(?:${BRACKETED}\\s*|${TIME}\\s+(?:[-–—]\\s+)?)(?=\\S)`);
const HEADER = regex(`^\\[?(${NAME})\\]?,?[ \\t]+(?:${BRACKETED}|${TIME})(?:\\s?[ap]\\.?m\\.?)?\\s*:?$`);
const LABEL = regex(`^\\[?(${NAME})\\]?\\s*(${BRACKETED})?\\s*:(?=\\s|$|\\p{L}|\\[)\\s*(${BRACKETED})?\\s*`);
const DASHED = regex(`^(${CAPITALS})\\s*(${BRACKETED})?\\s+[-–—]\\s+`);
const BRACKET = regex(`^\\[(${NAME})\\](?![({[:])\\s*(${BRACKETED})?\\s*`);
const ALONE = regex(`^(${NAME})$`);

/** What a line opens with, at first sight: whether the name is one is for `turns.ts` to say. */
export function headOf(line: string): Head | undefined {
  if (ONLY_TIME.test(line)) {
    const time = timestamp(line);
    return time === undefined ? undefined : { form: 'time', time, length: line.length };
  }
  const [header, of] = HEADER.exec(line) ?? [];
  if (header !== undefined && of !== undefined) return found('header', of, header, header.slice(of.length));
  const [before = ''] = FIRST_TIME.exec(line) ?? [];
  const rest = line.slice(before.length);
  const head = labelOf(rest);
  if (head?.form === 'alone' && before !== '') return { ...withTime(head, before), form: 'header' };
  if (head) return withTime(head, before);
  const time = timestamp(before);
  // A bare time may be what somebody says: “7:40 the bus comes”.
  return time !== undefined && /^[[({]/.test(before)
    ? { form: 'time', time, length: before.length }
    : undefined;
}

function labelOf(text: string): Head | undefined {
  const [label, name, time, later] = LABEL.exec(text) ?? [];
  if (label !== undefined && name !== undefined)
    return found(regex(`^${CAPITALS}$`).test(name) ? 'capitals' : 'colon', name, label, time ?? later);
  const [dashed, initials, within] = DASHED.exec(text) ?? [];
  if (dashed !== undefined && initials !== undefined && initials.length > 1)
    return found('capitals', initials, dashed, within);
  const [bracket, listed, after] = BRACKET.exec(text) ?? [];
  if (bracket !== undefined && listed !== undefined) return found('bracket', listed, bracket, after);
  const [, alone] = ALONE.exec(text) ?? [];
  return alone === undefined ? undefined : found('alone', alone, text);
}

function found(form: Head['form'], name: string, whole: string, time = ''): Head {
  const stamp = timestamp(time);
  return { form, name: name.trim(), length: whole.length, ...(stamp !== undefined && { time: stamp }) };
}

function withTime(head: Head, before: string): Head {
  const time = timestamp(before);
  return {
    ...head,
    length: head.length + before.length,
    ...(time !== undefined && head.time === undefined && { time }),
  };
}
