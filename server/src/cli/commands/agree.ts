import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { agreementOf } from '../../core/agreement/index.js';
import type {
  Agreement,
  AgreementSpec,
  AgreementUnit,
  Metric,
  Universe,
} from '../../core/agreement/types.js';
import type { Condition } from '../../core/filter/condition.js';
import { conditionText } from '../../core/filter/condition.js';
import { sidesOf } from '../../agreement/sides.js';
import { Failure, FINE, whyNot } from '../failure.js';
import type { Io } from '../io.js';
import { json } from '../output/json.js';
import { STUDY_OPTION, type StudyOption } from '../study.js';
import { resolve } from 'node:path';
import { type AgreeOutput, writeAgreement, writeContinuum, writeDisagreements } from './agree-output.js';
import { askedSides, studyAround } from './agree-sides.js';
import { addCondition, addText, orFail } from './filter.js';
import { addCodes, addFormats } from './options.js';

export interface AgreeOptions extends StudyOption, AgreeOutput {
  readonly unit?: AgreementUnit;
  readonly universe?: Universe;
  readonly codes?: readonly string[];
  readonly rollup?: boolean;
  readonly domain?: string;
  readonly unsigned?: string;
  readonly documents?: readonly string[];
  readonly where?: readonly Condition[];
  readonly everyDocument?: boolean;
  readonly against?: string;
  readonly seed?: number;
  readonly resamples?: number;
  readonly coders?: readonly string[];
  readonly refs?: readonly string[];
  readonly disagreements?: boolean;
  readonly ratings?: string;
  readonly categories?: readonly string[];
  readonly metric?: Metric;
  readonly continuum?: string;
  readonly length?: number;
}

const UNITS: readonly AgreementUnit[] = ['character', 'word', 'sentence', 'turn', 'paragraph', 'passage'];
const METRICS: readonly Metric[] = ['nominal', 'ordinal', 'interval', 'ratio'];
/** The first is for people at a terminal. */
const FORMATS = ['table', 'json', 'csv', 'tsv', 'md', 'xlsx', 'docx', 'html'];

/** `qualdown agree`: how far coders agree, and where they do not. */
export function agreeCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('agree')
    .description('Measure how far coders agree, and list where they do not (docs/agreement.md).')
    .argument(
      '[sides...]',
      'folders or files of copies (second-coder), git revisions, coders; NAME=SIDE names one. One alone is compared with the study as it stands; none: all coders of the study',
    )
    .option(...STUDY_OPTION)
    .option('--coders <names>', 'these coders: ana,ben', addCodes)
    .option('--refs <revisions>', 'these git revisions: before,HEAD', addCodes)
    .addOption(
      new Option('--unit <unit>', 'what is judged (default: turn; sentence where nobody speaks)').choices(
        UNITS,
      ),
    )
    .addOption(
      new Option(
        '--universe <what>',
        'all counted text, or only units that a side coded (default: all)',
      ).choices(['all', 'coded']),
    )
    .option('--codes <codes>', 'only these codes, by id or alias', addCodes)
    .option('--rollup', 'each code together with those below it')
    .option('--domain <code>', 'the codes below this one exclude each other: pooled figures too')
    .option('--unsigned <coder>', 'whose the codings are that nobody signed')
    .option('--documents <glob>', 'only documents named so; again for more', addText)
    .option('--where <condition>', 'only documents so: district=Alder; again for more', addCondition)
    .option('--every-document', 'of coders: also documents that only one of them coded')
    .option('--against <side>', 'precision, recall and F of the others against this side')
    .option('--seed <number>', 'where the random numbers begin (default: 1)', wholeNumber)
    .option(
      '--resamples <number>',
      'how often documents are drawn for intervals; 0: no intervals (default: 1000)',
      wholeNumber,
    )
    .option('--disagreements', 'list each unit in dispute, with what each side marked')
    .option('--ratings <file>', 'a table made elsewhere: a unit a row, a coder a column, blank = missing')
    .option(
      '--categories <list>',
      'with --ratings: all categories of the scheme, in order (default: those seen)',
      addList,
    )
    .addOption(
      new Option(
        '--metric <metric>',
        'with --ratings: what values measure, for alpha (default: nominal)',
      ).choices(METRICS),
    )
    .option('--continuum <file>', 'stretches marked elsewhere: coder,start,end,value')
    .option('--length <number>', 'with --continuum: how long it is', positive)
    .option('--out <file>', 'write to this file; its ending says the format')
    .option('--force', 'with --out: replace a file that is there')
    .option('--bom', 'with csv and tsv: a byte order mark first, for Excel')
    .addHelpText('after', HELP);
  addFormats(command, FORMATS);
  command.action(async (sides: readonly string[], options: AgreeOptions) => {
    await run(io, sides, options);
    done(FINE);
  });
}

