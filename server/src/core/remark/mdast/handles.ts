import type { Nodes } from 'mdast';
import type { CompileContext, Handle, Token } from 'mdast-util-from-markdown';
import type { Range } from '../../problem.js';

/** What to do at the beginning and at the end of tokens, by their type. */
export interface Handles {
  readonly enter: Record<string, Handle>;
  readonly exit: Record<string, Handle>;
}

export const open = (node: (token: Token) => Nodes): Handle =>
  function (token) {
    this.enter(node(token), token);
  };

export const close: Handle = function (token) {
  this.exit(token);
};

/** Text that stands for itself. */
export const enterText: Handle = function (token) {
  this.config.enter['data']!.call(this, token);
};
export const exitText: Handle = function (token) {
  this.config.exit['data']!.call(this, token);
};

/** What is between these is kept out of the tree. */
export const buffer: Handle = function () {
  this.buffer();
};
export const discard: Handle = function () {
  this.resume();
};

/** The innermost open node of a type; a handle knows that there is one. */
export function openNode<Type extends Nodes['type']>(
  context: CompileContext,
  type: Type,
): Extract<Nodes, { type: Type }> {
  return context.stack.findLast((node) => node.type === type) as Extract<Nodes, { type: Type }>;
}

export function rangeOf(token: Token): Range {
  return { start: token.start.offset, end: token.end.offset };
}
