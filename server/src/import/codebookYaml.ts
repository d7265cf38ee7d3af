import { codesFromYaml } from '../core/import/codebook/yaml.js';
import { decodeText } from './decode.js';
import { planCodes } from './planCodes.js';
import type { Ground, Plan } from './plan.js';
import { Unreadable } from './unreadable.js';

/** A codebook of a nested YAML list. @throws Unreadable */
export function planCodebookYaml(bytes: Uint8Array, ground: Ground): Plan {
  const { text } = decodeText(bytes);
  const read = codesFromYaml(text);
  if ('refused' in read) throw new Unreadable(read.refused);
  return planCodes(read, ground);
}
