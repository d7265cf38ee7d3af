import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attributesWith, attributesWithout, patternsOf } from '../core/merge/attributes-file.js';
import type { StudyConfig } from '../core/study/types.js';
import { askGit } from './run.js';
import { gitTrouble } from './trouble.js';

/** What was done, a sentence each; or why nothing could be. */
export type SetupOutcome = { readonly done: readonly string[] } | { readonly refused: string };

/** What runs the merge driver: a program that is Node, or an editor that can stand in for it, and the command line's file. */
export interface Runner {
  readonly node: string;
  readonly cli: string;
}

const SECTION = 'merge.qualdown';
const NAME = 'Qualdown: codings merged apart from their text';
const FOLDER = 'qualdown';
const LAUNCHER = 'launch.sh';
/** What the launcher of a merge that went well gives, and of one that left conflicts: no program ends so by failing. */
export const MERGED = 100;
export const CONFLICTS = 101;

/**
 * What git runs, in its own shell, from the top of the checkout. It names no place, so it holds in every worktree and
 * when the folder moves. Whatever else comes of the launcher than the two answers above, also nothing at all, git's own
 * merge follows: given a driver that cannot run, git would keep one side alone and say nothing.
 */
const DRIVER = [
  `launch=$(git rev-parse --git-common-dir)/${FOLDER}/${LAUNCHER}`,
  'if test -f "$launch"; then sh "$launch" merge-driver --wrapped --marker-size %L %O %A %B %P; else false; fi',
  `case $? in ${MERGED}) exit 0;; ${CONFLICTS}) exit 1;; esac`,
  'git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B',
].join('; ');

/** Lets git merge a study's files by `qualdown merge-driver`: .gitattributes in the study, settings of this clone alone. */
export async function setUpGit(study: string, config: StudyConfig, runner: Runner): Promise<SetupOutcome> {
  const repository = await repositoryOf(study);
  if ('refused' in repository) return repository;
  const { common } = repository;
  const done: string[] = [];
  const file = join(study, '.gitattributes');
  const before = textOf(file);
  const after = attributesWith(before, patternsOf(config));
  if (after !== before) {
    writeFileSync(file, after);
    done.push(
      `${before === '' ? 'Wrote' : 'Added lines to'} .gitattributes: commit it, so that it holds for everybody.`,
    );
  }
  for (const [key, value] of [
    ['name', NAME],
    ['driver', DRIVER],
  ] as const) {
    const set = await askGit(study, ['config', '--local', `${SECTION}.${key}`, value]);
    if ('failed' in set) return { refused: `git did not take the setting ${SECTION}.${key}: ${set.failed}` };
  }
  writeLauncher(common, runner);
  done.push(
    'Set merge.qualdown in the settings of this clone: merges, rebases, cherry-picks and stashes keep both sides’ codings.',
    'Everybody who works with the study does this once in their own clone.',
  );
  return { done };
}

/** Takes back what `setUpGit` did. */
export async function undoGitSetup(study: string): Promise<SetupOutcome> {
  const repository = await repositoryOf(study);
  if ('refused' in repository) return repository;
  const done: string[] = [];
  const file = join(study, '.gitattributes');
  const before = textOf(file);
  const after = attributesWithout(before);
  if (after !== before) {
    if (after === '') rmSync(file);
    else writeFileSync(file, after);
    done.push(
      `Took Qualdown’s lines out of .gitattributes${after === '' ? ', which held nothing else and is gone' : ''}.`,
    );
  }
  const removed = await askGit(study, ['config', '--local', '--remove-section', SECTION]);
  if ('output' in removed) done.push('Took merge.qualdown out of the settings of this clone.');
  rmSync(join(repository.common, FOLDER), { recursive: true, force: true });
  return { done: done.length > 0 ? done : ['Nothing was set up here.'] };
}

/**
 * Renews the launcher of a study that has been set up: an editor's update moves it and the extension to other folders.
 * @returns whether it was set up
 */
export async function refreshLauncher(study: string, runner: Runner): Promise<boolean> {
  const repository = await repositoryOf(study);
  if ('refused' in repository || !existsSync(join(repository.common, FOLDER, LAUNCHER))) return false;
  writeLauncher(repository.common, runner);
  return true;
}

function writeLauncher(common: string, runner: Runner): void {
  mkdirSync(join(common, FOLDER), { recursive: true });
  const file = join(common, FOLDER, LAUNCHER);
  const text = launcher(runner);
  if (textOf(file) !== text) writeFileSync(file, text);
}

/** For sh, also git's own on Windows: paths are written with `/` there. */
function launcher({ node, cli }: Runner): string {
  return `#!/bin/sh
# Written by Qualdown, renewed when its extension starts. Git runs it to merge the files of a study.
# It must end with 100 or 101; after anything else git merges as ever.
node=${quoted(node)}
cli=${quoted(cli)}
unset NODE_OPTIONS
if test -f "$cli"; then
  if test -x "$node"; then
    ELECTRON_RUN_AS_NODE=1 exec "$node" "$cli" "$@"
  fi
  exec node "$cli" "$@"
fi
exec qualdown "$@"
`;
}

function quoted(path: string): string {
  const slashed = process.platform === 'win32' ? path.replace(/\\/g, '/') : path;
  return `'${slashed.replace(/'/g, `'\\''`)}'`;
}

async function repositoryOf(
  study: string,
): Promise<{ readonly common: string } | { readonly refused: string }> {
  const asked = await askGit(study, ['rev-parse', '--git-common-dir']);
  if ('output' in asked) return { common: resolve(study, asked.output.replace(/\r?\n$/, '')) };
  return { refused: (await gitTrouble(study)) ?? `git says: ${asked.failed.split('\n')[0] ?? ''}` };
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
