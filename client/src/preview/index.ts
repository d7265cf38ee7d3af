import { createRequire } from 'node:module';
import type { MarkdownIt } from 'markdown-it';
import * as vscode from 'vscode';
import { requests, type Palette } from '../../../server/src/protocol.js';
import type { Parts } from '../parts.js';
import type { Look, PreviewCode } from './look.js';
import type * as plugin from './plugin.js';

/** Of codes that are not in the codebook. */
const unknown = '#808080';

/** Coded passages in the built-in Markdown preview. Resolves to what VS Code hands its markdown-it to. */
export function registerPreview({ context, server, studies }: Parts): (md: MarkdownIt) => MarkdownIt {
  /** By study; `undefined` while it is asked for. */
  const looks = new Map<string, { palette: string; look: Look } | undefined>();
  const load = async (study: string): Promise<void> => {
    const palette = await server.request(requests.palette, { study });
    const said = JSON.stringify(palette);
    if (looks.get(study)?.palette === said) return;
    looks.set(study, { palette: said, look: lookOf(palette) });
    await vscode.commands.executeCommand('markdown.preview.refresh');
  };
  const refresh = (study: string): void => void load(study).catch(() => looks.delete(study));
  context.subscriptions.push(
    studies.onDidChange(() => {
      for (const study of looks.keys()) refresh(study);
    }),
  );
  /** Documents that were shown before it was known whether they belong to a study. */
  const waiting = new Set<string>();
  context.subscriptions.push(
    studies.onDidChange(() => {
      const found = [...waiting].filter((uri) => studies.of(vscode.Uri.parse(uri)));
      for (const uri of found) waiting.delete(uri);
      if (found.length > 0) void vscode.commands.executeCommand('markdown.preview.refresh');
    }),
  );
  /** Of the files shown, whether they are documents of their study; `undefined` while it is asked. */
  const documents = new Map<string, boolean | undefined>();
  const ask = async (uri: string): Promise<void> => {
    const isDocument = await server.request(requests.isDocument, { uri });
    if (documents.get(uri) === isDocument) return;
    documents.set(uri, isDocument);
    await vscode.commands.executeCommand('markdown.preview.refresh');
  };
  const check = (uri: string): void => void ask(uri).catch(() => documents.delete(uri));
  context.subscriptions.push(
    studies.onDidChange(() => {
      for (const uri of documents.keys()) check(uri);
    }),
  );
  const lookIn = (env: unknown): Look | undefined => {
    const { currentDocument: uri } = (env ?? {}) as { currentDocument?: vscode.Uri };
    if (!uri) return undefined;
    // The list of studies is what the server told; where there is no study, no server is asked.
    const study = studies.of(uri)?.uri;
    if (study === undefined) {
      waiting.add(uri.toString());
      return undefined;
    }
    if (!looks.has(study)) {
      looks.set(study, undefined);
      refresh(study);
    }
    const address = uri.toString();
    if (!documents.has(address)) {
      documents.set(address, undefined);
      check(address);
    }
    return documents.get(address) ? looks.get(study)?.look : undefined;
  };
  return (md) => {
    const load = createRequire(context.asAbsolutePath('dist/extension.cjs'));
    const { codedPassages } = load('./preview/plugin.cjs') as typeof plugin;
    codedPassages(md, lookIn);
    return md;
  };
}

function lookOf({ codes, ignoreClasses }: Palette): Look {
  return {
    ignoreClasses: new Set(ignoreClasses),
    code: (written): PreviewCode =>
      Object.hasOwn(codes, written) ? codes[written]! : { id: written, name: written, color: unknown },
    legend: vscode.l10n.t('Codes of this document'),
  };
}
