import type { Severity } from '../../core/problem.js';
import type { Finding } from '../findings.js';

const KINDS: Readonly<Record<Severity, string | undefined>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: undefined,
};

/** Problems as workflow commands, which GitHub shows beside the lines of a pull request. Hints are not shown there. */
export function annotations(problems: readonly Finding[], path: (file: string) => string): string {
  const lines = problems.flatMap(({ file, start, end, severity, rule, message }) => {
    const kind = KINDS[severity];
    if (!kind) return [];
    const properties = Object.entries({
      file: path(file),
      line: start.line,
      endLine: end.line,
      // Columns are allowed only within one line.
      ...(start.line === end.line && { col: start.column, endColumn: end.column }),
      title: rule,
    });
    const told = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
    return [`::${kind} ${told.join(',')}::${escapeData(message)}\n`];
  });
  return lines.join('');
}

/** As @actions/core does, whose commands these are. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
