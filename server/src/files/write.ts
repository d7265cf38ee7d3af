import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A file's bytes by which it is known again: SHA-256, hex. Of a text: of its bytes in UTF-8. */
export function bytesHash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Replacement {
  /** Absolute path of a file there is. */
  readonly path: string;
  /** `bytesHash` of what it was worked out for. */
  readonly hash: string;
  readonly text: string;
}

/** A file is no longer what its replacement was worked out for. */
export class Changed extends Error {
  constructor(readonly path: string) {
    super();
  }
}

/**
 * Puts a text in place of that of a file: whole or not at all, by way of a temporary name beside it. A link stays one,
 * and who may read the file stays as it was. Throws what the system says.
 */
export function replaceFile(path: string, text: string): void {
  replaceAll([{ path, text }]);
}

/** As `replaceFile`, for many: where one changed meanwhile (`Changed`) or cannot be written, none is touched. */
export function replaceFiles(replacements: readonly Replacement[]): void {
  for (const { path, hash } of replacements) {
    if (bytesHash(readFileSync(path)) !== hash) throw new Changed(path);
  }
  replaceAll(replacements);
}

/** All are written under temporary names before the first is renamed, which hardly ever fails. */
function replaceAll(files: readonly { readonly path: string; readonly text: string }[]): void {
  const written: { temporary: string; target: string }[] = [];
  try {
    for (const { path, text } of files) {
      const target = realpathSync(path);
      const temporary = `${target}.${process.pid}.tmp`;
      written.push({ temporary, target });
      writeFileSync(temporary, text, { mode: statSync(target).mode });
    }
    for (const { temporary, target } of written) renameSync(temporary, target);
  } finally {
    for (const { temporary } of written) rmSync(temporary, { force: true });
  }
}
