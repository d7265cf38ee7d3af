import { schemeOf } from '../counting/scheme.js';
import { rowsOf } from '../segments/list.js';
import { codesOfMark, segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { Spans } from './places.js';
import type { Closeness, Query } from './types.js';
import { unitsIn } from './units.js';

export interface QueryOptions {
  /** A code stands for those below it too. */
  readonly rollup?: boolean;
}

/** Of each segment of a document 1 if it is found, else 0. */
export type Found = Uint8Array;

/**
 * The segments of one document that a query finds. The work grows with the marks and the query, and where the query
 * asks for sentences or paragraphs, with the text.
 * @param text gives what the document was read from; asked only where `needsText`
 */
export function evaluateQuery(
  query: Query,
  study: Study,
  document: Document,
  text: () => string,
  { rollup = false }: QueryOptions = {},
): Found {
  return new Evaluation(study, document, text, rollup).of(query);
}

/** Whether a query can be answered for a document by its marks alone. */
export function needsText(query: Query, document: Document): boolean {
  switch (query.kind) {
    case 'code':
      return false;
    case 'not':
      return needsText(query.of, document);
    case 'and':
    case 'or':
      return query.parts.some((part) => needsText(part, document));
    case 'near':
    case 'not-near':
      return (
        textFor(query.within, document) || needsText(query.of, document) || needsText(query.to, document)
      );
  }
}

function textFor(within: Closeness, { scan }: Document): boolean {
  if ('words' in within) return false;
  if (within.unit === 'turn') return scan.turnCount === 0;
  return within.unit === 'sentence' || within.unit === 'paragraph';
}

class Evaluation {
  readonly #count: number;
  readonly #ofMark: Int32Array;

  constructor(
    private readonly study: Study,
    private readonly document: Document,
    private readonly text: () => string,
    private readonly rollup: boolean,
  ) {
    const { count, ofMark } = segmentsOf(document);
    this.#count = count;
    this.#ofMark = ofMark;
  }

  of(query: Query): Found {
    switch (query.kind) {
      case 'code':
        return this.#withCode(query.code);
      case 'not':
        return without(this.#all(), this.#overlapping(this.of(query.of)));
      case 'or':
        return query.parts.map((part) => this.of(part)).reduce(union, this.#none());
      case 'and':
        return this.#and(query.parts);
      case 'near':
        return both(this.of(query.of), this.#near(this.of(query.to), query.within));
      case 'not-near':
        return without(this.of(query.of), this.#near(this.of(query.to), query.within));
    }
  }

  /** Passages of the first part that is no “not”, which overlap one of every other and none of those behind “not”. */
  #and(parts: readonly Query[]): Found {
    const [first, ...others] = parts.filter(({ kind }) => kind !== 'not');
    let found = first ? this.of(first) : this.#all();
    for (const other of others) found = both(found, this.#overlapping(this.of(other)));
    for (const part of parts) {
      if (part.kind === 'not') found = without(found, this.#overlapping(this.of(part.of)));
    }
    return found;
  }

  #withCode(code: string): Found {
    const rows = rowsOf(this.study, [code], this.rollup);
    const scheme = schemeOf(this.study);
    const found = this.#none();
    this.#ofMark.forEach((segment, mark) => {
      if (segment < 0 || found[segment]) return;
      for (const name of codesOfMark(this.document, mark))
        if (rows.has(scheme.rowOf(name))) found[segment] = 1;
    });
    return found;
  }

  /** Segments that share a place with one of `found`, those themselves included. */
  #overlapping(found: Found): Found {
    const { contentStart, contentEnd } = this.document.scan.columns;
    const spans = this.#spans(found, contentStart, contentEnd);
    // To share a place is more than to touch: one ends behind where the other begins.
    return this.#meeting((mark) => spans.touches(contentStart[mark]! + 1, contentEnd[mark]! - 1));
  }

  #near(found: Found, within: Closeness): Found {
    if ('words' in within) {
      const { wordStart, wordEnd } = this.document.scan.columns;
      const spans = this.#spans(found, wordStart, wordEnd);
      return this.#meeting((mark) =>
        spans.touches(wordStart[mark]! - within.words, wordEnd[mark]! + within.words),
      );
    }
    const { contentStart, contentEnd } = this.document.scan.columns;
    const units = unitsIn(within.unit, this.document, this.text);
    this.#ofMark.forEach((segment, mark) => {
      if (segment >= 0 && found[segment]) units.add(contentStart[mark]!, contentEnd[mark]!);
    });
    units.close();
    return this.#meeting((mark) => units.touches(contentStart[mark]!, contentEnd[mark]!));
  }

  #spans(found: Found, starts: Int32Array, ends: Int32Array): Spans {
    const spans = new Spans();
    this.#ofMark.forEach((segment, mark) => {
      if (segment >= 0 && found[segment]) spans.add(starts[mark]!, ends[mark]!);
    });
    return spans;
  }

  #meeting(meets: (mark: number) => boolean): Found {
    const found = this.#none();
    this.#ofMark.forEach((segment, mark) => {
      if (segment >= 0 && !found[segment] && meets(mark)) found[segment] = 1;
    });
    return found;
  }

  #none(): Found {
    return new Uint8Array(this.#count);
  }

  #all(): Found {
    return this.#none().fill(1);
  }
}

function union(a: Found, b: Found): Found {
  return a.map((each, segment) => each | b[segment]!);
}

function both(a: Found, b: Found): Found {
  return a.map((each, segment) => each & b[segment]!);
}

function without(a: Found, b: Found): Found {
  return a.map((each, segment) => each & ~b[segment]! & 1);
}
