import { type ArchiveJob, makeArchive } from './archive.js';
import { aboutReport, reportText } from '../core/report/text.js';
import { chartSvg, escapeXml } from './charts/index.js';
import type { CodebookJob } from './codebook/job.js';
import { makeCodebook } from './codebook/make.js';
import { docxFile } from './docx.js';
import { htmlFile } from './html.js';
import type { FileJob } from './job.js';
import { xlsxFile } from './xlsx.js';

/** What the thread can make. */
export type Job = FileJob | CodebookJob | ArchiveJob;

const PICTURE = { index: 0, width: 900, theme: 'light' } as const;

/** The bytes of a report's file: the same for the same job, on every machine and at every time. */
export async function makeFile(job: Job): Promise<Uint8Array> {
  if ('archive' in job) return makeArchive(job);
  if ('printed' in job) return makeCodebook(job);
  const { format, report, provenance } = job;
  switch (format) {
    case 'xlsx':
      return xlsxFile(job);
    case 'docx':
      return docxFile(job);
    case 'html':
      return utf8(htmlFile(job));
    case 'svg': {
      const { index, ...picture } = job.chart ?? PICTURE;
      const chart = report.charts[index];
      if (!chart) throw new RangeError('no such chart');
      const svg = chartSvg(chart, picture);
      return utf8(
        'bare' in picture && picture.bare ? svg : withMetadata(svg, aboutReport(report, provenance)),
      );
    }
    default:
      return utf8(reportText(report, provenance, format, job.bom));
  }
}

/** Where a picture says how it was made and what to know of it, without showing it (SVG 2, 5.9). */
function withMetadata(svg: string, about: string): string {
  return svg.replace(/(<\/desc>)/, (end) => `${end}<metadata>${escapeXml(about)}</metadata>`);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
