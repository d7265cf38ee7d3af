import type { Parts } from '../parts.js';
import { Comparison } from './panel.js';

/** The comparison of cases. */
export function registerComparison({ context, server, studies, command }: Parts): void {
  const comparison = new Comparison(context.extensionUri, server, studies);
  context.subscriptions.push(comparison);
  command('compareDistricts', () => comparison.open());
  command('compareCases', () => comparison.open());
  command('copyComparison', () => comparison.copy());
}
