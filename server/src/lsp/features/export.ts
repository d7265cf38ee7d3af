import { analyse } from '../../core/report/analyse.js';
import { type ExportFormat, requests } from '../../protocol.js';
import { exportJob, type ExportOptions, fileNameOf } from '../../report/export.js';
import type { FileJob, Theme } from '../../report/job.js';
import { Outdated } from '../../report/provenance.js';
import { makeInThread } from '../../report/thread.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams, Refused } from '../fence.js';
import type { Feature } from '../server.js';
import { specOf, textsAndHistory } from './analysis.js';

const FORMATS: readonly ExportFormat[] = ['csv', 'tsv', 'md', 'json', 'xlsx', 'docx', 'html', 'svg'];
const THEMES: readonly Theme[] = ['light', 'dark', 'contrast-dark', 'contrast-light'];
/** Of a chart that is a file of its own, in pixels. */
const WIDTH = 900;

/** Analyses as files, and their charts as pictures. */
export const exporting: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(
      server,
      requests.chart,
      async ({ study, spec, chart = 0, theme = 'light', width = WIDTH }, token) => {
        if (!THEMES.includes(theme)) throw new InvalidParams('There is no such theme.');
        const live = await workspace.study(study, token);
        const report = await alive(
          analyse(await live.whole(token), specOf(spec), await textsAndHistory(live, server, token)),
          token,
        );
        if ('problem' in report) return report;
        if (!report.charts[chart]) return { problem: 'There is no such chart any more.' };
        const picture = { index: chart, width, theme, bare: true };
        // Where a picture came from is asked for when it is exported.
        const job: FileJob = { format: 'svg', report, provenance: UNASKED, chart: picture };
        return { svg: Buffer.from(await alive(makeInThread(job), token)).toString('utf8') };
      },
    );
    onCustom(server, requests.exportAnalysis, async (params, token) => {
      const { format, quotations = false, anonymous = false, bom = false, chart = 0 } = params;
      if (format === undefined || !FORMATS.includes(format))
        throw new InvalidParams('There is no such format.');
      const live = await workspace.study(params.study, token);
      const spec = specOf(params.spec);
      const counted = await live.counted(token);
      const texts = await textsAndHistory(live, server, token);
      const report = await alive(analyse(counted.study, spec, texts), token);
      if ('problem' in report) return report;
      if (format === 'svg' && !report.charts[chart])
        return { problem: 'This comparison has no chart to export.' };
      const options: ExportOptions = {
        ...{ format, quotations, anonymous, bom, git: server.trusted() },
        ...(format === 'svg' && { chart: { index: chart, width: WIDTH, theme: 'light' } }),
      };
      const job = await told(alive(exportJob(counted, spec, report, texts, options), token));
      const bytes = await alive(makeInThread(job), token);
      return { name: fileNameOf(job.report, format), base64: Buffer.from(bytes).toString('base64') };
    });
  },
};

const UNASKED: FileJob['provenance'] = {
  study: '',
  state: { commit: '' },
  date: null,
  query: {},
  command: '',
  version: '',
};

/** What a person can do something about is told to them. */
export async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Outdated ? new Refused(error.message) : error;
  }
}
