import { SECOND_CODER, writeAssignment } from '../../assign/write.js';
import { planAssignment } from '../../core/assign/plan.js';
import { diffMarkdown } from '../../core/history/diff-markdown.js';
import { logMarkdown } from '../../core/history/log-markdown.js';
import { codeHistory } from '../../git/code-log.js';
import { codebookDiff } from '../../git/codebook.js';
import { namedStates } from '../../git/refs.js';
import { type Assigned, type AssignParams, requests } from '../../protocol.js';
import { codebookJob } from '../../report/codebook/export.js';
import type { CodebookFormat } from '../../report/codebook/job.js';
import { makeInThread } from '../../report/thread.js';
import { toPath, toUri } from '../convert.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { Feature, Server } from '../server.js';
import { textsAndHistory, textsOfStudy } from './analysis.js';
import { told } from './export.js';

const FORMATS: readonly CodebookFormat[] = ['md', 'html', 'csv', 'docx'];

/** What became of the codebook, who changed a code, the codebook as a file, and copies for a second coder. */
export const history: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.gitRefs, async ({ study }, token) => {
      const live = await workspace.study(study, token);
      if (!server.trusted()) return UNTRUSTED;
      return alive(namedStates(live.root, live.study.config.codebook), token);
    });
    onCustom(server, requests.codebookChanges, async ({ study, range = 'HEAD' }, token) => {
      const live = await workspace.study(study, token);
      if (!server.trusted()) return UNTRUSTED;
      const counted = await live.counted(token);
      const diff = await alive(codebookDiff(counted, range), token);
      const { config, codebook } = counted.study;
      return 'problem' in diff ? diff : { markdown: diffMarkdown(config.name ?? codebook.name ?? '', diff) };
    });
    onCustom(server, requests.codeHistory, async ({ study, code }, token) => {
      if (typeof code !== 'string') throw new InvalidParams('A code is missing.');
      const live = await workspace.study(study, token);
      if (!server.trusted()) return UNTRUSTED;
      const { root, study: whole } = await live.counted(token);
      const texts = await textsAndHistory(live, server, token);
      const found = await alive(codeHistory(root, whole, texts.history ?? undefined, texts, code), token);
      return 'problem' in found ? found : { markdown: logMarkdown(found) };
    });
    onCustom(server, requests.exportCodebook, async ({ study, format, quotations = true }, token) => {
      if (format === undefined || !FORMATS.includes(format))
        throw new InvalidParams('There is no such format.');
      const live = await workspace.study(study, token);
      const counted = await live.counted(token);
      const texts = textsOfStudy(live, token);
      const options = { format, quotations, git: server.trusted() };
      const job = await told(alive(codebookJob(counted, texts, options), token));
      const bytes = await alive(makeInThread(job), token);
      return { name: `codebook.${format}`, base64: Buffer.from(bytes).toString('base64') };
    });
    onCustom(server, requests.assign, (params, token) => assign(server, params, token));
  },
};

const UNTRUSTED = {
  problem:
    'git does not run in a folder that is not trusted. Trust it by “Workspaces: Manage Workspace Trust”.',
};

async function assign(
  { workspace }: Server,
  params: Partial<AssignParams>,
  token: Parameters<Server['workspace']['study']>[1],
): Promise<Assigned | { problem: string }> {
  const { by = [], count, share, seed = 1, coder, folder } = params;
  const numbers = [count, share, seed].filter((each) => each !== undefined);
  if (!Array.isArray(by) || numbers.some((each) => !(each >= 0)) || (share ?? 0) > 1)
    throw new InvalidParams('This is no sample: a number is wrong.');
  const live = await workspace.study(params.study, token);
  const counted = await live.counted(token);
  const spec = {
    ...{ by, seed },
    ...(count !== undefined && { count }),
    ...(share !== undefined && { share }),
    ...(coder !== undefined && coder !== '' && { coder }),
  };
  const plan = await alive(
    planAssignment(counted.study, { selection: {} }, textsOfStudy(live, token), spec),
    token,
  );
  if ('problem' in plan) return plan;
  const path = folder === undefined ? live.pathOf(SECOND_CODER) : toPath(folder);
  if (path === undefined) throw new InvalidParams('The folder is no file URI.');
  const { configText, codebookText, study, root } = counted;
  const outcome = writeAssignment({ root, study, configText, codebookText }, plan, path);
  if ('problem' in outcome) return outcome;
  const { copies, documents, warnings } = plan;
  return {
    folder: toUri(path),
    written: [...outcome.written],
    kept: [...outcome.kept],
    drawn: copies.length,
    documents,
    warnings: [...warnings],
  };
}
