import type { CancellationToken } from 'vscode-languageserver/node';
import { sidesOf } from '../../agreement/sides.js';
import { AgreedDocument, type Item } from '../../core/adjudication/items.js';
import { disagreementsOf } from '../../core/agreement/disagreements.js';
import type { AgreementSpec, Disagreement, Disagreements } from '../../core/agreement/types.js';
import { readDocument } from '../../core/document.js';
import type { Study } from '../../core/study/types.js';
import { alive } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { breather, type DocumentPage } from '../pages.js';

/** The disagreements of one document over its text as it stands in the study. */
export interface DisagreedDocument {
  readonly file: string;
  /** undefined: the study has no such document. */
  readonly page: DocumentPage | undefined;
  readonly agreed: AgreedDocument;
  readonly items: readonly Item[];
}

export interface Disagreed extends Pick<Disagreements, 'sides' | 'unit' | 'warnings'> {
  readonly study: Study;
  readonly documents: readonly DisagreedDocument[];
}

/** Finds what sides disagree about, and where that stands in the documents of the study. */
export async function disagreed(
  live: LiveStudy,
  spec: AgreementSpec,
  mayRunGit: boolean,
  token: CancellationToken,
): Promise<Disagreed | { problem: string }> {
  const { root, files, study } = await live.counted(token);
  const found = await alive(sidesOf({ root, files, study, git: mayRunGit }, spec), token);
  if ('problem' in found) return found;
  const breathe = breather();
  const pause = (): Promise<void> => alive(breathe(), token);
  const made = await disagreementsOf(study, found, spec, pause);
  if ('problem' in made) return made;
  const byFile = new Map<string, Disagreement[]>();
  for (const each of made.disagreements) byFile.set(each.file, [...(byFile.get(each.file) ?? []), each]);
  const documents: DisagreedDocument[] = [];
  for (const [file, disagreements] of byFile) {
    await pause();
    const sources: (string | null)[] = [];
    for (const side of found.sides) {
      const path = side.files.get(file);
      const text = path === undefined ? undefined : await alive(side.read(path), token);
      sources.push(typeof text === 'string' ? text : null);
    }
    const opened = await alive(live.page(file), token);
    const page = opened?.kind === 'document' ? opened : undefined;
    const reader = (text: string) => readDocument(file, text, '', study.context).scan;
    const agreed = new AgreedDocument(page?.text.getText() ?? '', sources, reader);
    documents.push({ file, page, agreed, items: disagreements.map((each) => agreed.item(each)) });
  }
  const { sides, unit, warnings } = made;
  return { study, documents, sides, unit, warnings };
}
