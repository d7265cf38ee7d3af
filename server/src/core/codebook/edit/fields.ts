import { insertion } from '../../edits/edit.js';
import type { TextEdit } from '../../edits/edit.js';
import type { Entry, Mapping, Value } from '../../yaml/index.js';
import { CODE_FIELDS } from '../read.js';
import { afterColon, afterLine, colonEnd, columnOf, isFlow, linesOf, withComma } from './layout.js';
import { fieldText, valueText, type Plain } from './scalars.js';
import { fieldIn, fieldsOf, type Place, type Sheet, type StepResult } from './sheet.js';

/** Edits of the fields of one code. Where a new field is put, the order is that of the documentation. */

export function setField(
  sheet: Sheet,
  place: Place,
  field: string,
  value: Exclude<Plain, number>,
): StepResult {
  const fields = fieldsOf(place);
  if (fields && 'refused' in fields) return fields;
  const entry = fields && fieldIn(fields, field);
  if (!entry) return addField(sheet, place, field, value);
  const flow = isFlow(sheet.text, fields);
  const column = columnOf(sheet.text, entry.start);
  if (!entry.value) return fillIn(sheet, entry, valueText(value, { flow, column, step: sheet.step }));
  const { start, end } = entry.value;
  const before = sheet.text.slice(start, end);
  return [{ start, end, text: valueText(value, { flow, column, step: sheet.step, before }) }];
}

export function removeField(sheet: Sheet, place: Place, field: string): StepResult {
  const fields = fieldsOf(place);
  if (fields && 'refused' in fields) return fields;
  const entry = fields && fieldIn(fields, field);
  if (!entry) return [];
  return cutField(sheet, fields, entry);
}

/** A comment behind the field, or above it, stays. */
function cutField({ text }: Sheet, fields: Mapping, entry: Entry): TextEdit[] {
  const end = Math.max(entry.end, afterColon(text, entry));
  if (isFlow(text, fields)) return [{ ...withComma(text, { start: entry.start, end }), text: '' }];
  const rest = text.slice(end, afterLine(text, end));
  if (rest.trimStart().startsWith('#')) {
    return [{ start: entry.start, end: end + rest.length - rest.trimStart().length, text: '' }];
  }
  return [{ start: entry.start - columnOf(text, entry.start), end: afterLine(text, end), text: '' }];
}

export function addField(
  sheet: Sheet,
  place: Place,
  field: string,
  value: string | boolean | readonly string[],
): StepResult {
  const fields = fieldsOf(place);
  if (fields && 'refused' in fields) return fields;
  const { text } = sheet;
  if (sheet.isInFlow(place) || (fields && isFlow(text, fields))) {
    const inside = fieldText(field, value, { flow: true, column: 0 });
    return fields
      ? addToFlow(text, fields, inside, previousOf(fields, field))
      : fillIn(sheet, place.entry, `{ ${inside} }`);
  }
  const column = fields?.entries[0]
    ? columnOf(text, fields.entries[0].start)
    : columnOf(text, place.entry.start) + sheet.step;
  const line = ' '.repeat(column) + fieldText(field, value, { column, step: sheet.step });
  return addLines(sheet, place, fields, line, previousOf(fields, field));
}

/** Lines of a block map, behind one of its entries or else before the first. */
export function addLines(
  sheet: Sheet,
  place: Place,
  fields: Mapping | undefined,
  lines: string,
  previous: Entry | undefined,
): TextEdit[] {
  const { text, eol } = sheet;
  const [first] = fields?.entries ?? [];
  const at = previous
    ? linesOf(text, fields!, previous).end
    : first
      ? linesOf(text, fields!, first).start
      : afterLine(text, place.entry.end);
  const written = lines.replace(/\r?\n/g, eol);
  const open = at > 0 && text[at - 1] !== '\n';
  const edits = [insertion(at, open ? eol + written : written + eol)];
  // `~` or `{}` cannot stand beside fields.
  if (!first) edits.unshift(...emptied(sheet, place.entry));
  return edits;
}

/** Takes `~`, `null` or `{}` off an entry that is to have lines below it. */
export function emptied({ text }: Pick<Sheet, 'text'>, entry: Entry): TextEdit[] {
  const colon = afterColon(text, entry);
  const [nothing] = /^[ \t]*(?:~|null|Null|NULL|\{\s*\})/.exec(text.slice(colon)) ?? [];
  return nothing === undefined ? [] : [{ start: colon, end: colon + nothing.length, text: '' }];
}

