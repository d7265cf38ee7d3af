import type { FieldReader, Placed } from '../fields.js';
import type { AnalysisSpec, Filter, Measure } from '../report/spec.js';
import type { AnalysisKind } from '../report/types.js';
import type { Entry } from '../yaml/index.js';
import type { StatedSpec } from './types.js';

export const KINDS = [
  'crosstab',
  'spread',
  'contrast',
  'reciprocity',
  'stability',
  'cooccurrence',
  'matrix',
  'saturation',
] as const satisfies readonly AnalysisKind[];
export const MEASURES = [
  'overview',
  'documents',
  'participants',
  'segments',
  'words',
  'share',
  'rate',
  'row-percent',
  'column-percent',
  'total-percent',
  'present',
] as const satisfies readonly Measure[];
const WITHIN = ['overlap', 'turn', 'paragraph', 'document'] as const;
const UNITS = ['case', 'document', 'participant'] as const;
const LEVELS = ['participant', 'document'] as const;

/** The fields of a saved comparison and of its filter, in the order in which they are written. */
export const SPEC_FIELDS = [
  'kind',
  'by',
  'codes',
  'rollup',
  'families',
  'measure',
  'filter',
  'within',
  'over',
  'unit',
  'summaries',
  'passages',
  'level',
  'tests',
  'p',
  'seed',
  'resamples',
] as const satisfies readonly (keyof AnalysisSpec)[];
export const FILTER_FIELDS = [
  'where',
  'coder',
  'speaker',
  'documents',
  'query',
  'without',
] as const satisfies readonly (keyof Filter)[];

/** Reads the fields of a spec; what is not stated, or is wrong, is absent. */
export function readSpec(fields: ReadonlyMap<string, Entry>, reader: FieldReader): StatedSpec {
  const at = (field: (typeof SPEC_FIELDS)[number]): Entry | undefined => fields.get(field);
  const by = reader.oneOrMore(at('by'));
  const codes = reader.oneOrMore(at('codes'));
  const spec: AnalysisSpec = present({
    kind: reader.choice(at('kind'), KINDS),
    by: textsOf(by),
    codes: textsOf(codes),
    rollup: reader.flag(at('rollup')),
    families: reader.flag(at('families')),
    measure: reader.choice(at('measure'), MEASURES),
    filter: readFilter(at('filter'), reader),
    within: reader.choice(at('within'), WITHIN),
    over: reader.text(at('over')),
    unit: reader.choice(at('unit'), UNITS),
    summaries: reader.text(at('summaries')),
    passages: reader.flag(at('passages')),
    level: reader.choice(at('level'), LEVELS),
    tests: reader.flag(at('tests')),
    p: reader.flag(at('p')),
    seed: reader.whole(at('seed'), 0),
    resamples: reader.whole(at('resamples'), 1),
  });
  if (by.length > 2) {
    reader.report('field-value', by[2]!, '“by” takes one attribute or two; a table has no room for more.');
  }
  return { spec, codes, attributes: by };
}

function readFilter(entry: Entry | undefined, reader: FieldReader): Filter | undefined {
  const map = reader.map(entry);
  if (!map) return undefined;
  const fields = reader.fields(map, FILTER_FIELDS, 'a filter');
  const filter: Filter = present({
    where: textsOf(reader.oneOrMore(fields.get('where'))),
    coder: reader.text(fields.get('coder')),
    speaker: textsOf(reader.oneOrMore(fields.get('speaker'))),
    documents: textsOf(reader.oneOrMore(fields.get('documents'))),
    query: reader.text(fields.get('query')),
    without: reader.text(fields.get('without')),
  });
  return Object.keys(filter).length > 0 ? filter : undefined;
}

function textsOf(placed: readonly Placed[]): string[] | undefined {
  const texts = placed.map(({ text }) => text).filter((text) => text !== '');
  return texts.length > 0 ? texts : undefined;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
