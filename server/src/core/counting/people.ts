import { saidIn } from './choice.js';
import { perDocument } from './memo.js';
import { standing } from './standing.js';
import { turnsOf } from './turns.js';

type PeopleByRow = ReadonlyMap<number, ReadonlySet<string>>;

/** Ids of the participants of one document to whom passages of a row belong; rows with nobody are absent. */
export interface RowPeople {
  /** Of each code by itself. */
  readonly own: PeopleByRow;
  /** Of each code together with all below it. */
  readonly rolled: PeopleByRow;
  /** Rows with passages that belong to nobody. */
  readonly nobodys: { readonly own: ReadonlySet<number>; readonly rolled: ReadonlySet<number> };
}

export const peopleOf = perDocument<RowPeople>((document, scheme, choice) => {
  const own = new Map<number, Set<string>>();
  const rolled = new Map<number, Set<string>>();
  const nobodys = { own: new Set<number>(), rolled: new Set<number>() };
  const turns = saidIn(document, choice, scheme.names) ?? turnsOf(document);
  const { wordStart, wordEnd } = document.scan.columns;
  const { outermost } = standing(document, scheme, choice);
  for (let at = 0; at < outermost.length; at++) {
    const row = outermost.row[at]!;
    const mark = outermost.with[at]!;
    let isSomebodys = false;
    for (const participant of turns.participants(wordStart[mark]!, wordEnd[mark]!)) {
      isSomebodys = true;
      add(own, row, participant);
      for (const above of scheme.rows[row]!.upwards) add(rolled, above, participant);
    }
    if (isSomebodys) continue;
    nobodys.own.add(row);
    for (const above of scheme.rows[row]!.upwards) nobodys.rolled.add(above);
  }
  return { own, rolled, nobodys };
});

function add(people: Map<number, Set<string>>, row: number, participant: string): void {
  const known = people.get(row);
  if (known) known.add(participant);
  else people.set(row, new Set([participant]));
}
