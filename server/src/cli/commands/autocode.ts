import { type Command, Option } from 'commander';
import picomatch from 'picomatch';
import { codableCode, codeRanges, expressionOf, findHits, type Hit } from '../../core/autocode.js';
import { count, listOf } from '../../core/compare/phrases.js';
import { type Condition, conditionText, meets } from '../../core/filter/condition.js';
import { applied } from '../../core/edits.js';
import type { Document } from '../../core/study/types.js';
import type { UnitKind } from '../../core/units.js';
import type { LoadedStudy } from '../../files.js';
import { bytesHash, Changed, type Replacement, replaceFiles } from '../../files/write.js';
import { Matcher, TooSlow } from '../../search/matcher.js';
import { Failure, FINE, FOUND, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { autocodeJson, autocodeText, type Found } from '../output/autocode.js';
import { reread } from '../reread.js';
import { openReadable, STUDY_OPTION, type StudyOption } from '../study.js';
import { addCondition } from './filter.js';
import { needAttribute } from './options.js';

interface AutocodeOptions extends StudyOption {
  readonly code: string;
  readonly unit: UnitKind;
  readonly regex?: boolean;
  readonly matchCase?: boolean;
  readonly wholeWord?: boolean;
  readonly interviewer?: boolean;
  readonly documents?: readonly string[];
  readonly where?: readonly Condition[];
  readonly coder?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `qualdown autocode`: codes every unit that matches a search. */
export function autocodeCommand(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('autocode')
    .argument('<pattern>', 'what to search for')
    .description('Code every sentence, turn or paragraph that matches a search.')
    .requiredOption('--code <id>', 'the code to apply')
    .addOption(
      new Option('--unit <unit>', 'what to code around each place')
        .choices(['sentence', 'turn', 'paragraph'])
        .default('sentence'),
    )
    .option('--regex', 'the pattern is a regular expression')
    .option('--match-case', 'capitals must agree')
    .option('--whole-word', 'only whole words')
    .option('--interviewer', 'in the interviewer’s turns too')
    .option('--documents <glob>', 'only documents with such a path; again for more', addText)
    .option('--where <attr=value>', 'only documents with this value', addCondition)
    .option('--coder <name>', 'sign the codings')
    .option('--dry-run', 'show what would be coded, write nothing')
    .option(...STUDY_OPTION)
    .option('--json', 'print JSON')
    .action(async (pattern: string, options: AutocodeOptions) => {
      done(await autocode(io, pattern, options));
    });
}

async function autocode(io: Io, pattern: string, options: AutocodeOptions): Promise<number> {
  const expression = expressionOf({ text: pattern, ...options });
  if ('wrong' in expression) throw new Failure(sentence(expression.wrong));
  const loaded = await openReadable(io, options);
  const code = codableCode(loaded.study.codebook, options.code);
  if ('refused' in code) throw new Failure(`${sentence(code.refused)} “qualdown tally” lists all.`);
  const documents = chosen(loaded, options);
  const matcher = new Matcher(expression);
  const found: Found[] = [];
  const changes: Replacement[] = [];
  try {
    for (const counted of documents) {
      const { text, document } = await reread(loaded, counted);
      const hits = await hitsIn(loaded, document, text, { ...options, code: code.id }, matcher);
      if (hits.length === 0) continue;
      const open = hits.filter(({ coded }) => !coded).map(({ range }) => range);
      const result = codeRanges(text, open, code.id, options.coder);
      found.push({ document, text, hits, ...result });
      if (result.edits.length > 0) {
        const path = `${loaded.root}/${document.file}`;
        changes.push({ path, hash: bytesHash(text), text: applied(text, result.edits) });
      }
    }
  } finally {
    matcher.dispose();
  }
  if (options.dryRun !== true) write(changes);
  const report = {
    pattern,
    code: code.id,
    unit: options.unit,
    dryRun: options.dryRun === true,
    searched: documents.length,
    found,
  };
  io.stdout.write(options.json ? autocodeJson(report) : autocodeText(io, report));
  return found.some(({ refused }) => refused.length > 0) ? FOUND : FINE;
}

async function hitsIn(
  { study }: LoadedStudy,
  document: Document,
  text: string,
  options: AutocodeOptions,
  matcher: Matcher,
): Promise<Hit[]> {
  try {
    return await findHits(study, document, text, options, matcher.match);
  } catch (error) {
    if (!(error instanceof TooSlow)) throw error;
    throw new Failure(
      `the regular expression takes too long in ${document.file}, so nothing was coded. Repetitions within repetitions, as in (a+)+, are the usual reason; write it more simply.`,
    );
  }
}

/** The documents to search; fails for a glob or value that none has, since that is a slip of the pen. */
function chosen({ study }: LoadedStudy, { documents: globs, where = [] }: AutocodeOptions): Document[] {
  for (const { attribute } of where) needAttribute(study, attribute);
  const all = [...study.documents.values()];
  const named = (glob: string) => all.filter(({ file }) => picomatch.isMatch(file, glob));
  const unmet = globs?.find((glob) => named(glob).length === 0);
  if (unmet !== undefined) throw new Failure(`no document is named like ${unmet}.`);
  const wanted = globs && new Set(globs.flatMap(named));
  const documents = all.filter((each) => (!wanted || wanted.has(each)) && meets(each.attributes, where));
  if (documents.length === 0) {
    const values = where.map(conditionText);
    throw new Failure(`no document${globs ? ` named like ${globs.join(', ')}` : ''} has ${listOf(values)}.`);
  }
  return documents;
}

function write(changes: readonly Replacement[]): void {
  try {
    replaceFiles(changes);
  } catch (error) {
    const reason =
      error instanceof Changed
        ? `${error.path} changed while it was searched`
        : `${count(changes.length, 'document')} cannot be written: ${whyNot(error)}`;
    throw new Failure(`${reason}; nothing was coded. Please try again.`);
  }
}

const addText = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** As a message of the command line: it follows the program's name. */
const sentence = (text: string): string => `${text[0]!.toLowerCase()}${text.slice(1)}`;
