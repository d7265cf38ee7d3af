import type { SheetCell } from './types.js';

export const NOTHING = '–';

/** One figure of a cell, with what it is of and both as people read them. */
export interface Told {
  readonly value: number | string | null;
  readonly of?: number | null;
  readonly text: string;
}

/** One that is a number. */
export interface Amount extends Told {
  readonly value: number | null;
}

export const part = (value: number, of: number): Amount => ({
  value,
  of,
  text: of > 0 ? `${value.toLocaleString('en-US')}/${of.toLocaleString('en-US')}` : NOTHING,
});

export const amount = (value: number): Amount => ({
  value,
  text: value > 0 ? value.toLocaleString('en-US') : NOTHING,
});

/** Of something that is there, never `0.0%`. */
export const percent = (value: number | null): Amount => ({
  value,
  text: value === null || value === 0 ? NOTHING : value < 0.0005 ? '<0.1%' : `${(value * 100).toFixed(1)}%`,
});

/** A difference of two parts, in points of a hundred. */
export const points = (value: number | null): Told => ({
  value,
  text:
    value === null
      ? NOTHING
      : `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value * 100).toFixed(1)}`,
});

export const decimal = (value: number | null, digits = 2): Told => ({
  value,
  text:
    value === null
      ? NOTHING
      : value > 0 && value < 10 ** -digits / 2
        ? `<${10 ** -digits}`
        : value.toFixed(digits),
});

export const words = (text: string): Told => ({ value: text === '' ? null : text, text });

/** A cell of these figures, in this order. */
export function cellOfFigures(
  figures: readonly Told[],
  more: Pick<SheetCell, 'heat' | 'mark' | 'title'> = {},
): SheetCell {
  return {
    values: figures.map(({ value }) => value),
    ...(figures.some(({ of }) => of !== undefined) && { of: figures.map(({ of = null }) => of) }),
    texts: figures.map(({ text }) => text),
    ...more,
  };
}
