import { codesFromTable } from '../core/import/codebook/table.js';
import { planCodes } from './planCodes.js';
import type { Ground, Plan, PlanOptions } from './plan.js';
import { tableOf } from './spreadsheet.js';
import { Unreadable } from './unreadable.js';

/** A codebook of a table: columns by their heads. @throws Unreadable */
export async function planCodebookTable(
  bytes: Uint8Array,
  ground: Ground,
  { file }: PlanOptions,
): Promise<Plan> {
  const read = codesFromTable(await tableOf(bytes, file));
  if ('refused' in read) throw new Unreadable(read.refused);
  return planCodes(read, ground);
}
