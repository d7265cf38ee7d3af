import type { Code, Construct, Effects, State, TokenType } from 'micromark-util-types';
import { codes } from 'micromark-util-symbol';
import { markdownLineEnding } from 'micromark-util-character';

/**
 * A piece of grammar: given where to go when it matches and when it does not, a micromark state.
 * Pandoc's grammar is written in such pieces nearly as it stands in Pandoc's own reader; the same piece runs inside
 * micromark and, through `match`, over a plain string.
 */
export type Step = (effects: Effects, ok: State, nok: State) => State;

/** One character. Line endings are `eol`'s. */
export function char(test: (code: number) => boolean): Step {
  return (effects, ok, nok) => (code) => {
    if (code === null || markdownLineEnding(code) || !test(code)) return nok(code);
    effects.consume(code);
    return ok;
  };
}

/** Any number of characters, none included. */
export function chars(test: (code: number) => boolean): Step {
  return (effects, ok) => {
    const more: State = (code) => {
      if (code === null || markdownLineEnding(code) || !test(code)) return ok(code);
      effects.consume(code);
      return more;
    };
    return more;
  };
}

export function literal(text: string): Step {
  return seq(...Array.from(text, (_, index) => char((code) => code === text.charCodeAt(index))));
}

/** A line ending, in a token of its own: by these micromark finds its way back from a text to the lines it lies on. */
export const eol: Step = (effects, ok, nok) => (code) => {
  if (!markdownLineEnding(code)) return nok(code);
  effects.enter('lineEnding');
  effects.consume(code);
  effects.exit('lineEnding');
  return ok;
};

export const end: Step = (_, ok, nok) => (code) => (code === codes.eof ? ok(code) : nok(code));

export function seq(...steps: readonly Step[]): Step {
  return (effects, ok, nok) => steps.reduceRight((next, step) => step(effects, next, nok), ok);
}

/** The first that matches; what a failed one consumed is given back. */
export function first(...steps: readonly Step[]): Step {
  return (effects, ok, nok) =>
    steps.reduceRight<State>((next, step) => (code) => effects.attempt(construct(step), ok, next)(code), nok);
}

export function optional(step: Step): Step {
  return (effects, ok) => (code) => effects.attempt(construct(step), ok, ok)(code);
}

/** As often as it matches. The step must consume something. */
export function repeat(step: Step): Step {
  return (effects, ok) => {
    const more: State = (code) => effects.attempt(construct(step), more, ok)(code);
    return more;
  };
}

/** Matches where the step does not, and consumes nothing. */
export function not(step: Step): Step {
  return (effects, ok, nok) => (code) => effects.check(construct(step), nok, ok)(code);
}

export function token(type: TokenType, step: Step): Step {
  return (effects, ok, nok) => (code) => {
    effects.enter(type);
    const exit: State = (next) => {
      effects.exit(type);
      return ok(next);
    };
    return step(effects, exit, nok)(code);
  };
}

export function construct(step: Step): Construct {
  return { partial: true, tokenize: (effects, ok, nok) => step(effects, ok, nok) };
}

/**
 * Runs a step over a string, as micromark would over its chunks.
 * @returns the offset where it ends, or -1 where it does not match at `from`.
 */
export function match(step: Step, text: string, from: number): number {
  let at = from;
  let outcome = -1;
  const done: State = () => {
    outcome = at;
    return undefined;
  };
  const effects = {
    consume: () => at++,
    enter: () => ({}),
    exit: () => ({}),
    attempt: trial(false),
    check: trial(true),
  } as unknown as Effects;
  let state: State | undefined = step(effects, done, () => undefined);
  while (state) state = state(codeAt(text, at));
  return outcome;

  function trial(restores: boolean) {
    return (piece: Construct, ok: State, nok: State): State =>
      (code) => {
        const start = at;
        const succeed: State = () => {
          if (restores) at = start;
          return ok;
        };
        const fail: State = () => {
          at = start;
          return nok;
        };
        return piece.tokenize.call(undefined as never, effects, succeed, fail)(code);
      };
  }
}

function codeAt(text: string, at: number): Code {
  if (at >= text.length) return codes.eof;
  return text[at] === '\n' ? codes.lineFeed : text.charCodeAt(at);
}
