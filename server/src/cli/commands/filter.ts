import { type Command, InvalidArgumentError } from 'commander';
import { listOf } from '../../core/compare/phrases.js';
import { type Condition, conditionText, parseCondition } from '../../core/filter/condition.js';
import { type Filtered, readFilter } from '../../core/filter/index.js';
import type { History } from '../../core/history/types.js';
import type { Texts } from '../../core/report/analyse.js';
import type { Filter } from '../../core/report/spec.js';
import type { LoadedStudy } from '../../files.js';
import { historyOf } from '../../git/history.js';
import { Failure } from '../failure.js';
import { reread } from '../reread.js';

/** Which documents and codings count, as the options of a command. */
export interface FilterOptions {
  readonly where?: readonly Condition[];
  readonly coder?: string;
  readonly speaker?: readonly string[];
  readonly documents?: readonly string[];
  readonly query?: string;
  readonly without?: string;
}

/** `--where` and `--coder`, which all commands that count have. */
export function addWhere(command: Command, where: string): Command {
  return command
    .option(
      '--where <condition>',
      `${where}: district=Alder, wave!=1, date<2024-07; again for more`,
      addCondition,
    )
    .option('--coder <name>', 'only codings signed by this coder');
}

/** The rest of a filter. */
export function addFilter(command: Command): Command {
  return command
    .option('--documents <glob>', 'only documents named so; again for more', addText)
    .option('--speaker <name>', 'only what this participant or speaker says; again for more', addText)
    .option('--query <query>', 'only passages found by codes with and, or, not, near: "a and not b"')
    .option('--without <query>', 'only documents in which this query finds nothing');
}

export function addText(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

export function addCondition(text: string, before: readonly Condition[] = []): Condition[] {
  const condition = parseCondition(text);
  if (!condition) {
    throw new InvalidArgumentError('Write an attribute and its value: --where district=Alder.');
  }
  return [...before, condition];
}

export function filterOf({ where, coder, speaker, documents, query, without }: FilterOptions): Filter {
  return {
    ...(where && { where: where.map(conditionText) }),
    ...(coder !== undefined && { coder }),
    ...(speaker && { speaker }),
    ...(documents && { documents }),
    ...(query !== undefined && { query }),
    ...(without !== undefined && { without }),
  };
}

/** What a call counts; fails for what nothing meets, since a slip of the pen must not look like a finding. */
export async function filteredBy(loaded: LoadedStudy, options: FilterOptions): Promise<Filtered> {
  return orFail(await readFilter(loaded.study, filterOf(options), textsOf(loaded)));
}

/** A problem of what was asked ends the command; its message follows the program's name. */
export function orFail<T extends object>(outcome: T | { readonly problem: string }): T {
  if (!('problem' in outcome)) return outcome;
  const { problem } = outcome;
  throw new Failure(`${problem[0]!.toLowerCase()}${problem.slice(1)}`);
}

/** As `textsOf`, with what git knows of the study. */
export async function textsAndHistory(loaded: LoadedStudy): Promise<Texts> {
  return { ...textsOf(loaded), history: await historyIn(loaded) };
}

/** null: git knows nothing of it. */
export async function historyIn({ root, study, codebookText: text }: LoadedStudy): Promise<History | null> {
  return (await historyOf(root, { file: study.config.codebook, text })) ?? null;
}

/** The texts of a study's documents, each only as long as it is the one that was counted. */
export function textsOf(loaded: LoadedStudy): Texts {
  return {
    async of(document) {
      const now = await reread(loaded, document);
      return now.document === document ? now.text : undefined;
    },
  };
}

/** What is counted of the study, to stand behind a table's subject: `, only wave=1`; nothing for all of it. */
export function chosen(options: FilterOptions): string {
  const { where = [], coder, speaker = [], documents = [], query, without } = options;
  const parts = where.map(conditionText);
  if (documents.length > 0) parts.push(`documents named ${listOf(documents)}`);
  if (speaker.length > 0) parts.push(`said by ${listOf(speaker)}`);
  if (query !== undefined) parts.push(`found by “${query}”`);
  if (without !== undefined) parts.push(`documents without “${without}”`);
  if (coder !== undefined) parts.push(`coded by ${coder}`);
  return parts.length > 0 ? `, only ${listOf(parts)}` : '';
}
