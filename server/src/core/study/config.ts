import type { Range } from '../problem.js';
import { FieldReader } from '../fields.js';
import { readYaml } from '../yaml/index.js';
import type { Entry } from '../yaml/index.js';
import { DEFAULT_DOCUMENTS } from './globs.js';
import { readParticipants, readSpeakers } from './people.js';
import type { AttributeRule, StudyConfig } from './types.js';
import { hasType, scalarValue, TYPE_WORDS } from './values.js';

/** The fields of qualdown.yaml and of one of its attributes, as schemas/qualdown.schema.json describes them. */
export const CONFIG_FIELDS = [
  'name',
  'codebook',
  'documents',
  'compare_by',
  'attributes',
  'speakers',
  'participants',
  'coder_of_record',
  'ignore_classes',
] as const;
export const ATTRIBUTE_FIELDS = ['type', 'required', 'values'] as const;
export const ATTRIBUTE_TYPES = [
  'text',
  'integer',
  'number',
  'date',
  'boolean',
] as const satisfies readonly AttributeRule['type'][];

export const DEFAULT_CODEBOOK = 'codebook.yaml';
const DEFAULT_COMPARE_BY = 'district';

/**
 * Reads qualdown.yaml; undefined stands for a study without one. Never throws: where the file is silent or cannot
 * be read the defaults hold, and what is wrong in it is a problem.
 */
export function parseConfig(text: string | undefined): StudyConfig {
  const yaml = readYaml(text ?? '');
  const reader = new FieldReader(text ?? '', yaml);
  const { root } = yaml;
  if (root && root.kind !== 'map') {
    reader.report(
      'field-type',
      root,
      'qualdown.yaml takes fields, each on a line of its own: `compare_by: district`.',
    );
  }
  const fields = reader.fields(root?.kind === 'map' ? root : undefined, CONFIG_FIELDS, 'qualdown.yaml');
  const name = reader.text(fields.get('name'));
  const coder = reader.text(fields.get('coder_of_record'));
  const speakers = readSpeakers(fields.get('speakers'), reader);
  return {
    ...(name !== undefined && { name }),
    ...(coder !== undefined && { coderOfRecord: coder }),
    codebook: codebookPath(fields.get('codebook'), reader),
    documents: globs(fields.get('documents'), reader),
    compareBy: reader.text(fields.get('compare_by')) ?? DEFAULT_COMPARE_BY,
    attributes: attributes(fields.get('attributes'), reader),
    speakers,
    participants: readParticipants(fields.get('participants'), speakers, reader),
    ignoreClasses: new Set(
      reader.texts(fields.get('ignore_classes')).map(({ text }) => text.replace(/^\./, '')),
    ),
    places: new Map(
      Array.from(fields, ([field, { value, keyRange }]) => [field, rangeOf(value ?? keyRange)]),
    ),
    problems: reader.problems,
  };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** Whether a path means another place on another machine, or one that is not the study's. */
function isOutside(path: string): boolean {
  return /^(\/|~|[a-z]:)|\\|(^|\/)\.\.(\/|$)/i.test(path);
}

function codebookPath(entry: Entry | undefined, reader: FieldReader): string {
  const path = reader.text(entry)?.replace(/^(\.\/)+/, '');
  if (!entry?.value || path === undefined) return DEFAULT_CODEBOOK;
  if (!isOutside(path)) return path;
  reader.report('path-outside', entry.value, outside(path));
  return DEFAULT_CODEBOOK;
}

function globs(entry: Entry | undefined, reader: FieldReader): readonly string[] {
  const good = reader.texts(entry).filter((glob) => {
    const isBad = isOutside(glob.text.replace(/^!/, ''));
    if (isBad) reader.report('path-outside', glob, outside(glob.text));
    return !isBad && glob.text !== '';
  });
  // Exclusions alone take away from the default.
  const wanted = good.some(({ text }) => !text.startsWith('!')) ? [] : [DEFAULT_DOCUMENTS];
  return [...wanted, ...good.map(({ text }) => text)];
}

function outside(path: string): string {
  return `“${path}” leads out of the study or holds only on one computer. Write a path from the study’s folder downwards, with “/”.`;
}

function attributes(entry: Entry | undefined, reader: FieldReader): ReadonlyMap<string, AttributeRule> {
  const entries = reader.distinct(reader.map(entry));
  return new Map(entries.map((attribute) => [attribute.key, attributeRule(attribute, reader)]));
}

function attributeRule(attribute: Entry, reader: FieldReader): AttributeRule {
  const fields = reader.fields(reader.map(attribute), ATTRIBUTE_FIELDS, 'an attribute');
  const stated = reader.choice(fields.get('type'), ATTRIBUTE_TYPES);
  const scalars = reader.scalars(fields.get('values'));
  // Without a type the values say it: `values: [1, 2]` are whole numbers.
  const fits = (type: AttributeRule['type']) =>
    scalars.length > 0 && scalars.every((scalar) => hasType(scalarValue(scalar), type));
  const type = stated ?? (['integer', 'number', 'boolean'] as const).find(fits) ?? 'text';
  const values = scalars.flatMap((scalar) => {
    const value = scalarValue(scalar, type);
    if (hasType(value, type) && value !== null) return [value];
    reader.report(
      'field-type',
      scalar,
      `“${scalar.text}” is not ${TYPE_WORDS[type]}, as “${attribute.key}” takes it.`,
    );
    return [];
  });
  const required = reader.flag(fields.get('required')) ?? false;
  return { type, required, ...(values.length > 0 && { values }) };
}
