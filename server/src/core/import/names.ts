import type { Link, Nodes, PhrasingContent, RootContent, Text } from 'mdast';
import { isStock } from './evidence.js';

/** A label as the notation can write it in bold: without its signs, and not too long. */
export function labelText(name: string): string {
  const plain = name.replace(/[*_[\]{}`<>\\\n]+/g, ' ').replace(/\s+/g, ' ');
  return plain
    .slice(0, 44)
    .replace(/[\s:]+$/, '')
    .trim();
}

/** Puts pseudonyms for names, where these stand as whole words: “Ana” in “Ana’s” and “Ana,”, not in “Anabel”. */
export function replacer(names: ReadonlyMap<string, string>): (text: string) => string {
  const known = renamed(names);
  const words = wholeWords([...known.keys()], 'gu');
  return words ? (text) => text.replace(words, (name) => pseudonym(known, name)) : (text) => text;
}

/** The same blocks with pseudonyms for names, also where a name is partly in bold; links that tell a name are dropped. */
export function withPseudonyms(
  nodes: readonly RootContent[],
  names: ReadonlyMap<string, string>,
): RootContent[] {
  const known = renamed(names);
  const words = wholeWords([...known.keys()], 'gu');
  if (!words) return [...nodes];
  // Trees of Markdown are plain data.
  const copy = JSON.parse(JSON.stringify(nodes)) as RootContent[];
  const inAddress = wholeWords([...known.keys()], 'iu')!;
  for (const node of copy) dropLinks(node, inAddress);
  for (const texts of copy.flatMap(runsOf)) replaceAcross(texts, words, known);
  return copy;
}

/** Lines (from 1) in which a name that has a pseudonym still stands, in whatever capitals. */
export function linesWithNames(text: string, names: ReadonlyMap<string, string>): number[] {
  const people = [...renamed(names).keys()].filter((name) => !isStock(name));
  const words = wholeWords(people, 'iu');
  if (!words) return [];
  // A label is one of those that are written, and may be a word of a name.
  return text.split('\n').flatMap((line, index) => (words.test(line) ? [index + 1] : []));
}

/** Names that stand in a text as whole words. */
export function namesIn(text: string, names: readonly string[]): string[] {
  return names.filter((name) => wholeWords([name.normalize('NFC')], 'u')?.test(text) === true);
}

function renamed(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...names]
      .map(([name, other]) => [name.normalize('NFC').trim(), other] as const)
      .filter(([name, other]) => name !== '' && other !== '' && name !== other),
  );
}

/** Finds any of the names, the longest first, with any space between their words. */
function wholeWords(names: readonly string[], flags: string): RegExp | undefined {
  if (names.length === 0) return undefined;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, flags);
}

function pseudonym(known: ReadonlyMap<string, string>, found: string): string {
  const plain = found.replace(/\s+/g, ' ');
  for (const [name, other] of known) if (name.replace(/\s+/g, ' ') === plain) return other;
  return found;
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** The texts that are read one behind the other, a list for each paragraph, heading or cell. */
function runsOf(node: Nodes): Text[][] {
  if (!('children' in node)) return [];
  const isPhrasing = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell';
  if (isPhrasing) return [node.children.flatMap(textsOf)];
  return node.children.flatMap(runsOf);
}

function textsOf(node: PhrasingContent): Text[] {
  if (node.type === 'text') return [node];
  // The break stays where it is; a name may go on behind it.
  if (node.type === 'break') return [{ type: 'text', value: '\n' }];
  return 'children' in node ? node.children.flatMap(textsOf) : [];
}

/** The pseudonym stands where the name began; what was left of the name in other texts goes. */
function replaceAcross(texts: readonly Text[], words: RegExp, known: ReadonlyMap<string, string>): void {
  const whole = texts.map(({ value }) => value).join('');
  const found = [...whole.matchAll(words)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    by: pseudonym(known, match[0]),
  }));
  let at = 0;
  for (const text of texts) {
    const [start, end] = [at, at + text.value.length];
    at = end;
    const meets = found.filter((one) => one.start < end && one.end > start);
    let value = '';
    let from = start;
    for (const one of meets) {
      value += whole.slice(from, Math.max(from, one.start));
      if (one.start >= start) value += one.by;
      from = Math.min(end, one.end);
    }
    text.value = value + whole.slice(from, end);
  }
}

function dropLinks(node: Nodes, names: RegExp): void {
  if (!('children' in node)) return;
  for (const child of node.children) dropLinks(child, names);
  const children = node.children as RootContent[];
  (node as { children: RootContent[] }).children = children.flatMap((child) =>
    child.type === 'link' && tells(child, names) ? child.children : [child],
  );
}

/** `mailto:maria.lopez@…` tells a name as well as the words do. */
function tells({ url }: Link, names: RegExp): boolean {
  let plain = url;
  try {
    plain = decodeURIComponent(url);
  } catch {
    // As it is written, then.
  }
  return names.test(plain.replace(/[._+/@?&=:-]+/g, ' '));
}
