import { type Scalar, textsOf, valuesOf } from '../attributes/values.js';
import type { AttributeValue } from '../study/types.js';

export const OPERATORS = ['=', '!=', '>=', '<=', '>', '<'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A document (or passage) counts only if its attribute is so; `value` as a person types it. */
export interface Condition {
  readonly attribute: string;
  readonly value: string;
  /** `=` if absent. */
  readonly operator?: Operator;
}

/** Reads `district=Alder`, `wave!=1`, `date>=2024-01`; undefined for what is none. */
export function parseCondition(text: string): Condition | undefined {
  const [, attribute, operator, value] = /^([^=!<>]+)(!=|>=|<=|=|>|<)(.*)$/s.exec(text) ?? [];
  if (attribute === undefined || value === undefined || attribute.trim() === '') return undefined;
  return {
    attribute: attribute.trim(),
    value: value.trim(),
    ...(operator !== '=' && { operator: operator as Operator }),
  };
}

/** `district=Alder`, as it is typed. */
export function conditionText({ attribute, operator = '=', value }: Condition): string {
  return `${attribute}${operator}${value}`;
}

/**
 * Conditions on one attribute with `=` are alternatives; all others hold together. A list is met by any element; `!=`
 * by one without the value, and where there is none.
 */
export function meets(
  attributes: { get(name: string): AttributeValue | undefined },
  where: readonly Condition[],
): boolean {
  return where.every((condition) => {
    const value = attributes.get(condition.attribute);
    const { attribute, operator = '=' } = condition;
    if (operator !== '=') return fulfils(value, condition);
    return where.some(
      (other) => other.attribute === attribute && (other.operator ?? '=') === '=' && fulfils(value, other),
    );
  });
}

function fulfils(value: AttributeValue | undefined, { operator = '=', value: asked }: Condition): boolean {
  if (operator === '=') return textsOf(value).some((text) => isValue(text, asked));
  if (operator === '!=') return !textsOf(value).some((text) => isValue(text, asked));
  return valuesOf(value).some((each) => {
    const order = compareTo(each, asked);
    if (order === undefined) return false;
    if (operator === '>') return order > 0;
    if (operator === '<') return order < 0;
    return operator === '>=' ? order >= 0 : order <= 0;
  });
}

const DAY = /^\d{4}-\d\d-\d\d(?!\d)/;
const PART_OF_DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;
const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)$/;

/** `2024` and `2024-07` stand for every day in them. */
function isValue(text: string, asked: string): boolean {
  return text === asked || (PART_OF_DATE.test(asked) && DAY.test(text) && text.startsWith(`${asked}-`));
}

/** Whether a text can be the measure of `<` and the others. */
export function isOrdered(asked: string): boolean {
  return NUMBER.test(asked) || PART_OF_DATE.test(asked);
}

/**
 * How a value stands to what is asked: below 0, 0, above 0. Numbers as numbers; a date (ISO 8601) by as much of it as
 * is asked for, so that no day of July is after `2024-07`. undefined for what cannot be compared.
 */
export function compareTo(value: Scalar, asked: string): number | undefined {
  const text = String(value);
  if (DAY.test(text)) {
    if (!PART_OF_DATE.test(asked)) return undefined;
    const part = text.slice(0, asked.length);
    return part < asked ? -1 : Number(part > asked);
  }
  if (!NUMBER.test(text) || !NUMBER.test(asked)) return undefined;
  return Number(text) - Number(asked);
}
