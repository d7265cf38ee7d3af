import { PANDOC_CLASSES } from '../../scan/index.js';
import type { Study } from '../../study/types.js';
import { fold } from '../../study/values.js';
import { idFromName, isCodeId } from '../ids.js';

/** Why an id cannot be given to a code; undefined where it can. */
export function refusedId({ codebook, config }: Study, id: string): string | undefined {
  if (!isCodeId(id)) {
    return `“${id}” cannot be a code’s id: a letter first, then letters, digits, - or _, without spaces.`;
  }
  if (PANDOC_CLASSES.has(id) || config.ignoreClasses.has(id)) {
    return `“${id}” is a class that is never read as a code. Choose another id.`;
  }
  const owner = codebook.resolve(id);
  if (!owner) return undefined;
  return owner.id === id
    ? `There is a code “${id}” already. To make one of two codes, merge them.`
    : `“${id}” is an old id of the code “${owner.id}”. Choose another, or take it off that code’s aliases.`;
}

/**
 * A free id made of a name: small letters, what is no letter or digit a hyphen. Refused for a name that another code
 * has already: two codes of one name cannot be told apart.
 */
export function idOfName(study: Study, name: string): { readonly id: string } | { readonly refused: string } {
  const wanted = name.trim();
  if (wanted === '') return { refused: 'Give the code a name.' };
  for (const code of study.codebook.codes.values()) {
    if (fold(code.name) === fold(wanted))
      return { refused: `There is a code “${code.name}” (${code.id}) already.` };
  }
  const stem = idFromName(wanted);
  for (let count = 1; ; count++) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (refusedId(study, id) === undefined) return { id };
  }
}
