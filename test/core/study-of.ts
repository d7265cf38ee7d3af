import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { keptKind, readKept } from '../../server/src/core/kept/index.js';
import { isMemo, readMemo } from '../../server/src/core/memos/index.js';
import { readDocument } from '../../server/src/core/document.js';
import { parseConfig } from '../../server/src/core/study/config.js';
import { createStudy, isDocument, readingContext } from '../../server/src/core/study/index.js';
import type { Study } from '../../server/src/core/study/types.js';

/** A small study from its files, path to text, as it would be read from disk; documents in the order given. */
export function studyOf(files: Readonly<Record<string, string>>): Study {
  const config = parseConfig(files['qualdown.yaml']);
  const context = readingContext(config);
  const documents = Object.entries(files)
    .filter(([path]) => isDocument(path, config))
    .map(([path, text]) => readDocument(path, text, `version of ${text}`, context));
  const memos = Object.entries(files)
    .filter(([path]) => isMemo(path))
    .map(([path, text]) => readMemo(path, text, `version of ${text}`));
  const kept = Object.entries(files)
    .filter(([path]) => keptKind(path) !== undefined)
    .map(([path, text]) => readKept(path, text, `version of ${text}`));
  return createStudy(config, parseCodebook(files[config.codebook] ?? ''), documents, memos, kept);
}

/** One document with front matter; what is undefined is left out. */
export function documentOf(
  text: string,
  frontMatter: Readonly<Record<string, unknown>> = { coding: 'done' },
): string {
  const lines = Object.entries(frontMatter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${text}\n`;
}
