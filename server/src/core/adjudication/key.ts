import { printOf } from '../matrix/seen.js';
import type { Range } from '../problem.js';

/**
 * What names a passage of a document in the file of its decisions: its words and, where the same words stand in the
 * document before, the how manieth it is. So a key stays while text elsewhere is edited, moved or coded.
 * @param clean the document's clean text, and the passage in it
 */
export function passageKey(clean: string, { start, end }: Range): string {
  const words = clean.slice(start, end);
  const print = printOf(words);
  let times = 1;
  if (words !== '') {
    for (let at = clean.indexOf(words); at >= 0 && at < start; at = clean.indexOf(words, at + 1)) times++;
  }
  return times === 1 ? print : `${print}-${times}`;
}
