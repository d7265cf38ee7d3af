import { stringify } from 'yaml';
import { readDocument } from '../document.js';
import { readFrontMatter } from '../frontmatter/index.js';
import { Names } from '../names.js';
import type { Range } from '../problem.js';
import { frontMatterEnd } from '../scan/front-matter.js';
import type { AttributeRule, AttributeValue, Document } from '../study/types.js';
import { attributeValue } from '../study/values.js';
import type { Entry, List } from '../yaml/index.js';
import { applied, insertion, type EditResult, type TextEdit } from './edit.js';

/** What attributes shall be, by name; `null` takes one out. */
export type AttributeChanges = Readonly<Record<string, AttributeValue>>;
export type AttributeRules = ReadonlyMap<string, AttributeRule>;

/**
 * States attributes in a document's front matter, which is added where there is none. Everything else stays byte for
 * byte: order, comments, quoting, line endings, the byte order mark. The result is read again before it is given:
 * refused where it would not say just this.
 * @param rules the types that the study declares: a number that is to be a text is written in quotes
 */
export function setAttributes(
  text: string,
  changes: AttributeChanges,
  rules: AttributeRules = new Map(),
): EditResult {
  const entries = Object.entries(changes);
  for (const edits of waysOf(text, entries)) {
    if (isRight(text, applied(text, edits), changes, rules)) return { edits };
  }
  const lines = entries.map(([name, value]) => `“${value === null ? name : `${name}: ${written(value)}`}”`);
  const what = changes['coding'] === undefined ? lines.join(', ') : lines.at(-1)!;
  return {
    refused: entries.some(([, value]) => value !== null)
      ? `This front matter cannot be changed safely. Write ${what} into it by hand.`
      : `This front matter cannot be changed safely. Take ${what} out of it by hand.`,
  };
}

type Change = readonly [name: string, value: AttributeValue];

/** The best edits first: front matter that nothing would be left in goes as a whole, as it came. */
function* waysOf(text: string, changes: readonly Change[]): Generator<TextEdit[]> {
  const { range, bodyStart } = frontMatterEnd(text);
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  if (!range) {
    const lines = changes.flatMap(([name, value]) => (value === null ? [] : [lineOf(name, value)]));
    yield lines.length === 0 ? [] : [insertion(bom, ['---', ...lines, '---', '', ''].join(lineBreak))];
    return;
  }
  const edits = editsWithin(text, range, changes, lineBreak);
  const left = applied(text.slice(0, range.end), edits).slice(range.start);
  if (left.trim() === '' && edits.length > 0) {
    const gap = /^(?:[ \t]*\r?\n)?/.exec(text.slice(bodyStart))![0].length;
    yield [{ start: bom, end: bodyStart + gap, text: '' }];
  }
  yield edits;
}

function editsWithin(text: string, range: Range, changes: readonly Change[], lineBreak: string): TextEdit[] {
  const yaml = text.slice(range.start, range.end);
  const { entries } = readFrontMatter(yaml, range.start);
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const [name, value] of changes) {
    const entry = entries.find(({ key }) => key === name);
    if (!entry && value !== null) added.push(lineOf(name, value) + lineBreak);
    if (!entry) continue;
    const edit = value === null ? removal(yaml, entry) : replacement(yaml, entry, value, lineBreak);
    edits.push({ start: range.start + edit.start, end: range.start + edit.end, text: edit.text });
  }
  edits.sort((a, b) => a.start - b.start);
  const gap = yaml === '' || yaml.endsWith('\n') ? '' : lineBreak;
  if (added.length > 0) edits.push(insertion(range.end, gap + added.join('')));
  return edits;
}

/** The line goes as a whole, unless a comment stands on it: that stays, behind the name. */
function removal(yaml: string, entry: Entry): TextEdit {
  const start = yaml.lastIndexOf('\n', entry.start) + 1;
  const next = yaml.indexOf('\n', entry.end);
  const end = next < 0 ? yaml.length : next + 1;
  const { value } = entry;
  const hasComment = /(?:^|\s)#/.test(withoutValue(yaml, entry, end));
  if (!hasComment || !value) return { start, end, text: '' };
  return { start: value.start, end: value.end, text: '' };
}

/** What stands around a value from the end of its name on. */
function withoutValue(yaml: string, { keyRange, value }: Entry, end: number): string {
  if (!value) return '';
  const inside = value.kind === 'list' ? yaml.slice(value.start, value.end) : '';
  return `${yaml.slice(keyRange.end, value.start)} ${/\s#.*/.exec(inside)?.[0] ?? ''}${yaml.slice(value.end, end)}`;
}

