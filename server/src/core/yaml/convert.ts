import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { Alias, Document as YamlDocument, Node } from 'yaml';
import type { Range } from '../problem.js';
import type { Entry, Scalar, Value, YamlFault } from './types.js';

/** Turns the parser's nodes into plain values. Each node once, so that aliases of aliases cost nothing. */
export class Converter {
  readonly faults: YamlFault[] = [];
  readonly #text: string;
  readonly #document: YamlDocument.Parsed;
  readonly #done = new Map<Node, Value | undefined>();
  #anchors: Map<string, { start: number; node: Node }[]> | undefined;

  constructor(text: string, document: YamlDocument.Parsed) {
    this.#text = text;
    this.#document = document;
  }

  convert(node: Node | null | undefined): Value | undefined {
    if (!node) return undefined;
    if (isAlias(node)) return this.#follow(node);
    const known = this.#done.get(node);
    if (known || this.#done.has(node)) return known;
    const range = this.#range(node);
    this.#done.set(node, undefined); // until it is known: an alias inside its own anchor leads to nothing
    const value = this.#plain(node, range);
    this.#done.set(node, value);
    return value;
  }

  #plain(node: Node, range: Range): Value | undefined {
    if (isMap(node)) {
      const entries = node.items.flatMap((pair) => this.#entry(pair.key as Node, pair.value as Node));
      return { kind: 'map', entries, ...range };
    }
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => {
        const empty: Scalar = { kind: 'scalar', value: null, text: '', start: range.end, end: range.end };
        return this.convert(item as Node) ?? empty;
      });
      return { kind: 'list', items, ...range };
    }
    if (!isScalar(node)) return undefined;
    const { value, source } = node;
    const text = node.type === 'PLAIN' && source !== undefined ? source : String(value);
    if (value === null) return undefined;
    const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return { kind: 'scalar', value: simple ? value : text, text, ...range };
  }

  #entry(key: Node | null, value: Node | null): Entry[] {
    if (!isScalar(key) || !key.range) {
      const range = key ? this.#range(key) : { start: 0, end: 0 };
      if (key)
        this.faults.push({ ...range, message: 'The name of a field must be a word, not a list or a map.' });
      return [];
    }
    const [start, end] = key.range;
    const quoted = key.type !== 'PLAIN' && end - start >= 2 ? 1 : 0;
    const keyRange = { start: start + quoted, end: end - quoted };
    const text = quoted ? String(key.value) : (key.source ?? String(key.value));
    const converted = this.convert(value);
    // Of an empty value the parser says the place where one might stand, perhaps below a comment.
    const written = value?.range && value.range[1] > value.range[0];
    const last = written ? this.#range(value).end : end;
    return [{ key: text, keyRange, value: converted, start, end: Math.max(end, last) }];
  }

  #follow(alias: Alias): Value | undefined {
    const range = this.#range(alias);
    const target = this.#anchored(alias.source, range.start);
    if (!target) {
      const message = `\`*${alias.source}\` refers to an anchor that is not there. A text that begins with * must stand in quotes.`;
      this.faults.push({ ...range, message });
      return undefined;
    }
    return this.convert(target);
  }

  /** The node of an anchor as it stands before `offset`: a later anchor of the same name replaces an earlier. */
  #anchored(name: string, offset: number): Node | undefined {
    if (!this.#anchors) {
      const anchors = new Map<string, { start: number; node: Node }[]>();
      visit(this.#document, {
        Value(_key, node) {
          if (node.anchor === undefined) return;
          const list = anchors.get(node.anchor) ?? [];
          anchors.set(node.anchor, list);
          list.push({ start: node.range?.[0] ?? 0, node });
        },
      });
      this.#anchors = anchors;
    }
    return this.#anchors.get(name)?.findLast(({ start }) => start < offset)?.node;
  }

  #range(node: Node): Range {
    const [start, end] = node.range ?? [0, 0, 0];
    let last = Math.max(start, end);
    while (last > start && /[ \t\r\n]/.test(this.#text.charAt(last - 1))) last--;
    return { start, end: last };
  }
}
