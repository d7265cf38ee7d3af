import { Lexer } from 'yaml';
import type { EditResult } from '../../edits/edit.js';
import { lineStart } from '../../yaml/lines.js';
import { Rewriting } from './rewriting.js';
import { Sheet } from './sheet.js';
import { growTree, writeStep, type Step } from './steps.js';
import { isMap, told, treeOf, type TreeMap } from './tree.js';

export { MERGED, type Step, type Target } from './steps.js';

const MISREAD =
  'The codebook cannot be changed safely here: with the change it would read otherwise than meant, perhaps because of an ' +
  'anchor, or a comment would be lost. Change it by hand.';

/**
 * Does steps one after the other on a codebook's text. Comments, order, quoting and indentation of all else stay. What
 * comes out is read again before it is given: it must say just what the steps mean and hold every comment; refused else.
 */
export function editCodebook(text: string, steps: readonly Step[]): EditResult {
  const before = new Sheet(text);
  const [fault] = before.yaml.faults;
  if (fault) return { refused: faulty(text, fault.start) };
  const tree = before.root ? treeOf(before.root) : { entries: [] };
  if (!isMap(tree) || (before.yaml.root && !before.root)) return { refused: MISREAD };
  const writing = new Rewriting(text);
  let comments = commentsOf(text);
  for (const step of steps) {
    const left = step.do === 'remove' ? commentsOf(writing.text) : undefined;
    const refused = writeStep(writing, step);
    if (refused !== undefined) return { refused };
    growTree(tree, step);
    // With a code that is deleted goes what is noted on it.
    if (left) comments = without(comments, without(left, commentsOf(writing.text)));
  }
  return isMeant(writing.text, tree, comments) ? { edits: writing.edits() } : { refused: MISREAD };
}

function isMeant(text: string, expected: TreeMap, comments: readonly string[]): boolean {
  const after = new Sheet(text);
  const tree = treeOf(after.root);
  if (after.yaml.faults.length > 0 || tree === undefined) return false;
  const same = told(tree) === told(expected);
  return same && commentsOf(text).sort().join('\n') === [...comments].sort().join('\n');
}

function commentsOf(text: string): string[] {
  return Array.from(new Lexer().lex(text))
    .filter((token) => token.startsWith('#'))
    .map((comment) => comment.trimEnd());
}

function without(all: readonly string[], gone: readonly string[]): string[] {
  const rest = [...gone];
  return all.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function faulty(text: string, offset: number): string {
  const line = text.slice(0, lineStart(text, offset)).split('\n').length;
  return `The codebook cannot be read in line ${line}. Correct that line first, then try again.`;
}
