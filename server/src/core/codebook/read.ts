import type { FieldReader, Placed } from '../fields.js';
import { MAX_DEPTH } from '../yaml/index.js';
import type { Entry, Mapping } from '../yaml/index.js';
import { isCodeId } from './ids.js';
import type { CodeStatus } from './types.js';

/** The fields of a codebook and of a code, as schemas/codebook.schema.json describes them. */
export const CODEBOOK_FIELDS = ['name', 'codes'] as const;
export const CODE_FIELDS = [
  'name',
  'brief',
  'definition',
  'use_when',
  'not_when',
  'examples',
  'color',
  'codable',
  'aliases',
  'status',
  'replaced_by',
  'counterpart',
  'codes',
] as const;
export const STATUSES = ['draft', 'stable', 'retired'] as const satisfies readonly CodeStatus[];

/** One code as its entry states it, before references between codes are followed. */
export interface Draft {
  readonly id: string;
  readonly entry: Entry;
  readonly parent: Draft | undefined;
  readonly depth: number;
  readonly children: string[];
  readonly name: string | undefined;
  readonly texts: { brief?: string; definition?: string; useWhen?: string; notWhen?: string; color?: string };
  readonly examples: readonly string[];
  readonly codable: boolean;
  readonly status: CodeStatus;
  readonly aliases: readonly Placed[];
  readonly replacedBy: Placed | undefined;
  readonly counterpart: Placed | undefined;
}

/** Every code below `codes:`, depth first as written. */
export function readCodes(codes: Mapping, reader: FieldReader): ReadonlyMap<string, Draft> {
  const drafts = new Map<string, Draft>();
  const seen = new Set<Mapping>();

  function readFamily(family: Mapping, parent: Draft | undefined, depth: number): void {
    // An anchor can make one map stand in many places, even inside itself.
    if (seen.has(family) || depth > MAX_DEPTH) {
      reader.report(
        'code-id-repeated',
        parent?.entry.keyRange ?? family,
        'The codes below this one stand elsewhere too.',
      );
      return;
    }
    seen.add(family);
    for (const entry of family.entries) readCode(entry, parent, depth);
  }

  function readCode(entry: Entry, parent: Draft | undefined, depth: number): void {
    const fields = reader.fields(mapOf(entry, reader), CODE_FIELDS, 'a code');
    const first = drafts.get(entry.key);
    const draft = first ?? draftOf(entry, fields, parent, depth, reader);
    if (first) {
      reader.report(
        'code-id-repeated',
        entry.keyRange,
        `The id “${entry.key}” is given to two codes; the first holds.`,
      );
    } else {
      checkForm(entry.key, entry.keyRange, 'The id', reader);
      drafts.set(entry.key, draft);
      parent?.children.push(entry.key);
    }
    const children = reader.map(fields.get('codes'));
    if (children) readFamily(children, draft, draft.depth + 1);
  }

  readFamily(codes, undefined, 0);
  return drafts;
}

/** The fields of a code; `buffering:` alone is a code too. */
function mapOf(entry: Entry, reader: FieldReader): Mapping | undefined {
  if (!entry.value || entry.value.kind === 'map') return entry.value;
  const message = `The code “${entry.key}” takes fields below it, indented: \`brief: …\`, \`definition: …\`.`;
  reader.report('field-type', entry.value, message);
  return undefined;
}

export function checkForm(
  id: string,
  range: { start: number; end: number },
  what: string,
  reader: FieldReader,
): void {
  if (isCodeId(id)) return;
  const message = `${what} “${id}” cannot be written on a passage: a letter first, then letters, digits, - or _.`;
  reader.report('code-id-form', range, message);
}

function draftOf(
  entry: Entry,
  fields: ReadonlyMap<string, Entry>,
  parent: Draft | undefined,
  depth: number,
  reader: FieldReader,
): Draft {
  const texts = {
    brief: reader.text(fields.get('brief')),
    definition: reader.text(fields.get('definition')),
    useWhen: reader.text(fields.get('use_when')),
    notWhen: reader.text(fields.get('not_when')),
    color: colorOf(fields.get('color'), reader),
  };
  return {
    id: entry.key,
    entry,
    parent,
    depth,
    children: [],
    name: reader.text(fields.get('name')),
    texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    examples: reader.texts(fields.get('examples')).map(({ text }) => text),
    codable: reader.flag(fields.get('codable')) ?? true,
    status: reader.choice(fields.get('status'), STATUSES) ?? 'stable',
    aliases: reader.texts(fields.get('aliases')),
    replacedBy: placed(fields.get('replaced_by'), reader),
    counterpart: placed(fields.get('counterpart'), reader),
  };
}

function placed(entry: Entry | undefined, reader: FieldReader): Placed | undefined {
  const text = reader.text(entry);
  return text === undefined || !entry?.value
    ? undefined
    : { text, start: entry.value.start, end: entry.value.end };
}

/** `#rgb` or `#rrggbb`. Without quotes YAML takes the hash for a comment, and the field is empty. */
function colorOf(entry: Entry | undefined, reader: FieldReader): string | undefined {
  if (!entry) return undefined;
  const color = reader.text(entry);
  if (color !== undefined && /^#(?:[0-9a-f]{3}){1,2}$/i.test(color)) return color;
  const message =
    color === undefined
      ? '“color” is empty. Put the colour in quotes, as "#b5651d": without them YAML takes it for a comment.'
      : `“${color}” is not a colour. Write it as "#b5651d", with the quotes.`;
  reader.report('color-form', entry.value ?? entry.keyRange, message);
  return undefined;
}
