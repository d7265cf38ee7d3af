import * as vscode from 'vscode';
import { requests, type CodeNode } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import type { CodeEntry } from './codesView.js';
import { askColor } from './color.js';
import { askCode, askCodes, withBelow } from './pick.js';
import { refactor } from './refactor.js';
import { splitCode } from './split.js';
import { targetsOf, type Targets, type Told } from './targets.js';
import { byId, walk } from './tree.js';

/** What a command would ask for, where who calls it knows already. */
interface Answers {
  readonly confirmed?: boolean;
  readonly name?: string;
  readonly to?: string;
  readonly keepAlias?: boolean;
  readonly into?: string;
  readonly parent?: string | null;
  readonly color?: string | null;
  readonly replacedBy?: string | null;
}
type Given = Answers & Targets;

/** The commands that change the codebook: each by itself from the palette, or on the codes of the view. */
export function registerCodeCommands(parts: Parts, selected: () => readonly CodeEntry[]): void {
  const on = (name: string, run: (parts: Parts, given: Given) => Promise<unknown>): void =>
    parts.command(name, async (told?: Told & Answers, entries?: readonly CodeEntry[]) => {
      // A key gives nothing: it means what is selected in the view that has the focus.
      const [first] = selected();
      const fromKey = (told as unknown) === 'selection';
      const targets = await targetsOf(parts.studies, fromKey ? first : told, fromKey ? selected() : entries);
      return targets && run(parts, { ...told, ...targets });
    });
  on('newCode', newCode);
  on('renameCode', renameCode);
  on('recolorCode', recolorCode);
  on('retireCode', retireCode);
  on('mergeCodes', mergeCodes);
  on('moveCodes', moveCodes);
  on('splitCode', (all, { study, codes, into }) => splitCode(all, study, codes[0], into));
  on('copyCodeId', copyCodeId);
  on('deleteUnusedCodes', deleteUnusedCodes);
}

async function newCode({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const { study } = given;
  const name =
    given.name ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('New code'),
      prompt: vscode.l10n.t('Its name, as people read it'),
      validateInput: (text) => idProblem(server, study.uri, text),
    }));
  if (name === undefined) return undefined;
  let parent = given.parent ?? given.codes[0];
  if (given.parent === undefined && parent === undefined) {
    const title = vscode.l10n.t('Under which code?');
    const picked = await askCode(studies, study, { title, none: topLevel() });
    if (picked === undefined) return undefined;
    parent = picked ?? undefined;
  }
  return refactor(server, study.uri, { kind: 'create', name, parent: parent ?? null });
}

async function idProblem(server: Parts['server'], study: string, name: string): Promise<string | undefined> {
  if (name.trim() === '') return vscode.l10n.t('A code needs a name.');
  const made = await server.request(requests.newCodeId, { study, name });
  return 'refused' in made ? made.refused : undefined;
}

async function renameCode({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const { study } = given;
  const code = await theCode(studies, given, vscode.l10n.t('Rename which code?'));
  if (!code) return undefined;
  const title = vscode.l10n.t('Rename “{0}”', code.name);
  const to =
    given.to ??
    (await vscode.window.showInputBox({
      title,
      value: code.id,
      prompt: vscode.l10n.t('New id, as it stands in marks: {0}', `{.${code.id}}`),
      validateInput: (text) =>
        /^\p{L}[\p{L}\p{N}_-]*$/u.test(text)
          ? undefined
          : vscode.l10n.t('An id is a letter, then letters, digits, “-” or “_”.'),
    }));
  if (to === undefined) return undefined;
  const name =
    given.name ??
    (given.to === undefined
      ? await vscode.window.showInputBox({
          title,
          value: code.name,
          prompt: vscode.l10n.t('Its name, as people read it'),
        })
      : code.name);
  if (name === undefined) return undefined;
  if (to === code.id) {
    return name === code.name
      ? undefined
      : refactor(server, study.uri, { kind: 'setName', code: code.id, name });
  }
  const keepAlias = given.keepAlias ?? (given.to === undefined ? await askAlias(title, code.id) : false);
  if (keepAlias === undefined) return undefined;
  const operation = {
    kind: 'rename',
    code: code.id,
    to,
    keepAlias,
    ...(name !== code.name && { name }),
  } as const;
  return refactor(server, study.uri, operation, given);
}

async function askAlias(title: string, id: string): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('Forget the old id'), keep: false },
    {
      label: vscode.l10n.t('Keep “{0}” as an alias', id),
      detail: vscode.l10n.t(
        'Documents elsewhere that still have it, on a branch or with a second coder, go on being understood.',
      ),
      keep: true,
    },
  ];
  return (await vscode.window.showQuickPick(items, { title }))?.keep;
}

