/** Deeper than any codebook or front matter; far less than what exhausts the parser's stack. */
export const MAX_DEPTH = 100;

/**
 * The first line at which entries may be nested deeper than the parser can bear, else undefined. An upper bound
 * from brackets, indentation and indicators alone: a parser at the end of its stack can take the process along.
 */
export function tooDeepAt(text: string): number | undefined {
  const outer: { indent: number; depth: number }[] = [];
  let brackets = 0;
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    if (/^\s*(#|$)/.test(line)) continue; // among them what was taken out for being too deep
    const indent = line.search(/[^ ]|$/);
    while (outer.length > 0 && outer.at(-1)!.indent >= indent) outer.pop();
    const depth = (outer.at(-1)?.depth ?? 0) + 1 + (line.match(/[-?:](?=[ \t\r]|$)/g)?.length ?? 0);
    outer.push({ indent, depth });
    let highest = brackets;
    for (const [bracket] of line.matchAll(/[[{}\]]/g)) {
      brackets = Math.max(0, brackets + (bracket === '[' || bracket === '{' ? 1 : -1));
      highest = Math.max(highest, brackets);
    }
    // Each level of a map counts twice: as a line and as a colon, or as a brace and as a colon.
    if (depth + highest > 2 * MAX_DEPTH) return index;
  }
  return undefined;
}
