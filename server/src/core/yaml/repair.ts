import { visit } from 'yaml';
import type { Document as YamlDocument, YAMLError } from 'yaml';
import { faultOf, isMergeMarker } from './explain.js';
import { lineEnd, lineStart } from './lines.js';
import type { YamlFault } from './types.js';

/** Errors after which the parser has read on as the author meant it. */
export function isHarmless(error: YAMLError): boolean {
  const local = ['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS', 'BAD_DIRECTIVE'];
  return local.includes(error.code) || /flow/i.test(error.message);
}

export interface Repair {
  readonly text: string;
  readonly fault: YamlFault;
}

/** The text without what breaks it, every other offset unchanged. */
export function repair(text: string, document: YamlDocument.Parsed, error: YAMLError): Repair {
  if (error.code === 'TAB_AS_INDENT') {
    const spaced = text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => ' '.repeat(indent.length));
    return { text: spaced, fault: faultOf(text, error) };
  }
  const quote = runawayQuote(text, document, error);
  if (quote !== undefined) {
    const end = lineEnd(text, quote);
    const message = 'A quotation mark opens here and is not closed where it should be.';
    return { text: blank(text, quote, end), fault: { start: quote, end, message } };
  }
  return { text: withoutBlock(text, error.pos[0]), fault: faultOf(text, error) };
}

/**
 * The text without the line of an offset and the lines indented below it.
 * @param filler `#` makes them comments: the parser takes no more than 1,024 spaces before a key
 */
export function withoutBlock(text: string, offset: number, filler: ' ' | '#' = ' '): string {
  const start = lineStart(text, offset);
  return blank(text, start, blockEnd(text, start), filler);
}

/** Where a quoted text opens that swallows lines which look like fields: it lacks its closing mark. */
function runawayQuote(text: string, document: YamlDocument.Parsed, error: YAMLError): number | undefined {
  const unclosed = error.message.startsWith('Missing closing');
  let found: number | undefined;
  visit(document, {
    Scalar(_key, node) {
      if (node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') return undefined;
      const [start, end] = node.range ?? [0, 0];
      const swallows = /\n[ \t]*(?:- +)?[\p{L}_][\p{L}\p{N}_-]*:(?:[ \r\n]|$)/u.test(text.slice(start, end));
      if (!swallows && !(unclosed && end >= error.pos[0])) return undefined;
      found = start;
      return visit.BREAK;
    },
  });
  return found;
}

/** The end of a line and of the lines below it that are indented deeper. */
function blockEnd(text: string, start: number): number {
  const indent = indentation(text, start);
  let end = lineEnd(text, start);
  if (isMergeMarker(text.slice(start, end))) return end;
  for (let next = end + 1; next < text.length; next = lineEnd(text, next) + 1) {
    const isBlank = text.slice(next, lineEnd(text, next)).trim() === '';
    if (!isBlank && indentation(text, next) <= indent) break;
    end = lineEnd(text, next);
  }
  return end;
}

function indentation(text: string, start: number): number {
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - start;
}

function blank(text: string, start: number, end: number, filler = ' '): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, filler) + text.slice(end);
}
