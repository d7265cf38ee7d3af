import type { Feature } from '../server.js';
import { actions } from './actions.js';
import { agreement } from './agreement.js';
import { adjudication } from './adjudication.js';
import { analysis } from './analysis.js';
import { exporting } from './export.js';
import { attributes } from './attributes.js';
import { autocode } from './autocode.js';
import { coding } from './coding.js';
import { codebookHelp } from './codebook.js';
import { comparison } from './compare.js';
import { savedComparisons } from './comparisons.js';
import { completion } from './completion.js';
import { definition } from './definition.js';
import { diagnostics } from './diagnostics.js';
import { edits } from './edits.js';
import { folding } from './folding.js';
import { gitSetup } from './git.js';
import { highlights } from './highlights.js';
import { history } from './history.js';
import { hover } from './hover.js';
import { matrices } from './matrices.js';
import { memos } from './memos.js';
import { importing } from './import.js';
import { lost } from './lost.js';
import { paint } from './paint.js';
import { refactoring } from './refactor.js';
import { palette } from './palette.js';
import { passages } from './passages.js';
import { references } from './references.js';
import { rename } from './rename.js';
import { selectionRange } from './selection-range.js';
import { symbols } from './symbols.js';
import { views } from './views.js';
import { workspaceSymbols } from './workspace-symbols.js';

/** All that the server can do. */
export const features: readonly Feature[] = [
  diagnostics,
  completion,
  hover,
  definition,
  references,
  highlights,
  symbols,
  workspaceSymbols,
  folding,
  actions,
  views,
  passages,
  comparison,
  analysis,
  agreement,
  exporting,
  savedComparisons,
  matrices,
  adjudication,
  coding,
  selectionRange,
  edits,
  refactoring,
  rename,
  codebookHelp,
  paint,
  importing,
  attributes,
  palette,
  memos,
  autocode,
  lost,
  gitSetup,
  history,
];
