import type { AnalysisSpec } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { Comparison } from './panel.js';

/** The comparison of cases. */
export function registerComparison({ context, server, studies, command }: Parts): Comparison {
  const comparison = new Comparison(context.extensionUri, server, studies);
  context.subscriptions.push(comparison);
  command('compareDistricts', () => comparison.open());
  command('compareCases', (spec?: AnalysisSpec) => comparison.open(spec));
  command('copyComparison', () => comparison.command('copy'));
  command('exportComparison', () => comparison.command('export'));
  command('saveComparison', () => comparison.command('save'));
  command('openComparison', () => comparison.command('open'));
  return comparison;
}
