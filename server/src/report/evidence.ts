import { cellOf, type Texts } from '../core/report/analyse.js';
import type { AnalysisSpec } from '../core/report/spec.js';
import type { Report } from '../core/report/types.js';
import { listSegments, type SegmentEntry } from '../core/segments/list.js';
import { quoted } from '../core/segments/quoted.js';
import type { Document, Study } from '../core/study/types.js';
import { count } from '../core/compare/phrases.js';
import type { Evidence } from './job.js';
import { Outdated } from './provenance.js';

/** A file with more could hardly be opened, and nobody would read them. */
const MOST_FIGURES = 4000;
const MOST_PASSAGES = 20_000;

export interface Collected {
  readonly evidence: readonly Evidence[];
  /** What is not in it, in words. */
  readonly leftOut: readonly string[];
}

/**
 * What each figure of a report rests on; none for analyses whose figures open no passages.
 * @param quotations with what was said, else only where it stands
 * @throws Outdated
 */
export async function collectEvidence(
  study: Study,
  spec: AnalysisSpec,
  { sheets }: Report,
  texts: Texts,
  quotations: boolean,
): Promise<Collected> {
  const figures = sheets.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);
  if (figures > MOST_FIGURES) {
    return {
      evidence: [],
      leftOut: [
        `The passages of ${count(figures, 'figure')}: too many for one file. Choose fewer codes or columns.`,
      ],
    };
  }
  const reader = new Reader(study, texts);
  const evidence: Evidence[] = [];
  let passages = 0;
  for (const [sheet, { rows, columns }] of sheets.entries()) {
    for (const row of rows) {
      for (const column of columns) {
        const found = await cellOf(study, spec, { sheet, row: row.key, column: column.key }, texts);
        if ('problem' in found) continue;
        const documents = [];
        const without: string[] = [];
        for (const document of found.documents) {
          const segments = found.passages.get(document);
          const entries = segments?.includes(1) ? await reader.entries(document, segments) : [];
          passages += entries.length;
          if (entries.length === 0) without.push(document.file);
          else
            documents.push({
              file: document.file,
              passages: entries.map((entry) => quotationOf(entry, quotations)),
            });
        }
        const { title, sentence, withoutParticipants } = found;
        evidence.push({
          sheet,
          row: row.key,
          column: column.key,
          title,
          sentence,
          documents,
          without,
          withoutParticipants,
        });
        if (passages > MOST_PASSAGES) {
          return {
            evidence,
            leftOut: [
              `Passages behind the first ${count(passages, 'passage')}: too many for one file. Choose fewer codes or columns.`,
            ],
          };
        }
      }
    }
  }
  return { evidence, leftOut: [] };
}

function quotationOf(entry: SegmentEntry, words: boolean): Evidence['documents'][number]['passages'][number] {
  const { line } = entry.start;
  // Without the words nobody sees whose they are.
  return words ? { line, ...quoted(entry) } : { line, speaker: entry.speaker, text: null };
}

/** Lists the passages of each document once, however many figures rest on them. */
class Reader {
  readonly #study: Study;
  readonly #texts: Texts;
  readonly #known = new Map<Document, readonly SegmentEntry[]>();

  constructor(study: Study, texts: Texts) {
    this.#study = study;
    this.#texts = texts;
  }

  async entries(document: Document, segments: Uint8Array): Promise<readonly SegmentEntry[]> {
    let all = this.#known.get(document);
    if (!all) {
      const text = await this.#texts.of(document);
      if (text === undefined) throw new Outdated(`${document.file} changed meanwhile. Try again.`);
      this.#known.set(document, (all = listSegments(this.#study, document, text)));
    }
    return all.filter((_, segment) => segments[segment] === 1);
  }
}
