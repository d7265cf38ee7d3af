import * as vscode from 'vscode';
import type { CodeNode } from '../../../server/src/protocol.js';

/** The codes that have a text in their name, id, an alias or brief, with those above them to show where they stand. */
export function matching(codes: readonly CodeNode[], text: string): CodeNode[] {
  const wanted = text.trim().toLowerCase();
  return codes.flatMap((code) => {
    const children = matching(code.children, text);
    const found = [code.name, code.id, ...code.aliases, code.brief ?? ''].some((each) =>
      each.toLowerCase().includes(wanted),
    );
    // Found itself it keeps all below it, as in its family.
    if (found) return [children.length > 0 ? { ...code, children } : code];
    return children.length > 0 ? [{ ...code, children }] : [];
  });
}

/** An input box whose text takes effect while it is typed; Escape brings back what was before. */
export function filterBox(title: string, before: string, changed: (text: string) => void): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.value = before;
  box.placeholder = vscode.l10n.t('Type to filter, Enter keeps it; empty shows all');
  return new Promise((resolve) => {
    let kept = before;
    box.onDidChangeValue(changed);
    box.onDidAccept(() => {
      kept = box.value;
      box.hide();
    });
    box.onDidHide(() => {
      changed(kept);
      box.dispose();
      resolve();
    });
    box.show();
  });
}
