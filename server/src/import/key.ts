import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import Papa from 'papaparse';
import { replacePrivate, whyNotWritten } from './write.js';

/** Why the key to the pseudonyms cannot be kept there; in words of its own. */
export class KeyRefused extends Error {}

const HEADER = ['name', 'pseudonym'];

/** The names and pseudonyms of a key file; none where there is no file yet. @throws KeyRefused */
export function readKey(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  const { data } = Papa.parse<string[]>(
    told(path, 'read', () => readFileSync(path, 'utf8')).replace(/^\uFEFF/, ''),
    {
      skipEmptyLines: true,
    },
  );
  const [header = [], ...rows] = data;
  if (header.map((name) => name.trim().toLowerCase()).join() !== HEADER.join())
    throw new KeyRefused(`${path} is no key: its first line is not “name,pseudonym”. Name another file.`);
  return new Map(
    rows.flatMap(([name = '', pseudonym = '']) => (name === '' ? [] : [[name, pseudonym] as const])),
  );
}

/**
 * Adds to the key who is who. It tells names, so it never stands where the study goes: not in its folder, nor in the
 * git repository around that.
 * @throws KeyRefused
 */
export function writeKey(path: string, names: ReadonlyMap<string, string>, study: string): void {
  refuseInside(path, study);
  const before = readKey(path);
  for (const [name, pseudonym] of names) {
    const other = before.get(name);
    if (other !== undefined && other !== pseudonym)
      throw new KeyRefused(
        `${path} has another pseudonym for a name that is given one now. Use that one, or change the key.`,
      );
  }
  const all = new Map([...before, ...names]);
  if (all.size === before.size) return;
  told(path, 'written', () => replacePrivate(path, `${Papa.unparse([HEADER, ...all], { newline: '\n' })}\n`));
}

/** @throws KeyRefused with what the system says of it */
function told<T>(path: string, what: 'read' | 'written', work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new KeyRefused(
      `${path} cannot be ${what}: ${whyNotWritten(error)}. Name another file for the key.`,
    );
  }
}

/** @throws KeyRefused for a place inside the study, or inside a git repository. */
export function refuseInside(path: string, study: string): void {
  const place = realPlace(resolve(path));
  const outside = 'The key tells who is who, and stays outside: name a file in another folder.';
  if (isWithin(place, realpathSync(study))) throw new KeyRefused(`${path} lies in the study. ${outside}`);
  if (repositoriesAround(realpathSync(study)).some((repository) => isWithin(place, repository)))
    throw new KeyRefused(`${path} lies in the git repository of the study. ${outside}`);
  if (!existsSync(dirname(place)))
    throw new KeyRefused(`the folder of ${path} does not exist. Make it, or name another.`);
}

/** Where a file that may not exist yet really lies, links followed as far as there is something. */
function realPlace(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (isThere(at)) return existsSync(at) ? join(realpathSync(at), relative(at, path)) : path;
    if (at === dirname(at)) return path;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The repository of a study may be a part of another one. */
function repositoriesAround(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) found.push(at);
    if (at === dirname(at)) return found;
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' ||
    (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path && !/^[a-z]:/i.test(way))
  );
}
