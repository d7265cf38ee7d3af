import type { StateCore, Token } from 'markdown-it';
import { html, names, openText } from './html.js';
import type { Page } from './page.js';
import type { Kind } from './signs.js';

/** What holds no text of its own to be coloured. */
const UNMARKED = new Set(['softbreak', 'hardbreak', 'html_inline']);

/**
 * Colours the text between the signs of spans, each piece of it by itself: so a span may cross emphasis, links and,
 * where markdown-it sees other blocks than we do, paragraphs.
 */
export function markText(state: StateCore, page: Page): void {
  const open = new Set<number>();
  for (const token of state.tokens) {
    if (token.type === 'inline') {
      token.children = (token.children ?? []).flatMap((child) => marked(state, page, open, child));
      const { names: behind } = (token.meta ?? {}) as { names?: string };
      if (behind !== undefined) token.children.push(html(state, behind));
    } else if (token.type !== 'qualdown_html') {
      token.content = withoutSigns(token.content, page);
    }
  }
}

function marked(state: StateCore, page: Page, open: Set<number>, token: Token): Token[] {
  if (token.type === 'qualdown_sign') {
    const { kind, index } = token.meta as { kind: Kind; index: number };
    const mark = page.marks[index]!;
    if (mark.shown.length === 0) return [];
    if (kind === 'open') open.add(index);
    else open.delete(index);
    return kind === 'close' && mark.last ? [html(state, names(mark))] : [];
  }
  clean(token, page);
  if (open.size === 0 || token.nesting !== 0 || UNMARKED.has(token.type)) return [token];
  const marks = Array.from(open, (index) => page.marks[index]!);
  return [html(state, openText(marks)), token, html(state, '</mark>')];
}

/** Signs where markdown-it sees something else than text, as in code. */
function clean(token: Token, page: Page): void {
  token.content = withoutSigns(token.content, page);
  token.attrs = token.attrs?.map(([key, value]) => [key, withoutSigns(String(value), page)]) ?? null;
  for (const child of token.children ?? []) clean(child, page);
  if (token.children) token.children = token.children.filter(({ type }) => type !== 'qualdown_sign');
}

function withoutSigns(text: string, { sign, encodedSign }: Page): string {
  return text.replace(sign, '').replace(encodedSign, '');
}
