import type { CancellationToken } from 'vscode-languageserver/node';
import { readDocument } from '../../core/document.js';
import {
  applyCode,
  codingTarget,
  passagesAt,
  type Reader,
  removeCodes,
  replaceCode,
  resizePassage,
  setMark,
  uncode,
} from '../../core/edits.js';
import { unitsAround } from '../../core/units.js';
import { type PassageHere, requests } from '../../protocol.js';
import { toOffset, toRange, toSpan } from '../convert.js';
import { onCustom } from '../custom.js';
import { InvalidParams } from '../fence.js';
import { outcomeOf } from '../outcome.js';
import type { DocumentPage } from '../pages.js';
import type { Feature, Server } from '../server.js';

/** Coding in an open document: what a selection means, and the edits that put codes on passages and take them off. */
export const coding: Feature = {
  register(server) {
    onCustom(server, requests.applyCode, async (params, token) => {
      const { range, snap, section, coder } = params;
      const codes = namesOf(params.codes, 'The codes to apply are missing.');
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      const options = { ...optionsOf(page, snap), ...given({ section, coder }) };
      return outcomeOf(page, applyCode(page.text.getText(), toSpan(page.text, range), codes, options));
    });
    onCustom(server, requests.codingTarget, async (params, token) => {
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      const { text } = page;
      const target = codingTarget(text.getText(), toSpan(text, params.range), optionsOf(page, params.snap));
      if ('refused' in target) return target;
      const section = target.section && toRange(text, target.section);
      return { range: toRange(text, target.range), text: target.text, section };
    });
    onCustom(server, requests.units, async (params, token) => {
      const page = await openPage(server, params, token);
      if ('refused' in page) return [];
      const { text, document } = page;
      return unitsAround(text.getText(), document.scan, toSpan(text, params.range)).map((unit) =>
        toRange(text, unit),
      );
    });
    onCustom(server, requests.passagesAt, async (params, token) => {
      const page = await openPage(server, params, token);
      return 'refused' in page ? [] : passagesHere(page, toSpan(page.text, params.range), params.touching);
    });
    onCustom(server, requests.removeCodes, async (params, token) => {
      const codes = namesOf(params.codes, 'The codes to remove are missing.');
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      return outcomeOf(
        page,
        removeCodes(page.text.getText(), toOffset(page.text, params.at), codes, optionsOf(page)),
      );
    });
    onCustom(server, requests.uncode, async (params, token) => {
      const codes = params.codes && namesOf(params.codes, 'The codes to remove are malformed.');
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      const range = toSpan(page.text, params.range);
      return outcomeOf(page, uncode(page.text.getText(), range, codes, optionsOf(page, params.snap)));
    });
    onCustom(server, requests.replaceCode, async (params, token) => {
      const [code, by] = namesOf(
        [params.code, params.by],
        'The code to replace, or the one to put there, is missing.',
      );
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      return outcomeOf(
        page,
        replaceCode(page.text.getText(), toOffset(page.text, params.at), code!, by!, optionsOf(page)),
      );
    });
    onCustom(server, requests.resizePassage, async (params, token) => {
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      const [at, range] = [toOffset(page.text, params.at), toSpan(page.text, params.range)];
      return outcomeOf(page, resizePassage(page.text.getText(), at, range, optionsOf(page, params.snap)));
    });
    onCustom(server, requests.setMark, async (params, token) => {
      const { key, value } = params;
      if (typeof key !== 'string' || (value !== null && typeof value !== 'string')) {
        throw new InvalidParams('The attribute to set, or its value, is missing.');
      }
      const page = await openPage(server, params, token);
      if ('refused' in page) return page;
      return outcomeOf(
        page,
        setMark(page.text.getText(), toOffset(page.text, params.at), key, value, optionsOf(page)),
      );
    });
  },
};

/** The document of a request, as it was when the request was made. */
async function openPage(
  { workspace }: Server,
  { uri, version }: { uri?: string; version?: number },
  token: CancellationToken,
): Promise<DocumentPage | { refused: string }> {
  const page = await workspace.document(uri === undefined ? undefined : { uri }, token);
  if (!page) return { refused: 'This file is no document of a study.' };
  if (page.version !== version)
    return { refused: 'The document has changed meanwhile. Select the passage again.' };
  return page;
}

/** Reads what an edit makes of a document as the study reads the document. */
function optionsOf(page: DocumentPage, snap?: boolean): { read: Reader; snap?: boolean } {
  const { document, file, study, text } = page;
  const now = text.getText();
  const read: Reader = (other) =>
    other === now ? document.scan : readDocument(file, other, '', study.context).scan;
  return { read, ...given({ snap }) };
}

function passagesHere(
  page: DocumentPage,
  place: { start: number; end: number },
  touching = false,
): PassageHere[] {
  const { text } = page;
  return passagesAt(text.getText(), place, optionsOf(page).read, { touching }).map(
    ({ at, ranges, ...passage }) => ({
      ...passage,
      at: text.positionAt(at),
      ranges: ranges.map((range) => toRange(text, range)),
      codes: [...passage.codes],
    }),
  );
}

function namesOf(names: unknown, message: string): string[] {
  if (
    !Array.isArray(names) ||
    !names.every((name): name is string => typeof name === 'string' && name !== '')
  ) {
    throw new InvalidParams(message);
  }
  return names;
}

/** Without what is undefined. */
function given<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof given<T>
  >;
}
