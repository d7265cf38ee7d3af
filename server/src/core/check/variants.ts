import type { Problem } from '../problem.js';
import type { Document, Study } from '../study/types.js';
import { fold, sameLook, scalarsOf } from '../study/values.js';
import { problem } from './rules.js';

/** A text that a document states for an attribute. `key`: the same for values that differ in writing alone. */
interface Stated {
  readonly attribute: string;
  readonly value: string;
  readonly key: string;
}
const memo = new WeakMap<Document, readonly Stated[]>();

function statedBy(document: Document): readonly Stated[] {
  let stated = memo.get(document);
  if (!stated) {
    const all = [...document.attributes].flatMap(([attribute, value]) =>
      scalarsOf(value).flatMap((each) =>
        // A title is each document's own.
        typeof each === 'string' && attribute !== 'title'
          ? [{ attribute, value: each, key: `${attribute}\0${fold(each)}` }]
          : [],
      ),
    );
    memo.set(document, (stated = all));
  }
  return stated;
}

/** Names of attributes that differ in capitals or spaces alone from one that the study compares by or declares. */
export function nameVariants({ config, documents }: Study): Map<string, Problem[]> {
  const known = new Set([config.compareBy, ...config.attributes.keys()]);
  const byFold = new Map(Array.from(known, (name) => [fold(name), name]));
  const problems = new Map<string, Problem[]>();
  for (const document of documents.values()) {
    for (const name of document.attributes.keys()) {
      const right = known.has(name) ? undefined : byFold.get(fold(name));
      const range = document.attributeRange(name);
      if (right === undefined || !range) continue;
      const message = `“${name}” is not “${right}”: capitals matter, so its value counts nowhere. Write \`${right}:\`.`;
      const found = problem('attribute-name-variant', range, message, { attribute: name, name: right });
      problems.set(document.file, [...(problems.get(document.file) ?? []), found]);
    }
  }
  return problems;
}

/**
 * Attribute values that differ from another document's in capitals or spaces alone, by file. What most documents
 * write is taken for right; where `values` are listed every other value is reported as such already.
 */
export function checkVariants({ config, documents }: Study): Map<string, Problem[]> {
  const writings = new Map<string, Map<string, number>>();
  for (const document of documents.values()) {
    for (const { key, value } of statedBy(document)) {
      const counts = writings.get(key) ?? new Map<string, number>();
      writings.set(key, counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  const usual = new Map<string, readonly [value: string, count: number]>();
  for (const [key, counts] of writings) {
    if (counts.size > 1)
      usual.set(
        key,
        [...counts].reduce((best, next) => (next[1] > best[1] ? next : best)),
      );
  }
  const problems = new Map<string, Problem[]>();
  if (usual.size === 0) return problems;
  for (const document of documents.values()) {
    const found = statedBy(document).flatMap(({ attribute, value, key }) => {
      const [right, count] = usual.get(key) ?? [value, 0];
      const range = document.attributeRange(attribute);
      if (right === value || !range || config.attributes.get(attribute)?.values) return [];
      const who = count === 1 ? 'another document states' : `${count} other documents state`;
      const look = sameLook(value, right);
      const differs = look ? 'looks like' : 'differs only in capitals or spaces from';
      const message = `“${value}” ${differs} “${right}”, which ${who}; ${look ? `${look}. They` : 'they'} count as two.`;
      return [problem('attribute-variant', range, message, { attribute, value: right })];
    });
    if (found.length > 0) problems.set(document.file, found);
  }
  return problems;
}
