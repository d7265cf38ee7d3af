import type { Line } from './line.js';
import type { BlockParser, Reader } from './reader.js';

/** Lines that begin with `|` stay lines; those that begin with a space continue the one before. */
export const lineBlock: BlockParser = (reader) => {
  const { lines, writer } = reader;
  const begins = (line: Line | undefined): boolean =>
    line !== undefined && /^\|(?: *$| +[^ ])/.test(line.text);
  if (!begins(lines[reader.at])) return false;
  const token = writer.enter('lineBlock', lines[reader.at]!.point(0));
  let last = lines[reader.at]!;
  while (begins(lines[reader.at])) {
    const pieces = [lines[reader.at]!];
    for (let next = reader.at + 1; lines[next]?.text.startsWith(' '); next++) pieces.push(lines[next]!);
    writeLine(reader, pieces);
    last = pieces.at(-1)!;
    reader.at += pieces.length;
  }
  writer.exit(token, last.point(last.text.length));
  return true;
};

function writeLine({ writer }: Reader, lines: readonly Line[]): void {
  const last = lines.at(-1)!;
  const token = writer.enter('lineBlockLine', lines[0]!.point(0));
  writer.text(
    lines.map((line, index) => ({
      line,
      from: index === 0 ? /^\| */.exec(line.text)![0].length : line.indent,
      to: line.text.length,
    })),
  );
  writer.exit(token, last.point(last.text.length));
  writer.ending(last);
}
