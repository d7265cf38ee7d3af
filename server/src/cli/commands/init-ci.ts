import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { git } from '../../git/run.js';
import { version } from '../../version.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import { rootOf } from '../study.js';
import { makeFolder, writeNew } from './init.js';

/** Where every bundle stands. */
declare const __dirname: string;

const WORKFLOW = '.github/workflows/qualdown.yml';
/** A dot folder: no study reads it. */
const PROGRAM = '.qualdown';
/** The command line, and what it writes reports with. */
const BUNDLES = ['cli.cjs', 'exporter.cjs'];

/**
 * Writes a workflow that checks a study on pull requests, and this program beside the study, so that the workflow runs
 * the very version its team uses and downloads nothing of ours. Replaces nothing.
 */
export async function initCi(io: Io, folder: string | undefined): Promise<void> {
  const study = realpathSync(await rootOf(io, folder));
  const top = (await git(study, ['rev-parse', '--show-toplevel']))?.trim();
  // GitHub looks for workflows at the top of the repository alone.
  const repository = top === undefined ? study : realpathSync(resolve(top));
  const inside = relative(repository, study).split(sep).join('/') || '.';
  const files = [
    { path: join(repository, WORKFLOW), text: workflow(inside) },
    ...BUNDLES.map((file) => ({
      path: join(study, PROGRAM, file),
      text: readFileSync(join(__dirname, file), 'utf8'),
    })),
  ];
  for (const { path, text } of files) {
    const shown = relative(io.cwd, path);
    makeFolder(dirname(path), dirname(shown));
    const wrote = writeNew(path, text);
    io.stdout.write(`${wrote ? 'wrote' : 'kept '} ${shown}${wrote ? '' : ' (it exists already)'}\n`);
  }
  if (top === undefined) {
    throw new Failure(
      'this study is in no git repository yet. Where it comes to lie in a folder of one, move .github to its top and set STUDY in the workflow.',
    );
  }
  io.stdout.write(
    '\nCommit these files. GitHub runs the workflow on pull requests: it sends them nothing that they do not have already.\n',
  );
}

/** @param study the study's folder in the repository, with `/` */
export function workflow(study: string): string {
  return `# Checks the study on every pull request, and shows there what changed in the codebook and how far coders agree.
# Made by “qualdown init --ci”; yours to change, nothing writes it again.
#
# It runs what lies in .qualdown: the command line of Qualdown ${version} as it was on the machine that made this file. For another
# version delete that folder and run “qualdown init --ci” again. Nothing of Qualdown is downloaded.
#
# What it prints is read by everybody who may read the repository's pull requests: ids and definitions of codes with
# their examples, names of files and coders, and figures; no passages of documents.
name: Study

on:
  pull_request:

permissions:
  contents: read

env:
  STUDY: ${JSON.stringify(study)}

jobs:
  study:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the codebook's history
      - uses: actions/setup-node@v4
        with:
          node-version: 20

      - name: Check
        run: |
          cd "$STUDY"
          node .qualdown/cli.cjs check --format github

      - name: Codebook and agreement
        if: always()
        run: |
          cd "$STUDY"
          {
            node .qualdown/cli.cjs codebook diff "origin/$GITHUB_BASE_REF...HEAD" --format md ||
              echo "The codebook's changes cannot be told; the log says why."
            echo
            if [ -d second-coder ]; then sides=second-coder; else sides=; fi
            node .qualdown/cli.cjs agree $sides --format md ||
              echo "No agreement table; the log says why (it needs two coders)."
          } >> "$GITHUB_STEP_SUMMARY"
`;
}
