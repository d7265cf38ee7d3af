import type { Closeness, Query, QueryProblem, ReadQuery } from './types.js';

const UNITS = ['sentence', 'paragraph', 'turn', 'section', 'document'] as const;
/** Parentheses deeper than this are a slip, and would exhaust the stack. */
const DEEPEST = 100;

interface Token {
  readonly kind: 'word' | 'quoted' | '(' | ')' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `a and not (b or "Loose coupling") near/20 c`. Of the operators `near` binds closest, then `and`, then `or`;
 * upper and lower case are one. Never throws.
 */
export function parseQuery(text: string): ReadQuery {
  const parser = new Parser(text);
  const query = parser.read();
  return parser.problem ? { problem: parser.problem } : { query };
}

class Parser {
  problem: QueryProblem | undefined;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  read(): Query {
    const query = this.#or();
    const rest = this.#peek();
    if (rest.kind === ')') this.#fail(rest, 'This parenthesis closes none.');
    else if (rest.kind !== 'end') {
      this.#fail(rest, 'Put “and”, “or” or “near” before this; a name with spaces stands in "quotes".');
    }
    return query;
  }

  #or(): Query {
    return this.#chain('or', () => this.#and());
  }

  #and(): Query {
    return this.#chain('and', () => this.#near());
  }

  #chain(kind: 'and' | 'or', part: () => Query): Query {
    const parts = [part()];
    while (this.#take(kind)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }

  #near(): Query {
    let of = this.#unary();
    for (;;) {
      const not = this.#isWord('not') && nearOf(this.#tokens[this.#next + 1]!) !== undefined;
      const token = this.#tokens[this.#next + (not ? 1 : 0)]!;
      const measure = nearOf(token);
      if (measure === undefined) return of;
      this.#next += not ? 2 : 1;
      const within = closeness(measure);
      if (!within)
        this.#fail(
          token,
          `Write how close: near/20 (words), ${UNITS.map((unit) => `near/${unit}`).join(', ')}.`,
        );
      of = { kind: not ? 'not-near' : 'near', of, to: this.#unary(), within: within ?? { unit: 'turn' } };
    }
  }

  #unary(): Query {
    const token = this.#peek();
    if (++this.#depth > DEEPEST) return this.#fail(token, 'This is nested too deep.');
    const query = this.#take('not') ? negated(this.#unary()) : this.#primary();
    this.#depth--;
    return query;
  }

  #primary(): Query {
    const token = this.#peek();
    if (token.kind === '(') {
      this.#next++;
      const inside = this.#or();
      if (this.#peek().kind === ')') this.#next++;
      else this.#fail(token, 'This parenthesis is not closed.');
      return inside;
    }
    if (token.kind === 'quoted' || (token.kind === 'word' && !isOperator(token))) {
      this.#next++;
      const unclosed = token.kind === 'quoted' && token.end - token.start < token.text.length + 2;
      if (unclosed) this.#fail(token, 'This quotation mark is not closed.');
      return { kind: 'code', code: token.text, start: token.start, end: token.end };
    }
    return this.#fail(
      token,
      token.kind === 'end' ? 'A code is missing here.' : 'A code is missing before this.',
    );
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #take(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#next++;
    return found;
  }

  /** The first thing wrong is told; what is read behind it means nothing. */
  #fail({ start, end }: Token, message: string): Query {
    this.problem ??= { start, end, message };
    return { kind: 'or', parts: [] };
  }
}

function negated(query: Query): Query {
  return query.kind === 'not' ? query.of : { kind: 'not', of: query };
}

function isOperator(token: Token): boolean {
  return ['and', 'or', 'not'].includes(token.text.toLowerCase()) || nearOf(token) !== undefined;
}

/** What stands behind `near`: nothing, or `/20`; undefined for another word. */
function nearOf({ kind, text }: Token): string | undefined {
  return kind === 'word' ? /^near(\/.*)?$/i.exec(text)?.[0].slice('near'.length) : undefined;
}

function closeness(measure: string): Closeness | undefined {
  if (measure === '') return { unit: 'turn' };
  const unit = UNITS.find((each) => `/${each}` === measure.toLowerCase());
  if (unit) return { unit };
  return /^\/\d{1,6}$/.test(measure) ? { words: Number(measure.slice(1)) } : undefined;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/"([^"]*)"?|[()]|[^\s()"]+/g)) {
    const [all, quoted] = match;
    const start = match.index;
    const end = start + all.length;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, start, end });
    else if (all === '(' || all === ')') tokens.push({ kind: all, text: all, start, end });
    else tokens.push({ kind: 'word', text: all, start, end });
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}
