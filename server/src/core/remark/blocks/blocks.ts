import { fencedCode, indentedCode } from './code.js';
import { definitionList, list, note, quote } from './containers.js';
import { definition } from './definitions.js';
import { div } from './div.js';
import { atxHeading, setextHeading } from './heading.js';
import { html } from './html.js';
import { lineBlock } from './line-block.js';
import { paragraph, rule } from './paragraph.js';
import { isDivEnd, type BlockParser, type Reader } from './reader.js';
import { table } from './table.js';

/** In Pandoc's order: what is earlier wins. */
const PARSERS: readonly BlockParser[] = [
  fencedCode,
  list('bullet'),
  div,
  setextHeading,
  atxHeading,
  html,
  table,
  indentedCode,
  lineBlock,
  quote,
  rule,
  list('ordered'),
  definitionList,
  note,
  definition,
  paragraph,
];

/** Reads to the end of the reader's lines, or, inside a div, to the fence that closes it. */
export function readBlocks(reader: Reader, untilDivEnd = false): void {
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at]!;
    if (untilDivEnd && isDivEnd(line.text)) return;
    if (line.blank) {
      reader.writer.ending(line, 'lineEndingBlank');
      reader.at++;
    } else {
      PARSERS.some((parse) => parse(reader));
    }
  }
}
