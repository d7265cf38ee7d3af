import type { StateCore, Token } from 'markdown-it';
import { names } from './html.js';
import type { Page, Shown } from './page.js';

/** Blocks that have no other blocks in them, and tables. */
const LEAVES = new Set(['paragraph_open', 'heading_open', 'fence', 'code_block', 'table_open', 'hr']);

/** Draws a stripe beside each block of a coded div or section. */
export function markBlocks(state: StateCore, page: Page): void {
  const blocks = page.marks.filter(({ kind, shown }) => kind !== 'span' && shown.length > 0);
  const { tokens } = state;
  tokens.forEach((token, index) => {
    if (token.type === 'qualdown_label') showNames(token);
    if (!token.map || !LEAVES.has(token.type)) return;
    const around = blocksAt(blocks, page, token.map[0]);
    if (around.length === 0) return;
    // The paragraph of a tight list is not rendered; its item is.
    const shown = token.hidden
      ? tokens.slice(0, index).findLast(({ type }) => type === 'list_item_open')
      : token;
    if (shown) drawStripes(shown, around);
    if (token.type === 'heading_open') showSectionNames(state, page, index);
  });
}

/** Those whose content the end of a line lies in: of a heading, its text is where the section begins. */
function blocksAt(blocks: readonly Shown[], { lines }: Page, line: number): Shown[] {
  const end = lines[line + 1] === undefined ? Infinity : lines[line + 1]! - 1;
  return blocks.filter(({ content, end: last }) =>
    end === Infinity ? content.end >= last : content.start <= end && end <= content.end,
  );
}

function drawStripes(token: Token, marks: readonly Shown[]): void {
  const colors = marks.flatMap(({ shown }) => shown.map(({ color }) => color));
  const stripes = colors.map(
    (color, index) => `linear-gradient(${color},${color}) ${index * 5}px 0/3px 100% no-repeat`,
  );
  token.attrJoin('class', 'qualdown-block');
  token.attrSet('data-marks', marks.map(({ index }) => index).join(' '));
  token.attrJoin('title', marks.map(({ title }) => title).join('\n'));
  token.attrJoin('style', `--qualdown-stripes:${colors.length * 5}px;background:${stripes.join(',')};`);
}

function showNames(token: Token): void {
  const { mark } = token.meta as { mark: Shown };
  token.type = 'qualdown_html';
  token.content = mark.shown.length > 0 ? `<div class="qualdown-of-block">${names(mark)}</div>\n` : '';
}

/** Behind the heading of a coded section its names. */
function showSectionNames(state: StateCore, { marks, lines }: Page, index: number): void {
  const inline = state.tokens[index + 1];
  const [line] = state.tokens[index]!.map!;
  const next = lines[line + 1] ?? Infinity;
  const own = marks.filter(
    ({ kind, start, shown }) =>
      kind === 'section' && shown.length > 0 && lines[line]! <= start && start < next,
  );
  if (inline && own.length > 0) inline.meta = { names: own.map(names).join('') };
}
