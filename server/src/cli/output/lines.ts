import stringWidth from 'string-width';
import type { Io } from '../io.js';
import type { Style } from './style.js';

/** Places of a line of output; 100 where there is no terminal to ask. */
export function widthOf({ stdout, env }: Io): number {
  return stdout.columns ?? (Number(env['COLUMNS']) || 100);
}

/** Warnings for people, each marked and wrapped, with a blank line behind the last. */
export function warningLines(warnings: readonly string[], width: number, style: Style): string[] {
  const lines = warnings.flatMap((warning) => {
    const [first = '', ...rest] = wrap(warning, width - 2);
    return [`${style.yellow('!')} ${first}`, ...rest.map((line) => `  ${line}`)];
  });
  return lines.length > 0 ? [...lines, ''] : [];
}

/** Text in lines of at most `width` places, broken at blanks; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
