import { basename, extname } from 'node:path';
import { isDocument } from '../core/study/index.js';
import type { StudyConfig } from '../core/study/types.js';

/** Names that Windows keeps for itself. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** The file's name as a document's: `Interview 3: Ana.docx` as `Interview 3 Ana.md`, on every system. */
export function documentName(file: string): string {
  const bare = basename(file, extname(file))
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- what no file name may have
    .replace(/[<>:"/\\|?*\u0000-\u001F]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, 120);
  const name = bare === '' ? 'document' : bare;
  return `${RESERVED.test(name) || /^(readme|changelog)$/i.test(name) ? `${name}-document` : name}.md`;
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

/** A folder as people write it, as a path of the study; undefined for one outside it. */
export function folderIn(written: string): string | undefined {
  const parts = written.trim().replaceAll('\\', '/').split('/');
  if (/^([a-z]:|\/|~)/i.test(written.trim()) || parts.includes('..')) return undefined;
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}
