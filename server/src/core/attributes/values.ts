import type { AttributeValue } from '../study/types.js';
import { scalarsOf } from '../study/values.js';

/** The values of an attribute as a person types them; none where it is absent or empty. */
export function textsOf(value: AttributeValue | undefined): string[] {
  return valuesOf(value).map(String);
}

export type Scalar = string | number | boolean;

/** The values of an attribute: several for a list, none where it is absent or empty. */
export function valuesOf(value: AttributeValue | undefined): Scalar[] {
  const given = scalarsOf(value ?? null).filter((each) => each !== null);
  return given.filter((each) => each !== '');
}
