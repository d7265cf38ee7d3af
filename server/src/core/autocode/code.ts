import type { Codebook } from '../codebook/types.js';
import { didYouMean, nearest } from '../nearest.js';

/** The id of a code that passages may be given, by id or alias; or a sentence that says why not. */
export function codableCode(codebook: Codebook, name: string): { id: string } | { refused: string } {
  const code = codebook.resolve(name);
  if (!code) {
    const known = [...codebook.codes.values()].flatMap(({ id, aliases }) => [id, ...aliases]);
    return { refused: `The codebook has no code “${name}”.${didYouMean(nearest(name, known))}` };
  }
  if (code.status === 'retired') {
    const successor = codebook.successor(code.id);
    const instead = successor ? ` “${successor.id}” has taken its place.` : '';
    return { refused: `The code “${code.id}” is retired.${instead}` };
  }
  if (!code.codable) {
    return {
      refused: `“${code.id}” is a heading of the codebook, not to be given to passages. Choose a code below it.`,
    };
  }
  return { id: code.id };
}
