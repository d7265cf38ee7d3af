import { FieldReader } from '../fields.js';
import { type Entry, readYaml } from '../yaml/index.js';
import { type Adjudication, type Decision, VERDICTS } from './types.js';

/** The fields of a file of decisions and of one decision, as schemas/adjudication.schema.json describes them. */
export const ADJUDICATION_FIELDS = ['document', 'decisions'] as const;
export const DECISION_FIELDS = [
  'passage',
  'left',
  'right',
  'decision',
  'recode',
  'note',
  'by',
  'date',
] as const;

/** Reads the decisions about one document. Never throws; what is wrong in the file is among its problems. */
export function readAdjudication(file: string, text: string, version: string): Adjudication {
  const yaml = readYaml(text);
  const reader = new FieldReader(text, yaml);
  const { root } = yaml;
  if (root && root.kind !== 'map') {
    reader.report('field-type', root, 'A file of decisions takes fields, each on a line: `document: a.md`.');
  }
  const fields = reader.fields(
    root?.kind === 'map' ? root : undefined,
    ADJUDICATION_FIELDS,
    'a file of decisions',
  );
  const stated = fields.get('document');
  const decisions = reader
    .distinct(reader.map(fields.get('decisions')))
    .flatMap((code) =>
      reader.distinct(reader.map(code)).flatMap((passage) => decisionOf(code, passage, reader) ?? []),
    );
  const document = reader.text(stated) ?? '';
  if (document === '' && decisions.length > 0) {
    reader.report(
      'field-value',
      fields.get('decisions')!.keyRange,
      'Which document these decisions are about is missing: `document: alder/ap1.md`.',
    );
  }
  return {
    kind: 'adjudication',
    file,
    version,
    document,
    documentRange: stated?.value ?? stated?.keyRange ?? { start: 0, end: 0 },
    decisions,
    codes: codesOf(decisions),
    problems: reader.problems,
  };
}

function decisionOf(code: Entry, passage: Entry, reader: FieldReader): Decision | undefined {
  const fields = reader.fields(reader.map(passage), DECISION_FIELDS, 'a decision');
  const text = (field: (typeof DECISION_FIELDS)[number]): string | null =>
    reader.text(fields.get(field)) ?? null;
  const decision = reader.choice(fields.get('decision'), VERDICTS);
  if (decision === undefined) {
    if (passage.value?.kind === 'map' && !fields.get('decision')?.value) {
      const known = VERDICTS.join(', ');
      reader.report('field-value', passage.keyRange, `What was decided is missing: \`decision:\` ${known}.`);
    }
    return undefined;
  }
  const recode = fields.get('recode');
  if (decision === 'recode' && text('recode') === null) {
    reader.report('field-value', passage.keyRange, 'With `decision: recode`, `recode` names the other code.');
    return undefined;
  }
  return {
    code: code.key,
    key: passage.key,
    passage: text('passage'),
    left: text('left'),
    right: text('right'),
    decision,
    recode: decision === 'recode' ? text('recode') : null,
    note: text('note'),
    by: text('by'),
    date: text('date'),
    codeRange: code.keyRange,
    keyRange: passage.keyRange,
    recodeRange: (decision === 'recode' && recode?.value) || null,
  };
}

function codesOf(decisions: readonly Decision[]): Adjudication['codes'] {
  const named = new Map(decisions.map(({ code, codeRange }) => [code, { text: code, ...codeRange }]));
  const others = decisions.flatMap(({ recode, recodeRange }) =>
    recode !== null && recodeRange ? [{ text: recode, start: recodeRange.start, end: recodeRange.end }] : [],
  );
  return [...named.values(), ...others];
}
