import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it';
import { markBlocks } from './blocks.js';
import { html, legendOf } from './html.js';
import type { Look } from './look.js';
import { pageOf, type Page } from './page.js';
import { kindOf } from './signs.js';
import { markText } from './spans.js';

/**
 * Shows coded passages in a rendered document. The marks are those that `scan` reads, as everywhere in the product:
 * before markdown-it reads the text, a sign takes the place of each; afterwards the text between signs is coloured.
 * @param lookOf undefined for what is no document of a study; it is rendered as if there were no plug-in
 */
export function codedPassages(md: MarkdownIt, lookOf: (env: unknown) => Look | undefined): void {
  /** By the environment of a parsing, which all its stages share. */
  const pages = new WeakMap<object, Page>();
  const pageIn = ({ env }: { env: unknown }): Page | undefined => pages.get(env as object);
  /** What tokens were made of. VS Code says which document it is only when it renders them. */
  const sources = new WeakMap<readonly Token[], string>();

  md.core.ruler.before('normalize', 'qualdown_signs', (state: StateCore) => {
    const page = pageIn(state);
    if (page) state.src = page.text;
    else sources.set(state.tokens, state.src);
  });
  const { renderer } = md;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, env) => {
    const source = sources.get(tokens);
    const look = source === undefined ? undefined : lookOf(env);
    const page = look && pageOf(source!, look);
    if (!page) return render(tokens, options, env);
    const parsing = {};
    pages.set(parsing, page);
    return render(md.parse(source!, parsing), options, env);
  };
  md.block.ruler.before(
    'table',
    'qualdown_fence',
    (state: StateBlock, line: number, _end: number, silent: boolean) => {
      const page = pageIn(state);
      return page ? readFence(state, line, silent, page) : false;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
  md.inline.ruler.after('text', 'qualdown_sign', (state: StateInline, silent: boolean) => {
    const page = state.src.charCodeAt(state.pos) === 0x3c ? pageIn(state) : undefined;
    return page ? readSign(state, silent, page) : false;
  });
  md.core.ruler.after('block', 'qualdown_blocks', (state: StateCore) => {
    const page = pageIn(state);
    if (page) markBlocks(state, page);
  });
  md.core.ruler.push('qualdown_spans', (state: StateCore) => {
    const page = pageIn(state);
    if (!page) return;
    markText(state, page);
    const legend = legendOf(page);
    if (legend !== '') state.tokens.unshift(html(state, legend));
  });
  md.renderer.rules['qualdown_html'] = (tokens: Token[], index: number) => tokens[index]!.content;
}

/** A line with nothing but the sign of a fence. */
function readFence(state: StateBlock, line: number, silent: boolean, { sign, marks }: Page): boolean {
  const text = state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]).trim();
  const [found] = text.matchAll(sign);
  if (found?.[0] !== text || !/[fe]/.test(found[1]!)) return false;
  if (silent) return true;
  state.line = line + 1;
  if (kindOf(found[1]!) === 'fence') {
    const token = state.push('qualdown_label', '', 0);
    token.meta = { mark: marks[Number(found[2])]! };
    token.map = [line, line + 1];
  }
  return true;
}

/** Goes on only where the sign stands, however long the text behind it. */
function readSign(state: StateInline, silent: boolean, { sign }: Page): boolean {
  const here = new RegExp(sign.source, 'y');
  here.lastIndex = state.pos;
  const found = here.exec(state.src);
  if (!found) return false;
  if (!silent) {
    const token = state.push('qualdown_sign', '', 0);
    token.meta = { kind: kindOf(found[1]!), index: Number(found[2]) };
  }
  state.pos += found[0].length;
  return true;
}
