import type { Command } from 'commander';
import type { Io } from '../io.js';
import { agreeCommand } from './agree.js';
import { assignCommand } from './assign.js';
import { attributesCommand } from './attributes.js';
import { autocodeCommand } from './autocode.js';
import { checkCommand } from './check.js';
import { codebookCommand } from './codebook.js';
import { compareCommand } from './compare.js';
import { exportCommand } from './export-study.js';
import { importCommand } from './import.js';
import { initCommand } from './init.js';
import { lspCommand } from './lsp.js';
import { gitCommand } from './git.js';
import { mergeDriverCommand } from './merge-driver.js';
import { matrixCommand } from './matrix.js';
import { memosCommand } from './memos.js';
import { segmentsCommand } from './segments.js';
import { analysisCommands } from './analyses.js';
import { spreadCommand } from './spread.js';
import { tallyCommand } from './tally.js';

/** Adds a command to the program. */
export type AddCommand = (program: Command, io: Io, done: (code: number) => void) => void;

/** All commands, in the order of the help. */
export const commands: readonly AddCommand[] = [
  compareCommand,
  spreadCommand,
  analysisCommands,
  agreeCommand,
  matrixCommand,
  tallyCommand,
  segmentsCommand,
  checkCommand,
  initCommand,
  importCommand,
  exportCommand,
  attributesCommand,
  memosCommand,
  codebookCommand,
  assignCommand,
  autocodeCommand,
  gitCommand,
  mergeDriverCommand,
  lspCommand,
];
