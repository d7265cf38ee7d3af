import { strFromU8, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { readHtml, TITLE } from '../core/import/index.js';
import type { Reading } from '../core/import/types.js';
import { unpack } from './archive.js';
import { firstLine, Unreadable } from './unreadable.js';

/** What Mammoth reads: text and structure. Pictures, fonts and macros stay where they are. */
const NEEDED = /^(\[Content_Types\]\.xml|_rels\/[^/]+\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/;
const MAIN = 'word/document.xml';

/**
 * A Word document. Mammoth gets a copy of the archive that holds its XML alone, whose unpacked size is known to be
 * bounded.
 * @throws Unreadable
 */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
  const { parts, names } = unpack(
    bytes,
    NEEDED,
    'Word document',
    'Open it in Word and save it again as .docx',
  );
  const main = parts[MAIN];
  if (!main) throw new Unreadable(whatElse(names));
  const buffer = Buffer.from(zipSync(parts, { level: 0 }));
  let html: string;
  try {
    const noImage = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));
    const styleMap = [`p[style-name='Title'] => h1.${TITLE}:fresh`];
    const options = { convertImage: noImage, externalFileAccess: false, styleMap };
    html = (await mammoth.convertToHtml({ buffer }, options)).value;
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable('is nested too deep to be read');
    throw new Unreadable(`is damaged: its text cannot be read (${firstLine(error)})`);
  }
  return {
    pieces: readHtml(html),
    omitted: [...omissions(strFromU8(main), parts, names), ...unread(parts, html)],
  };
}

function whatElse(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('xl/'))) return 'is an Excel workbook';
  if (names.some((name) => name.startsWith('ppt/'))) return 'is a PowerPoint file';
  return 'is no Word document: it has no text. Open it in Word and save it again as .docx';
}

/** What the document has that Markdown has no place for, or that was taken out of it by its writers. */
function omissions(
  main: string,
  parts: Readonly<Record<string, Uint8Array>>,
  names: readonly string[],
): string[] {
  const count = (pattern: RegExp, text = main): number => text.match(pattern)?.length ?? 0;
  const xml = (name: string): string => (parts[name] ? strFromU8(parts[name]) : '');
  const headers = names.filter(
    (name) => /^word\/(header|footer)\d*\.xml$/.test(name) && /<w:t[ >]/.test(xml(name)),
  );
  const found: [number, string, string][] = [
    [count(/<(?:w:drawing|w:pict)[ >]/g), 'image or drawing', 'images or drawings'],
    [count(/<w:comment[ >]/g, xml('word/comments.xml')), 'comment', 'comments'],
    [count(/<w:del [^>]*>/g), 'deletion of tracked changes', 'deletions of tracked changes'],
    [count(/<m:oMath[ >]/g), 'equation', 'equations'],
    [count(/<w:object[ >]/g), 'embedded object', 'embedded objects'],
    [headers.length, 'header or footer', 'headers or footers'],
    [count(/<w:u w:val="(?!none)/g), 'underlining', 'underlinings'],
    [count(/<w:highlight w:val="(?!none)/g), 'highlighting', 'highlightings'],
  ];
  return found.flatMap(([many, one, more]) => (many > 0 ? [`${many} ${many === 1 ? one : more}`] : []));
}

/** Where the reader of Word passes over text without a word, the report tells how much. */
function unread(parts: Readonly<Record<string, Uint8Array>>, html: string): string[] {
  const written = [MAIN, 'word/footnotes.xml', 'word/endnotes.xml']
    .map((name) => (parts[name] ? strFromU8(parts[name]) : ''))
    .join('')
    .replace(/<w:moveFrom [\s\S]*?<\/w:moveFrom>|<mc:Choice[ >][\s\S]*?<\/mc:Choice>/g, '');
  const texts = [...written.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text!);
  const missing = lettersIn(texts.join('')) - lettersIn(html.replace(/<[^>]*>/g, ''));
  return missing > 0 ? [`about ${Math.ceil(missing / 5)} words in places that cannot be read`] : [];
}

function lettersIn(text: string): number {
  return text.replace(/&[a-z]+;/g, '').match(/\p{L}/gu)?.length ?? 0;
}
