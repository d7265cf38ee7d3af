import type { RootContent } from 'mdast';
import { eachText } from './phrasing.js';

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
  const wanted = [...names].filter(([name, other]) => name.trim() !== '' && other !== '' && name !== other);
  if (wanted.length === 0) return (text) => text;
  const known = new Map(wanted);
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const words = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{M}\\p{N}])`,
    'gu',
  );
  return (text) => text.replace(words, (name) => known.get(name) ?? name);
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** The same blocks with every text put through `change`. */
export function withTexts(nodes: readonly RootContent[], change: (text: string) => string): RootContent[] {
  // Trees of Markdown are plain data.
  const copy = JSON.parse(JSON.stringify(nodes)) as RootContent[];
  for (const node of copy) eachText(node, (text) => (text.value = change(text.value)));
  return copy;
}
