import type { Table, TableColumn } from '../compare/table.js';
import type { Choice } from '../counting/choice.js';
import { NOBODY, type Part, partsOf } from '../counting/parts.js';
import type { Document } from '../study/types.js';

/** What is drawn again: a participant with all that is theirs, or a document. */
export interface Unit {
  readonly key: string;
  readonly kind: 'participant' | 'document';
  /** Indices of the columns in which it has documents. */
  readonly columns: ReadonlySet<number>;
  /** Counted words in each column, and at last in all documents, each once. */
  readonly words: Float64Array;
  /** Segments by row of the scheme; a segment of several participants is divided among them. */
  readonly segments: ReadonlyMap<number, Float64Array>;
}

/**
 * A study divided into units that add up to it. Participants have what they say. What nobody of them says in a document
 * (an observer's notes) is divided equally among its participants; a document without any is a unit by itself.
 */
export function unitsOf(
  { scheme, rolled, included }: Table,
  columns: readonly TableColumn[],
  choice: Choice,
  level: 'participant' | 'document',
): Unit[] {
  const units = new Map<string, MutableUnit>();
  const unitOf = (kind: Unit['kind'], key: string): MutableUnit => {
    const name = `${kind} ${key}`;
    let unit = units.get(name);
    if (!unit) {
      const words = new Float64Array(columns.length + 1);
      units.set(name, (unit = { key, kind, columns: new Set(), words, segments: new Map() }));
    }
    return unit;
  };
  // In one order, so that sums do not differ in their last digits.
  const documents = [...included.documents].sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const document of documents) {
    const places = columns.flatMap(({ source }, at) => (source.documents.includes(document) ? [at] : []));
    if (places.length === 0) continue;
    for (const [who, part] of partsOf(document, scheme, choice, rolled)) {
      const owners = level === 'document' ? [] : who === NOBODY ? document.participants : [who];
      if (owners.length === 0) add(unitOf('document', document.file), part, 1, places);
      for (const owner of owners) add(unitOf('participant', owner), part, 1 / owners.length, places);
    }
    for (const owner of level === 'document' ? [] : document.participants)
      for (const place of places) unitOf('participant', owner).columns.add(place);
  }
  return [...units.values()].sort((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1));
}

interface MutableUnit extends Unit {
  readonly columns: Set<number>;
  readonly segments: Map<number, Float64Array>;
}

function add(unit: MutableUnit, part: Part, fraction: number, places: readonly number[]): void {
  const all = unit.words.length - 1;
  for (const at of [...places, all]) unit.words[at]! += part.words * fraction;
  for (const place of places) unit.columns.add(place);
  for (const [row, { segments }] of part.rows) {
    let figures = unit.segments.get(row);
    if (!figures) unit.segments.set(row, (figures = new Float64Array(all + 1)));
    for (const at of [...places, all]) figures[at]! += segments * fraction;
  }
}

/** Documents with more than one participant: what is said of dividing them. */
export function sharedDocuments(documents: readonly Document[]): number {
  return documents.filter(({ participants }) => participants.length > 1).length;
}
