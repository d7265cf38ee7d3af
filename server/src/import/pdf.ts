import { getDocumentProxy } from 'unpdf';
import { readPlain } from '../core/import/index.js';
import { lineOf } from '../core/import/plain.js';
import type { Reading } from '../core/import/types.js';
import { paragraphsOf, type PdfLine } from './pdfLines.js';
import { firstLine, Unreadable } from './unreadable.js';

const MOST_PAGES = 2000;

/** The text layer of a PDF. It says where words stand, not what is a paragraph: that is told by the lines. @throws Unreadable */
export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const pages = await linesOf(bytes);
  if (!pages.some((lines) => lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text)))) {
    throw new Unreadable(
      'has no text, only pictures of pages: it was scanned. Run text recognition (OCR) on it first, or import what it was made from',
    );
  }
  const { paragraphs, omitted, notes } = paragraphsOf(pages);
  const pieces = paragraphs.flatMap((text) => readPlain(text).pieces);
  return { pieces: pieces.length > 0 ? pieces : [lineOf('')], omitted, notes };
}

/** The lines of each page, in the order in which they were put on it. */
async function linesOf(bytes: Uint8Array): Promise<PdfLine[][]> {
  try {
    // A copy: the reader takes the bytes away.
    const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0, isEvalSupported: false });
    if (pdf.numPages > MOST_PAGES) throw new Unreadable(`has more than ${MOST_PAGES} pages. Split it`);
    const pages: PdfLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(asLines(items.filter((item) => 'str' in item)));
      page.cleanup();
    }
    return pages;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new Unreadable(
      isLocked
        ? 'is protected by a password. Save it without one'
        : `is no PDF, or is cut short or damaged (${firstLine(error)}). Import what it was made from`,
    );
  }
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Pieces of text at one height are a line; a gap between two of them is a space. */
function asLines(items: readonly Item[]): PdfLine[] {
  const lines: { text: string; left: number; right: number; y: number; height: number }[] = [];
  for (const { str, transform, width, height } of items) {
    if (str === '') continue;
    const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
    const line = lines.at(-1);
    const size = height || line?.height || 10;
    if (!line || Math.abs(line.y - y) > size / 2 || x < line.left) {
      if (str.trim() !== '') lines.push({ text: str, left: x, right: x + width, y, height: size });
      continue;
    }
    const gap = x - line.right > size / 6 && !/\s$/.test(line.text) && !/^\s/.test(str);
    line.text += gap ? ` ${str}` : str;
    line.right = Math.max(line.right, x + width);
  }
  return lines;
}
