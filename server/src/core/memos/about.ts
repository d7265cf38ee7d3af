import { nearest } from '../nearest.js';
import type { Range } from '../problem.js';
import type { Document, Study } from '../study/types.js';
import type { Subject } from './types.js';

/** How `about` names a passage. */
export const passageName = (file: string, id: string): string => `${file}#${id}`;

/**
 * What an `about` leads to: a code by its id or an old one, a document by its path, a passage by `path#id`; an id alone
 * (`#id`) where just one document of the study has it. For a study whose documents have all been read.
 */
export function subjectOf(study: Study, about: string): Subject {
  const code = study.codebook.resolve(about.replace(/^\./, ''));
  if (code) return { kind: 'code', id: code.id, name: code.name };
  const hash = about.indexOf('#');
  const path = (hash < 0 ? about : about.slice(0, hash)).replace(/^(?:\.\.?\/)+/, '');
  if (hash === 0) return passageAnywhere(study, about.slice(1));
  const document = study.documents.get(path);
  if (!document) return missing(study, about, path);
  if (hash < 0) return { kind: 'document', file: path };
  return passageIn(study, document, about.slice(hash + 1));
}

function passageIn(study: Study, document: Document, id: string): Subject {
  const at = markOf(study, document, id);
  if (at) return { kind: 'passage', file: document.file, id, at };
  const near = nearest(id, idsIn(study, document)).map((each) => passageName(document.file, each));
  return { kind: 'missing', why: `No passage of ${document.file} has the id “#${id}”.`, near };
}

function passageAnywhere(study: Study, id: string): Subject {
  const found = [...study.documents.values()].filter((document) => markOf(study, document, id));
  const [only] = found;
  if (only && found.length === 1) return passageIn(study, only, id);
  const near = found.slice(0, 3).map(({ file }) => passageName(file, id));
  const why = only
    ? `${found.length} documents have a passage “#${id}”; write the path before it.`
    : `No passage has the id “#${id}”.`;
  return { kind: 'missing', why, near };
}

function missing(study: Study, about: string, path: string): Subject {
  const isFile = /[/#]|\.md$/i.test(about);
  const near = isFile ? nearest(path, study.documents.keys()) : nearest(about, study.codebook.codes.keys());
  const what = isFile ? `There is no document “${path}” in the study.` : `No code is called “${about}”.`;
  return { kind: 'missing', why: what, near };
}

/** The first mark with an `#id`. */
function markOf({ context }: Study, { scan }: Document, id: string): Range | undefined {
  const name = context.names.find(id);
  if (name < 0) return undefined;
  const { columns, markCount } = scan;
  for (let mark = 0; mark < markCount; mark++) {
    if (columns.id[mark] === name) return scan.mark(mark).content;
  }
  return undefined;
}

/** Ids of passages of a document, in its order. */
export function idsIn({ context }: Study, { scan }: Document): string[] {
  const ids = new Set<string>();
  for (let mark = 0; mark < scan.markCount; mark++) {
    if (scan.columns.id[mark]! >= 0) ids.add(context.names.name(scan.columns.id[mark]!));
  }
  return [...ids];
}
