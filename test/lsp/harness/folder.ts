import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';

/** Files by path relative to the folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const folders: string[] = [];

/** A temporary folder of a test. */
export class Folder {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async of(files: Files): Promise<Folder> {
    // A name with a space and a bracket: what encodes URIs must get it right everywhere.
    const root = await mkdtemp(join(tmpdir(), 'qualdown (study) '));
    folders.push(root);
    const folder = new Folder(root);
    await folder.write(files);
    return folder;
  }

  path(file: string): string {
    return join(this.root, file);
  }

  uri(file = ''): string {
    return URI.file(join(this.root, file)).toString();
  }

  async write(files: Files): Promise<void> {
    for (const [file, content] of Object.entries(files)) {
      await mkdir(dirname(this.path(file)), { recursive: true });
      await writeFile(this.path(file), content);
    }
  }

  async remove(file: string): Promise<void> {
    await rm(this.path(file), { recursive: true });
  }

  async move(from: string, to: string): Promise<void> {
    await rename(this.path(from), this.path(to));
  }
}

export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}
