import { count } from '../../compare/phrases.js';
import type { PrintedCode } from './types.js';

/** What is said of a code, in its order: for every form of a printed codebook. */
export function fieldsOf(code: PrintedCode): (readonly [label: string, text: string])[] {
  const { brief, definition, useWhen, notWhen, examples, aliases, counterpart, replacedBy } = code;
  const fields: (readonly [string, string | null])[] = [
    ['In brief', brief],
    ['Definition', definition],
    ['Use when', useWhen],
    ['Not when', notWhen],
    ...examples.map((example) => ['Example', example] as const),
    ['Counterpart', counterpart],
    ['Replaced by', replacedBy],
    ['Earlier ids', aliases.length > 0 ? aliases.join(', ') : null],
  ];
  return fields.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]));
}

/** `12 passages (30 with codes below) in 8 documents; draft` */
export function figuresOf({ segments, total, documents, status, codable }: PrintedCode): string {
  const below = total === segments ? '' : ` (${total} with codes below)`;
  const marks = [...(status === 'stable' ? [] : [status]), ...(codable ? [] : ['not for coding'])];
  return [`${count(segments, 'passage')}${below} in ${count(documents, 'document')}`, ...marks].join('; ');
}

/** `— P1, alder/ap1.md, line 12` */
export function sourceOf({ speaker, file, line }: NonNullable<PrintedCode['passage']>): string {
  return `${speaker === null ? '' : `${speaker}, `}${file}, line ${line}`;
}
