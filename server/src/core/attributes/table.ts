import type { AttributeRule, AttributeValue, Document, Study } from '../study/types.js';
import { scalarsOf } from '../study/values.js';
import { shownValue, type Takes } from './typed.js';

/** One attribute of a study: what it takes, and what is used. */
export interface AttributeColumn extends Takes {
  /** Distinct values that documents state, the most frequent first. */
  readonly used: readonly string[];
}

const CODING: AttributeRule = { type: 'text', required: false, values: ['none', 'partial', 'done'] };
const PEOPLE = ['participants', 'participant'];

/** What an attribute takes, of any name. */
export function takesOf(study: Study, name: string): Takes {
  const rule = name === 'coding' ? CODING : study.config.attributes.get(name);
  const list =
    PEOPLE.includes(name) ||
    Array.from(study.documents.values()).some(({ attributes }) => Array.isArray(attributes.get(name)));
  return { name, rule, list };
}

/**
 * The attributes of a study: those that it declares, the one it compares by, then what documents state, the most
 * frequent first. How far a document is coded stands last.
 */
export function attributeColumns(study: Study): AttributeColumn[] {
  const used = new Map<string, Map<string, number>>();
  for (const { attributes } of study.documents.values()) {
    for (const [name, value] of attributes) count(used, name, value);
  }
  const frequency = (name: string): number => [...used.get(name)!.values()].reduce((sum, n) => sum + n, 0);
  const others = [...used.keys()].sort((a, b) => frequency(b) - frequency(a));
  const names = new Set([...study.config.attributes.keys(), study.config.compareBy, ...others]);
  names.delete('coding');
  return [...names, 'coding'].map((name) => {
    const values = [...(used.get(name) ?? [])].sort((a, b) => b[1] - a[1]).map(([value]) => value);
    return { ...takesOf(study, name), used: values };
  });
}

function count(used: Map<string, Map<string, number>>, name: string, value: AttributeValue): void {
  const values = used.get(name) ?? new Map<string, number>();
  used.set(name, values);
  for (const one of scalarsOf(value)) {
    const shown = shownValue(one);
    if (shown !== '') values.set(shown, (values.get(shown) ?? 0) + 1);
  }
}

/** A document's value as a cell shows it; `null`: a map, or what else no cell can hold. */
export function cellOf(document: Document, name: string): string | null {
  const value = document.attributes.get(name);
  const isOther = value === undefined && document.attributeRange(name) !== undefined;
  return isOther ? null : shownValue(value);
}
