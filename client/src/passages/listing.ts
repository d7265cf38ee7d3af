import type { PassageCounts } from '../../../server/src/protocol.js';
import { groupByCase } from '../groups.js';

export type Grouping = 'case' | 'document' | 'code';

/** Passages that stand together in the list; they are asked for when it is opened. */
export interface Group {
  readonly kind: 'group';
  readonly by: Grouping;
  /** The case, the file or the code; null: a document without a case. */
  readonly value: string | null;
  readonly count: number;
  /** The documents they are in. */
  readonly uris: readonly string[];
}

/** Passages as groups. A passage with several of the codes asked for stands under each of them. */
export function groupsOf({ documents }: Pick<PassageCounts, 'documents'>, by: Grouping): Group[] {
  const group = (
    value: string | null,
    some: typeof documents,
    count: (of: (typeof some)[number]) => number,
  ): Group => ({
    kind: 'group',
    by,
    value,
    count: some.reduce((sum, each) => sum + count(each), 0),
    uris: some.map(({ uri }) => uri),
  });
  switch (by) {
    case 'case':
      return groupByCase(documents).map(([value, inCase]) => group(value, inCase, ({ count }) => count));
    case 'document':
      return documents.map((each) => group(each.file, [each], ({ count }) => count));
    case 'code': {
      const codes = [...new Set(documents.flatMap((each) => Object.keys(each.codes)))];
      return codes.map((code) =>
        group(
          code,
          documents.filter((each) => (each.codes[code] ?? 0) > 0),
          (each) => each.codes[code] ?? 0,
        ),
      );
    }
  }
}
