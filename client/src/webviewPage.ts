import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the scripts and styles of our pages are. */
export const pagesOf = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, 'dist', 'webviews');

/**
 * A page that can load its own script and style (`dist/webviews/<name>.js`, `.css`) and nothing else; `images`: where
 * from it may show pictures.
 */
export function pageHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: string,
  images = "'none'",
): string {
  const address = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pagesOf(extension), file)).toString();
  const nonce = randomBytes(16).toString('base64');
  // The page sets widths and colours on elements through the DOM, which the policy for styles does not concern.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; img-src ${images}`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${address(`${name}.css`)}">
  </head>
  <body>
    <script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
  </body>
</html>`;
}
