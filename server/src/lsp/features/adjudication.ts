import { type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import { codableCode } from '../../core/autocode/code.js';
import { adjudicationsOf, Decisions } from '../../core/adjudication/find.js';
import { decided } from '../../core/adjudication/items.js';
import { type Decision, type Verdict, VERDICTS } from '../../core/adjudication/types.js';
import { adjudicationText, decisionEdits, type NewDecision } from '../../core/adjudication/write.js';
import type { SideSource } from '../../core/agreement/types.js';
import { readDocument } from '../../core/document.js';
import { codersOf } from '../../core/filter/known.js';
import { freePath } from '../../core/paths.js';
import type { Study } from '../../core/study/types.js';
import { git } from '../../git/run.js';
import {
  type AgreementChoices,
  type DecideParams,
  requests,
  type SettledDecision,
  type StudyEditOutcome,
} from '../../protocol.js';
import { disagreed, type Disagreed } from '../adjudication/disagreed.js';
import { decisionShown, itemShown } from '../adjudication/shown.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import type { Feature } from '../server.js';
import { type FileEdit, fileEdit, newFile } from '../study-edit.js';

/** What sides disagree about, what was decided about it, and each decision written as one edit. */
export const adjudication: Feature = {
  register(server) {
    const { workspace, trusted } = server;
    onCustom(server, requests.agreementChoices, async ({ study }, token) =>
      choicesOf(await workspace.study(study, token), trusted(), token),
    );
    onCustom(server, requests.adjudication, async ({ study, spec }, token) => {
      const live = await workspace.study(study, token);
      const found = await disagreed(live, spec ?? {}, trusted(), token);
      return 'problem' in found ? found : adjudicated(found, live);
    });
    onCustom(server, requests.decide, async (params, token) => {
      const live = await workspace.study(params.study, token);
      return decide(live, checked(params), trusted(), token);
    });
  },
};

function checked(params: Partial<DecideParams>): DecideParams {
  const { file, code, key, decision, date } = params;
  const texts = [file, code, key, date];
  if (texts.some((text) => typeof text !== 'string') || (decision && !VERDICTS.includes(decision))) {
    throw new InvalidParams('A document, a code, a passage and a decision are needed.');
  }
  return { spec: {}, decision: null, ...params } as DecideParams;
}

async function choicesOf(
  live: LiveStudy,
  mayRunGit: boolean,
  token: CancellationToken,
): Promise<AgreementChoices> {
  const study = await live.whole(token);
  const folders = await alive(foldersOf(live, study), token);
  const listed = mayRunGit
    ? await alive(
        git(live.root, ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags']),
        token,
      )
    : undefined;
  const signed = codersOf(study);
  const stated = [...study.documents.values()].flatMap(({ attributes }) => {
    const coder = attributes.get('coder');
    return typeof coder === 'string' && coder !== '' ? [coder] : [];
  });
  const coders = [...new Set([...signed, ...stated])].sort();
  const coder = (name: string): SideSource => ({ kind: 'coder', coder: name });
  const second = folders.includes('second-coder');
  const sides: SideSource[] = second
    ? [
        { kind: 'path', path: '.' },
        { kind: 'path', path: 'second-coder' },
      ]
    : coders.length > 1
      ? coders.slice(0, 2).map(coder)
      : [];
  return {
    coders,
    folders,
    refs: listed?.split('\n').filter((ref) => ref !== '') ?? [],
    git: mayRunGit,
    sides,
  };
}

/** Folders of the study that hold no documents of its own, and yet Markdown: copies, as a second coder’s are. */
async function foldersOf({ root }: LiveStudy, { documents }: Study): Promise<string[]> {
  const entries: Dirent[] = await readdir(root, { withFileTypes: true }).catch(() => []);
  const others = ['memos', 'matrices', 'comparisons', 'adjudication', 'node_modules'];
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => ![...documents.keys()].some((file) => file.startsWith(`${name}/`)));
  const copies = await Promise.all(
    names.map(async (name) => {
      const inside = await readdir(`${root}/${name}`, { recursive: true }).catch(() => []);
      return inside.some((file) => file.endsWith('.md')) ? [name] : [];
    }),
  );
  return copies.flat().sort();
}

function adjudicated({ study, documents, sides, unit, warnings }: Disagreed, live: LiveStudy) {
  const decisions = new Decisions(study);
  const open = new Set<Decision>();
  const items = documents.flatMap((document) =>
    document.items.map((item) => {
      const known = decisions.of(document.file, item.disagreement.code, item.key);
      if (known) open.add(known.decision);
      return {
        ...itemShown(item, document, study, live),
        decision: known ? decisionShown(live.uriOf(known.file), known.decision) : null,
      };
    }),
  );
  const names = sides.map(({ name }) => name);
  const settled = adjudicationsOf(study).flatMap(({ file, document, decisions: all }) =>
    all
      .filter((decision) => !open.has(decision))
      // Those about other sides are not what is looked at.
      .filter(({ left, right }) => names.includes(left ?? '') && names.includes(right ?? ''))
      .map((decision): SettledDecision => {
        const code = study.codebook.resolve(decision.code);
        return {
          ...decisionShown(live.uriOf(file), decision),
          ...{ key: decision.key, file: document, code: code?.id ?? decision.code },
          ...{ name: code?.name ?? decision.code, passage: decision.passage },
        };
      }),
  );
  return { sides: [...sides], unit, items, settled, warnings: [...warnings] };
}

async function decide(
  live: LiveStudy,
  params: DecideParams,
  mayRunGit: boolean,
  token: CancellationToken,
): Promise<StudyEditOutcome & { uri?: string }> {
  const { file, code, key, decision, spec } = params;
  const study = await live.whole(token);
  if (decision === null) return kept(live, study, { ...empty, code, key, decision }, file, [], token);
  const recode = decision === 'recode' ? codableCode(study.codebook, params.recode ?? '') : { id: null };
  if ('refused' in recode) return recode;
  const found = await disagreed(live, { ...spec, documents: [file] }, mayRunGit, token);
  if ('problem' in found) return { refused: found.problem };
  const document = found.documents.find((each) => each.file === file);
  const item = document?.items.find((each) => each.key === key && each.disagreement.code === code);
  if (!document?.page || !item) {
    const known = new Decisions(study).of(file, code, key)?.decision;
    // What is settled keeps its decision; why it was made can be said later, too.
    if (known?.decision === decision && known.recode === recode.id)
      return kept(live, study, { ...known, note: params.note ?? null }, file, [], token);
    return {
      refused: 'There is no such disagreement any more: the documents changed. Look at the list again.',
    };
  }
  const { page } = document;
  const record = study.config.coderOfRecord;
  const written = decided(
    document.agreed,
    item,
    decision,
    { codes: [code, ...(study.codebook.codes.get(code)?.aliases ?? [])], recode: recode.id },
    {
      read: (text) => readDocument(file, text, '', study.context).scan,
      ...(record !== undefined && { counts: (coder) => coder === undefined || coder === record }),
    },
  );
  if ('refused' in written) return { refused: `${file}: ${written.refused}` };
  const [left, right] = found.sides;
  const made: NewDecision = {
    ...{
      code,
      key,
      decision,
      recode: recode.id,
      passage: item.disagreement.sides.find(({ text }) => text)?.text ?? null,
    },
    ...{ left: left?.name ?? null, right: right?.name ?? null },
    ...{ note: params.note ?? null, by: params.by ?? null, date: params.date },
  };
  const files = written.edits.length > 0 ? [fileEdit(page, written.edits)] : [];
  return kept(live, study, made, file, files, token);
}

const empty = { passage: null, left: null, right: null, recode: null, note: null, by: null, date: null };

const LABELS: Record<Verdict, string> = {
  left: 'take left',
  right: 'take right',
  both: 'coded',
  neither: 'not coded',
  recode: 'recoded',
};

/** With the file of decisions: that which has the decision, else the document's, else a new one. */
async function kept(
  live: LiveStudy,
  study: Study,
  decision: NewDecision,
  document: string,
  files: FileEdit[],
  token: CancellationToken,
): Promise<StudyEditOutcome & { uri?: string }> {
  const verdict = decision.decision === null ? 'take the decision back' : LABELS[decision.decision];
  const label = `Adjudicate ${decision.code} in ${document}: ${verdict}`;
  const known = new Decisions(study).of(document, decision.code, decision.key);
  const file = known?.file ?? adjudicationsOf(study).find((each) => each.document === document)?.file;
  if (file === undefined) {
    if (decision.decision === null) return { refused: 'There is no decision to take back.' };
    const taken = new Set(Array.from(study.kept.keys(), (path) => path.toLowerCase()));
    const title = document.replace(/\.md$/i, '');
    const path = freePath('adjudication', title, '.yaml', 'document', (each) => taken.has(each));
    const made = adjudicationText(document, decision);
    if ('refused' in made) return made;
    const uri = live.uriOf(path);
    return { edit: { files: [newFile(uri, made.text), ...files], label }, uri };
  }
  const page = await alive(live.page(file), token);
  if (page?.kind !== 'kept') return { refused: `${file} cannot be read.` };
  // An alias that the file uses stays.
  const named = { ...decision, code: known?.decision.code ?? decision.code };
  const result = decisionEdits(page.text.getText(), named);
  if ('refused' in result) return { refused: `${file}: ${result.refused}` };
  const own = result.edits.length > 0 ? [fileEdit(page, result.edits)] : [];
  return { edit: { files: [...own, ...files], label }, uri: page.text.uri };
}
