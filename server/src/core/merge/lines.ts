/** A stretch of a merged text: what both sides agree on, or what each side has where they do not. */
export type Chunk = string | { readonly ours: string; readonly theirs: string };

/**
 * Merges three texts by lines, as git does: handed in, so that the text of a merged document is git's own.
 * Neighbouring strings make one text.
 */
export type MergeLines = (base: string, ours: string, theirs: string) => readonly Chunk[];

/** How conflicts are written. */
export interface Markers {
  /** Signs a marker line begins with; git's attribute `conflict-marker-size`. */
  readonly size: number;
}

/** The marker lines of a conflict, in git's own form. */
export function markerLines({ size }: Markers, lineBreak: string): [string, string, string] {
  return [
    `${'<'.repeat(size)} ours${lineBreak}`,
    `${'='.repeat(size)}${lineBreak}`,
    `${'>'.repeat(size)} theirs${lineBreak}`,
  ];
}

/** A merged text with its conflicts written out. */
export function written(chunks: readonly Chunk[], markers: Markers): string {
  return chunks
    .map((chunk) => {
      if (typeof chunk === 'string') return chunk;
      const [open, middle, close] = markerLines(markers, lineBreakOf(chunk.ours + chunk.theirs));
      return `${open}${chunk.ours}${middle}${chunk.theirs}${close}`;
    })
    .join('');
}

export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

export function isConflict(chunk: Chunk): chunk is Exclude<Chunk, string> {
  return typeof chunk !== 'string';
}

/** The lines of a text, each with its line break. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
