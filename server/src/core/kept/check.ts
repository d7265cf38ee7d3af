import type { Adjudication } from '../adjudication/types.js';
import { problem } from '../check/rules.js';
import { attributeNames, participantAttributes } from '../compare/columns.js';
import { schemeOf } from '../counting/scheme.js';
import type { Placed } from '../fields.js';
import { missingRows } from '../matrix/rows.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { Study } from '../study/types.js';
import { codesIn, type Kept } from './index.js';

/** Names that are no attributes, and yet something to compare by. */
export const NO_ATTRIBUTES: readonly string[] = ['participant', 'speaker', 'coder'];

/** What in saved comparisons and matrices does not fit the study, by file. For a study whose documents have all been read. */
export function checkKept(study: Study): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>();
  for (const kept of study.kept.values()) {
    const found = [
      ...missingCodes(study, codesIn(kept)),
      ...(kept.kind === 'adjudication'
        ? missingDocument(study, kept)
        : [...missingAttributes(study, kept.attributes), ...sameName(study, kept)]),
      ...(kept.kind === 'matrix' ? missingRows(study, kept) : []),
    ];
    if (found.length > 0) problems.set(kept.file, found);
  }
  return problems;
}

function missingCodes(study: Study, codes: readonly Placed[]): Problem[] {
  const scheme = schemeOf(study);
  return codes
    .filter(({ text }) => scheme.find(text) === undefined && study.context.names.find(text) < 0)
    .map(({ text, start, end }) => {
      const near = nearest(text, study.codebook.codes.keys());
      const message = `No code is called “${text}”.${didYouMean(near)}`;
      return problem('kept-code-missing', { start, end }, message, { nearest: near });
    });
}

function missingDocument(study: Study, { document, documentRange }: Adjudication): Problem[] {
  const known = [...study.documents.keys(), ...study.unreadable.map(({ file }) => file)];
  if (document === '' || known.includes(document)) return [];
  const near = nearest(document, known);
  const message = `The study has no document “${document}”.${didYouMean(near)}`;
  return [problem('adjudication-document-missing', documentRange, message, { nearest: near })];
}

function missingAttributes(study: Study, attributes: readonly Placed[]): Problem[] {
  const known = [...attributeNames(study), ...participantAttributes(study), ...NO_ATTRIBUTES];
  return attributes
    .filter(({ text }) => !known.includes(text))
    .map(({ text, start, end }) => {
      const near = nearest(text, known);
      const message = `No document states the attribute “${text}”.${didYouMean(near)}`;
      return problem('kept-attribute-missing', { start, end }, message, { nearest: near });
    });
}

function sameName(study: Study, { kind, name, file }: Exclude<Kept, Adjudication>): Problem[] {
  const first = [...study.kept.values()].find((other) => other.kind === kind && other.name === name);
  if (!first || first.file === file) return [];
  return [
    problem('kept-name-repeated', { start: 0, end: 0 }, `${first.file} is called “${name}” too; it holds.`),
  ];
}
