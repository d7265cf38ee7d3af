import { ownerOf } from '../core/agreement/documents.js';
import type { SideInput, SidesFound } from '../core/agreement/sides.js';
import type { AgreementSpec, SideSource } from '../core/agreement/types.js';
import { count, listOf } from '../core/compare/phrases.js';
import { codersIn } from '../core/counting/choice.js';
import { codersOf, needCoder } from '../core/filter/known.js';
import { segmentsOf } from '../core/segments.js';
import type { Study } from '../core/study/types.js';
import type { StudyFiles } from '../files.js';
import { pathSide } from './paths.js';
import { refSide } from './refs.js';

/** The study that sides belong to: its folder, and its files as they are to be read. */
export interface Around {
  readonly root: string;
  readonly files: StudyFiles;
  readonly study: Study;
  /** Whether git may run. */
  readonly git: boolean;
}

export interface NotFound {
  readonly problem: string;
}

/** Finds the sides that are asked for; all coders where none are. */
export async function sidesOf(around: Around, spec: AgreementSpec): Promise<SidesFound | NotFound> {
  const { sides: asked } = spec;
  const defaults = asked && asked.length > 0 ? undefined : coders(around.study, spec);
  if (defaults && 'problem' in defaults) return defaults;
  const sides: SideInput[] = [];
  for (const source of asked && asked.length > 0 ? asked : defaults!) {
    const side = await sideOf(around, source, spec);
    if ('problem' in side) return side;
    sides.push(side);
  }
  return { sides: alike(sides), warnings: unsignedWarnings(around.study, sides, spec) };
}

function sideOf(
  around: Around,
  source: SideSource,
  spec: AgreementSpec,
): SideInput | NotFound | Promise<SideInput | NotFound> {
  if (source.kind === 'ref') return refSide(around, source);
  if (source.kind === 'path') return pathSide(around, source);
  return coderSide(around, source, spec);
}

function coderSide(
  { study, files }: Around,
  { coder, name }: Extract<SideSource, { kind: 'coder' }>,
  { unsigned }: AgreementSpec,
): SideInput | NotFound {
  const owners = [...study.documents.values()].map(({ attributes }) => attributes.get('coder'));
  const known =
    coder === null || coder === unsigned || owners.includes(coder) || study.config.coderOfRecord === coder;
  const problem = known ? undefined : needCoder(study, coder);
  if (problem !== undefined) return { problem };
  return {
    info: { name: name ?? coder ?? 'unsigned', source: 'coder' },
    coder,
    files: new Map([...study.documents.keys()].map((file) => [file, file])),
    read: readerOf(files),
    diskPath: (file) => file,
  };
}

export function readerOf(files: StudyFiles): SideInput['read'] {
  return async (file) => {
    const read = await files.read(file);
    return 'reason' in read ? { reason: read.reason } : read.text;
  };
}

/** All who signed codings, and whose the unsigned ones are; nobody’s are a side where there is but one coder beside. */
function coders(study: Study, spec: AgreementSpec): SideSource[] | NotFound {
  const owners = [...study.documents.values()].flatMap((document) => {
    if (!codersIn(study, document).has(null)) return [];
    return [ownerOf(study, { document }, spec)];
  });
  const names = [...new Set([...codersOf(study), ...owners.filter((owner) => owner !== null)])].sort();
  const sides = names.map((coder): SideSource => ({ kind: 'coder', coder }));
  if (names.length === 1 && owners.includes(null)) sides.unshift({ kind: 'coder', coder: null });
  if (sides.length > 1) return sides;
  const ways =
    'Codings are signed with coder=NAME. To compare copies of documents name folders (second-coder), or git revisions.';
  return {
    problem: `Agreement takes two coders; ${names.length === 0 ? 'no coding of the study is signed' : `all codings are by ${names[0]!}`}. ${ways}`,
  };
}

/** Whose unsigned passages were taken to be: nobody should find out from the figures. */
function unsignedWarnings(study: Study, sides: readonly SideInput[], spec: AgreementSpec): string[] {
  if (!sides.some(({ coder }) => coder !== undefined)) return [];
  const byOwner = new Map<string | null, number>();
  for (const document of study.documents.values()) {
    if (document.coding === 'none') continue;
    const unsigned = segmentsOf(document).coder.reduce((sum, coder) => sum + (coder < 0 ? 1 : 0), 0);
    if (unsigned === 0) continue;
    const owner = ownerOf(study, { document }, spec);
    byOwner.set(owner, (byOwner.get(owner) ?? 0) + unsigned);
  }
  const names = sides.map(({ coder }) => coder);
  const nobodys = byOwner.get(null) ?? 0;
  const owned = [...byOwner].filter(([owner]) => owner !== null && names.includes(owner));
  return [
    ...(nobodys > 0 && !names.includes(null)
      ? [
          `${count(nobodys, 'passage')} signed by nobody ${nobodys === 1 ? 'is' : 'are'} left out: say whose ${nobodys === 1 ? 'it is' : 'they are'} with --unsigned NAME, with “coder: NAME” in front matter, or with coder_of_record.`,
        ]
      : []),
    ...(owned.length > 0
      ? [`Passages signed by nobody count as ${listOf(owned.map(([owner, n]) => `${owner}’s (${n})`))}.`]
      : []),
  ];
}

/** Single files are copies of one document, whatever they are called. */
function alike(sides: readonly SideInput[]): readonly SideInput[] {
  const [first] = sides;
  if (!first || !sides.every(({ info, files }) => info.source === 'path' && files.size === 1)) return sides;
  const [document] = first.files.keys();
  return sides.map((side) => ({ ...side, files: new Map([[document!, [...side.files.values()][0]!]]) }));
}
