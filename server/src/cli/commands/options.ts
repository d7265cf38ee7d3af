import { type Command, InvalidArgumentError, Option } from 'commander';
import { attributeNames, comparesCoders } from '../../core/compare/columns.js';
import { listOf } from '../../core/compare/phrases.js';
import { codersIn } from '../../core/counting/choice.js';
import { type Condition, conditionText, parseCondition } from '../../core/filter/condition.js';
import { didYouMean, nearest } from '../../core/nearest.js';
import type { Study } from '../../core/study/types.js';
import { tally } from '../../core/tally.js';
import { Failure } from '../failure.js';
import { STUDY_OPTION, type StudyOption } from '../study.js';

/** What commands that count have in common. */
export interface CountOptions extends StudyOption {
  readonly where?: readonly Condition[];
  readonly coder?: string;
  readonly format: string;
}

/** `--study`, `--where`, `--coder`, and `--format` with `--json` as its short form. The first format is the default. */
export function addCountOptions(command: Command, where: string, formats: readonly string[]): Command {
  command
    .option(...STUDY_OPTION)
    .option('--where <attr=value>', where, addCondition)
    .option('--coder <name>', 'only codings signed by this coder');
  return addFormats(command, formats);
}

export function addFormats(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <format>', 'how to print').choices(formats).default(formats[0]))
    .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }));
}

/** `a,b` or `a b` or the option again: one list. */
export function addCodes(text: string, before: readonly string[] = []): string[] {
  const codes = text.split(/[\s,]+/).filter((code) => code !== '');
  if (codes.length === 0) throw new InvalidArgumentError('Name a code; “qualdown tally” lists all.');
  return [...before, ...codes];
}

export function addCondition(text: string, before: readonly Condition[] = []): Condition[] {
  const condition = parseCondition(text);
  if (!condition) {
    throw new InvalidArgumentError('Write an attribute and its value: --where district=Alder.');
  }
  return [...before, condition];
}

/** What is counted of the study, to stand behind a table's subject: `, only wave=1`; nothing for all of it. */
export function chosen({ where = [], coder }: CountOptions): string {
  const parts = where.map(conditionText);
  if (coder !== undefined) parts.push(`coded by ${coder}`);
  return parts.length > 0 ? `, only ${listOf(parts)}` : '';
}

/** Fails for an attribute that no document has. */
export function needAttribute(study: Study, name: string): void {
  const names = attributeNames(study);
  if (names.includes(name) || comparesCoders(study, name)) return;
  const known = names.length > 0 ? ` Attributes are ${listOf(names)}.` : ' No document has any attribute.';
  throw new Failure(`no document has the attribute “${name}”.${didYouMean(nearest(name, names))}${known}`);
}

/** Fails for codes that are neither in the codebook nor in any document. */
export function needCodes(study: Study, codes: readonly string[]): void {
  const known = tally(study).codes.map(({ code }) => code);
  for (const code of codes) {
    if (study.codebook.resolve(code) || known.includes(code)) continue;
    throw new Failure(
      `no code is called “${code}”.${didYouMean(nearest(code, known))} “qualdown tally” lists all.`,
    );
  }
}

/** Fails for a coder who signed nothing. */
export function needCoder(study: Study, coder: string | undefined): void {
  if (coder === undefined) return;
  const all = [...study.documents.values()].flatMap((document) => [...codersIn(study, document)]);
  const names = [...new Set(all.filter((name) => name !== null))].sort();
  if (names.includes(coder)) return;
  const known = names.length > 0 ? ` Coders are ${listOf(names)}.` : ' No coding is signed.';
  throw new Failure(`no coding is signed by “${coder}”.${didYouMean(nearest(coder, names))}${known}`);
}