async function recolorCode({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const code = await theCode(studies, given, vscode.l10n.t('Another colour for which code?'));
  if (!code) return undefined;
  const color = given.color === undefined ? await askColor(code) : given.color;
  if (color === undefined) return undefined;
  return refactor(server, given.study.uri, { kind: 'recolor', code: code.id, color });
}

async function retireCode({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const code = await theCode(studies, given, vscode.l10n.t('Retire which code?'));
  if (!code) return undefined;
  const replacedBy =
    given.replacedBy === undefined
      ? await askCode(studies, given.study, {
          title: vscode.l10n.t('Retire “{0}”', code.name),
          placeHolder: vscode.l10n.t('Which code is used instead? Its passages stay as they are.'),
          none: vscode.l10n.t('None'),
          among: ({ code: each }) => each.id !== code.id && each.status !== 'retired',
        })
      : given.replacedBy;
  if (replacedBy === undefined) return undefined;
  return refactor(server, given.study.uri, { kind: 'retire', code: code.id, replacedBy });
}

async function mergeCodes({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const { study } = given;
  const first =
    given.codes.length > 0
      ? given.codes
      : await askCodes(studies, study, { title: vscode.l10n.t('Merge which codes?') });
  if (!first) return undefined;
  const into =
    given.into ??
    (await askCode(studies, study, {
      title: vscode.l10n.t('Merge codes'),
      placeHolder: vscode.l10n.t('Into which code? The others become its aliases.'),
      // One code alone is merged into another; of several one may stay.
      among: ({ code }) => first.length > 1 || !first.includes(code.id),
    }));
  if (into == null) return undefined;
  const codes = first.filter((id) => id !== into);
  return refactor(server, study.uri, { kind: 'merge', codes, into }, given);
}

async function moveCodes({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const { study } = given;
  const codes =
    given.codes.length > 0
      ? given.codes
      : await askCodes(studies, study, { title: vscode.l10n.t('Move which codes?') });
  if (!codes) return undefined;
  const own = withBelow(await studies.codes(study), codes);
  const parent =
    given.parent === undefined
      ? await askCode(studies, study, {
          title: vscode.l10n.t('Move under which code?'),
          none: topLevel(),
          among: ({ code }) => !own.has(code.id),
        })
      : given.parent;
  if (parent === undefined) return undefined;
  return refactor(server, study.uri, { kind: 'move', codes: [...codes], parent });
}

async function copyCodeId({ studies }: Parts, given: Given): Promise<void> {
  const codes =
    given.codes.length > 0
      ? given.codes
      : [(await theCode(studies, given, vscode.l10n.t('Copy the id of which code?')))?.id].filter(
          (id) => id !== undefined,
        );
  if (codes.length > 0) await vscode.env.clipboard.writeText(codes.join('\n'));
}

/** Deletes codes that no passage carries: those told of, else those ticked of all that are unused. */
async function deleteUnusedCodes({ server, studies }: Parts, given: Given): Promise<string | undefined> {
  const { study } = given;
  const all = await studies.codes(study);
  const unused = new Set(
    Array.from(walk(all)).flatMap(({ code }) => (code.total === 0 && !code.unknown ? [code.id] : [])),
  );
  if (unused.size === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every code has passages.'));
    return undefined;
  }
  const codes =
    given.codes.length > 0
      ? given.codes
      : await askCodes(studies, study, {
          title: vscode.l10n.t('Delete unused codes'),
          placeHolder: vscode.l10n.t(
            'None of these has a passage. Tick those to delete, with all below them.',
          ),
          among: ({ code }) => unused.has(code.id),
        });
  if (!codes) return undefined;
  return refactor(server, study.uri, { kind: 'delete', codes: topmost(all, codes) }, given);
}

/** A code goes with all below it, which are so not named again. */
function topmost(all: readonly CodeNode[], ids: readonly string[]): string[] {
  return ids.filter((id) => !ids.some((other) => other !== id && withBelow(all, [other]).has(id)));
}

async function theCode(
  studies: Parts['studies'],
  given: Given,
  title: string,
): Promise<CodeNode | undefined> {
  const [told] = given.codes;
  const id = told ?? (await askCode(studies, given.study, { title }));
  return id == null ? undefined : byId(await studies.codes(given.study)).get(id);
}

const topLevel = (): string => vscode.l10n.t('None: at the top level');
