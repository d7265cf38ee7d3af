import { basename } from 'node:path';
import { stringify } from 'yaml';
import type { Study } from '../core/study/types.js';
import { CONFIG_FILE, diskFiles } from '../files.js';
import type { Ground, PlannedFile } from './plan.js';

/** What imports know of the study in a folder, as it stands on the disk. */
export async function groundOf(root: string, study: Study): Promise<Ground> {
  const files = diskFiles(root);
  const textOf = async (file: string): Promise<string | undefined> => {
    const read = await files.read(file);
    return 'reason' in read ? undefined : read.text;
  };
  const { codebook } = study.config;
  return {
    name: basename(root),
    codebookFile: codebook,
    codebook: await textOf(codebook),
    config: await textOf(CONFIG_FILE),
    taken: [...study.documents.keys(), ...study.memos.keys()],
  };
}

/** After files were written. */
export function grown(ground: Ground, files: readonly PlannedFile[]): Ground {
  const textOf = (file: string): string | undefined => files.find(({ path }) => path === file)?.text;
  return {
    ...ground,
    codebook: textOf(ground.codebookFile) ?? ground.codebook,
    config: textOf(CONFIG_FILE) ?? ground.config,
    taken: [...ground.taken, ...files.map(({ path }) => path)],
  };
}

/** What makes a folder a study, less what is there or comes along. */
export function studyFiles(ground: Ground, coming: readonly PlannedFile[]): PlannedFile[] {
  const comes = (file: string): boolean => coming.some(({ path }) => path === file);
  const name = stringify({ name: ground.name }, { lineWidth: 0 });
  const config = `# The settings of this study: see docs/files.md. “qualdown init” in an empty folder writes all there are.\n${name}documents: ["**/*.md"]\n`;
  return [
    ...(ground.config === undefined && !comes(CONFIG_FILE) ? [{ path: CONFIG_FILE, text: config }] : []),
    ...(ground.codebook === undefined && !comes(ground.codebookFile)
      ? [{ path: ground.codebookFile, text: `${name}codes: {}\n` }]
      : []),
  ];
}
