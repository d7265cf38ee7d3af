import type { CancellationToken } from 'vscode-languageserver/node';
import { type AutocodeQuery, codableCode, codeRanges, expressionOf, findHits } from '../../core/autocode.js';
import { count } from '../../core/compare/phrases.js';
import {
  type AutocodeDocument,
  type AutocodeEditParams,
  type AutocodeOutcome,
  type AutocodeParams,
  type AutocodePreview,
  requests,
  type StudyEdit,
} from '../../protocol.js';
import { Matcher, TooSlow } from '../../search/matcher.js';
import { toOffset, toPath, toRange } from '../convert.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { hash } from '../overlay.js';
import { type DocumentPage, pagesOf } from '../pages.js';
import { progressOf } from '../progress.js';
import type { Feature } from '../server.js';
import { fileEdit } from '../study-edit.js';

const UNITS = ['sentence', 'turn', 'paragraph'];

/** Coding by search: a preview of all hits, then one edit for those that a person accepted. */
export const autocode: Feature = {
  register(server) {
    const { workspace, connection, client } = server;
    const progress = progressOf(connection, client);
    onCustom(server, requests.autocode, async (params, token) => {
      const live = await workspace.study(params.study, token);
      let preview: AutocodePreview | undefined;
      await progress('Searching the study', async (step, stopped) => {
        preview = await previewOf(live, checked(params), token, step, stopped);
      });
      return preview!;
    });
    onCustom(server, requests.autocodeEdit, async (params, token) => {
      if (!Array.isArray(params.accepted)) throw new InvalidParams('The accepted hits are missing.');
      const live = await workspace.study(params.study, token);
      return editOf(live, { ...checked(params), accepted: params.accepted }, token);
    });
  },
};

function checked(params: Partial<AutocodeParams>): AutocodeParams {
  const { study, pattern, unit, code } = params;
  if (typeof pattern !== 'string' || typeof code !== 'string' || !UNITS.includes(unit!)) {
    throw new InvalidParams('A pattern, a code and a unit are needed.');
  }
  return { ...params, study: study!, pattern, unit: unit!, code };
}

async function previewOf(
  live: LiveStudy,
  params: AutocodeParams,
  token: CancellationToken,
  step: (done: number, of: number) => void,
  stopped: AbortSignal,
): Promise<AutocodePreview> {
  const expression = expressionOf({ text: params.pattern, ...params });
  if ('wrong' in expression) return { refused: expression.wrong };
  const study = await live.whole(token);
  const code = codableCode(study.codebook, params.code);
  if ('refused' in code) return code;
  const files = filesOf(live, params.uris) ?? [...study.documents.keys()];
  const matcher = new Matcher(expression);
  const documents: AutocodeDocument[] = [];
  let searched = 0;
  try {
    for await (const page of pagesOf(live, files, token)) {
      if (stopped.aborted) return { refused: 'The search was stopped.' };
      step(searched++, files.length);
      if (page.kind !== 'document') continue;
      const found = await alive(documentOf(page, { ...params, code: code.id }, matcher), token);
      if (found.hits.length > 0) documents.push(found);
    }
  } catch (error) {
    if (!(error instanceof TooSlow)) throw error;
    const file = files[searched - 1]!;
    return {
      refused: `The regular expression takes too long in ${file}. Repetitions within repetitions, as in (a+)+, are the usual reason; write it more simply.`,
    };
  } finally {
    matcher.dispose();
  }
  step(files.length, files.length);
  return { documents, searched };
}

function filesOf(live: LiveStudy, uris: readonly string[] | undefined): string[] | undefined {
  return uris?.flatMap((uri) => {
    const path = toPath(uri);
    return (path !== undefined && live.fileOf(path)) || [];
  });
}

async function documentOf(
  { study, document, text, file }: DocumentPage,
  query: AutocodeQuery,
  matcher: Matcher,
): Promise<AutocodeDocument> {
  const source = text.getText();
  const hits = await findHits(study, document, source, query, matcher.match);
  return {
    uri: text.uri,
    file,
    hash: hash(source),
    uncounted: document.codingStated && document.coding === 'none',
    hits: hits.map(({ range, matches, ...hit }) => ({
      ...hit,
      range: toRange(text, range),
      matches: [...matches],
    })),
  };
}

async function editOf(
  live: LiveStudy,
  { code: name, coder, unit, accepted }: AutocodeEditParams,
  token: CancellationToken,
): Promise<AutocodeOutcome> {
  const study = await live.whole(token);
  const code = codableCode(study.codebook, name);
  if ('refused' in code) return code;
  const files: StudyEdit['files'] = [];
  const left: Extract<AutocodeOutcome, { edit: StudyEdit }>['left'] = [];
  let coded = 0;
  const wanted = new Map(accepted.map((each) => [filesOf(live, [each.uri])?.[0] ?? '', each]));
  for await (const page of pagesOf(live, wanted.keys(), token)) {
    const { hash: searched, starts } = wanted.get(page.file)!;
    if (page.kind !== 'document' || hash(page.text.getText()) !== searched) {
      return { refused: `${page.file} changed since it was searched, so nothing was coded. Search again.` };
    }
    const source = page.text.getText();
    const hits = await unitsAt(
      page,
      { unit, code: code.id },
      new Set(starts.map((at) => toOffset(page.text, at))),
    );
    const result = codeRanges(source, hits, code.id, coder);
    coded += result.coded.length;
    for (const { range, reason } of result.refused) {
      left.push({ uri: page.text.uri, range: toRange(page.text, range), reason });
    }
    if (result.edits.length > 0) files.push(fileEdit(page, result.edits));
  }
  if (coded === 0) return { refused: left[0]?.reason ?? 'Nothing was accepted, so nothing was coded.' };
  const label = `Autocode ${code.id}: ${count(coded, unit)} in ${count(files.length, 'document')}`;
  return { edit: { files, label }, coded, left };
}

/** The units that start at these places. Accepted ones are found again by their place: the text is the same. */
async function unitsAt(page: DocumentPage, query: AutocodeQuery, starts: ReadonlySet<number>) {
  const everything = (texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => [{ start: 0, end: text.length }]));
  const all = { ...query, interviewer: true };
  const hits = await findHits(page.study, page.document, page.text.getText(), all, everything);
  return hits.map(({ range }) => range).filter(({ start }) => starts.has(start));
}
