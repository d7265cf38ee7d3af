import type { Scalar, Value } from '../yaml/index.js';
import type { AttributeRule, AttributeValue } from './types.js';

/**
 * A value of front matter as an attribute has it; undefined for what no attribute can be (a map, a list of lists).
 * @param type what the study declares the attribute to be
 */
export function attributeValue(
  value: Value | undefined,
  type?: AttributeRule['type'],
): AttributeValue | undefined {
  if (!value) return null;
  if (value.kind === 'scalar') return scalarValue(value, type);
  if (value.kind === 'map') return undefined;
  const items = value.items.filter((item) => item.kind === 'scalar');
  return items.length === value.items.length ? items.map((item) => scalarValue(item, type)) : undefined;
}

/**
 * One plain value. A number where the study asks for a text is that text, as written; so is one with leading zeros,
 * unless it asks for a number: district 010 is not district 10.
 */
export function scalarValue({ value, text }: Scalar, type?: AttributeRule['type']): AttributeScalar {
  if (typeof value !== 'number' || type === 'integer' || type === 'number') return value;
  return type === 'text' || /^[-+]?0\d/.test(text) ? text : value;
}

/** One value of an attribute that holds one or several. */
export type AttributeScalar = string | number | boolean | null;

export function scalarsOf(value: AttributeValue): readonly AttributeScalar[] {
  return typeof value === 'object' && value !== null ? value : [value];
}

/** How a value of each type is to be written, in words to follow "is not". */
export const TYPE_WORDS: Readonly<Record<AttributeRule['type'], string>> = {
  text: 'a text (put it in quotes)',
  integer: 'a whole number (without quotes)',
  number: 'a number (without quotes)',
  date: 'a date (write 2024-03-05)',
  boolean: 'true or false (without quotes)',
};

export function hasType(value: AttributeScalar, type: AttributeRule['type']): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDate(value);
  }
}

/** A day of the calendar as ISO 8601 writes it. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** The role whose words do not count, in whatever capitals: a capital must not change a figure. */
export function isInterviewer(role: AttributeValue | undefined): boolean {
  return scalarsOf(role ?? null).some((each) => typeof each === 'string' && fold(each) === 'interviewer');
}

/** Why two different texts look the same; undefined where they do not. */
export function sameLook(a: string, b: string): string | undefined {
  if (a === b || a.normalize('NFC') !== b.normalize('NFC')) return undefined;
  return 'only their accents are encoded in two ways (Unicode NFC and NFD): type or copy the value anew';
}

/** Two values with the same fold differ in capitals, spaces or the encoding of accents at most. */
export function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
