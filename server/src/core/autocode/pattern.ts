import { RegExpSyntaxError, RegExpValidator } from '@eslint-community/regexpp';

/** What to search for. */
export interface Pattern {
  readonly text: string;
  /** A regular expression as JavaScript reads it with the flag `u`; else the text as it is. */
  readonly regex?: boolean;
  readonly matchCase?: boolean;
  /** Only where no letter or digit stands before or behind. */
  readonly wholeWord?: boolean;
}

/** A pattern that an engine can run. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** Takes time in proportion to the text, whatever the text: needs no watch. */
  readonly isSafe: boolean;
}

/** Why a pattern is none, and where in its text. */
export interface WrongPattern {
  readonly wrong: string;
  readonly at: number;
}

/** What a pattern searches for, in terms of a regular expression. */
export function expressionOf(pattern: Pattern): Expression | WrongPattern {
  const { text, regex = false, matchCase = false, wholeWord = false } = pattern;
  if (text.trim() === '') return { wrong: 'Write what to search for.', at: 0 };
  const wrong = regex ? faultIn(text) : undefined;
  if (wrong) return wrong;
  const source = regex ? text : literal(text);
  return {
    source: wholeWord ? String.raw`(?<![\p{L}\p{N}\p{M}_])(?:${source})(?![\p{L}\p{N}\p{M}_])` : source,
    flags: matchCase ? 'gu' : 'giu',
    isSafe: !regex,
  };
}

function faultIn(text: string): WrongPattern | undefined {
  try {
    new RegExpValidator({ ecmaVersion: 2024 }).validatePattern(text, 0, text.length, { unicode: true });
    new RegExp(text, 'u');
    return undefined;
  } catch (error) {
    const at = error instanceof RegExpSyntaxError ? error.index : 0;
    const reason = (error as Error).message.replace(/^.*: /s, '');
    return { wrong: `The regular expression is wrong at character ${at + 1}: ${reason}.`, at };
  }
}

/**
 * A text as people type it finds itself however it was typeset: over line breaks and emphasis, with straight or curly
 * quotes, accents in one character or two.
 */
function literal(text: string): string {
  const forms = new Set([text.trim().normalize('NFC'), text.trim().normalize('NFD')]);
  return Array.from(forms, (form) => form.split(/\s+/).map(word).join(GAP)).join('|');
}

/** White space, and what Markdown puts beside it: emphasis, the sign of a quote. Without choices, so without delay. */
const GAP = String.raw`[*_]*\s[\s>]*[*_]*`;

function word(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replace(/['\u2018\u2019\u02bc]/g, String.raw`['\u2018\u2019\u02bc]`)
    .replace(/["\u201c\u201d\u201e]/g, String.raw`["\u201c\u201d\u201e]`);
}
