import * as vscode from 'vscode';
import type { AnalysisSpec } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import { Comparison } from './panel.js';

/** The comparison of cases. */
export function registerComparison({ context, server, studies, command }: Parts): Comparison {
  const view = { type: 'qualdown.compare', page: 'compare', title: vscode.l10n.t('Compare') };
  const comparison = new Comparison(context.extensionUri, server, studies, view);
  context.subscriptions.push(comparison);
  command('compareDistricts', () => comparison.open());
  command('compareCases', (spec?: AnalysisSpec) => comparison.open(spec));
  command('copyComparison', () => comparison.command('copy'));
  command('exportComparison', () => comparison.command('export'));
  command('saveComparison', () => comparison.command('save'));
  command('openComparison', () => comparison.command('open'));
  return comparison;
}

/** How far coders agree, and what they decide where they do not. */
export function registerAgreement({ context, server, studies, command }: Parts): Comparison {
  const view = { type: 'qualdown.agreement', page: 'agreement', title: vscode.l10n.t('Agreement') };
  const agreement = new Comparison(context.extensionUri, server, studies, view);
  context.subscriptions.push(agreement);
  command('agreement', () => agreement.open());
  return agreement;
}
