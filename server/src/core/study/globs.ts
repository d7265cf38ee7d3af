import picomatch from 'picomatch/posix';
import type { Study, StudyConfig } from './types.js';

/** All Markdown, in whatever folder. */
export const DEFAULT_DOCUMENTS = '**/*.md';

/** Folders of a study that hold other things than documents to count. */
const OWN_FOLDERS = ['memos', 'matrices', 'comparisons', 'adjudication', 'second-coder'];

/**
 * Whether a path (relative to the study, with `/`) is a document. By the globs and these exclusions alone, in the
 * same way on every machine: neither git's ignore rules nor the system's view of capitals matter.
 */
export function isDocument(path: string, config: StudyConfig): boolean {
  return !isLeftOut(path, config) && matcherOf(config)(path);
}

function isLeftOut(path: string, config: StudyConfig): boolean {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  return (
    file.startsWith('.') ||
    /^(readme|changelog)\.md$/i.test(file) ||
    path === config.codebook ||
    path === 'qualdown.yaml' ||
    folders.some((folder) => folder.startsWith('.') || folder === 'node_modules') ||
    OWN_FOLDERS.includes(folders[0] ?? '')
  );
}

type Matcher = (path: string) => boolean;
const matchers = new WeakMap<readonly string[], Matcher>();

function matcherOf({ documents }: StudyConfig): Matcher {
  let matcher = matchers.get(documents);
  if (!matcher) {
    const wanted = documents.filter((glob) => !glob.startsWith('!')).map(matcherOfGlob);
    const unwanted = documents
      .filter((glob) => glob.startsWith('!'))
      .map((glob) => matcherOfGlob(glob.slice(1)));
    matcher = (path) => wanted.some((fits) => fits(path)) && !unwanted.some((fits) => fits(path));
    matchers.set(documents, matcher);
  }
  return matcher;
}

/** What one glob matches. The name of a folder, whatever signs are in it, means the Markdown in that folder. */
function matcherOfGlob(glob: string): Matcher {
  const name = glob.replace(/^(\.\/)+|^\.$/, '').replace(/\/+$/, '');
  const folder = name === '' ? '' : `${name}/`;
  const fits = picomatch(withPlainParentheses(name || '**/*.md'));
  return (path) => path === name || (path.startsWith(folder) && path.endsWith('.md')) || fits(path);
}

/** Parentheses are part of names, `2023 (wave 1)`, but where a sign before them makes them a choice: `@(a|b)`. */
function withPlainParentheses(glob: string): string {
  return /[?*+@!]\(/.test(glob) ? glob : glob.replace(/[()]/g, '\\$&');
}

/** The globs, without exclusions, that match no document of a study; the default does in one that is empty yet. */
export function unmatchedGlobs({ config, documents, unreadable }: Study): readonly string[] {
  const paths = [...documents.keys(), ...unreadable.map(({ file }) => file)];
  return config.documents.filter(
    (glob) => !glob.startsWith('!') && glob !== DEFAULT_DOCUMENTS && !paths.some(matcherOfGlob(glob)),
  );
}
