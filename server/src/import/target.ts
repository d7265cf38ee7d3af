import { basename, extname } from 'node:path';
import { isDocument } from '../core/study/index.js';
import type { StudyConfig } from '../core/study/types.js';

/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i;
/** What no file name has on some system. */
// eslint-disable-next-line no-control-regex -- these are what is meant
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001F]+/g;
/** What a file system takes, less room for an ending (bytes). */
const LONGEST = 180;

/** The file's name as a document's: `Interview 3: Ana.docx` as `Interview 3 Ana.md`, on every system. */
export function documentName(file: string): string {
  const bare = basename(file, extname(file)).normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ');
  const name = shortened(bare.replace(/^[.\s]+/, '')).replace(/[.\s]+$/, '') || 'document';
  if (RESERVED.test(name)) return `document-${name}.md`;
  return `${/^(readme|changelog)$/i.test(name) ? `${name}-document` : name}.md`;
}

/** As many whole characters as fit. */
function shortened(name: string): string {
  let room = LONGEST;
  let kept = '';
  for (const sign of name) {
    room -= new TextEncoder().encode(sign).length;
    if (room < 0) break;
    kept += sign;
  }
  return kept;
}

/** The folder of a study that new documents go to: the study's own, or where its `documents` begin to be found. */
export function defaultFolder(config: StudyConfig, name: string): string {
  const starts = config.documents.filter((glob) => !glob.startsWith('!')).map(startOf);
  return ['', ...starts].find((folder) => isDocument(inFolder(folder, name), config)) ?? '';
}

/** The folders at the beginning of a pattern, before anything in it varies. */
function startOf(glob: string): string {
  const parts = glob.split('/');
  const varies = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return (varies < 0 ? parts : parts.slice(0, varies)).join('/');
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A folder as people write it, as a path of the study; undefined for one outside it, or that no Windows could have. */
export function folderIn(written: string): string | undefined {
  const parts = written.trim().replaceAll('\\', '/').split('/');
  if (/^([a-z]:|\/|~)/i.test(written.trim()) || parts.includes('..')) return undefined;
  const folders = parts.filter((part) => part !== '' && part !== '.');
  const isName = (part: string): boolean =>
    part.search(FORBIDDEN) < 0 && !RESERVED.test(part) && !/[. ]$/.test(part);
  return folders.every(isName) ? folders.join('/') : undefined;
}
