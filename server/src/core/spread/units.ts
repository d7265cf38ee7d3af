import type { TableColumn } from '../compare/table.js';
import { type Choice, wordsOf } from '../counting/choice.js';
import { countsOf, rolledCountsOf } from '../counting/count.js';
import type { Scheme } from '../counting/scheme.js';
import { participantsAmong } from '../counting/voices.js';
import type { Document } from '../study/types.js';
import type { Unit } from './dispersion.js';

/** The documents or participants behind a column, with what each has of a row. */
export type UnitsOf = (row: number) => readonly Unit[];

interface Figures {
  of: number;
  readonly rows: Map<number, { words: number; segments: number }>;
}

/** Every document of the column. */
export function documentUnits({ source }: TableColumn, scheme: Scheme, rolled: boolean): UnitsOf {
  const units = new Map<string, Figures>();
  for (const document of source.documents) add(units, document.file, document, scheme, source.choice, rolled);
  return unitsIn(units);
}

/** Every participant of the column, with what they say in all its documents; what nobody of them says is nobody's. */
export function participantUnits({ source }: TableColumn, scheme: Scheme, rolled: boolean): UnitsOf {
  const { documents, choice } = source;
  const units = new Map<string, Figures>();
  for (const document of documents) {
    for (const name of participantsAmong(document, choice.voices)) {
      const theirs = { by: 'participant' as const, names: new Set([name]) };
      add(units, name, document, scheme, { ...choice, voices: [...(choice.voices ?? []), theirs] }, rolled);
    }
  }
  return unitsIn(units);
}

function add(
  units: Map<string, Figures>,
  name: string,
  document: Document,
  scheme: Scheme,
  choice: Choice,
  rolled: boolean,
): void {
  let unit = units.get(name);
  if (!unit) units.set(name, (unit = { of: 0, rows: new Map() }));
  unit.of += wordsOf(document, choice, scheme.names);
  const counts = rolled ? rolledCountsOf(document, scheme, choice) : countsOf(document, scheme, choice).own;
  counts.rows.forEach((row, at) => {
    const known = unit.rows.get(row);
    const words = counts.words[at]!;
    const segments = counts.segments[at]!;
    if (!known) unit.rows.set(row, { words, segments });
    else {
      known.words += words;
      known.segments += segments;
    }
  });
}

function unitsIn(units: ReadonlyMap<string, Figures>): UnitsOf {
  return (row) =>
    Array.from(units, ([name, { of, rows }]) => ({
      name,
      of,
      words: rows.get(row)?.words ?? 0,
      segments: rows.get(row)?.segments ?? 0,
    }));
}
