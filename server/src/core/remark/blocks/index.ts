import type { Construct, State } from 'micromark-util-types';
import { codes } from 'micromark-util-symbol';
import { markdownLineEnding } from 'micromark-util-character';
import { readBlocks } from './blocks.js';
import { Line, SourceLine } from './line.js';
import { EventWriter } from './writer.js';

/**
 * All blocks of a document. Takes every line, and turns them into blocks when it has them all: whether a fence is
 * one, where a quote ends and what a list item holds can only be said with the following lines at hand.
 */
export const blocks: Construct = {
  name: 'blocks',
  tokenize(effects, ok) {
    const lines: SourceLine[] = [];
    const startLine: State = (code) => {
      lines.push(new SourceLine(this));
      return inLine(code);
    };
    const inLine: State = (code) => {
      const line = lines.at(-1)!;
      line.add(code, this);
      if (code === codes.eof) {
        line.next = this.now();
        effects.exit('chunkDocument')._lines = lines;
        return ok(code);
      }
      effects.consume(code);
      if (markdownLineEnding(code)) {
        line.next = this.now();
        return startLine;
      }
      return inLine;
    };
    return (code) => {
      effects.enter('chunkDocument');
      return startLine(code);
    };
  },
  resolve(events, context) {
    const lines = events.at(-1)![1]._lines!;
    const writer = new EventWriter(context);
    readBlocks({
      writer,
      readBlocks,
      end: lines.at(-1)!.next.offset,
      lines: lines.map((line) => new Line(line, 0)),
      at: 0,
      inList: false,
      divs: 0,
      depth: 0,
    });
    return writer.events;
  },
};
