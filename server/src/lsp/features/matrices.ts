import type { CancellationToken } from 'vscode-languageserver/node';
import { freePath } from '../../core/paths.js';
import { followCodes } from '../../core/kept/follow.js';
import { matrixOf, passagesIn } from '../../core/matrix/cells.js';
import { fits, freeName, matricesOf, matrixNamed, summariesFor } from '../../core/matrix/find.js';
import { driftOf, driftPhrase, printsOf, specOf as specOfMatrix } from '../../core/matrix/seen.js';
import type { Matrix } from '../../core/matrix/types.js';
import { matrixText, summaryEdits } from '../../core/matrix/write.js';
import type { Study } from '../../core/study/types.js';
import { type AnalysisSpec, requests, type SetSummaryParams, type StudyEditOutcome } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { pagesOf } from '../pages.js';
import { type Follower, followers } from '../refactoring.js';
import type { Feature } from '../server.js';
import { type FileEdit, fileEdit, newFile } from '../study-edit.js';
import { specOf, textsOfStudy } from './analysis.js';

/** Researchers' summaries of a matrix's cells: listed, read, written as one edit; they follow codes that are renamed. */
export const matrices: Feature = {
  register(server) {
    const { workspace } = server;
    if (!followers.includes(followInKept)) followers.push(followInKept);
    onCustom(server, requests.matrices, async ({ study, spec }, token) => {
      const live = await workspace.study(study, token);
      const whole = await live.whole(token);
      return matricesOf(whole).map((matrix) => ({
        uri: live.uriOf(matrix.file),
        name: matrix.name,
        fits: fits(whole, matrix, specOf(spec)),
        summaries: matrix.summaries.length,
        problem: matrix.problems[0]?.message ?? null,
      }));
    });
    onCustom(server, requests.cellSummary, async (params, token) => {
      const live = await workspace.study(params.study, token);
      return summaryOf(live, cellParams(params), token);
    });
    onCustom(server, requests.setSummary, async (params, token) => {
      const live = await workspace.study(params.study, token);
      if (typeof params.summary !== 'string') throw new InvalidParams('The summary is missing.');
      return summarised(live, { ...cellParams(params), summary: params.summary }, token);
    });
  },
};

type Cell = Pick<SetSummaryParams, 'matrix' | 'row' | 'column'> & { readonly spec: AnalysisSpec };

function cellParams({ matrix, row, column, spec }: Partial<Omit<SetSummaryParams, 'summary'>>): Cell {
  if (typeof matrix !== 'string' || typeof row !== 'string' || typeof column !== 'string') {
    throw new InvalidParams('A cell of a matrix is missing.');
  }
  return {
    matrix: matrix.replace(/\s+/g, ' ').trim(),
    row,
    column,
    spec: { ...specOf(spec), kind: 'matrix' },
  };
}

/** The prints of a cell's passages as they are now. */
async function printsNow(
  live: LiveStudy,
  study: Study,
  spec: AnalysisSpec,
  { row, column }: Cell,
  token: CancellationToken,
): Promise<string[] | { problem: string }> {
  const texts = textsOfStudy(live, token);
  // The codes that the view leaves out do not matter to a cell; the code itself may have gone from the codebook.
  const { codes: _, families: __, ...all } = spec;
  const made = await alive(matrixOf(study, all, texts), token);
  if ('problem' in made) return made;
  const found = made.rows.find(({ key }) => key === row);
  if (!found) return { problem: `The matrix has no row “${row}” any more.` };
  const passages = await alive(passagesIn(study, made.cell(found, column), texts), token);
  if (!passages) return { problem: 'A document changed in this very moment. Please try again.' };
  return printsOf(passages.map(({ text }) => text));
}

/** Where a cell's summary stands or belongs: in the file of that name; without a name, in the one that the matrix shows. */
function keptFor(study: Study, { matrix, spec }: Cell): Matrix | { readonly refused: string } | undefined {
  if (matrix !== '') return matrixNamed(study, matrix);
  const shown = summariesFor(study, spec);
  if ('problem' in shown) return { refused: shown.problem };
  return shown.matrix ?? (shown.warning === undefined ? undefined : { refused: shown.warning });
}

async function summaryOf(live: LiveStudy, cell: Cell, token: CancellationToken) {
  const study = await live.whole(token);
  const matrix = keptFor(study, cell);
  if (matrix && 'refused' in matrix) return { problem: matrix.refused };
  const known = matrix?.summaries.find(
    ({ row, code }) => row === cell.row && (study.codebook.resolve(code)?.id ?? code) === cell.column,
  );
  if (!matrix || !known) return { summary: '', stale: null };
  if (!known.seen) return { summary: known.summary, stale: null };
  const now = await printsNow(live, study, specOfMatrix(matrix), cell, token);
  if ('problem' in now) return now;
  const drift = driftOf(known.seen, now);
  return { summary: known.summary, stale: drift ? driftPhrase(drift) : null };
}

async function summarised(
  live: LiveStudy,
  cell: Cell & { readonly summary: string },
  token: CancellationToken,
): Promise<StudyEditOutcome & { uri?: string }> {
  const { row, column, summary, spec } = cell;
  const study = await live.whole(token);
  const matrix = keptFor(study, cell);
  if (matrix && 'refused' in matrix) return matrix;
  // What a summary is about is what its own file says it is.
  const now = await printsNow(live, study, matrix ? specOfMatrix(matrix) : spec, cell, token);
  if ('problem' in now) return { refused: now.problem };
  const label = `Summarise ${row === '' ? 'documents without a value' : row}, ${column}`;
  if (!matrix) {
    if (summary.trim() === '') return { refused: 'There is nothing to save yet.' };
    const name = cell.matrix || freeName(study, spec);
    const files = new Set(Array.from(study.kept.keys(), (file) => file.toLowerCase()));
    const path = freePath('matrices', name, '.yaml', 'matrix', (file) => files.has(file));
    const uri = live.uriOf(path);
    const text = matrixText(name, spec, { row, code: column, summary, seen: now });
    return { edit: { files: [newFile(uri, text)], label }, uri };
  }
  const page = await alive(live.page(matrix.file), token);
  if (page?.kind !== 'kept' || page.kept.kind !== 'matrix')
    return { refused: `${matrix.file} cannot be read.` };
  // An alias that the file uses stays.
  const known = page.kept.summaries.find(
    (each) => each.row === row && (study.codebook.resolve(each.code)?.id ?? each.code) === column,
  );
  const result = summaryEdits(page.text.getText(), { row, code: known?.code ?? column, summary, seen: now });
  if ('refused' in result) return { refused: `${matrix.file}: ${result.refused}` };
  const files = result.edits.length > 0 ? [fileEdit(page, result.edits)] : [];
  return { edit: { files, label }, uri: page.text.uri };
}

/** Saved comparisons and summaries go on about codes that are renamed or merged. */
const followInKept: Follower = async (live, recoding, token) => {
  const study = await live.whole(token);
  const files: FileEdit[] = [];
  for await (const page of pagesOf(live, study.kept.keys(), token)) {
    if (page.kind !== 'kept') continue;
    const result = followCodes(page.kept, page.text.getText(), recoding);
    // One that cannot be kept up says so by itself: its code is missing then.
    if ('refused' in result || result.edits.length === 0) continue;
    files.push(fileEdit(page, result.edits));
  }
  return files;
};
