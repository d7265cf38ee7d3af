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
  const nobodys = new Set<number>();
  const turns = saidIn(document, choice, scheme.names) ?? turnsOf(document);
  const { wordStart, wordEnd } = document.scan.columns;
  const { outermost } = standing(document, scheme, choice);
  for (let at = 0; at < outermost.length; at++) {
    const row = outermost.row[at]!;
    const mark = outermost.with[at]!;
    let isSomebodys = false;
    for (const participant of turns.participants(wordStart[mark]!, wordEnd[mark]!)) {
      isSomebodys = true;
      setIn(own, row).add(participant);
    }
    if (!isSomebodys) nobodys.add(row);
  }
  const upwards = (row: number): readonly number[] => scheme.rows[row]!.upwards;
  const rolled = new Map<number, Set<string>>();
  for (const [row, people] of own)
    for (const above of upwards(row)) for (const participant of people) setIn(rolled, above).add(participant);
  return { own, rolled, nobodys: { own: nobodys, rolled: new Set([...nobodys].flatMap(upwards)) } };
});

function setIn(people: Map<number, Set<string>>, row: number): Set<string> {
  let known = people.get(row);
  if (!known) people.set(row, (known = new Set()));
  return known;
}
