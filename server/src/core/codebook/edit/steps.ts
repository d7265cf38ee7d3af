import { cutOut, putIn, unflow, type Cutting, type Spot } from './families.js';
import { addToList, removeField, removeFromList, setField } from './fields.js';
import { isFlow } from './layout.js';
import type { Rewriting } from './rewriting.js';
import { fieldText, type Plain } from './scalars.js';
import { fieldIn, isRefused, Sheet, type Place, type StepResult } from './sheet.js';
import { childrenIn, fieldOf, findCode, isMap, setIn, type Tree, type TreeMap } from './tree.js';

/** Where a code is put: below another (null: at the root), before or behind a sibling, else last. */
export interface Target {
  readonly parent: string | null;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** The field of a code in which the entries of codes are kept that were merged into it. */
export const MERGED = 'x-merged';

/** What edits of a codebook are made of. Each is done twice: on the text, and on the plain values that the text is then held to. */
export type Step =
  | {
      readonly do: 'set';
      readonly code: string;
      readonly field: string;
      readonly value: Exclude<Plain, number> | null;
    }
  | {
      readonly do: 'aliases';
      readonly code: string;
      readonly add?: readonly string[];
      readonly remove?: readonly string[];
    }
  | { readonly do: 'rename'; readonly code: string; readonly to: string }
  | ({
      readonly do: 'insert';
      readonly id: string;
      readonly fields: Readonly<Record<string, Plain>>;
    } & Target)
  | ({ readonly do: 'move'; readonly code: string } & Target)
  | { readonly do: 'remove'; readonly code: string }
  /** The entry goes into another code's `x-merged`. */
  | { readonly do: 'stow'; readonly code: string; readonly into: string };

/** Does a step on the text; the sentence where it cannot. */
export function writeStep(text: Rewriting, step: Step): string | undefined {
  const sheet = new Sheet(text.text);
  const place = 'code' in step ? sheet.find(step.code) : undefined;
  if ('code' in step && !place) return `“${step.code}” is not in the codebook.`;
  switch (step.do) {
    case 'insert':
      return put(text, cuttingOf(sheet, step), step);
    case 'move':
    case 'stow':
    case 'remove': {
      const cut = cutOut(sheet, place!);
      if ('refused' in cut) return cut.refused;
      text.apply(cut.edits);
      if (step.do === 'move') return put(text, cut.cutting, step);
      return step.do === 'stow' ? put(text, cut.cutting, { parent: step.into }, MERGED) : undefined;
    }
    default: {
      const result = fieldStep(sheet, place!, step);
      if (isRefused(result)) return result.refused;
      text.apply(result);
      return undefined;
    }
  }
}

type FieldStep = Extract<Step, { do: 'set' | 'aliases' | 'rename' }>;

function fieldStep(sheet: Sheet, place: Place, step: FieldStep): StepResult {
  if (step.do === 'rename') return [{ ...place.entry.keyRange, text: step.to }];
  if (step.do === 'aliases') {
    if (step.remove) return removeFromList(sheet, place, 'aliases', step.remove);
    return addToList(sheet, place, 'aliases', step.add ?? []);
  }
  const { field, value } = step;
  return value === null ? removeField(sheet, place, field) : setField(sheet, place, field, value);
}

function cuttingOf({ step: indent }: Sheet, { id, fields }: Extract<Step, { do: 'insert' }>): Cutting {
  const entries = Object.entries(fields);
  const pad = ' '.repeat(indent);
  const lines = entries.map(([key, value]) => pad + fieldText(key, value, { column: indent, step: indent }));
  const inside = entries.map(([key, value]) => fieldText(key, value, { flow: true, column: 0 })).join(', ');
  return {
    lines: [`${id}:`, ...lines, ''].join('\n'),
    flow: inside === '' ? `${id}:` : `${id}: { ${inside} }`,
  };
}

function put(text: Rewriting, cutting: Cutting, target: Target, field = 'codes'): string | undefined {
  for (;;) {
    const sheet = new Sheet(text.text);
    const parent = target.parent === null ? undefined : sheet.find(target.parent);
    if (target.parent !== null && !parent) return `“${target.parent}” is not in the codebook.`;
    const spot: Spot = { parent, field, before: target.before, after: target.after };
    const result = putIn(sheet, cutting, spot);
    if (result !== 'unflow') {
      if (isRefused(result)) return result.refused;
      text.apply(result);
      return undefined;
    }
    const braces = outermostBraces(sheet, spot);
    if (!braces) return 'The codebook is written in braces throughout. Write this code into it by hand.';
    text.apply(unflow(sheet, braces));
  }
}

/** The outermost entry on the way to a spot whose fields or codes stand in braces. */
function outermostBraces(sheet: Sheet, { parent, field = 'codes' }: Spot) {
  if (sheet.root && isFlow(sheet.text, sheet.root)) return undefined;
  const way: Place[] = [];
  for (let at = parent; at; at = at.parent) way.unshift(at);
  const entries = [sheet.codes];
  for (const [index, { entry }] of way.entries()) {
    const below = index === way.length - 1 ? field : 'codes';
    entries.push(entry, entry.value?.kind === 'map' ? fieldIn(entry.value, below) : undefined);
  }
  return entries.find((entry) => entry?.value?.kind === 'map' && isFlow(sheet.text, entry.value));
}

/** Does a step on the plain values; changes them. */
export function growTree(root: TreeMap, step: Step): void {
  switch (step.do) {
    case 'set':
      setIn(root, step.code, step.field, step.value ?? undefined);
      return;
    case 'aliases': {
      const place = findCode(root, step.code)!;
      const stated = fieldOf(place.siblings[place.index]![1], 'aliases') ?? [];
      const before = (Array.isArray(stated) ? (stated as readonly Tree[]) : [stated as Tree]).map(String);
      const kept = before.filter((alias) => step.remove?.includes(alias) !== true);
      const added = (step.add ?? []).filter((alias) => !kept.includes(alias));
      const all = [...kept, ...new Set(added)];
      setIn(root, step.code, 'aliases', all.length === 0 ? undefined : all);
      return;
    }
    case 'rename': {
      const { siblings, index } = findCode(root, step.code)!;
      siblings[index] = [step.to, siblings[index]![1]];
      return;
    }
    case 'insert': {
      const fields = Object.entries(step.fields);
      placeIn(root, [step.id, fields.length === 0 ? null : { entries: fields }], step);
      return;
    }
    default: {
      const { siblings, index } = findCode(root, step.code)!;
      const [taken] = siblings.splice(index, 1);
      if (step.do === 'move') placeIn(root, taken!, step);
      if (step.do === 'stow') stow(root, taken!, step.into);
    }
  }
}

function placeIn(root: TreeMap, entry: TreeMap['entries'][number], { parent, before, after }: Target): void {
  const siblings = childrenIn(root, parent);
  const next = siblings.findIndex(([key]) => key === before);
  const previous = siblings.findIndex(([key]) => key === after);
  siblings.splice(next >= 0 ? next : previous >= 0 ? previous + 1 : siblings.length, 0, entry);
}

function stow(root: TreeMap, entry: TreeMap['entries'][number], into: string): void {
  const place = findCode(root, into)!;
  const kept = fieldOf(place.siblings[place.index]![1], MERGED);
  setIn(root, into, MERGED, { entries: [...(isMap(kept) ? kept.entries : []), entry] });
}
