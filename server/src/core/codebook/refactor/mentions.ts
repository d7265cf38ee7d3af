import { Sheet } from '../edit/sheet.js';
import type { Mapping } from '../../yaml/index.js';

/** Fields of a code that name another one. */
const NAMING = ['replaced_by', 'counterpart'] as const;

export interface Mention {
  /** The code that names another. */
  readonly code: string;
  readonly field: (typeof NAMING)[number];
}

/** Where codes name another one that `accepts` (told the id as written) takes. */
export function mentionsOf(text: string, accepts: (written: string) => boolean): Mention[] {
  const found: Mention[] = [];
  const seen = new Set<string>();
  const visit = (codes: Mapping): void => {
    for (const { key: code, value } of codes.entries) {
      // Of two codes with one id the first holds.
      if (seen.has(code) || value?.kind !== 'map') continue;
      seen.add(code);
      for (const entry of value.entries) {
        const field = NAMING.find((each) => each === entry.key);
        if (field && entry.value?.kind === 'scalar' && accepts(entry.value.text.trim()))
          found.push({ code, field });
        if (entry.key === 'codes' && entry.value?.kind === 'map') visit(entry.value);
      }
    }
  };
  const codes = new Sheet(text).codes?.value;
  if (codes?.kind === 'map') visit(codes);
  return found;
}
