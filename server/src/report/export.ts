import { colorOf } from '../core/codebook/colors.js';
import type { Codebook } from '../core/codebook/types.js';
import { summariesFor } from '../core/matrix/find.js';
import type { Texts } from '../core/report/analyse.js';
import { aliasesOf } from '../core/report/anonymous.js';
import { mapTexts, namingOf, renamed } from '../core/report/nameless.js';
import type { AnalysisSpec } from '../core/report/spec.js';
import type { Report } from '../core/report/types.js';
import type { Study } from '../core/study/types.js';
import { version } from '../version.js';
import { collectEvidence } from './evidence.js';
import type { CodeEntry, Evidence, FileFormat, FileJob } from './job.js';
import { type Counted, provenanceOf } from './provenance.js';

export interface ExportOptions {
  readonly format: FileFormat;
  /** With what was said (docx, html). */
  readonly quotations?: boolean;
  /** Numbers instead of the names of documents, participants, speakers and coders. */
  readonly anonymous?: boolean;
  readonly bom?: boolean;
  readonly chart?: FileJob['chart'];
  /** Whether git may run in the study's folder. */
  readonly git: boolean;
}

/**
 * All that the file of a report is made of.
 * @throws Outdated where a document is no longer what was counted
 */
export async function exportJob(
  counted: Counted,
  spec: AnalysisSpec,
  report: Report,
  texts: Texts,
  { format, quotations = false, anonymous = false, bom, chart, git }: ExportOptions,
): Promise<FileJob> {
  const { study } = counted;
  const provenance = await provenanceOf(counted, spec, version, { git, more: summaryFiles(study, spec) });
  const links = format === 'html' || (format === 'docx' && quotations);
  const collected = links
    ? await collectEvidence(study, spec, report, texts, quotations)
    : { evidence: [], leftOut: [] };
  const leftOut = [
    ...collected.leftOut,
    ...(anonymous
      ? [
          'The names of documents, participants, speakers and coders: each has a number instead, also in the query, which therefore must be asked with the names again.',
        ]
      : []),
    ...(format === 'html' && !quotations ? ['What was said: passages are named by document and line.'] : []),
  ];
  const job: FileJob = {
    format,
    report,
    provenance,
    ...(links && { evidence: collected.evidence }),
    ...(format === 'html' && { codebook: codebookOf(study.codebook, report) }),
    ...(bom !== undefined && { bom }),
    ...(chart && { chart }),
  };
  return { ...(anonymous ? withoutNames(job, counted, spec) : job), leftOut };
}

/** A matrix rests on the summaries in its cells too. */
function summaryFiles(study: Study, spec: AnalysisSpec): string[] {
  if (spec.kind !== 'matrix') return [];
  const shown = summariesFor(study, spec);
  return 'problem' in shown || !shown.matrix ? [] : [shown.matrix.file];
}

/** The same job with a number for each name; figures, commit and date stay what they are. */
function withoutNames(job: FileJob, { study }: Counted, spec: AnalysisSpec): FileJob {
  const aliases = aliasesOf(study, spec);
  const naming = namingOf(aliases, spec);
  const { text, label } = naming;
  const { report, provenance, evidence, codebook } = job;
  return {
    ...job,
    report: renamed(report, naming),
    provenance: {
      ...provenance,
      study: text(provenance.study),
      query: mapTexts(provenance.query, aliases.inLabel),
      command: text(provenance.command),
    },
    ...(evidence && { evidence: evidence.map(evidenceOf) }),
    ...(codebook && {
      codebook: codebook.map(({ id, color, ...words }) => ({ id, color, ...mapTexts(words, text) })),
    }),
  };

  function evidenceOf(each: Evidence): Evidence {
    return {
      ...each,
      row: label(each.row),
      column: label(each.column),
      title: label(each.title),
      sentence: text(each.sentence),
      documents: each.documents.map(({ file, passages }) => ({
        file: text(file),
        passages: passages.map(({ line, speaker, text: words }) => ({
          line,
          speaker: speaker === null ? null : aliases.inLabel(speaker),
          text: words === null ? null : aliases.inQuotation(words),
        })),
      })),
      without: each.without.map(text),
      withoutParticipants: each.withoutParticipants.map(aliases.inLabel),
    };
  }
}

/** The codes that stand in the report's rows or columns, with those above them; all where no row is a code. */
function codebookOf(codebook: Codebook, { sheets }: Report): CodeEntry[] {
  const keys = new Set(sheets.flatMap(({ rows, columns }) => [...rows, ...columns].map(({ key }) => key)));
  const shown = new Set<string>();
  for (const key of keys) {
    for (let code = codebook.codes.get(key); code && !shown.has(code.id);) {
      shown.add(code.id);
      code = code.parent === undefined ? undefined : codebook.codes.get(code.parent);
    }
  }
  return [...codebook.codes.values()]
    .filter(({ id }) => shown.size === 0 || shown.has(id))
    .map(({ id, name, depth, brief, definition, useWhen, notWhen, examples }) => ({
      id,
      name,
      depth,
      color: colorOf(codebook, id),
      ...(brief !== undefined && { brief }),
      ...(definition !== undefined && { definition }),
      ...(useWhen !== undefined && { useWhen }),
      ...(notWhen !== undefined && { notWhen }),
      examples,
    }));
}

/** A file's name for a report: `codes-by-district.xlsx`. */
export function fileNameOf({ title }: Pick<Report, 'title'>, format: FileFormat): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${Array.from(plain).slice(0, 80).join('') || 'report'}.${format}`;
}
