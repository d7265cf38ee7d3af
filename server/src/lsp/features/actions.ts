import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
} from 'vscode-languageserver/node';
import { checkStudy, type Fix, fixesOf, SURE } from '../../core/check/index.js';
import type { TextEdit } from '../../core/edits.js';
import type { Problem, Range } from '../../core/problem.js';
import { requests, type StudyEditOutcome } from '../../protocol.js';
import { toDiagnostic, toSpan } from '../convert.js';
import { onCustom } from '../custom.js';
import { problemsOf } from '../diagnostics/problems.js';
import { InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import { type Page, pagesOf } from '../pages.js';
import { refactor } from '../refactoring.js';
import type { Feature } from '../server.js';
import { fileEdit } from '../study-edit.js';
import { workspaceEdit } from '../workspace-edit.js';

/** All that is mended without doubt, as on saving where one wants it. */
const FIX_ALL = `${CodeActionKind.SourceFixAll}.qualdown`;
/** A command of the client: asks for `qualdown/fixAll` with its argument and applies the answer. */
const FIX_STUDY = 'qualdown.fixStudy';

/** Ways out of problems: each for itself, all of a kind in the document or the study. */
export const actions: Feature = {
  capabilities: () => ({
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  }),
  register(server) {
    const { connection, client, workspace, fence } = server;
    connection.onCodeAction(({ textDocument, range, context }, token) =>
      fence.run(
        'codeAction',
        token,
        async () => {
          const page = await workspace.page(textDocument, token);
          return page ? actionsIn(page, toSpan(page.text, range), context, client, token) : [];
        },
        [],
      ),
    );
    onCustom(server, requests.fixAll, async ({ study, rule, message }, token) => {
      if (typeof rule !== 'string') throw new InvalidParams('The rule is missing.');
      return fixStudy(await workspace.study(study, token), rule, message, token);
    });
  },
};

async function actionsIn(
  page: Page,
  span: Range,
  { only }: CodeActionContext,
  client: ClientCapabilities,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const wants = (kind: string): boolean =>
    !only || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const problems = allProblems(page);
  const found: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const problem of problems.filter(({ start, end }) => start <= span.end && span.start <= end)) {
      found.push(...quickFixes(page, problem, problems, client));
      found.push(...(await creation(page, problem, client, token)));
    }
  }
  // Asked for by name alone: in the light bulb it would stand at every place.
  if (only && wants(FIX_ALL)) found.push(...sureFixes(page, problems, client));
  return found;
}

/** With what only the whole study shows, once it is read. */
function allProblems(page: Page): readonly Problem[] {
  const { live, study, file } = page;
  return [...problemsOf(page), ...((live.complete && checkStudy(study).get(file)) || [])];
}

function fixesIn(page: Page, problem: Problem): Fix[] {
  const document = page.kind === 'document' ? page.document : undefined;
  return fixesOf(page.study, document, page.text.getText(), problem);
}

function quickFixes(
  page: Page,
  problem: Problem,
  all: readonly Problem[],
  client: ClientCapabilities,
): CodeAction[] {
  const diagnostics = [toDiagnostic(page.text, problem)];
  const kind = CodeActionKind.QuickFix;
  const fixes = fixesIn(page, problem);
  const single = fixes.map(({ title, edits }, rank): CodeAction => ({
    title,
    kind,
    diagnostics,
    isPreferred: rank === 0,
    edit: workspaceEdit(client, [fileEdit(page, edits)]),
  }));
  const [best] = fixes;
  if (!best) return single;
  const alike = all.filter((other) => isAlike(other, problem));
  const edits = together(alike.map((each) => fixesIn(page, each)[0]?.edits ?? []));
  const everywhere = alike.length > 1;
  const { live, study } = page;
  return [
    ...single,
    ...(everywhere
      ? [
          {
            title: `${best.title}: all ${alike.length} in this document`,
            kind,
            diagnostics,
            edit: workspaceEdit(client, [fileEdit(page, edits)]),
          },
        ]
      : []),
    // Other editors know no such command.
    ...(knowsCommand(client) && study.documents.size > 1 ? [fixStudyAction(live, problem, best.title)] : []),
  ];
}

