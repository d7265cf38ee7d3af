import type { AttributeScalar } from '../../../study/values.js';
import { hasType, scalarsOf } from '../../../study/values.js';
import type { AttributeRule, AttributeValue, Study } from '../../../study/types.js';
import type { Guids } from '../guids.js';
import type { Variable, VariableType, VariableValue } from '../types.js';

/** Of front matter: what is told otherwise. */
const NO_VARIABLES = new Set(['participants', 'participant']);
/** Says of a variable that its values are not plain texts. */
export const AS_YAML = 'Values are written as YAML.';

/** The attributes of documents and participants as variables, and their values. */
export class Variables {
  readonly list: readonly Variable[];
  readonly #guids: Guids;
  readonly #types: ReadonlyMap<string, VariableType | 'YAML'>;

  constructor(study: Study, guids: Guids) {
    const values = new Map<string, AttributeScalar[]>();
    const lists = new Set<string>();
    const add = (name: string, value: AttributeValue): void => {
      if (NO_VARIABLES.has(name)) return;
      if (typeof value === 'object' && value !== null) lists.add(name);
      values.set(name, [...(values.get(name) ?? []), ...scalarsOf(value)]);
    };
    for (const { attributes } of study.documents.values())
      for (const [name, value] of attributes) add(name, value);
    for (const facts of study.config.participants.values())
      for (const [name, value] of facts) add(name, value);
    this.#guids = guids;
    this.#types = new Map(
      Array.from(values, ([name, all]) => [
        name,
        lists.has(name) ? 'YAML' : typeOf(all, study.config.attributes.get(name)),
      ]),
    );
    this.list = Array.from(this.#types, ([name, type]) => ({
      guid: guids('variable', name),
      name,
      type: type === 'YAML' ? 'Text' : type,
      ...(type === 'YAML' && { description: AS_YAML }),
    }));
  }

  /** What has no value is left out. */
  of(attributes: ReadonlyMap<string, AttributeValue>): VariableValue[] {
    return Array.from(attributes).flatMap(([name, value]) => {
      const type = this.#types.get(name);
      if (type === undefined || value === null) return [];
      const text = type === 'YAML' ? JSON.stringify(value) : String(value);
      return [
        { variable: this.#guids('variable', name), type: type === 'YAML' ? ('Text' as const) : type, text },
      ];
    });
  }
}

const TYPES: Readonly<Record<AttributeRule['type'], VariableType>> = {
  text: 'Text',
  integer: 'Integer',
  number: 'Float',
  date: 'Date',
  boolean: 'Boolean',
};

/** The declared type where all values are of it, else the narrowest that all are of. */
function typeOf(values: readonly AttributeScalar[], rule: AttributeRule | undefined): VariableType | 'YAML' {
  const known = values.filter((value) => value !== null);
  const fits = (type: AttributeRule['type']): boolean =>
    known.every((value) => hasType(value, type) && isPlain(value));
  const types = [...(rule ? [rule.type] : []), 'boolean', 'integer', 'number', 'date', 'text'] as const;
  const type = known.length === 0 ? (rule?.type ?? 'text') : types.find(fits);
  return type === undefined ? 'YAML' : TYPES[type];
}

/** XML's numbers have no exponent. */
function isPlain(value: AttributeScalar): boolean {
  return typeof value !== 'number' || /^-?\d+(\.\d+)?$/.test(String(value));
}
