/** `1 document`, `18 documents`, `1,204 words`. */
export function count(number: number, noun: string): string {
  return `${figure(number)} ${number === 1 ? noun : `${noun}s`}`;
}

/** `1 code`, `each of 31 codes`. */
export function eachOf(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `each of ${count(number, noun)}`;
}

/** A whole number with commas between thousands. */
export function figure(number: number): string {
  return number.toLocaleString('en-US');
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

/** As `listOf`, but names at most four: `a, b, c and 12 more`. */
export function some(items: readonly string[]): string {
  return items.length <= 4 ? listOf(items) : listOf([...items.slice(0, 3), `${items.length - 3} more`]);
}

/** A value of an attribute as people read it: `Alder`, `wave 2`, `(no district)`. */
export function valueLabel(value: string | number | boolean | null, attribute: string): string {
  if (value === null) return `(no ${attribute})`;
  return typeof value === 'string' ? value : `${attribute} ${String(value)}`;
}

/** A column of a comparison by its value, or by both of a pair. */
export function columnName(
  column: { readonly value: Value; readonly values?: readonly Value[] },
  by: string,
): string {
  return column.values ? columnLabel(column.values, by.split(',')) : valueLabel(column.value, by);
}

type Value = string | number | boolean | null;

/** A column by its values: `Alder`, `Alder, wave 2`. */
export function columnLabel(
  values: readonly (string | number | boolean | null)[],
  names: readonly string[],
): string {
  return values.map((value, at) => valueLabel(value, names[at]!)).join(', ');
}
