import type { Parts } from '../parts.js';
import { applyCode } from './applyCode.js';

/** Coding in the text: codes on passages. */
export function registerCoding({ context, server, studies, command }: Parts): void {
  command('applyCode', () => applyCode(server, studies, context.globalState));
}
