import picomatch from 'picomatch/posix';
import type { StudyConfig } from './types.js';

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

const matchers = new WeakMap<readonly string[], (path: string) => boolean>();

function matcherOf({ documents }: StudyConfig): (path: string) => boolean {
  let matcher = matchers.get(documents);
  if (!matcher) {
    const ignore = documents.filter((glob) => glob.startsWith('!')).flatMap((glob) => spelled(glob.slice(1)));
    const wanted = documents.filter((glob) => !glob.startsWith('!')).flatMap(spelled);
    matcher = picomatch(wanted, { ignore });
    matchers.set(documents, matcher);
  }
  return matcher;
}

/** A glob as picomatch takes it. A bare folder, `interviews`, means the Markdown in it. */
function spelled(glob: string): string[] {
  const path = glob.replace(/^\.\//, '').replace(/\/$/, '');
  return /[*?[\](){}!+@]|\.[^/.]+$/.test(path) ? [path] : [path, `${path}/**/*.md`];
}
