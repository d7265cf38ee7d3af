import * as vscode from 'vscode';
import type { Studies } from './studies.js';

/** What the YAML extension (redhat.vscode-yaml) offers to others, as far as it is used here. */
interface YamlExtension {
  registerContributor(
    scheme: string,
    requestSchema: (resource: string) => string | undefined,
    requestContent: (uri: string) => Promise<string>,
    label?: string,
  ): boolean;
}

const scheme = 'qualdown';
const codebookSchema = `${scheme}://schemas/codebook`;

/**
 * Gives the YAML extension, where it is installed, the schema of codebooks: for the files that are a study's
 * codebook, whatever their name, and for no other `codebook.yaml`. (`qualdown.yaml` can only be ours, so its schema
 * is contributed in package.json.)
 */
export async function offerCodebookSchema(extension: vscode.Uri, studies: Studies): Promise<void> {
  const yaml = vscode.extensions.getExtension<YamlExtension>('redhat.vscode-yaml');
  if (!yaml) return;
  const api = await yaml.activate();
  const isCodebook = (resource: string): boolean => {
    const path = vscode.Uri.parse(resource).path;
    return studies.list.some(({ codebookUri }) => vscode.Uri.parse(codebookUri).path === path);
  };
  const file = vscode.Uri.joinPath(extension, 'schemas', 'codebook.schema.json');
  api.registerContributor(
    scheme,
    (resource) => (isCodebook(resource) ? codebookSchema : undefined),
    async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
    'Qualdown',
  );
}
