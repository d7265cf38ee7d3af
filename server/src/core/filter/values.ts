import { textsOf } from '../attributes/values.js';
import { listOf, some } from '../compare/phrases.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Study } from '../study/types.js';
import { type Condition, conditionText, isOrdered, meets } from './condition.js';
import { Unmet } from './unmet.js';

/** Fails for conditions on documents that none meets: one by one, and together. */
export function needValues(study: Study, where: readonly Condition[]): void {
  if (where.length === 0) return;
  const documents = [...study.documents.values()];
  for (const condition of where) {
    const { attribute } = condition;
    needValue(
      condition,
      documents.flatMap(({ attributes }) => textsOf(attributes.get(attribute))),
    );
  }
  if (!documents.some(({ attributes }) => meets(attributes, where))) {
    throw new Unmet(`No document has ${phrase(where)} together.`);
  }
}

/** Fails for a value that is not among those there are, or that nothing can be compared with. */
export function needValue(condition: Condition, values: readonly string[]): void {
  const { attribute, operator = '=', value } = condition;
  const known = [...new Set(values)].sort();
  const all = known.length > 0 ? ` Values are ${some(known)}.` : ` No document states ${attribute}.`;
  if (operator === '=' || operator === '!=') {
    const same: Condition = { attribute, value };
    if (known.some((each) => meets(new Map([[attribute, each]]), [same]))) return;
    throw new Unmet(`Nothing has ${attribute} “${value}”.${didYouMean(nearest(value, known))}${all}`);
  }
  if (!isOrdered(value)) {
    throw new Unmet(
      `“${conditionText(condition)}” compares with neither a number nor a date. Write date>=2024-03 or wave>1.`,
    );
  }
  if (!known.some((each) => meets(new Map([[attribute, each]]), [condition])))
    throw new Unmet(`No document has ${conditionText(condition)}.${all}`);
}

/** `wave=1 or wave=2 and kind=b`: values of one attribute are alternatives. */
export function phrase(where: readonly Condition[]): string {
  const isAlternative = ({ operator = '=' }: Condition): boolean => operator === '=';
  const attributes = [...new Set(where.filter(isAlternative).map(({ attribute }) => attribute))];
  const alternatives = attributes.map((name) =>
    where
      .filter((each) => isAlternative(each) && each.attribute === name)
      .map(conditionText)
      .join(' or '),
  );
  return listOf([...alternatives, ...where.filter((each) => !isAlternative(each)).map(conditionText)]);
}
