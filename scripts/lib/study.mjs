// A copy of the sample study to open, so that nobody's trying out changes the sample itself.
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './run.mjs';

export const sample = join(root, 'samples', 'districts');

/** Copies the sample to a temporary folder and returns the copy's path and a way to remove it. */
export function copySample() {
  if (!existsSync(join(sample, 'codebook.yaml'))) throw new Error(`The sample study is missing: ${sample}`);
  // The real path, since an editor names files by it (on macOS the temporary folder is a link).
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'qualdown-study-')));
  const folder = join(parent, 'districts');
  cpSync(sample, folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 3 }) };
}
