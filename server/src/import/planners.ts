import { planCodebookTable } from './codebookTable.js';
import { planCodebookYaml } from './codebookYaml.js';
import type { StudyKind } from './kinds.js';
import type { Planner } from './plan.js';
import { planRows } from './rows.js';

/** Who reads each kind that is more than one document. */
export const PLANNERS: Readonly<Record<StudyKind, Planner>> = {
  'codebook-table': planCodebookTable,
  'codebook-yaml': planCodebookYaml,
  rows: planRows,
};
