import type { StateCore, Token } from 'markdown-it';
import type { PreviewCode } from './look.js';
import type { Page, Shown } from './page.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text: string): string => text.replace(/[&<>"]/g, (each) => escapes[each]!);

/** A piece of HTML among tokens; not markdown-it's own, which others may look into or leave out. */
export function html(state: StateCore, content: string): Token {
  const token = new state.Token('qualdown_html', '', 0);
  token.content = content;
  return token;
}

/** More lines than this below a text would run into the next row. */
const most = 3;

/** Text under one passage or several: a soft ground, and a line below for each colour, as in the editor. */
export function openText(marks: readonly Shown[]): string {
  const codes = marks.flatMap(({ shown }) => shown);
  const colors = codes.map(({ color }) => color).slice(0, most);
  const lines = colors.map((color) => `linear-gradient(${color},${color})`).join(',');
  const places = colors.map((_, index) => `0 calc(100% - ${index * 3}px)`).join(',');
  const style =
    `background-color:color-mix(in srgb,${colors.at(-1)!} 15%,transparent);background-image:${lines};` +
    `background-position:${places};padding-bottom:${colors.length * 3 - 1}px`;
  const title = marks.map(({ title }) => title).join('\n');
  const indices = marks.map(({ index }) => index).join(' ');
  return `<mark class="qualdown-text" data-marks="${indices}" title="${escape(title)}" style="${style}">`;
}

/** The names of a passage's codes. */
export function names({ shown, title }: Shown): string {
  const each = shown.map((code) => `<span class="qualdown-name">${swatch(code)}${escape(code.name)}</span>`);
  return `<span class="qualdown-names" title="${escape(title)}">${each.join('')}</span>`;
}

const swatch = ({ color }: PreviewCode): string =>
  `<span class="qualdown-swatch" style="background:${color}" aria-hidden="true"></span>`;

/** The codes of a document in order of appearance; empty where it has none. */
export function legendOf({ marks, look }: Page): string {
  const codes = new Map(marks.flatMap(({ shown }) => shown.map((code) => [code.id, code] as const)));
  if (codes.size === 0) return '';
  const items = Array.from(codes.values(), (code) => `<li>${swatch(code)}${escape(code.name)}</li>`);
  return `<ul class="qualdown-legend" aria-label="${escape(look.legend)}">${items.join('')}</ul>\n`;
}
