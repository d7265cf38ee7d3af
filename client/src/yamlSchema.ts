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
type Schema = 'codebook' | 'comparison' | 'matrix' | 'adjudication';

/**
 * Gives the YAML extension, where it is installed, the schemas of a study's files: of its codebook, whatever its name,
 * of its saved comparisons, its summaries and its decisions between coders, and of no other file. (`qualdown.yaml` can only be ours, so its schema
 * is contributed in package.json.)
 */
export async function offerSchemas(extension: vscode.Uri, studies: Studies): Promise<void> {
  const yaml = vscode.extensions.getExtension<YamlExtension>('redhat.vscode-yaml');
  if (!yaml) return;
  const api = await yaml.activate();
  api.registerContributor(
    scheme,
    (resource) => {
      const schema = schemaOf(vscode.Uri.parse(resource).path, studies);
      return schema && `${scheme}://schemas/${schema}`;
    },
    async (uri) => {
      const name = `${vscode.Uri.parse(uri).path.slice(1)}.schema.json`;
      const file = vscode.Uri.joinPath(extension, 'schemas', name);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    },
    'Qualdown',
  );
}

function schemaOf(path: string, { list }: Studies): Schema | undefined {
  if (list.some(({ codebookUri }) => vscode.Uri.parse(codebookUri).path === path)) return 'codebook';
  const isBelow = (folder: string): boolean =>
    list.some(({ uri }) => path.startsWith(`${vscode.Uri.parse(uri).path}/${folder}/`));
  if (isBelow('comparisons')) return 'comparison';
  if (isBelow('matrices')) return 'matrix';
  return isBelow('adjudication') ? 'adjudication' : undefined;
}