/** The field that a new one is put behind. */
export function previousOf(fields: Mapping | undefined, field: string): Entry | undefined {
  const rank = rankOf(field);
  return fields?.entries.findLast(({ key }) => (rank === OWN ? rankOf(key) <= rank : rankOf(key) < rank));
}

/** Fields of one's own stand before the codes below. */
const OWN = CODE_FIELDS.length;

function rankOf(field: string): number {
  const rank = (CODE_FIELDS as readonly string[]).indexOf(field);
  if (field === 'codes') return OWN + 1;
  return rank < 0 ? OWN : rank;
}

/** Puts a value where an entry has none. */
export function fillIn({ text }: Pick<Sheet, 'text'>, entry: Entry, value: string): TextEdit[] {
  const quote = /["']/.test(text.charAt(entry.keyRange.end)) ? 1 : 0;
  const keyEnd = entry.keyRange.end + quote;
  const [sign = ''] = /^[ \t]*:(?:[ \t]*(?:~|null|Null|NULL|\{\s*\}))?/.exec(text.slice(keyEnd)) ?? [];
  const gap = /^[^\s,}\]]/.test(text.slice(keyEnd + sign.length)) ? ' ' : '';
  return [{ start: keyEnd, end: keyEnd + sign.length, text: `: ${value}${gap}` }];
}

/** Puts an entry into braces, behind one of theirs or before all. */
export function addToFlow(
  text: string,
  map: Mapping,
  inside: string,
  previous: Entry | undefined,
): TextEdit[] {
  if (previous) return [insertion(previous.value ? previous.end : colonEnd(text, previous), `, ${inside}`)];
  const [first] = map.entries;
  if (first) return [insertion(first.start, `${inside}, `)];
  const blank = /^\{(\s*)\}/.exec(text.slice(map.start))?.[1] ?? '';
  return [{ start: map.start + 1, end: map.start + 1 + blank.length, text: ` ${inside} ` }];
}

/** Adds texts to a list that is there or is made; those that it has already are left out. */
export function addToList(sheet: Sheet, place: Place, field: string, items: readonly string[]): StepResult {
  const fields = fieldsOf(place);
  if (fields && 'refused' in fields) return fields;
  const entry = fields && fieldIn(fields, field);
  const has = textsOf(entry?.value);
  const missing = [...new Set(items)].filter((item) => !has.includes(item));
  if (missing.length === 0) return [];
  if (!entry) return addField(sheet, place, field, missing);
  const { text, eol } = sheet;
  const { value } = entry;
  const list = fieldText('x', missing, { flow: true, column: 0 }).replace(/^x: \[ ?| ?\]$/g, '');
  if (!value) return fillIn(sheet, entry, `[${list}]`);
  if (value.kind !== 'list') {
    const whole = fieldText('x', [...has, ...missing], { flow: true, column: 0 }).replace(/^x: /, '');
    return [{ start: value.start, end: value.end, text: whole }];
  }
  const last = value.items.at(-1);
  if (text[value.start] === '[') return [insertion(last?.end ?? value.start + 1, last ? `, ${list}` : list)];
  const dash = ' '.repeat(columnOf(text, value.start));
  const at = afterLine(text, value.end);
  const lines = missing.map((item) => `${dash}- ${valueText(item, { column: 0 })}`).join(eol);
  return [insertion(at, text[at - 1] === '\n' ? lines + eol : eol + lines)];
}

/** Takes texts out of a list; a list that is empty then goes. */
export function removeFromList(
  sheet: Sheet,
  place: Place,
  field: string,
  gone: readonly string[],
): StepResult {
  const fields = fieldsOf(place);
  if (fields && 'refused' in fields) return fields;
  const entry = fields && fieldIn(fields, field);
  const value = entry?.value;
  if (!value || !textsOf(value).some((text) => gone.includes(text))) return [];
  if (textsOf(value).every((text) => gone.includes(text))) return cutField(sheet, fields!, entry);
  if (value.kind !== 'list') return [];
  const { text } = sheet;
  return value.items
    .filter((item) => item.kind === 'scalar' && gone.includes(item.text))
    .map((item) => {
      if (text[value.start] === '[') return { ...withComma(text, item), text: '' };
      return { start: item.start - columnOf(text, item.start), end: afterLine(text, item.end), text: '' };
    });
}

export function textsOf(value: Value | undefined): string[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.flatMap((item) => (item.kind === 'scalar' ? [item.text.trim()] : []));
}
