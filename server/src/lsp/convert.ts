import { DiagnosticSeverity, type Diagnostic, type Position, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Problem, Range as Span, Severity } from '../core/problem.js';
import type { LineColumn } from '../core/text.js';
import { InvalidParams } from './fence.js';

/**
 * The only place that knows both worlds: core counts UTF-16 offsets and names files by path,
 * the protocol counts lines and characters and names files by URI.
 */

/** The path of a file's URI; undefined for what is no file on disk (`untitled:`, `git:` …). */
export function toPath(uri: unknown): string | undefined {
  if (!isUri(uri)) throw new InvalidParams('A uri is missing or malformed.');
  const parsed = URI.parse(uri, true);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

export function isUri(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    URI.parse(value, true);
    return true;
  } catch {
    return false;
  }
}

export function toUri(path: string): string {
  return URI.file(path).toString();
}

export function toRange(text: TextDocument, span: Span): Range {
  return { start: text.positionAt(span.start), end: text.positionAt(span.end) };
}

/** A place as people count it, both from 1. */
export function toPosition({ line, column }: LineColumn): Position {
  return { line: line - 1, character: column - 1 };
}

/** A position past the end of its line or of the text is the nearest that exists. */
export function toOffset(text: TextDocument, position: unknown): number {
  if (!isPosition(position)) throw new InvalidParams('A position is missing or malformed.');
  return text.offsetAt(position);
}

export function toSpan(text: TextDocument, range: Range | undefined): Span {
  return { start: toOffset(text, range?.start), end: toOffset(text, range?.end) };
}

function isPosition(value: unknown): value is Position {
  const position = value as Partial<Position> | null | undefined;
  return Number.isInteger(position?.line) && Number.isInteger(position?.character);
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(text: TextDocument, problem: Problem): Diagnostic {
  return {
    range: toRange(text, problem),
    severity: severities[problem.severity],
    source: 'qualdown',
    code: problem.rule,
    message: problem.message,
    ...(problem.data && { data: problem.data }),
  };
}
