import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { count, figure } from '../../core/compare/phrases.js';
import type { Severity } from '../../core/problem.js';
import { FINE, FOUND, WRONG } from '../failure.js';
import { type Finding, findingsOf } from '../findings.js';
import type { Io } from '../io.js';
import { annotations } from '../output/annotations.js';
import { json } from '../output/json.js';
import { widthOf, wrap } from '../output/lines.js';
import { sarif } from '../output/sarif.js';
import { type Style, styleFor } from '../output/style.js';
import { openStudy, STUDY_OPTION, type StudyOption } from '../study.js';
import { addFormats } from './options.js';

interface CheckOptions extends StudyOption {
  readonly strict?: boolean;
  readonly hints?: boolean;
  readonly format: string;
}

/** `qualdown check`: what is wrong or doubtful in a study. */
export function checkCommand(program: Command, io: Io, done: (code: number) => void): void {
  const command = program
    .command('check')
    .description('Find what is wrong in the documents, the codebook and the configuration.')
    .option(...STUDY_OPTION)
    .option('--strict', 'exit with 1 for warnings too')
    .option('--hints', 'list hints too');
  addFormats(command, ['table', 'json', 'github', 'sarif']);
  command.action(async (options: CheckOptions) => {
    const loaded = await openStudy(io, options);
    const findings = await findingsOf(loaded);
    const path = pathFor(io, loaded.root);
    const counted = { errors: countOf(findings, 'error'), warnings: countOf(findings, 'warning') };
    switch (options.format) {
      case 'json':
        io.stdout.write(json({ problems: findings, ...counted }));
        break;
      case 'github':
        io.stdout.write(annotations(findings, path));
        break;
      case 'sarif':
        io.stdout.write(json(sarif(findings, path, program.version() ?? '')));
        break;
      default:
        io.stdout.write(forPeople(io, findings, loaded.study.documents.size, options.hints ?? false));
    }
    if (loaded.study.unreadable.length > 0) done(WRONG);
    else done(counted.errors > 0 || (options.strict && counted.warnings > 0) ? FOUND : FINE);
  });
}

/** A code host places problems by paths from the root of the repository, where CI runs. */
function pathFor({ cwd, env }: Io, root: string): (file: string) => string {
  const base = env['GITHUB_WORKSPACE'] ?? cwd;
  return (file) => relative(base, resolve(root, file)).replaceAll('\\', '/');
}

function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function forPeople(io: Io, findings: readonly Finding[], documents: number, hints: boolean): string {
  const style = styleFor(io.stdout, io);
  const shown = findings.filter(({ severity }) => hints || severity !== 'hint');
  const lines = shown.flatMap((finding, index) => {
    const { file } = finding;
    const heading = file === shown[index - 1]?.file ? [] : [...(index > 0 ? [''] : []), style.bold(file)];
    return [...heading, ...findingLines(finding, widthOf(io), style)];
  });
  if (lines.length > 0) lines.push('');
  return `${[...lines, summary(findings, shown, documents)].join('\n')}\n`;
}

const PLACE_WIDTH = 8;

function findingLines({ start, severity, message, rule }: Finding, width: number, style: Style): string[] {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan, hint: style.dim }[severity];
  const place = `${start.line}:${start.column}`.padStart(PLACE_WIDTH);
  const indent = PLACE_WIDTH + 2 + 'warning'.length + 2;
  const [first = '', ...rest] = wrap(`${message} (${rule})`, width - indent);
  return [
    `${place}  ${paint(severity.padEnd('warning'.length))}  ${first}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
  ];
}

function summary(findings: readonly Finding[], shown: readonly Finding[], documents: number): string {
  const kinds = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => [countOf(shown, severity), severity === 'info' ? 'note' : severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, kind]) => count(number, kind));
  const hidden = findings.length - shown.length;
  const found = kinds.length > 0 ? kinds.join(', ') : 'Nothing wrong';
  const more = hidden > 0 ? ` (and ${count(hidden, 'hint')}: --hints)` : '';
  return `${found} in ${figure(documents)} ${documents === 1 ? 'document' : 'documents'}, the codebook and the configuration${more}.`;
}
