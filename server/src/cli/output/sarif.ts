import type { Log, ReportingDescriptor, Result } from 'sarif';
import { RULES, type RuleId } from '../../core/check/rules.js';
import type { Severity } from '../../core/problem.js';
import type { Finding } from '../findings.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const satisfies Record<
  Severity,
  Result.level
>;

/**
 * Problems as a SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 * @param path The path of a study's file relative to where the report belongs, with `/`.
 */
export function sarif(problems: readonly Finding[], path: (file: string) => string, version: string): Log {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Qualdown', semanticVersion: version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: problems.map(({ file, start, end, severity, rule, message }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: LEVELS[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path(file).split('/').map(encodeURIComponent).join('/') },
                region: {
                  startLine: start.line,
                  startColumn: start.column,
                  endLine: end.line,
                  endColumn: end.column,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

function descriptor(id: string): ReportingDescriptor {
  const rule = Object.hasOwn(RULES, id) ? RULES[id as RuleId] : undefined;
  return {
    id,
    ...(rule && {
      shortDescription: { text: rule.means },
      help: { text: rule.wayOut },
      defaultConfiguration: { level: LEVELS[rule.severity] },
    }),
  };
}
