import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Content } from './content.js';

/** Enough of a hash to know a file again. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Of a document's `source`: the fingerprint of what it was imported from. */
export function fingerprintIn(source: unknown): string | undefined {
  return typeof source === 'string' ? /\(sha256 ([0-9a-f]{16})\)$/.exec(source)?.[1] : undefined;
}

/** Kinds of file that become one document, read by `readers.ts`. */
export type DocumentKind = 'docx' | 'odt' | 'rtf' | 'pdf' | 'vtt' | 'srt' | 'txt';
/** Kinds of file that become documents, codes or both, planned by `planners.ts`. */
export type StudyKind = 'codebook-table' | 'codebook-yaml' | 'rows';

/** What can be imported. */
export interface ImportKind {
  /** As `--from` names it. */
  readonly kind: DocumentKind | StudyKind;
  readonly title: string;
  /** With the dot. */
  readonly extensions: readonly string[];
  /** Whether a file is of this kind by what is in it; undefined: it takes `--from` or the extension to tell. */
  readonly sniff?: (content: Content) => boolean;
  /** Taken from a folder, too; else only where the file itself is named. */
  readonly inFolders?: true;
  /** Made by `--from` alone: any text could be of this kind. */
  readonly onlyAsked?: true;
}

const TABLES = ['.csv', '.tsv', '.xlsx'];

/** What tells most stands first: a project before the archive that it is, a codebook before the table that it is. */
export const IMPORT_KINDS: readonly ImportKind[] = [
  {
    kind: 'docx',
    title: 'Word document',
    extensions: ['.docx'],
    sniff: ({ entries }) => entries.includes('word/document.xml'),
    inFolders: true,
  },
  {
    kind: 'odt',
    title: 'OpenDocument text',
    extensions: ['.odt'],
    sniff: ({ entries, mimetype }) =>
      entries.includes('content.xml') && /opendocument\.text/.test(mimetype || 'opendocument.text'),
    inFolders: true,
  },
  {
    kind: 'rtf',
    title: 'Rich Text',
    extensions: ['.rtf'],
    sniff: ({ start }) => start.startsWith('{\\rtf'),
    inFolders: true,
  },
  {
    kind: 'pdf',
    title: 'PDF with a text layer',
    extensions: ['.pdf'],
    sniff: ({ start }) => start.slice(0, 1024).includes('%PDF-'),
    inFolders: true,
  },
  {
    kind: 'vtt',
    title: 'WebVTT subtitles',
    extensions: ['.vtt'],
    sniff: ({ start }) => /^\uFEFF?WEBVTT(\s|$)/.test(start),
    inFolders: true,
  },
  {
    kind: 'srt',
    title: 'SubRip subtitles',
    extensions: ['.srt'],
    sniff: ({ start }) => /^\uFEFF?\s*\d+\s*\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3} -->/.test(start),
    inFolders: true,
  },
  {
    kind: 'codebook-table',
    title: 'Codebook as a table',
    extensions: TABLES,
    sniff: ({ heads }) => isCodebookHead(heads()),
  },
  {
    kind: 'rows',
    title: 'Table of one document a row (survey answers)',
    extensions: TABLES,
    sniff: ({ entries }) => entries.includes('xl/workbook.xml'),
  },
  { kind: 'codebook-yaml', title: 'Codebook as a nested YAML list', extensions: ['.yaml', '.yml'] },
  { kind: 'txt', title: 'Plain text', extensions: ['.txt'], inFolders: true },
];

/** Extensions of what is taken from folders. */
export const IN_FOLDERS: readonly string[] = IMPORT_KINDS.flatMap((row) =>
  row.inFolders ? row.extensions : [],
);
/** Extensions that are told without `--from`. */
export const EXTENSIONS: readonly string[] = [
  ...new Set(IMPORT_KINDS.flatMap((row) => (row.onlyAsked ? [] : row.extensions))),
];

export function kindNamed(name: string): ImportKind | undefined {
  return IMPORT_KINDS.find(({ kind }) => kind === name.toLowerCase());
}

/** The kind of a file: by what is in it, and where that says nothing, by its name. */
export function kindOf(content: Content): ImportKind | undefined {
  const told = IMPORT_KINDS.filter((row) => row.onlyAsked !== true);
  const named = told.filter(({ extensions }) => extensions.includes(content.extension));
  const isSo = ({ sniff }: ImportKind): boolean => sniff?.(content) === true;
  return (
    named.find(isSo) ?? told.find(isSo) ?? named.findLast(({ sniff }) => sniff === undefined) ?? named.at(-1)
  );
}

/** Why a file of this name is not imported, before a byte of it is read; undefined for one that may be. */
export function wrongKind(file: string, from?: string): string | undefined {
  if (from !== undefined) return undefined;
  const kind = extname(file).toLowerCase();
  if (/^\.(md|markdown|qmd)$/.test(kind))
    return 'is Markdown already: copy it into the study. Marks of another tool in it are read by --from';
  if (EXTENSIONS.includes(kind)) return undefined;
  if (/^\.(doc|pages)$/.test(kind)) return `is a ${kind} file. Save it as .docx in the program that made it`;
  if (kind === '.xls' || kind === '.ods') return `is a ${kind} file. Save it as .xlsx or .csv`;
  return `is none of ${EXTENSIONS.join(', ')} (${basename(file)})`;
}

/** A name for codes, and what only a codebook says of them. */
function isCodebookHead(heads: readonly string[]): boolean {
  const has = (pattern: RegExp): boolean => heads.some((head) => pattern.test(head.trim()));
  const names = has(/^(code|code ?name|tag|label|node|theme|name|code ?id)$/i);
  const defines = has(
    /^(definitions?|descriptions?|colou?r|parent([ _-]?(code|id|name))?|use[ _]when|not[ _]when)$/i,
  );
  return names && defines;
}
