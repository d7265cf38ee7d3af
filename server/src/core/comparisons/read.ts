import { FieldReader } from '../fields.js';
import { nameOfFile } from '../paths.js';
import { readYaml } from '../yaml/index.js';
import { readSpec, SPEC_FIELDS } from './spec.js';
import type { Comparison } from './types.js';

/** The fields of a saved comparison, as schemas/comparison.schema.json describes them. */
export const COMPARISON_FIELDS = ['name', ...SPEC_FIELDS] as const;

/** Reads a saved comparison. Never throws; what is wrong in it is among its problems, and absent from its spec. */
export function readComparison(file: string, text: string, version: string): Comparison {
  const yaml = readYaml(text);
  const reader = new FieldReader(text, yaml);
  const { root } = yaml;
  if (root && root.kind !== 'map') {
    reader.report(
      'field-type',
      root,
      'A comparison takes fields, each on a line of its own: `by: district`.',
    );
  }
  const fields = reader.fields(root?.kind === 'map' ? root : undefined, COMPARISON_FIELDS, 'a comparison');
  const name = reader.text(fields.get('name')) ?? nameOfFile(file);
  const stated = readSpec(fields, reader);
  return { kind: 'comparison', file, version, name, ...stated, problems: reader.problems };
}
