/** HTML as far as a reader of text must know it: where a tag, comment or autolink ends. */

import type { LineAfter } from './attributes.js';

const NEWLINE = 0x0a;

function isAsciiLetter(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}

function isTagNameUnit(unit: number): boolean {
  return (
    isAsciiLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x3a || unit === 0x5f
  );
}

/** One past the name of the tag whose name begins at `from`; `from` itself where none does. */
export function tagNameEnd(source: string, from: number, end: number): number {
  if (from >= end || !isAsciiLetter(source.charCodeAt(from))) return from;
  let at = from + 1;
  while (at < end && isTagNameUnit(source.charCodeAt(at))) at++;
  return at;
}

/**
 * One past the `>` of the opening or closing tag at `open`, or -1 if that is no tag.
 * Values in quotes may hold anything, line breaks too; a `<` or a backtick outside quotes shows that it was no tag.
 */
export function tagEnd(source: string, open: number, end: number, lineAfter: LineAfter): number {
  const name = source.charCodeAt(open + 1) === 0x2f /* / */ ? open + 2 : open + 1;
  let at = tagNameEnd(source, name, end);
  if (at === name) return -1;
  const first = source.charCodeAt(at);
  if (at < end && first !== 0x3e && first !== 0x2f && first > 0x20) return -1;
  for (let quote = 0; at < end;) {
    const unit = source.charCodeAt(at);
    if (unit === NEWLINE) {
      at = lineAfter(at);
      if (at === -1) return -1;
      continue;
    }
    at++;
    if (quote !== 0) {
      if (unit === quote) quote = 0;
    } else if (unit === 0x3e /* > */) return at;
    else if (unit === 0x3c /* < */ || unit === 0x60 /* ` */) return -1;
    else if (unit === 0x22 || unit === 0x27) quote = unit;
  }
  return -1;
}

/** One past the `>` of `<https://…>` or `<name@place>` at `open`, or -1. */
export function autolinkEnd(source: string, open: number, end: number): number {
  let holdsSign = false;
  for (let at = open + 1; at < end; at++) {
    const unit = source.charCodeAt(at);
    if (unit === 0x3e /* > */) return holdsSign && at > open + 3 ? at + 1 : -1;
    if (unit <= 0x20 || unit === 0x3c) return -1;
    if (unit === 0x3a /* : */ || unit === 0x40 /* @ */) holdsSign = at > open + 1;
  }
  return -1;
}

const BLOCK_TAGS = new Set(
  (
    'address article aside blockquote body canvas center dd details dir div dl dt fieldset figcaption figure footer ' +
    'form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex li main menu nav noframes ol output p pre ' +
    'section summary table tbody td textarea tfoot th thead tr ul script style'
  ).split(' '),
);

/** One past a tag that stands for a block (`<div …>`, `</p>`) at `at`, or -1. */
export function blockTagEnd(source: string, at: number, end: number): number {
  if (source.charCodeAt(at) !== 0x3c) return -1;
  const name = source.charCodeAt(at + 1) === 0x2f ? at + 2 : at + 1;
  const after = tagNameEnd(source, name, Math.min(end, name + 12));
  if (after === name || !BLOCK_TAGS.has(source.slice(name, after).toLowerCase())) return -1;
  return tagEnd(source, at, end, () => -1);
}

const RAW = /^<(pre|script|style|textarea)(?![\w:-])/i;

/** One past the name of an opening tag whose content is not text (`pre`, `script`, `style`, `textarea`); -1 for others. */
export function rawNameEnd(source: string, at: number, end: number): number {
  const match = RAW.exec(source.slice(at, Math.min(end, at + 12)));
  return match === null ? -1 : at + match[0].length;
}
