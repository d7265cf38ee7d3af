import { type Command, InvalidArgumentError, Option } from 'commander';
import * as known from '../../core/filter/known.js';
import type { Study } from '../../core/study/types.js';
import { Failure } from '../failure.js';
import { STUDY_OPTION, type StudyOption } from '../study.js';
import { addWhere, type FilterOptions } from './filter.js';

/** What commands that count have in common. */
export interface CountOptions extends StudyOption, FilterOptions {
  readonly format: string;
}

/** `--study`, `--where`, `--coder`, and `--format` with `--json` as its short form. The first format is the default. */
export function addCountOptions(command: Command, where: string, formats: readonly string[]): Command {
  command.option(...STUDY_OPTION);
  addWhere(command, where);
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

/** `a,b` or the option again: the attributes of the columns. */
export function addBy(text: string, before: readonly string[] = []): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Name one attribute or two: --by district,wave.');
  return [...before, ...names];
}

/** Fails for names that columns cannot be made by. */
export function needBy(study: Study, by: readonly string[]): void {
  failWith(known.needBy(study, by));
}

/** Fails for an attribute that no document has. */
export function needAttribute(study: Study, name: string): void {
  failWith(known.needAttribute(study, name));
}

/** Fails for codes that are neither in the codebook nor in any document. */
export function needCodes(study: Study, codes: readonly string[]): void {
  failWith(known.needCodes(study, codes), ' “qualdown tally” lists all.');
}

/** Fails for a coder who signed nothing. */
export function needCoder(study: Study, coder: string | undefined): void {
  if (coder !== undefined) failWith(known.needCoder(study, coder));
}

function failWith(problem: string | undefined, wayOut = ''): void {
  if (problem !== undefined) throw new Failure(`${problem[0]!.toLowerCase()}${problem.slice(1)}${wayOut}`);
}
