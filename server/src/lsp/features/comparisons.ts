import type { CancellationToken } from 'vscode-languageserver/node';
import { comparisonsOf } from '../../core/comparisons/find.js';
import { comparisonEdits, comparisonText } from '../../core/comparisons/write.js';
import { freePath } from '../../core/paths.js';
import { type AnalysisSpec, requests, type SavedComparison, type StudyEditOutcome } from '../../protocol.js';
import { onCustom } from '../custom.js';
import { alive, InvalidParams } from '../fence.js';
import type { LiveStudy } from '../live.js';
import type { Feature } from '../server.js';
import { fileEdit, newFile } from '../study-edit.js';

/** Comparisons saved by name: listed, and written as one edit. */
export const savedComparisons: Feature = {
  register(server) {
    const { workspace } = server;
    onCustom(server, requests.comparisons, async ({ study }, token) => {
      const live = await workspace.study(study, token);
      const whole = await live.whole(token);
      return comparisonsOf(whole).map(({ file, name, spec, problems }): SavedComparison => {
        const problem = problems.find(({ severity }) => severity === 'error' || severity === 'warning');
        return { uri: live.uriOf(file), name, spec, problem: problem?.message ?? null };
      });
    });
    onCustom(server, requests.saveComparison, async ({ study, name, spec }, token) => {
      if (typeof name !== 'string' || name.trim() === '') return { refused: 'A comparison needs a name.' };
      if (typeof spec !== 'object') throw new InvalidParams('What is to be saved is missing.');
      return saved(await workspace.study(study, token), name.replace(/\s+/g, ' ').trim(), spec, token);
    });
  },
};

async function saved(
  live: LiveStudy,
  name: string,
  spec: AnalysisSpec,
  token: CancellationToken,
): Promise<StudyEditOutcome & { uri?: string }> {
  const study = await live.whole(token);
  const known = comparisonsOf(study).find((each) => each.name.normalize('NFC') === name.normalize('NFC'));
  const label = `Save comparison “${name}”`;
  if (!known) {
    const files = new Set(Array.from(study.kept.keys(), (file) => file.toLowerCase()));
    const path = freePath('comparisons', name, '.yaml', 'comparison', (file) => files.has(file));
    const uri = live.uriOf(path);
    return { edit: { files: [newFile(uri, comparisonText(name, spec))], label }, uri };
  }
  const page = await alive(live.page(known.file), token);
  if (page?.kind !== 'kept') return { refused: `${known.file} cannot be read.` };
  const result = comparisonEdits(page.text.getText(), spec);
  if ('refused' in result) return { refused: `${known.file}: ${result.refused}` };
  return {
    edit: { files: result.edits.length > 0 ? [fileEdit(page, result.edits)] : [], label },
    uri: page.text.uri,
  };
}
