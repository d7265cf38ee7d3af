import type { AnalysisSpec, Filter } from './spec.js';
import type { AnalysisKind } from './types.js';

/** The command of each kind of analysis. */
export const COMMANDS: Record<AnalysisKind, string> = {
  crosstab: 'compare',
  spread: 'spread',
  contrast: 'contrast',
  reciprocity: 'reciprocity',
  stability: 'stability',
  cooccurrence: 'cooccur',
  matrix: 'matrix',
  saturation: 'saturation',
};

/** What stands behind the program's name to make an analysis again; an option for each field that is stated. */
export function argumentsOf(spec: AnalysisSpec): string[] {
  const { kind = 'crosstab', by, codes, rollup, families, tests, filter = {} } = spec;
  return [
    COMMANDS[kind],
    ...(by ?? []).flatMap((name) => ['--by', name]),
    ...(codes && codes.length > 0 ? ['--codes', codes.join(',')] : []),
    ...(rollup ? ['--rollup'] : []),
    ...(families ? ['--families'] : []),
    ...stated('--measure', spec.measure),
    ...stated('--within', spec.within),
    ...stated('--over', spec.over),
    ...stated('--unit', spec.unit),
    ...stated('--summaries', spec.summaries),
    ...(spec.passages ? ['--passages'] : []),
    ...stated('--level', spec.level),
    ...(tests ? ['--tests'] : []),
    ...(spec.p ? ['--p'] : []),
    ...stated('--seed', spec.seed),
    ...stated('--resamples', spec.resamples),
    ...ofFilter(filter),
  ];
}

function ofFilter({ where, coder, speaker, documents, query, without }: Filter): string[] {
  return [
    ...(where ?? []).flatMap((condition) => ['--where', condition]),
    ...stated('--coder', coder),
    ...(speaker ?? []).flatMap((name) => ['--speaker', name]),
    ...(documents ?? []).flatMap((glob) => ['--documents', glob]),
    ...stated('--query', query),
    ...stated('--without', without),
  ];
}

function stated(option: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [option, String(value)];
}

/** The command line that makes an analysis again, as a POSIX shell reads it. */
export function commandOf(spec: AnalysisSpec): string {
  return ['qualdown', ...argumentsOf(spec)].map(quoted).join(' ');
}

function quoted(argument: string): string {
  return /^[\w.,:/=@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
