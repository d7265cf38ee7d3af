import { didYouMean, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import type { Note } from '../scan/types.js';
import { rosterOf } from '../study/roster.js';
import type { Document, Study } from '../study/types.js';
import { problem, RULES } from './rules.js';

/** What the scan noted: places that look like coding and are read otherwise, and speakers in no list. */
export function checkNotes(study: Study, document: Document): Problem[] {
  const labels = document.scan.notes.filter(({ rule }) => rule === 'label-unlisted');
  const others = document.scan.notes.filter(({ rule }) => rule !== 'label-unlisted');
  return [...others.map(noted), ...unlistedLabels(study, document, labels)];
}

function noted(note: Note): Problem {
  const { means, wayOut } = RULES[note.rule];
  return problem(note.rule, note, `${means} ${wayOut}`);
}

/** Each unlisted speaker once, at the first label: an interview would repeat it at every turn. */
function* unlistedLabels({ context }: Study, { scan }: Document, notes: readonly Note[]): Generator<Problem> {
  const bySpeaker = new Map<number, Note[]>();
  for (const note of notes) {
    const turn = scan.turnAt(note.start);
    const speaker = turn < 0 ? -1 : scan.turn(turn).speaker;
    const known = bySpeaker.get(speaker);
    if (known) known.push(note);
    else bySpeaker.set(speaker, [note]);
  }
  for (const [speaker, places] of bySpeaker) {
    const label = context.names.name(speaker);
    const near = nearest(label, rosterOf(context).labels());
    const often = places.length > 1 ? ` (${places.length} turns in this document)` : '';
    const message =
      `The speaker “${label}”${often} is in none of the study’s lists.${didYouMean(near)}` +
      ' List the label in qualdown.yaml under “speakers” or “participants”.';
    yield problem('label-unlisted', places[0]!, message, { label, nearest: near });
  }
}
