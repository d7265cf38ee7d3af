import type { YAMLError } from 'yaml';
import { lineEnd, lineStart } from './lines.js';
import type { YamlFault } from './types.js';

/** An error of the parser, on its first line. */
export function faultOf(text: string, error: YAMLError): YamlFault {
  const from = Math.min(error.pos[0], text.length);
  const line = text.slice(from, lineEnd(text, from));
  const start = error.code === 'TAB_AS_INDENT' ? from : from + line.search(/[^ ]|$/);
  const end = from + line.trimEnd().length;
  return { start, end: Math.max(start, end), message: explain(text, error, start) };
}

/** What the parser found, in the words of somebody who writes YAML but has never read its specification. */
function explain(text: string, error: YAMLError, start: number): string {
  const line = text.slice(lineStart(text, start), lineEnd(text, start));
  if (isMergeMarker(line)) {
    return 'This line was left by an unfinished merge in git. Keep the lines that hold, and delete the markers.';
  }
  if (/flow/i.test(error.message)) {
    return 'A bracket or brace opened above is not closed before this, or a comma is missing.';
  }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab stands at the beginning of this line; YAML takes only spaces there.';
    case 'BAD_INDENT':
      return 'This line does not begin in the same column as its neighbours.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A colon and a space inside a text look like another field. Put the whole text in quotes.';
    case 'MISSING_CHAR':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This line is neither a field (`name: text`) nor part of one; perhaps a colon is missing.';
    case 'BAD_SCALAR_START':
      return `A text that begins with “${text.charAt(start)}” must stand in quotes.`;
    case 'UNEXPECTED_TOKEN':
      return 'Something follows the end of the value. Put the whole text in quotes.';
    case 'MULTIPLE_DOCS':
      return 'A second YAML document begins here. Only what stands above is read.';
    case 'RESOURCE_EXHAUSTION':
      return 'Entries are nested too deep here to be read.';
    default:
      return `YAML cannot read this: ${error.message.split('\n', 1)[0] ?? ''}`;
  }
}

/** `<<<<<<< HEAD` and its like. */
export function isMergeMarker(line: string): boolean {
  return /^(<{7}|={7}|>{7}|\|{7})( |\r?$)/.test(line);
}
