import { count } from '../../compare/phrases.js';
import type { Texts } from '../../report/analyse.js';
import { listSegments } from '../../segments/list.js';
import type { Study } from '../../study/types.js';
import { tally } from '../../tally.js';
import { wordsIn } from '../../lost/words.js';
import { colorOf } from '../colors.js';
import type { PrintedCodebook, PrintedPassage } from './types.js';

/** An example says something by itself, and can be read at a glance: so many words, in the middle best. */
const [SHORT, GOOD, LONG] = [6, 30, 80];

/**
 * The codebook with its figures, and for each code the passage whose length is nearest to thirty words.
 * @param texts absent: no passage is quoted
 */
export async function printedCodebook(study: Study, texts?: Texts): Promise<PrintedCodebook> {
  const { codebook, config } = study;
  const { codes: rows, documents, words } = tally(study);
  const figures = new Map(rows.map((row) => [row.code, row]));
  const passages = texts ? await examplesOf(study, texts) : new Map<string, PrintedPassage>();
  return {
    title: config.name ?? codebook.name ?? 'Codebook',
    sentence: `Figures are of ${count(documents, 'document')} with ${count(words, 'counted word')}: passages that carry the code, with those of the codes below it, and the documents they are in.`,
    codes: Array.from(codebook.codes.values(), (code) => {
      const { id, name, parent = null, depth, status, codable, examples, aliases } = code;
      const row = figures.get(id);
      return {
        ...{ id, name, parent, depth, status, codable, examples, aliases },
        color: colorOf(codebook, id),
        brief: code.brief ?? null,
        definition: code.definition ?? null,
        useWhen: code.useWhen ?? null,
        notWhen: code.notWhen ?? null,
        counterpart: code.counterpart ?? null,
        replacedBy: code.replacedBy ?? null,
        segments: row?.segments ?? 0,
        total: row?.total ?? 0,
        documents: row?.documents ?? 0,
        passage: passages.get(id) ?? null,
      };
    }),
  };
}

async function examplesOf(study: Study, texts: Texts): Promise<ReadonlyMap<string, PrintedPassage>> {
  const best = new Map<string, { readonly badness: number; readonly passage: PrintedPassage }>();
  const record = study.config.coderOfRecord;
  for (const document of study.documents.values()) {
    if (document.coding === 'none') continue;
    const text = await texts.of(document);
    if (text === undefined) continue;
    for (const { codes, coder, text: words, file, start, speaker } of listSegments(study, document, text)) {
      if (record !== undefined && coder !== null && coder !== record) continue;
      const badness = badnessOf(wordsIn(words).length);
      for (const code of codes) {
        if (badness >= (best.get(code)?.badness ?? Infinity)) continue;
        best.set(code, { badness, passage: { text: words, file, line: start.line, speaker } });
      }
    }
  }
  return new Map(Array.from(best, ([code, { passage }]) => [code, passage]));
}

/** What is a phrase or a page comes last. */
function badnessOf(words: number): number {
  return Math.abs(words - GOOD) + (words < SHORT || words > LONG ? LONG : 0);
}
