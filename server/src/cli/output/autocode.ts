import type { CodedUnits, Hit } from '../../core/autocode.js';
import { count } from '../../core/compare/phrases.js';
import type { Document } from '../../core/study/types.js';
import { LineIndex } from '../../core/text.js';
import type { Io } from '../io.js';
import { json } from './json.js';
import { widthOf, wrap } from './lines.js';
import { styleFor } from './style.js';

/** What a search found in one document, and what of it could be coded. */
export interface Found extends CodedUnits {
  readonly document: Document;
  readonly text: string;
  readonly hits: readonly Hit[];
}

export interface AutocodeReport {
  readonly pattern: string;
  readonly code: string;
  readonly unit: string;
  readonly dryRun: boolean;
  /** Documents searched. */
  readonly searched: number;
  readonly found: readonly Found[];
}

type Status = 'new' | 'coded' | 'refused';

function entriesOf({ found }: AutocodeReport) {
  return found.flatMap(({ document, text, hits, refused }) => {
    const lines = new LineIndex(text);
    const reasons = new Map(refused.map(({ range, reason }) => [range, reason]));
    return hits.map((hit) => {
      const reason = reasons.get(hit.range);
      const status: Status = hit.coded ? 'coded' : reason === undefined ? 'new' : 'refused';
      return {
        file: document.file,
        start: lines.positionAt(hit.range.start),
        end: lines.positionAt(hit.range.end),
        text: hit.text,
        matches: hit.matches,
        speaker: hit.speaker,
        status,
        ...(reason !== undefined && { reason }),
      };
    });
  });
}

/** Documents that say they are not coded: what is coded there counts nowhere. */
function uncounted({ found }: AutocodeReport): string[] {
  return found
    .filter(({ document, coded }) => coded.length > 0 && document.codingStated && document.coding === 'none')
    .map(({ document }) => document.file);
}

export function autocodeJson(report: AutocodeReport): string {
  const hits = entriesOf(report);
  const number = (wanted: Status) => hits.filter(({ status }) => status === wanted).length;
  return json({
    code: report.code,
    unit: report.unit,
    dry_run: report.dryRun,
    hits,
    documents: report.found.filter(({ coded }) => coded.length > 0).length,
    searched: report.searched,
    new: number('new'),
    coded: number('coded'),
    refused: number('refused'),
    uncounted: uncounted(report),
  });
}

export function autocodeText(io: Io, report: AutocodeReport): string {
  const style = styleFor(io.stdout, io);
  const width = widthOf(io);
  const entries = entriesOf(report);
  const lines = entries.flatMap(({ file, start, text, matches, speaker, status, reason }) => {
    const place = style.cyan(`${file}:${start.line}:${start.column}`);
    const state = status === 'coded' ? 'coded already' : status === 'refused' ? 'cannot be coded' : '';
    const head = [place, speaker ?? '', style.dim(state)].filter((part) => part !== '').join('  ');
    return [
      head,
      ...wrap(around(text, matches[0]!), width - 2).map((line) => `  ${line}`),
      ...(reason === undefined ? [] : [`  ${style.dim(reason)}`]),
      '',
    ];
  });
  return `${[...lines, ...summary(report, entries)].join('\n')}\n`;
}

function summary(report: AutocodeReport, entries: readonly { readonly status: Status }[]): string[] {
  const { code, unit, dryRun, searched, found } = report;
  const number = (wanted: Status) => entries.filter(({ status }) => status === wanted).length;
  if (entries.length === 0) return [`Nothing matches in ${count(searched, 'document')}.`];
  const documents = found.filter(({ coded }) => coded.length > 0).length;
  const where = `${count(number('new'), unit)} in ${count(documents, 'document')}`;
  const skipped = [
    number('coded') > 0 && `${number('coded')} coded already`,
    number('refused') > 0 && `${number('refused')} that cannot be coded`,
  ].filter((part) => part !== false);
  const states = uncounted(report);
  return [
    `${dryRun ? `Would code ${where} with ${code}; nothing was written` : `Coded ${where} with ${code}`}.`,
    ...(skipped.length > 0 ? [`Left out: ${skipped.join(', ')}.`] : []),
    ...(states.length > 0
      ? [
          `note: ${states.join(', ')} ${states.length === 1 ? 'says' : 'say'} “coding: none”, so these codings count in no table until that is changed.`,
        ]
      : []),
  ];
}

/** Characters shown on each side of a place. */
const AROUND = 160;

/** A unit on one line, shortened around the first place. */
function around(text: string, { start, end }: { start: number; end: number }): string {
  const from = start > AROUND ? text.indexOf(' ', start - AROUND) + 1 : 0;
  const last = text.lastIndexOf(' ', end + AROUND);
  const to = text.length - end > AROUND && last > end ? last : text.length;
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`.replace(/\s+/g, ' ');
}
