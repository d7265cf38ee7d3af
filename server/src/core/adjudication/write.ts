import { stringify } from 'yaml';
import { applied, type EditResult } from '../edits/edit.js';
import { type Before, type Change, editYaml } from '../yaml/edit.js';
import { ADJUDICATION_FIELDS, DECISION_FIELDS } from './read.js';
import type { Decision } from './types.js';

/** A decision to be written; `decision: null` takes it back. */
export type NewDecision = Omit<Decision, 'codeRange' | 'keyRange' | 'recodeRange' | 'decision'> & {
  readonly decision: Decision['decision'] | null;
};

/** More of a passage's words would only repeat the document. */
const SHOWN = 160;

/** The text of a new file of decisions about a document. */
export function adjudicationText(
  document: string,
  decision: NewDecision,
): { readonly text: string } | { readonly refused: string } {
  const head = stringify({ document }, { lineWidth: 0 });
  const written = decisionEdits(head, decision);
  return 'refused' in written ? written : { text: applied(head, written.edits) };
}

/**
 * Edits that put a decision into a file, or take it out. Codes and passages stand in the order of their keys, so that
 * what two people decide about different passages merges.
 */
export function decisionEdits(text: string, decision: NewDecision): EditResult {
  const { code, key } = decision;
  const path = ['decisions', code, key];
  if (decision.decision === null) return editYaml(text, [{ path, value: undefined }], inOrder);
  const values: Record<(typeof DECISION_FIELDS)[number], string | null> = {
    passage: shortened(decision.passage),
    left: oneLine(decision.left),
    right: oneLine(decision.right),
    decision: decision.decision,
    recode: decision.decision === 'recode' ? decision.recode : null,
    note: tidy(decision.note),
    by: oneLine(decision.by),
    date: oneLine(decision.date),
  };
  // In the order in which they are to stand, the verdict first of all, so that none is ever the last to go.
  const changes = DECISION_FIELDS.map((field): Change => ({
    path: [...path, field],
    value: values[field] ?? undefined,
  }));
  const set = changes.filter(({ value }) => value !== undefined);
  const gone = changes.filter(({ value }) => value === undefined);
  return editYaml(text, [...set, ...gone], inOrder);
}

const tidy = (text: string | null): string | null =>
  text
    ?.replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim() || null;

const oneLine = (text: string | null): string | null => text?.replace(/\s+/g, ' ').trim() || null;

function shortened(text: string | null): string | null {
  const line = oneLine(text);
  const letters = Array.from(line ?? '');
  return letters.length > SHOWN
    ? `${letters
        .slice(0, SHOWN - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

const inOrder: Before = (path, key, other) => {
  if (path.length === 1 || path.length === 2) return key < other;
  const order: readonly string[] = path.length === 0 ? ADJUDICATION_FIELDS : DECISION_FIELDS;
  return order.includes(key) && order.includes(other) && order.indexOf(key) < order.indexOf(other);
};
