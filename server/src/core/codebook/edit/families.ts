import { insertion } from '../../edits/edit.js';
import type { TextEdit } from '../../edits/edit.js';
import type { Entry, Mapping } from '../../yaml/index.js';
import { addLines, addToFlow, emptied, fillIn, previousOf } from './fields.js';
import {
  afterColon,
  afterLine,
  colonEnd,
  columnOf,
  isFlow,
  linesOf,
  shiftedLines,
  withBlankLine,
  withComma,
} from './layout.js';
import { elsewhere, fieldIn, fieldsOf, type Place, type Sheet, type StepResult } from './sheet.js';

/** The entry of a code cut out of its place, or newly made. */
export interface Cutting {
  /** Its lines, at column 0, with `\n` and one at the end. */
  readonly lines: string;
  /** For a place inside braces; undefined where the entry needs lines of its own. */
  readonly flow: string | undefined;
}

/** Takes a code's entry out, all below it included. */
export function cutOut(
  sheet: Sheet,
  place: Place,
): { cutting: Cutting; edits: readonly TextEdit[] } | { refused: string } {
  const { text } = sheet;
  const { entry, siblings, parent } = place;
  const holder = parent ? fieldsOf(parent) : sheet.root;
  if (holder && 'refused' in holder) return holder;
  const codes = holder && fieldIn(holder, 'codes');
  if (!codes || siblings.start < codes.start || siblings.end > codes.end) return elsewhere(entry.key);
  const cutting = isFlow(text, siblings) ? flowCutting(text, entry) : blockCutting(text, siblings, entry);
  return { cutting, edits: cutEdits(sheet, place, codes) };
}

function flowCutting(text: string, entry: Entry): Cutting {
  const slice = text.slice(entry.start, entry.end);
  const flow = entry.value ? slice : slice.replace(/:?\s*$/, ':');
  return { lines: `${flow.replace(/\r?\n/g, '\n')}\n`, flow };
}

function blockCutting(text: string, siblings: Mapping, entry: Entry): Cutting {
  const { start, end } = linesOf(text, siblings, entry);
  const lines = shiftedLines(text.slice(start, end).replace(/\r\n/g, '\n'), columnOf(text, entry.start), 0);
  const whole = lines.endsWith('\n') ? lines : `${lines}\n`;
  // One line without a comment can stand in braces as it is.
  const { value } = entry;
  const flow = value?.kind === 'map' && isFlow(text, value) && !/#/.test(whole) ? whole.trimEnd() : undefined;
  return { lines: whole, flow };
}

