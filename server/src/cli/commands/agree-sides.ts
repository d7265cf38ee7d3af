import { dirname, relative, resolve, sep } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import type { Around } from '../../agreement/sides.js';
import type { AgreementSpec, SideSource } from '../../core/agreement/types.js';
import { codersOf } from '../../core/filter/known.js';
import { findStudy, type LoadedStudy, loadStudy } from '../../files.js';
import { revisionOf } from '../../git/revision.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { openReadable } from '../study.js';
import type { AgreeOptions } from './agree.js';

export interface CliAround extends Around {
  readonly loaded: LoadedStudy;
}

/**
 * The study that sides belong to: the one asked for or around here; else that of the first folder or file named; else
 * none, whose defaults hold, so that two copies of a file can be compared anywhere.
 */
export async function studyAround(
  io: Io,
  sides: readonly string[],
  options: AgreeOptions,
): Promise<CliAround> {
  const paths = sides.map((side) => resolve(io.cwd, named(side).text)).filter((path) => existsSync(path));
  const outside = options.study === undefined && findStudy(io.cwd) === undefined && paths.length > 0;
  if (!outside) return aroundOf(await openReadable(io, options));
  const [first] = paths;
  const study = findStudy(statSync(first!).isDirectory() ? first! : dirname(first!));
  if (study !== undefined) return aroundOf(await openReadable(io, { study }));
  // Nothing is listed: there is no study whose documents these could be.
  const nothing = { files: [], skipped: [], unreadable: [], nested: [] };
  const missing = (file: string) =>
    Promise.resolve({ file, reason: 'does not exist', missing: true as const });
  const files = {
    list: () => Promise.resolve(nothing),
    read: missing,
    stat: () => Promise.resolve(undefined),
  };
  const { diskFiles } = await import('../../files.js');
  const loaded = await loadStudy(io.cwd, { files });
  return { ...aroundOf(loaded), files: diskFiles(io.cwd) };
}

function aroundOf(loaded: LoadedStudy): CliAround {
  return { root: loaded.root, files: loaded.files, study: loaded.study, git: true, loaded };
}

/** What a call names as sides; nothing where it names none. */
export async function askedSides(
  io: Io,
  around: Around,
  sides: readonly string[],
  { coders = [], refs = [], study }: AgreeOptions,
): Promise<Pick<AgreementSpec, 'sides'>> {
  const found: SideSource[] = [
    ...coders.map((coder): SideSource => ({ kind: 'coder', coder })),
    ...refs.map((ref): SideSource => ({ kind: 'ref', ref })),
  ];
  for (const side of sides) found.push(await sourceOf(io, around, side, study !== undefined));
  if (found.length === 1 && found[0]!.kind !== 'coder') found.unshift({ kind: 'path', path: '.' });
  return found.length > 0 ? { sides: found } : {};
}

/** `NAME=SIDE`; the name is letters, digits and signs that no path begins with. */
function named(side: string): { readonly name?: string; readonly text: string } {
  const [, name, text] = /^([\p{L}\p{N}_-]+)=(.+)$/u.exec(side) ?? [];
  return name !== undefined && text !== undefined ? { name, text } : { text: side };
}

/** One argument is a path, a git revision or a coder, and just one of them unless it says which. */
async function sourceOf(
  io: Io,
  { root, study }: Around,
  argument: string,
  byStudy: boolean,
): Promise<SideSource> {
  const { name, text } = named(argument);
  const called = name === undefined ? {} : { name };
  const [, kind, rest] = /^(coder|ref|path):(.+)$/.exec(text) ?? [];
  if (kind === 'coder') return { kind, coder: rest!, ...called };
  if (kind === 'ref') return { kind, ref: rest!, ...called };
  const path = pathOf(io, root, rest ?? text, byStudy);
  if (kind === 'path') {
    if (path === undefined) throw new Failure(`there is no folder or file ${rest!}.`);
    return { kind, path, ...called };
  }
  const isCoder = codersOf(study).includes(text);
  const plainPath = path !== undefined && /^\.|[/\\]/.test(text);
  if (plainPath) return { kind: 'path', path, ...called };
  const isRef = (await revisionOf(root, text)) !== undefined;
  const ways = [
    ...(path === undefined ? [] : ['path']),
    ...(isRef ? ['ref'] : []),
    ...(isCoder ? ['coder'] : []),
  ];
  if (ways.length > 1)
    throw new Failure(
      `“${text}” could be several things; write ${ways.map((way) => `${way}:${text}`).join(' or ')}.`,
    );
  if (path !== undefined) return { kind: 'path', path, ...called };
  if (isRef) return { kind: 'ref', ref: text, ...called };
  if (isCoder) return { kind: 'coder', coder: text, ...called };
  throw new Failure(`“${text}” is no folder or file here, no git revision, and no coder of the study.`);
}

/** Relative to the study, with `/`: from where the call is made, else from the study; the other way round with --study. */
function pathOf(io: Io, root: string, text: string, byStudy: boolean): string | undefined {
  const places = [resolve(io.cwd, text), resolve(root, text)];
  const full = (byStudy ? places.reverse() : places).find((path) => existsSync(path));
  if (full === undefined) return undefined;
  return relative(root, full).split(sep).join('/') || '.';
}
