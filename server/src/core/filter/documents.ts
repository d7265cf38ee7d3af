import picomatch from 'picomatch/posix';
import { didYouMean, nearest } from '../nearest.js';
import type { Document, Study } from '../study/types.js';
import { Unmet } from './unmet.js';

/** The documents whose paths fit one of some globs; the name of a folder means all in it. */
export function documentsNamed(study: Study, globs: readonly string[]): Set<Document> {
  const all = [...study.documents.values()];
  const named = globs.map((glob) => {
    const name = glob.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
    const fits = picomatch(name);
    const documents = all.filter(({ file }) => file === name || file.startsWith(`${name}/`) || fits(file));
    if (documents.length > 0) return documents;
    const near = didYouMean(
      nearest(
        name,
        all.map(({ file }) => file),
      ),
    );
    throw new Unmet(`No document is named like “${glob}”.${near}`);
  });
  return new Set(named.flat());
}