function replacement(yaml: string, entry: Entry, value: AttributeValue, lineBreak: string): TextEdit {
  const old = entry.value;
  if (!old) {
    const colon = yaml.indexOf(':', entry.keyRange.end) + 1;
    const rest = /^[ \t]*(?:~|[nN]ull|NULL)?/.exec(yaml.slice(colon))![0];
    return { start: colon, end: colon + rest.length, text: ` ${written(value)}` };
  }
  if (old.kind === 'list' && Array.isArray(value) && yaml.charAt(old.start) === '-') {
    const items = value as readonly AttributeValue[];
    if (items.length > 0) return { ...rangeOf(old), text: blockList(yaml, old, items, lineBreak) };
  }
  const colon = yaml.indexOf(':', entry.keyRange.end) + 1;
  const between = yaml.slice(colon, old.start);
  const isBelow = /^\s*$/.test(between) && between.includes('\n');
  const sameSign = typeof value === 'string' ? /^["']/.exec(yaml.slice(old.start))?.[0] : undefined;
  const start = isBelow ? colon : old.start;
  return { start, end: old.end, text: `${isBelow ? ' ' : ''}${written(value, sameSign)}` };
}

/** A list with a line for each item stays one; the lines of items that stay keep what stands behind them. */
function blockList(yaml: string, old: List, items: readonly AttributeValue[], lineBreak: string): string {
  const column = old.start - (yaml.lastIndexOf('\n', old.start) + 1);
  const lines = new Map<AttributeValue, string>();
  old.items.forEach((item, index) => {
    const dash = yaml.lastIndexOf('-', item.start - 1);
    const next = old.items[index + 1];
    const rest = yaml.slice(dash, next ? yaml.lastIndexOf('-', next.start - 1) : old.end);
    const value = attributeValue(item) as AttributeValue;
    if (!lines.has(value)) lines.set(value, rest.trimEnd());
  });
  const indent = lineBreak + ' '.repeat(column);
  return items.map((item) => lines.get(item) ?? `- ${written(item)}`).join(indent);
}

function lineOf(name: string, value: AttributeValue): string {
  return `${written(name)}: ${written(value)}`;
}

/** A value as YAML writes it, on one line; a text with the sign of quotation that it had. */
function written(value: AttributeValue, sign?: string): string {
  if (typeof value === 'object' && value !== null) {
    return `[${value.map((item) => inList(written(item as AttributeValue))).join(', ')}]`;
  }
  const isBlock = typeof value === 'string' && /[\n\r]|^(?:---|\.\.\.)/.test(value);
  const type = sign === "'" ? 'QUOTE_SINGLE' : sign === '"' || isBlock ? 'QUOTE_DOUBLE' : 'PLAIN';
  return stringify(value, { lineWidth: 0, defaultStringType: type, defaultKeyType: 'PLAIN' }).trimEnd();
}

/** Commas and brackets end an item between brackets. */
function inList(item: string): string {
  return /^["']/.test(item) || !/[,[\]{}]/.test(item) ? item : JSON.stringify(item);
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** The new text states the attributes so, and every other attribute, and all that follows, is as before. */
function isRight(before: string, after: string, changes: AttributeChanges, rules: AttributeRules): boolean {
  const [old, now] = [before, after].map((text) => read(text, rules));
  const isSet = Object.entries(changes).every(([name, value]) => same(now!.attributes.get(name), value));
  return isSet && factsOf(old!, changes) === factsOf(now!, changes);
}

function same(stated: AttributeValue | undefined, wanted: AttributeValue): boolean {
  return JSON.stringify(stated ?? null) === JSON.stringify(wanted);
}

function read(text: string, attributes: AttributeRules): Document {
  const nobody = { ignoreClasses: new Set<string>(), speakers: new Map(), participants: new Map() };
  return readDocument('', text, '', { attributes, names: new Names(), ...nobody });
}

function factsOf({ attributes, scan, problems }: Document, changes: AttributeChanges): string {
  const others = [...attributes].filter(([name]) => !Object.hasOwn(changes, name));
  // Who speaks depends on who is listed.
  const isListed = Object.hasOwn(changes, 'participants') || Object.hasOwn(changes, 'participant');
  const turns = isListed ? [] : [scan.words, scan.turnCount];
  const faults = problems.filter(({ rule }) => rule !== 'coding-value').length;
  return JSON.stringify([others, turns, scan.markCount, faults]);
}
