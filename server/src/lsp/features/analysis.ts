import type { CancellationToken } from 'vscode-languageserver/node';
import { textsOf } from '../../core/attributes/values.js';
import { attributeNames, compareValues, participantAttributes } from '../../core/compare/columns.js';
import { codersOf, speakersOf } from '../../core/filter/known.js';
import { analyse, cellOf, type Texts } from '../../core/report/analyse.js';
import type { AnalysisSpec } from '../../core/report/spec.js';
import { attributesOf } from '../../core/segments/meeting.js';
import { fragmentsOf } from '../../core/segments.js';
import type { Document, Study } from '../../core/study/types.js';
import { type AnalysisChoices, type CellParams, type CellPassages, requests } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { knownHistory } from '../history.js';
import type { Feature, Server } from '../server.js';
import { breather } from '../pages.js';
import { passagesOn } from './passages.js';

/** A cell may have thousands of passages: so many are given where nobody says how many. */
const MOST = 200;

/** What the Compare view asks: reports, what can be chosen for them, and what a figure rests on. */
export const analysis: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.analysis, async ({ study, spec }, token) => {
      const live = await workspace.study(study, token);
      const whole = await live.whole(token);
      const made = await alive(
        analyse(whole, specOf(spec), await textsAndHistory(live, server, token)),
        token,
      );
      return 'problem' in made ? made : { report: made };
    });
    onCustom(server, requests.analysisChoices, async ({ study }, token) =>
      choicesOf(await (await workspace.study(study, token)).whole(token)),
    );
    onCustom(server, requests.cellPassages, async (params, token) => {
      const live = await workspace.study(params.study, token);
      return passagesOfCell(live, await live.whole(token), params, token);
    });
  },
};

export function specOf(spec: unknown): AnalysisSpec {
  if (typeof spec !== 'object' || spec === null) throw new InvalidParams('A comparison is missing.');
  return spec;
}

/** The texts of a live study, each only as long as it is the one that was counted. */
export function textsOfStudy(live: LiveStudy, token: CancellationToken): Texts {
  const breathe = breather();
  return {
    breathe: () => alive(breathe(), token),
    async of(document) {
      const page = await alive(live.page(document.file), token);
      return page?.kind === 'document' && page.document === document ? page.text.getText() : undefined;
    },
  };
}

/** The same with what git knows, where it may run. */
export async function textsAndHistory(
  live: LiveStudy,
  server: Pick<Server, 'trusted'>,
  token: CancellationToken,
): Promise<Texts> {
  const counted = await live.counted(token);
  const history = await alive(knownHistory(live, counted, server.trusted()), token);
  return { ...textsOfStudy(live, token), history: history ?? null };
}

function choicesOf(study: Study): AnalysisChoices {
  const attributes = attributeNames(study).map((name) => {
    const counts = new Map<string, number>();
    for (const { attributes: own } of study.documents.values())
      for (const value of new Set(textsOf(own.get(name)))) counts.set(value, (counts.get(value) ?? 0) + 1);
    const values = Array.from(counts, ([value, documents]) => ({ value, documents }));
    return { name, values: values.sort((a, b) => compareValues(a.value, b.value)) };
  });
  const ofParticipants = participantAttributes(study);
  return { attributes, ofParticipants, coders: codersOf(study), speakers: speakersOf(study) };
}

async function passagesOfCell(
  live: LiveStudy,
  study: Study,
  { spec, sheet = 0, row = null, column = null, from = 0, limit = MOST }: Partial<CellParams>,
  token: CancellationToken,
): Promise<CellPassages | { problem: string }> {
  const cell = { sheet, row, column };
  const found = await alive(cellOf(study, specOf(spec), cell, textsOfStudy(live, token)), token);
  if ('problem' in found) return found;
  const { title, sentence, passages, documents } = found;
  const counts = documents.map((document) => countOf(passages.get(document)));
  const given: CellPassages['documents'] = [];
  let seen = 0;
  for (const [index, document] of documents.entries()) {
    const first = Math.max(0, from - seen);
    const last = Math.min(counts[index]!, from + limit - seen);
    seen += counts[index]!;
    if (first >= last) continue;
    const some = chosen(passages.get(document)!, first, last);
    given.push({ ...nameOf(live, document), passages: await passagesIn(live, document, some, token) });
  }
  return {
    title,
    sentence,
    total: seen,
    documents: given,
    without: documents.filter((_, index) => counts[index] === 0).map((document) => nameOf(live, document)),
    withoutParticipants: [...found.withoutParticipants],
  };
}

const countOf = (found: Uint8Array | undefined): number => found?.reduce((sum, is) => sum + is, 0) ?? 0;

/** Of the segments found those from the `first` to before the `last`. */
function chosen(found: Uint8Array, first: number, last: number): Uint8Array {
  let index = 0;
  return found.map((is) => (is && index++ >= first && index <= last ? 1 : 0));
}

function nameOf(
  live: LiveStudy,
  { file, attributes }: Document,
): { file: string; uri: string; title: string } {
  const title = attributes.get('title');
  return { file, uri: live.uriOf(file), title: typeof title === 'string' ? title : file };
}

/** None where the document has changed in this very moment: the view asks again. */
async function passagesIn(live: LiveStudy, document: Document, found: Uint8Array, token: CancellationToken) {
  const page = await alive(live.page(document.file), token);
  if (page?.kind !== 'document' || page.document !== document) return [];
  const text = page.text.getText();
  const fragments = fragmentsOf(document).filter((_, segment) => found[segment]);
  return passagesOn(page, { found }).map(({ range, text: shown, speaker, codes, coder }, index) => ({
    range,
    text: shown,
    speaker,
    codes,
    coder,
    memo: attributesOf(document, text, fragments[index]!)['memo'] ?? null,
  }));
}
