import { turnsOf } from '../counting/turns.js';
import type { Mark } from '../scan/types.js';
import type { Document, Study } from '../study/types.js';

/**
 * Who speaks a passage: in the first turn of which it holds counted words, else in the turn where it begins. A listed
 * participant is named by id, anybody else as the label has it. In a document without turns its only participant.
 */
export function speakerOf(study: Study, document: Document, marks: readonly Mark[]): string | null {
  const { scan, participants } = document;
  if (scan.turnCount === 0) return participants.length === 1 ? participants[0]! : null;
  const turn = firstTurn(document, marks) ?? scan.turnAt(marks[0]!.content.start);
  return speakerAt(study, document, turn);
}

/** Who speaks a turn; null for none (-1). */
export function speakerAt(study: Study, document: Document, turn: number): string | null {
  if (turn < 0) return null;
  return document.turnParticipant(turn) ?? study.context.names.name(document.scan.turn(turn).speaker);
}

function firstTurn(document: Document, marks: readonly Mark[]): number | undefined {
  const turns = turnsOf(document);
  for (const { wordStart, wordEnd } of marks) {
    for (const turn of turns.within(wordStart, wordEnd)) return turn;
  }
  return undefined;
}
