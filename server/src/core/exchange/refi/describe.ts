import type { CodeStatus } from '../../codebook/types.js';
import { STATUSES } from '../../codebook/read.js';

/** What a codebook says of a code, beside its name, colour and place. */
export interface CodeFields {
  /** Where it is not made of the name. */
  readonly id?: string;
  readonly brief?: string;
  readonly definition?: string;
  readonly useWhen?: string;
  readonly notWhen?: string;
  readonly examples: readonly string[];
  readonly aliases: readonly string[];
  readonly status?: CodeStatus;
  readonly replacedBy?: string;
  readonly counterpart?: string;
}

const LABELS = [
  'Brief',
  'Use when',
  'Do not use when',
  'Example',
  'Id',
  'Aliases',
  'Status',
  'Replaced by',
  'Counterpart',
] as const;
type Label = (typeof LABELS)[number];
const LABELLED = new RegExp(`^(${LABELS.join('|')}):[ \\t]*(.*)$`);
/** A line that only looks like one, as it is written: behind a backslash more. */
const SHIELDED = new RegExp(`^\\\\+(?=(?:${LABELS.join('|')}):)`);
const NEEDS_SHIELD = new RegExp(`^\\\\*(?:${LABELS.join('|')}):`);

/**
 * The fields of a code as one description, for the standard has one: the definition, and below it a line for each other
 * field, its name first. A line of a text that looks like one of these has a backslash before it.
 */
export function describe(code: CodeFields): string {
  const lines: string[] = [];
  const add = (label: Label, value: string | undefined): void => {
    const text = value?.replace(/\r\n?/g, '\n').trim() ?? '';
    if (text !== '') lines.push(`${label}: ${shielded(text, false)}`);
  };
  const definition = code.definition?.replace(/\r\n?/g, '\n').trim() ?? '';
  if (definition !== '') lines.push(shielded(definition, true));
  add('Brief', code.brief);
  add('Use when', code.useWhen);
  add('Do not use when', code.notWhen);
  for (const example of code.examples) add('Example', example);
  add('Id', code.id);
  add('Aliases', code.aliases.join(', '));
  add('Status', code.status);
  add('Replaced by', code.replacedBy);
  add('Counterpart', code.counterpart);
  return lines.join('\n');
}

/** What `describe` wrote; of a description that somebody else wrote all is the definition, but for lines with a label. */
export function readDescription(description: string | undefined): CodeFields {
  const found: { label: Label | undefined; lines: string[] }[] = [{ label: undefined, lines: [] }];
  for (const line of (description ?? '').replace(/\r\n?/g, '\n').split('\n')) {
    const [, label, rest] = LABELLED.exec(line) ?? [];
    if (label === undefined || (label === 'Status' && !isStatus(rest!.trim())))
      found.at(-1)!.lines.push(SHIELDED.test(line) ? line.slice(1) : line);
    else found.push({ label: label as Label, lines: [rest!] });
  }
  const texts = found.map(({ label, lines }) => ({ label, text: lines.join('\n').trim() }));
  const of = (wanted: Label | undefined): string[] =>
    texts.filter(({ label, text }) => label === wanted && text !== '').map(({ text }) => text);
  const one = (wanted: Label | undefined): string | undefined => of(wanted).join('\n') || undefined;
  const fields = {
    id: one('Id'),
    brief: one('Brief'),
    definition: one(undefined),
    useWhen: one('Use when'),
    notWhen: one('Do not use when'),
    status: of('Status').find(isStatus),
    replacedBy: one('Replaced by'),
    counterpart: one('Counterpart'),
  };
  const aliases = of('Aliases').flatMap((text) => text.split(/[,\n]/).map((each) => each.trim()));
  return {
    ...(Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Partial<CodeFields>),
    examples: of('Example'),
    aliases: aliases.filter((alias) => alias !== ''),
  };
}

/** @param first whether its first line, too, begins a line of the description */
function shielded(text: string, first: boolean): string {
  return text
    .split('\n')
    .map((line, index) => ((index > 0 || first) && NEEDS_SHIELD.test(line) ? `\\${line}` : line))
    .join('\n');
}

function isStatus(text: string): text is CodeStatus {
  return (STATUSES as readonly string[]).includes(text);
}
