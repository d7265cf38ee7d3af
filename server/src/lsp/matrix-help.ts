import type { CancellationToken, CodeLens } from 'vscode-languageserver/node';
import { countIn, matrixOf, type MatrixTable, passagesIn } from '../core/matrix/cells.js';
import { driftOf, driftPhrase, printsOf, specOf } from '../core/matrix/seen.js';
import type { Summary } from '../core/matrix/types.js';
import type { Range } from '../core/problem.js';
import { escape } from './card.js';
import { toRange } from './convert.js';
import { alive } from './fence.js';
import { textsOfStudy } from './features/analysis.js';
import type { KeptPage } from './pages.js';
import { codeIdOf } from './uses.js';

/** A command of the client. */
const SHOW_PASSAGES = 'qualdown.showPassages';

/** Above each summary of an open matrix: the passages it is about, and whether they have changed since. */
export async function matrixLenses(page: KeptPage, token: CancellationToken): Promise<CodeLens[]> {
  const { kept, study, live } = page;
  if (kept.kind !== 'matrix' || !live.complete) return [];
  const texts = textsOfStudy(live, token);
  const made = await alive(matrixOf(study, specOf(kept), texts), token);
  if ('problem' in made) return [];
  const lenses: CodeLens[] = [];
  for (const summary of kept.summaries) {
    const code = codeIdOf(study, summary.code);
    const cell = cellAt(made, summary.row, code);
    if (!cell) continue;
    const count = countIn(cell);
    const passages = summary.seen && (await alive(passagesIn(study, cell, texts), token));
    const drift = passages && driftOf(summary.seen, printsOf(passages.map(({ text }) => text)));
    const counted =
      count === 0 ? 'No passages' : `Open ${count} ${count === 1 ? 'passage' : 'passages'} of this cell`;
    const documents = Array.from(cell.keys(), ({ file }) => live.uriOf(file));
    const alone = kept.spec.rollup !== true && kept.spec.families !== true;
    const argument = { study: live.uri, code, alone, documents, counted: count };
    lenses.push({
      range: toRange(page.text, summary.codeRange),
      command: {
        title: drift ? `${counted} · ${driftPhrase(drift)}` : counted,
        // Without any the lens only says so: a click that opens nothing helps nobody.
        command: count === 0 ? '' : SHOW_PASSAGES,
        arguments: [argument],
      },
    });
  }
  return lenses;
}

function cellAt(made: MatrixTable, key: string, code: string): ReturnType<MatrixTable['cell']> | undefined {
  const row = made.rows.find((each) => each.key === key);
  return row && made.cell(row, code);
}

/** What a row of a matrix stands for, where the cursor is on its name: its documents, and how many are not coded yet. */
export async function rowCard(
  page: KeptPage,
  offset: number,
  token: CancellationToken,
): Promise<({ value: string } & Range) | undefined> {
  const { kept, study, live } = page;
  const at = kept.kind === 'matrix' && kept.summaries.find((each) => isOn(each, offset));
  if (!at || !live.complete) return undefined;
  const made = await alive(matrixOf(study, specOf(kept), textsOfStudy(live, token)), token);
  if ('problem' in made) return undefined;
  const row = made.rows.find(({ key }) => key === at.row);
  const value = row
    ? [
        `**${escape(row.name)}**: ${row.documents.length} coded ${row.documents.length === 1 ? 'document' : 'documents'}` +
          (row.none > 0 ? `, ${row.none} not yet coded` : ''),
        ...row.documents.slice(0, MOST).map(({ file }) => `- ${escape(file)}`),
        ...(row.documents.length > MOST ? [`- and ${row.documents.length - MOST} more`] : []),
      ].join('\n\n')
    : `The matrix has no row “${escape(at.row)}”.`;
  return { value, ...at.rowRange };
}

/** So many documents a card lists. */
const MOST = 10;

const isOn = ({ rowRange: { start, end } }: Summary, offset: number): boolean =>
  start <= offset && offset <= end;
