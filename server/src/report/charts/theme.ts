import { PALETTE } from '../../core/codebook/colors.js';
import type { Figure } from '../../core/report/types.js';
import type { Theme } from '../job.js';

/** The colours of a picture. */
export interface Colors {
  readonly text: string;
  readonly background: string;
  readonly lines: string;
  /** Of a heat map: from nothing to most, and what is read on each half. */
  readonly heat: readonly [string, string];
  readonly series: readonly string[];
}

/** Of the palette for codes, which has a contrast of 3:1 with all of these backgrounds, and is told apart by most eyes. */
const series = PALETTE;

export const COLORS: Record<Theme, Colors> = {
  light: { text: '#1f1f1f', background: '#ffffff', lines: '#d4d4d4', heat: ['#eef4fd', '#0b3d91'], series },
  dark: { text: '#e4e4e4', background: '#1e1e1e', lines: '#4a4a4a', heat: ['#26303f', '#9cc4ff'], series },
  'contrast-dark': {
    text: '#ffffff',
    background: '#000000',
    lines: '#8a8a8a',
    heat: ['#101820', '#b8d4ff'],
    series,
  },
  'contrast-light': {
    text: '#000000',
    background: '#ffffff',
    lines: '#6b6b6b',
    heat: ['#ffffff', '#002b7f'],
    series,
  },
};

/** Without quotes, which the library writes into an attribute as they are. */
export const FONT = 'system-ui, Segoe UI, Helvetica, Arial, sans-serif';
export const SIZE = 12;

/** A figure as people read it. */
export function figureText(value: number | null, format: Figure['format']): string {
  if (value === null) return '–';
  if (format === 'percent') return `${(value * 100).toFixed(value !== 0 && Math.abs(value) < 0.1 ? 1 : 0)}%`;
  if (format === 'decimal') return String(Number(value.toFixed(2)));
  return value.toLocaleString('en-US');
}

/** About so wide is a text, in pixels: wide letters (CJK) take two places. */
export function widthOf(text: string): number {
  let places = 0;
  for (const letter of text) places += /[\u1100-\uFFEF]|\p{Extended_Pictographic}/u.test(letter) ? 2 : 1;
  return places * SIZE * 0.56;
}

/** A text that is cut with an ellipsis to fit in so many pixels. */
export function fit(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let cut = '';
  for (const letter of text) {
    if (widthOf(`${cut}${letter}…`) > room) break;
    cut += letter;
  }
  return `${cut.trimEnd()}…`;
}

/** Between two colours (`#rrggbb`), by a part from 0 to 1. */
export function between([from, to]: readonly [string, string], part: number): string {
  const channel = (color: string, at: number): number => parseInt(color.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => {
    const start = channel(from, at);
    return Math.round(start + (channel(to, at) - start) * Math.min(Math.max(part, 0), 1));
  });
  return `#${mixed.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

/** Black or white, whichever is read better on a colour (WCAG's relative luminance). */
export function readableOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
