import assert from 'node:assert/strict';
import type { Problem, Range } from '../../server/src/core/problem.js';

/** A text in which `«…»` marks the ranges that a test expects; the marks themselves are taken out. */
export function marked(input: string): { text: string; ranges: Range[] } {
  const ranges: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const part of input.split(/([«»])/)) {
    if (part === '«') {
      const range = { start: text.length, end: -1 };
      ranges.push(range);
      open.push(range);
    } else if (part === '»') open.pop()!.end = text.length;
    else text += part;
  }
  assert.equal(open.length, 0, 'every « needs its »');
  return { text, ranges };
}

/** Lines at the indentation of the first, without the empty ones around them: YAML inside a test. */
export function lines(text: string): string {
  const rows = text.replace(/^\n|\n *$/g, '').split('\n');
  const indent = /^ */.exec(rows[0]!)![0].length;
  return rows.map((row) => row.slice(Math.min(indent, row.search(/\S|$/)))).join('\n') + '\n';
}

/**
 * The problems are exactly these rules, at the marked ranges, in order. An expected problem is its rule, or a
 * pair with what its message says.
 */
export function assertProblems(
  found: readonly Problem[],
  { text, ranges }: { text: string; ranges: readonly Range[] },
  expected: readonly (string | readonly [rule: string, says: RegExp])[],
): void {
  const show = ({ rule, start, end }: { rule: string; start: number; end: number }) =>
    `${rule} at ${start}: “${text.slice(start, end)}”`;
  const rules = expected.map((each) => (typeof each === 'string' ? each : each[0]));
  assert.deepEqual(
    found.map(show),
    rules.map((rule, index) => show({ rule, ...(ranges[index] ?? { start: -1, end: -1 }) })),
    found.map(({ message }) => message).join('\n'),
  );
  expected.forEach((each, index) => {
    if (typeof each !== 'string') assert.match(found[index]!.message, each[1]);
  });
  assert.equal(ranges.length, expected.length, 'one marked range for each expected problem');
}