function knowsCommand({ experimental }: ClientCapabilities): boolean {
  return (experimental as { fixStudy?: unknown } | undefined)?.fixStudy === true;
}

function fixStudyAction(live: LiveStudy, { rule, message }: Problem, title: string): CodeAction {
  const named = namesOne(rule);
  const argument = { study: live.uri, rule, ...(named && { message }) };
  const whole = named ? `${title} in the whole study` : `${title}: all of this kind in the study`;
  return {
    title: whole,
    kind: CodeActionKind.QuickFix,
    command: { title: whole, command: FIX_STUDY, arguments: [argument] },
  };
}

/** Rules whose problems are mended alike only where they say the same: about one and the same name. */
function namesOne(rule: string): boolean {
  return (
    rule.startsWith('code-') ||
    rule.startsWith('attribute-') ||
    rule.endsWith('-missing') ||
    rule === 'field-unknown'
  );
}

function isAlike(other: Problem, { rule, message }: Problem): boolean {
  return other.rule === rule && (!namesOne(rule) || other.message === message);
}

/** Edits of several fixes; of those that touch one another the first. */
function together(fixes: readonly (readonly TextEdit[])[]): TextEdit[] {
  const ordered = fixes.filter((fix) => fix.length > 0).sort((a, b) => a[0]!.start - b[0]!.start);
  const edits: TextEdit[] = [];
  for (const fix of ordered) {
    const last = edits.at(-1);
    if (!last || fix.every(({ start }) => start > last.end)) edits.push(...fix);
  }
  return edits;
}

function sureFixes(page: Page, problems: readonly Problem[], client: ClientCapabilities): CodeAction[] {
  const sure = problems.filter(({ rule }) => SURE.has(rule));
  const edits = together(sure.map((problem) => fixesIn(page, problem)[0]?.edits ?? []));
  if (edits.length === 0) return [];
  return [
    {
      title: 'Fix all that Qualdown can',
      kind: FIX_ALL,
      edit: workspaceEdit(client, [fileEdit(page, edits)]),
    },
  ];
}

/** An unknown code put into the codebook. */
async function creation(
  page: Page,
  problem: Problem,
  client: ClientCapabilities,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const id = problem.data?.['code'];
  if (problem.rule !== 'code-unknown' || typeof id !== 'string' || !page.live.complete) return [];
  const outcome = await refactor(page.live, { kind: 'create', name: id, id }, token);
  if ('refused' in outcome) return [];
  return [
    {
      title: `Add “${id}” to the codebook`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(page.text, problem)],
      edit: workspaceEdit(client, outcome.edit.files),
    },
  ];
}

async function fixStudy(
  live: LiveStudy,
  rule: string,
  message: string | undefined,
  token: CancellationToken,
): Promise<StudyEditOutcome> {
  await live.whole(token);
  const files = [];
  let count = 0;
  const overall = checkStudy(live.study);
  for await (const page of pagesOf(live, live.files(), token)) {
    const problems = [...problemsOf(page), ...(overall.get(page.file) ?? [])];
    const alike = problems.filter(
      (each) => each.rule === rule && (message === undefined || each.message === message),
    );
    const fixes = alike.map((problem) => fixesIn(page, problem)[0]?.edits ?? []);
    const edits = together(fixes);
    if (edits.length === 0) continue;
    count += fixes.filter((fix) => fix.length > 0).length;
    files.push(fileEdit(page, edits));
  }
  if (files.length === 0) return { refused: 'Nothing of that kind is left to mend.' };
  const many = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`;
  return { edit: { files, label: `Fix ${many(count, 'place')} in ${many(files.length, 'file')}` } };
}