function cutEdits(sheet: Sheet, { entry, siblings, parent }: Place, codes: Entry): TextEdit[] {
  const { text } = sheet;
  const alone = siblings.entries.length === 1;
  if (isFlow(text, siblings)) {
    const end = entry.value ? entry.end : Math.max(entry.end, colonEnd(text, entry));
    if (alone) return [{ start: siblings.start, end: siblings.end, text: '{}' }];
    return [{ ...withComma(text, { start: entry.start, end }), text: '' }];
  }
  const lines = linesOf(text, siblings, entry);
  if (!alone) return [{ ...withBlankLine(text, lines), text: '' }];
  if (!parent) return [insertion(afterColon(text, codes), ' {}'), { ...lines, text: '' }];
  // Without codes below there is no need for the field; comments on it keep it.
  const start = codes.start - columnOf(text, codes.start);
  const between =
    text.slice(afterColon(text, codes), lines.start) + text.slice(lines.end, afterLine(text, siblings.end));
  if (/#/.test(between)) return [insertion(afterColon(text, codes), ' {}'), { ...lines, text: '' }];
  return [{ start, end: lines.end, text: '' }];
}

export interface Spot {
  /** undefined: at the root. */
  readonly parent: Place | undefined;
  /** The field that holds the entry: `codes`, if nothing else is said. */
  readonly field?: string;
  /** Siblings by id; without them the last place. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** Puts an entry among the codes below another, or at the root. `'unflow'`: braces have to be written out first. */
export function putIn(sheet: Sheet, cutting: Cutting, spot: Spot): StepResult | 'unflow' {
  const { text } = sheet;
  const { parent, field = 'codes' } = spot;
  const fields = parent ? fieldsOf(parent) : sheet.root;
  if (fields && 'refused' in fields) return fields;
  const codes = fields && fieldIn(fields, field);
  const siblings = codes?.value;
  if (codes && siblings?.kind === 'map' && siblings.entries.length > 0) {
    if (siblings.start < codes.start || siblings.end > codes.end)
      return elsewhere(parent?.entry.key ?? field);
    return isFlow(text, siblings)
      ? putInFlow(text, siblings, cutting, spot)
      : putInBlock(sheet, siblings, cutting, spot);
  }
  const inFlow = (parent && sheet.isInFlow(parent)) || (fields && isFlow(text, fields));
  if (inFlow) {
    if (cutting.flow === undefined) return 'unflow';
    if (codes) return fillIn(sheet, codes, `{ ${cutting.flow} }`);
    const made = `${field}: { ${cutting.flow} }`;
    return fields
      ? addToFlow(text, fields, made, previousOf(fields, field))
      : fillIn(sheet, parent!.entry, `{ ${made} }`);
  }
  return startFamily(sheet, spot, fields, codes, cutting);
}

function putInFlow(
  text: string,
  siblings: Mapping,
  { flow }: Cutting,
  { before, after }: Spot,
): StepResult | 'unflow' {
  if (flow === undefined) return 'unflow';
  const next = before === undefined ? undefined : fieldIn(siblings, before);
  if (next) return [insertion(next.start, `${flow}, `)];
  const previous = (after === undefined ? undefined : fieldIn(siblings, after)) ?? siblings.entries.at(-1)!;
  const at = previous.value ? previous.end : colonEnd(text, previous);
  // Entries on lines of their own are followed by one that has its own too.
  const column = columnOf(text, previous.start);
  const ownLine = text.slice(previous.start - column, previous.start).trim() === '';
  return [insertion(at, ownLine ? `,\n${' '.repeat(column)}${flow}` : `, ${flow}`)];
}

function putInBlock(
  sheet: Sheet,
  siblings: Mapping,
  { lines }: Cutting,
  { before, after }: Spot,
): StepResult {
  const { text, eol } = sheet;
  const column = columnOf(text, siblings.entries[0]!.start);
  const gap = isSpaced(text, siblings) ? '\n' : '';
  const written = shiftedLines(lines, 0, column);
  const next = before === undefined ? undefined : fieldIn(siblings, before);
  if (next) return [insertion(linesOf(text, siblings, next).start, (written + gap).replace(/\n/g, eol))];
  const previous = (after === undefined ? undefined : fieldIn(siblings, after)) ?? siblings.entries.at(-1)!;
  const at = linesOf(text, siblings, previous).end;
  const open = text[at - 1] !== '\n' ? '\n' : '';
  const block = open + gap + (open ? written.replace(/\n$/, '') : written);
  return [insertion(at, block.replace(/\n/g, eol))];
}

/** Whether a blank line parts the codes of a family. */
function isSpaced(text: string, siblings: Mapping): boolean {
  const [first, second] = siblings.entries;
  if (!first || !second) return false;
  const between = text.slice(linesOf(text, siblings, first).end, linesOf(text, siblings, second).start);
  return /\n/.test(between) && between.trim() === '';
}

/** The first code below another, or of the codebook. */
function startFamily(
  sheet: Sheet,
  { parent, field = 'codes' }: Spot,
  fields: Mapping | undefined,
  codes: Entry | undefined,
  { lines }: Cutting,
): StepResult {
  const { text, eol, step } = sheet;
  if (codes) {
    const written = shiftedLines(lines, 0, columnOf(text, codes.start) + step).replace(/\n/g, eol);
    const at = afterLine(text, codes.end);
    const open = at > 0 && text[at - 1] !== '\n';
    return [...emptied(sheet, codes), insertion(at, open ? eol + written : written)];
  }
  const [first] = fields?.entries ?? [];
  const column = first ? columnOf(text, first.start) : parent ? columnOf(text, parent.entry.start) + step : 0;
  const whole = shiftedLines(`${field}:\n${shiftedLines(lines, 0, step)}`, 0, column).replace(/\n$/, '');
  if (parent) return addLines(sheet, parent, fields, whole, previousOf(fields, field));
  const open = text !== '' && !text.endsWith('\n');
  return [insertion(text.length, (open ? `\n${whole}\n` : `${whole}\n`).replace(/\n/g, eol))];
}

/** Writes the braces of an entry out as lines below it, one level of them. */
export function unflow(sheet: Sheet, entry: Entry): TextEdit[] {
  const { text, eol } = sheet;
  const map = entry.value as Mapping;
  const column = columnOf(text, entry.start) + sheet.step;
  const colon = afterColon(text, entry);
  const lines = map.entries.map((each) => {
    const slice = text
      .slice(each.start, each.end)
      .replace(/\r?\n[ \t]*/g, `\n${' '.repeat(column + sheet.step)}`);
    return ' '.repeat(column) + (each.value ? slice : slice.replace(/:?\s*$/, ':'));
  });
  const at = afterLine(text, map.end);
  const written = lines.join('\n').replace(/\n/g, eol);
  const open = text[at - 1] !== '\n';
  return [{ start: colon, end: map.end, text: '' }, insertion(at, open ? eol + written : written + eol)];
}
