import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { parseConfig } from '../../core/study/config.js';
import { CONFIG_FILE, diskFiles, findStudy } from '../../files.js';
import { initCi } from './init-ci.js';
import { Failure, FINE, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { STUDY_OPTION, type StudyOption } from '../study.js';

/** `qualdown init`: the files that make a folder a study. */
export function initCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('init')
    .description('Make a new study in an empty or existing folder. Overwrites nothing.')
    .argument('[folder]', 'where; made if it does not exist (default: here)')
    .option(...STUDY_OPTION)
    .option('--ci', 'only a workflow for GitHub Actions, for the study that is there')
    .action(async (folder: string | undefined, options: StudyOption & { readonly ci?: boolean }) => {
      if (options.ci) await initCi(io, folder ?? options.study);
      else await init(io, folder ?? options.study ?? '.');
      done(FINE);
    });
}

async function init(io: Io, folder: string): Promise<void> {
  const root = resolve(io.cwd, folder);
  const around = folderExists(root) ? findStudy(root) : undefined;
  makeFolder(root, folder);
  const shown = (file: string): string => join(relative(io.cwd, root), file);
  const templates = { [CONFIG_FILE]: CONFIG, [await codebookIn(root)]: CODEBOOK };
  for (const [file, text] of Object.entries(templates)) {
    makeFolder(dirname(join(root, file)), dirname(shown(file)));
    const wrote = writeNew(join(root, file), text);
    io.stdout.write(`${wrote ? 'wrote' : 'kept '} ${shown(file)}${wrote ? '' : ' (it exists already)'}\n`);
  }
  if (around !== undefined && around !== root) {
    io.stdout.write(
      `This folder lies in the study ${relative(io.cwd, around) || '.'}, which leaves it out from now on.\n`,
    );
  }
  io.stdout.write(NEXT);
}

/** Where the study's configuration, should there be one, has its codebook. */
async function codebookIn(root: string): Promise<string> {
  const config = await diskFiles(root).read(CONFIG_FILE);
  if (!('reason' in config)) return parseConfig(config.text).codebook;
  if (!config.missing) throw new Failure(`${config.file} ${config.reason}`);
  return parseConfig(undefined).codebook;
}

function folderExists(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

export function makeFolder(path: string, shown: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new Failure(`the folder ${shown} cannot be made: ${whyNot(error)}.`);
  }
}

/** Whether a file was written; false if there is one of that name already. */
export function writeNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new Failure(`${path} cannot be written: ${whyNot(error)}.`);
  }
}

const NEXT = `
Next: put interviews and notes into the folder as Markdown files that begin with

---
district: Alder
kind: interview
coding: partial
---

code a passage by writing [the words]{.buffering}, and run “qualdown compare”.
`;

const CONFIG = `# A Qualdown study. Every line here may be left out; these are the defaults unless a comment says else.
name: My study
codebook: codebook.yaml
documents: ["**/*.md"]

# The attribute by which cases are compared: each value of it is a column.
compare_by: district

# What the front matter of a document may say, and what it must.
attributes:
  district: { type: text, required: true }
  kind: { type: text }                  # interview, field note, minutes…
  wave: { type: integer }

# Labels of people whose words are not counted: "INT: How do you…"
speakers:
  interviewer: [Interviewer, INT]

# People by an id that stays the same over all documents: "P1: Well…"
# participants:
#   P1: { role: principal, district: Alder }

# Where several people code: whose codings the tables count.
# coder_of_record: ana
`;

const CODEBOOK = `# The codebook: one entry a code, nested as you like. A passage carries a code by its id: [words]{.buffering}
name: My codebook
codes:
  loose-coupling:
    name: Loose coupling
    brief: Those who manage the schools do not manage the teaching.
    definition: >-
      Decisions of the district or the principal's office do not reach what is taught and how.
    use_when: A passage shows that an adoption, a policy or a leader does not reach classrooms.
    not_when: Somebody actively keeps outsiders away from classrooms (buffering).
    examples:
      - The binders came in August. They are still in the shrink wrap.
    codes:
      buffering:
        name: Buffering
        brief: Administrators keep scrutiny and interference away from classrooms.
        definition: >-
          A person or a routine stops an outside demand before it reaches teachers.
        use_when: Parents, the board or tests are kept from the classroom.
        not_when: The demand simply does not arrive (loose-coupling).
        examples:
          - When a parent calls about the reading list, the call ends at my desk.
  shared-practice:
    name: Shared practice
    brief: Teachers see and discuss each other's teaching.
    definition: >-
      Teaching is open to colleagues, who watch, question and improve it together.
    use_when: Teachers visit each other or work on lessons together.
    not_when: They only share material or sympathy.
    examples:
      - We all taught the same lesson and then watched the tapes.
`;
