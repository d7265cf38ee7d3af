import type { Coding } from '../study/types.js';
import type { EditResult } from './edit.js';
import { setAttributes } from './front-matter.js';

/** Says in a document's front matter how far its coding has come; front matter is added where there is none. */
export function setCoding(text: string, coding: Coding): EditResult {
  return setAttributes(text, { coding });
}
