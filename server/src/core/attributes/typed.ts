import { didYouMean, nearest } from '../nearest.js';
import type { AttributeRule, AttributeValue } from '../study/types.js';
import { type AttributeScalar, fold, hasType, scalarsOf, scalarValue, TYPE_WORDS } from '../study/values.js';
import { readYaml } from '../yaml/index.js';

/** What an attribute takes. */
export interface Takes {
  readonly name: string;
  /** undefined: the study declares nothing of it. */
  readonly rule: AttributeRule | undefined;
  /** Some document states a list: texts with `;` between are one. */
  readonly list: boolean;
}

/** A value as a cell shows it and takes it; a list with `; ` between. */
export function shownValue(value: AttributeValue | undefined): string {
  return scalarsOf(value ?? null)
    .map((each) => (each === null ? '' : String(each)))
    .join('; ');
}

/**
 * What a person typed into a cell, or a spreadsheet holds, as a value of front matter; `null` for an empty one. Refused
 * with a sentence where the study does not take it: no value is bent to fit.
 */
export function typedValue(typed: string, takes: Takes): { value: AttributeValue } | { wrong: string } {
  const text = typed.trim();
  if (text === '') return { value: null };
  if (/(?!\t)\p{Cc}/u.test(text)) return { wrong: 'A value stands on one line.' };
  if (!takes.list) return oneValue(text, takes);
  const values: AttributeScalar[] = [];
  for (const part of text.split(';').filter((each) => each.trim() !== '')) {
    const one = oneValue(part.trim(), takes);
    if ('wrong' in one) return one;
    values.push(...scalarsOf(one.value));
  }
  return { value: values };
}

function oneValue(text: string, { name, rule }: Takes): { value: AttributeScalar } | { wrong: string } {
  const value = rule ? asType(text, rule.type) : plain(text);
  if (rule && !hasType(value, rule.type)) return { wrong: `“${text}” is not ${WORDS[rule.type]}.` };
  const { values } = rule ?? {};
  if (!values || value === null || values.includes(value)) return { value };
  const texts = values.map(String);
  const same = texts.filter((each) => fold(each) === fold(text));
  const near = same.length > 0 ? same : nearest(text, texts);
  const known = didYouMean(near) || ` It is one of: ${texts.join(', ')}.`;
  return { wrong: `“${text}” is not among the values of “${name}”.${known}` };
}

/** How a value is to be typed: no quotes, which are the file's business. */
const WORDS: Readonly<Record<AttributeRule['type'], string>> = {
  ...TYPE_WORDS,
  text: 'a text',
  integer: 'a whole number',
  number: 'a number (with a point: 1.5)',
  boolean: 'true or false',
};

function asType(text: string, type: AttributeRule['type']): AttributeScalar {
  switch (type) {
    case 'integer':
    case 'number':
      return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
    case 'text':
    case 'date':
      return text;
  }
}

/** Of what nothing is declared: what front matter would read if it were written there. */
function plain(text: string): AttributeScalar {
  if (!/^[-+.\dtf]/i.test(text)) return text;
  const { root, faults } = readYaml(text);
  if (faults.length > 0 || root?.kind !== 'scalar' || root.text !== text) return text;
  const value = scalarValue(root);
  return typeof value === 'number' && !Number.isFinite(value) ? text : value;
}
