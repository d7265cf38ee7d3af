import { choiceOf } from '../counting/choice.js';
import { columnAsked } from '../crosstab/index.js';
import type { CellFinder, Texts } from '../report/analyse.js';
import { contentsOf, GONE, nameOf } from '../report/contents.js';
import type { Document } from '../study/types.js';
import { pairsOf, type Stance, STANCES, stancesOf } from './index.js';
import { crosstabFor } from './report.js';

/** The passages of both codes of a pair, of one of them, or of those of one that state a stance, by case. */
export const cellOfReciprocity: CellFinder = async (study, spec, { row, column }, texts) => {
  const made = await crosstabFor(study, spec, texts);
  if ('problem' in made) return made;
  const { table, filtered } = made;
  const stand = columnAsked(table, column);
  if (!stand) return GONE.column;
  const asked = linesOf(
    pairsOf(study, table).map((pair) => pair.map((each) => table.scheme.rows[each]!.code)),
    row,
  );
  if (!asked) return GONE.line;
  const { documents, choice } = stand.source ?? {
    documents: table.included.documents,
    choice: choiceOf(study, filtered.selection),
  };
  const { codes, stance } = asked;
  const rows = new Set(codes.map((code) => table.scheme.find(code)!));
  const stances = stance && (await stancesIn(documents, texts));
  const only = (document: Document, segment: number): boolean =>
    (stances?.get(document)?.[segment] ?? 'unstated') === stance;
  return contentsOf(table, { documents, choice, rows, ...(stance && { only }) }, [
    codes.map((code) => nameOf(study, code)).join(' ↔ '),
    stance,
    stand.label,
  ]);
};

/** What a row of the report stands for; undefined where there is none of that key. Of null: all. */
function linesOf(
  pairs: readonly (readonly string[])[],
  row: string | null,
): { readonly codes: readonly string[]; readonly stance?: Stance } | undefined {
  if (row === null) return { codes: pairs.flat() };
  for (const pair of pairs) {
    if (row === pair.join(' ')) return { codes: pair };
    for (const code of pair) {
      if (row === code) return { codes: [code] };
      const stance = STANCES.find((each) => row === `${code} stance=${each}`);
      if (stance) return { codes: [code], stance };
    }
  }
  return undefined;
}

/** Of documents whose text has changed nothing is known, as in the figures. */
async function stancesIn(documents: readonly Document[], texts: Texts) {
  const stances = new Map<Document, readonly Stance[]>();
  for (const document of documents) {
    const text = await texts.of(document);
    if (text !== undefined) stances.set(document, stancesOf(document, text));
  }
  return stances;
}
