import type { CodeNode } from '../../../server/src/protocol.js';

/** A code with the names of those above it, root first. */
export interface CodeInTree {
  readonly code: CodeNode;
  readonly above: readonly string[];
}

/** A tree of codes, depth first. */
export function* walk(codes: readonly CodeNode[], above: readonly string[] = []): Generator<CodeInTree> {
  for (const code of codes) {
    yield { code, above };
    yield* walk(code.children, [...above, code.name]);
  }
}

/** Codes by id. */
export const byId = (codes: readonly CodeNode[]): Map<string, CodeNode> =>
  new Map(Array.from(walk(codes), ({ code }) => [code.id, code]));
