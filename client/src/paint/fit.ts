import type { Label } from './styles.js';

/** A label's letters are this much of the text's; at its sides and for each stripe it needs so much of a letter. */
const LETTER = 0.8;
const SIDES = 1.5;
const STRIPE = 0.5;
const SEPARATOR = ' · '.length;

/**
 * Names that take no more room than what is hidden for them: a longer label would push its row over the edge, since the
 * editor breaks rows as if nothing were hidden. What has no room is counted or cut; the hover has the full names.
 * @param hidden letters of the text
 */
export function fit(labels: readonly Label[], hidden: number): Label[] {
  for (let kept = labels.length; kept > 0; kept--) {
    const left = labels.length - kept;
    const some = [...labels.slice(0, kept), ...(left > 0 ? [{ name: `+${left}`, color: '' }] : [])];
    const over = lettersOf(some) - roomFor(some, hidden);
    if (over <= 0) return some;
    if (kept === 1) return some.map((label, index) => (index === 0 ? shortened(label, over) : label));
  }
  return [];
}

function lettersOf(labels: readonly Label[]): number {
  return labels.reduce((sum, { name }) => sum + name.length, SEPARATOR * (labels.length - 1));
}

function roomFor(labels: readonly Label[], hidden: number): number {
  const stripes = labels.filter(({ color }) => color !== '').length;
  return Math.floor((hidden - SIDES - STRIPE * stripes) / LETTER);
}

function shortened({ name, color }: Label, by: number): Label {
  const length = Math.max(1, name.length - by - 1);
  return { name: length < name.length ? `${name.slice(0, length).trimEnd()}…` : name, color };
}
