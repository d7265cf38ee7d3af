import type { Entry, Scalar, Value } from '../yaml/index.js';

/**
 * Front matter as nearly every document has it: `key: value` lines, flat, without anything of YAML's that would
 * need YAML's parser. Some hundred times faster than that; a property test holds the two together.
 */

/** Beyond ASCII nothing means anything to YAML but the byte order mark. */
const OTHER = String.raw`\xa1-\ufefe\uff00-\uffff`;
const FIRST = `[A-Za-z0-9${OTHER}]`;
/** A text without quotes: nothing in it may mean something to YAML. */
const PLAIN = String.raw`${FIRST}(?:[^\0-\x1f\x7f-\x9f\ufeff#:]|:(?=[^\0-\x20\x7f-\x9f\ufeff#:]))*`;
const QUOTED = String.raw`"[^\0-\x1f\x7f-\x9f\ufeff"\\]*"|'[^\0-\x1f\x7f-\x9f\ufeff']*'`;
const WORD = String.raw`${FIRST}(?:[\w. ${OTHER}-]*[\w.${OTHER}-])?`;
const LIST = String.raw`\[ *(?:${WORD}(?: *, *${WORD})*)? *\]`;

const LINE = new RegExp(String.raw`^([A-Za-z_][\w-]*):(?: +(?:(${LIST})|(${QUOTED})|(${PLAIN}))?)? *$`);
const ITEMS = new RegExp(WORD, 'g');

/** The entries, or undefined where only the parser can tell. */
export function readFlat(yaml: string): Entry[] | undefined {
  const entries: Entry[] = [];
  const keys = new Set<string>();
  let start = 0;
  for (const row of yaml.split('\n')) {
    const at = start;
    start += row.length + 1;
    const line = row.endsWith('\r') && start <= yaml.length ? row.slice(0, -1) : row;
    if (line === '' || line.startsWith('#')) continue;
    const entry = readLine(line, at);
    if (!entry || keys.has(entry.key)) return undefined;
    keys.add(entry.key);
    entries.push(entry);
  }
  return entries;
}

function readLine(line: string, start: number): Entry | undefined {
  const [, key, list, quoted, plain] = LINE.exec(line) ?? [];
  if (key === undefined) return undefined;
  const keyRange = { start, end: start + key.length };
  const written = (list ?? quoted ?? plain)?.replace(/ +$/, '');
  if (written === undefined) return { key, keyRange, value: undefined, ...keyRange };
  const at = start + line.indexOf(written, key.length + 1);
  const range = { start: at, end: at + written.length };
  const value = list
    ? listOf(written, at)
    : quoted
      ? text(written.slice(1, -1), range)
      : plainOf(written, at);
  return value === UNCERTAIN ? undefined : { key, keyRange, value, start, end: range.end };
}

/** What looks like a number or is otherwise better left to the parser. */
const UNCERTAIN = Symbol('uncertain');
const WORDS: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
  null: undefined,
  Null: undefined,
  NULL: undefined,
};

function plainOf(written: string, start: number): Scalar | undefined | typeof UNCERTAIN {
  const range = { start, end: start + written.length };
  if (/^\d{1,15}$/.test(written)) return { kind: 'scalar', value: Number(written), text: written, ...range };
  if (/^\d/.test(written) && !/^\d{4}-\d\d-\d\d$/.test(written) && !/[^\d.a-fxo+-]/i.test(written))
    return UNCERTAIN;
  if (!Object.hasOwn(WORDS, written)) return text(written, range);
  const value = WORDS[written];
  return value === undefined ? undefined : { kind: 'scalar', value, text: written, ...range };
}

function text(value: string, range: { start: number; end: number }): Scalar {
  return { kind: 'scalar', value, text: value, ...range };
}

function listOf(written: string, start: number): Value | typeof UNCERTAIN {
  const items: Scalar[] = [];
  for (const { 0: word, index } of written.matchAll(ITEMS)) {
    const item = plainOf(word, start + index);
    if (!item || item === UNCERTAIN) return UNCERTAIN;
    items.push(item);
  }
  return { kind: 'list', items, start, end: start + written.length };
}