const HELP = `
Figures, each with its source in docs/agreement.md:
  agreement          agreeing pairs of judgements, of all pairs
  Cohen’s κ          (po - pe) / (1 - pe), pe = Σ p_k+ p_+k; of two coders (Cohen 1960)
  Fleiss’ κ          the same with pe = Σ p_k², of all coders (Fleiss 1971)
  Gwet’s AC1         the same with pe = Σ π_k (1 - π_k) / (q - 1) (Gwet 2008)
  Krippendorff’s α   1 - Do / De (Krippendorff 2019)
  u-α                alpha of passages as such (Krippendorff et al. 2016)
“not defined” (null in JSON): nothing varies, so nothing is known about telling values apart.`;

async function run(io: Io, sides: readonly string[], options: AgreeOptions): Promise<void> {
  const { ratings, continuum } = options;
  const ways = [
    ratings !== undefined,
    continuum !== undefined,
    sides.length + (options.coders?.length ?? 0) + (options.refs?.length ?? 0) > 0,
  ];
  if (ways.filter(Boolean).length > 1)
    throw new Failure('compare either sides, or --ratings, or --continuum; not several at once.');
  if (ratings !== undefined) return runRatings(io, ratings, options);
  if (continuum !== undefined) return runContinuum(io, continuum, options);
  const around = await studyAround(io, sides, options);
  const spec: AgreementSpec = { ...specOf(options), ...(await askedSides(io, around, sides, options)) };
  const found = orFail(await sidesOf(around, spec));
  if (options.disagreements) await writeDisagreements(io, around, found, spec, options);
  else {
    const agreement = orFail(await agreementOf(around.study, found, spec));
    await writeAgreement(io, agreement, options, { around, spec });
  }
}

function specOf({
  unit,
  universe,
  codes,
  rollup,
  domain,
  unsigned,
  documents,
  where,
  everyDocument,
  against,
  seed,
  resamples,
}: AgreeOptions): AgreementSpec {
  const stated = {
    ...{
      unit,
      universe,
      codes,
      rollup,
      domain,
      unsigned,
      documents,
      everyDocument,
      against,
      seed,
      resamples,
    },
    where: where?.map(conditionText),
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

async function runRatings(io: Io, file: string, options: AgreeOptions): Promise<void> {
  const { agreementOfRatings, readRatings } = await import('../../core/agreement/ratings-table.js');
  const read = readRatings(textOf(io, file), options);
  if ('problem' in read) throw new Failure(`${file}: ${read.problem}`);
  const made: Agreement | { readonly problem: string } = await agreementOfRatings(read, options);
  if ('problem' in made) throw new Failure(`${file}: ${made.problem}`);
  await writeAgreement(io, made, options);
}

async function runContinuum(io: Io, file: string, options: AgreeOptions): Promise<void> {
  const { length } = options;
  if (length === undefined)
    throw new Failure('--continuum needs --length N: where the continuum ends says how much nobody marked.');
  const { agreementOfContinuum, readContinuum } = await import('../../core/agreement/continuum.js');
  const read = readContinuum(textOf(io, file), length);
  if ('problem' in read) throw new Failure(`${file}: ${read.problem}`);
  const made = agreementOfContinuum(read);
  if (options.format === 'json') io.stdout.write(json(made));
  else writeContinuum(io, made, options);
}

function textOf(io: Io, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(resolve(io.cwd, file)));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why =
      error instanceof TypeError
        ? 'is not valid UTF-8; save it with the encoding UTF-8'
        : missing
          ? 'does not exist'
          : `cannot be read: ${whyNot(error)}`;
    throw new Failure(`${file} ${why}.`);
  }
}

/** `a,b` or the option again; names may have blanks. */
function addList(text: string, before: readonly string[] = []): string[] {
  return [
    ...before,
    ...text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number.');
  return Number(text);
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('Write a number above 0.');
  return number;
}
