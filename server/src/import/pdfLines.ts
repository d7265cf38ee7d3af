/** A line of a page; lengths in points, `y` from the page's foot. */
export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
}

/** A line that ends so much before the right edge ends its paragraph. */
const SHORT = 0.85;
/** A gap of so many usual ones parts paragraphs. */
const WIDE = 1.35;
/** `P1:`, `Ana Lopez:`, `INT –`: a turn begins. */
const LABEL =
  /^(?:\[[^\]]{1,40}\]|[\p{L}\p{N}][\p{L}\p{N}.’'-]{0,30}(?: [\p{L}\p{N}.’'()-]{1,30}){0,3}\s?:|[\p{Lu}\p{N}]{1,6} [–-])\s/u;

/** Paragraphs from lines, without the heads, feet and numbers of pages. */
export function paragraphsOf(pages: readonly (readonly PdfLine[])[]): {
  readonly paragraphs: string[];
  readonly omitted: string[];
  readonly notes: string[];
} {
  const { kept, dropped } = withoutRunningLines(pages);
  const lines = kept.flat();
  const right = quantile(
    lines.map((line) => line.right),
    0.95,
  );
  const left = quantile(
    lines.map((line) => line.left),
    0.2,
  );
  const gap = quantile(kept.flatMap(gapsOf), 0.5);
  const paragraphs: string[] = [];
  let divided = 0;
  for (const page of kept) {
    for (const [index, line] of page.entries()) {
      const before = page[index - 1] ?? kept[kept.indexOf(page) - 1]?.at(-1);
      const isNext = page[index - 1] === undefined;
      const text = line.text.replace(/\s+/g, ' ').trim();
      const goesOn =
        before !== undefined &&
        paragraphs.length > 0 &&
        before.right - left > (right - left) * SHORT &&
        !LABEL.test(text) &&
        line.left - before.left < line.height &&
        Math.abs(before.height - line.height) < 1 &&
        (isNext ? !/[.!?…:”"]$/.test(before.text.trim()) : before.y - line.y <= gap * WIDE);
      if (!goesOn) paragraphs.push(text);
      else {
        const last = paragraphs.length - 1;
        const isDivided = /\p{Ll}[-\u00AD]$/u.test(paragraphs[last]!) && /^\p{Ll}/u.test(text);
        if (isDivided) divided++;
        paragraphs[last] = isDivided ? paragraphs[last]!.slice(0, -1) + text : `${paragraphs[last]!} ${text}`;
      }
    }
  }
  return {
    paragraphs,
    omitted: dropped > 0 ? [`${dropped} heads, feet or numbers of pages`] : [],
    notes: [
      'a PDF does not say where paragraphs are: they were told by its lines, so read it through',
      ...(divided > 0 ? [`${divided} words that were divided at the end of a line were joined`] : []),
    ],
  };
}

/** The first and the last line of pages, where most pages have the same, numbers aside, or a number alone. */
function withoutRunningLines(pages: readonly (readonly PdfLine[])[]): { kept: PdfLine[][]; dropped: number } {
  const formOf = (line: PdfLine): string => line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim();
  const edgesOf = (page: readonly PdfLine[]): PdfLine[] => {
    const sorted = [...page].sort((a, b) => b.y - a.y);
    return [...new Set([sorted[0], sorted.at(-1)])].filter((line) => line !== undefined);
  };
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const form of new Set(edgesOf(page).map(formOf))) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  let dropped = 0;
  const kept = pages.map((page) => {
    const edges = edgesOf(page);
    return page.filter((line) => {
      if (!edges.includes(line) || page.length < 2) return true;
      const form = formOf(line);
      const runs = pages.length > 2 && counts.get(form)! * 2 > pages.length;
      const isNumber =
        /^(?:page |seite |– ?|- ?)?#(?: ?[–-]| ?(?:of|\/) ?#)?$/i.test(form) && pages.length > 1;
      if (runs || isNumber) dropped++;
      return !runs && !isNumber;
    });
  });
  return { kept, dropped };
}

function gapsOf(lines: readonly PdfLine[]): number[] {
  return lines
    .slice(1)
    .map((line, index) => lines[index]!.y - line.y)
    .filter((gap) => gap > 0);
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
