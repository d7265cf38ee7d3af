import type { LegendComponentOption } from 'echarts/components';
import { type Colors, fit, FONT, SIZE, widthOf } from './theme.js';

/** A picture to be drawn. */
export interface Drawing {
  readonly height: number;
  readonly option: Record<string, unknown>;
}

export interface Paper {
  readonly width: number;
  readonly colors: Colors;
}

/** Space around everything, in pixels. */
export const EDGE = 16;
const TITLE = 30;
const LEGEND_LINE = 22;

export function textStyle({ text }: Colors): object {
  return { color: text, fontFamily: FONT, fontSize: SIZE };
}

/** The title and, under it, a legend of as many lines as its names need; and where what is below them begins. */
export function heads(
  title: string,
  names: readonly string[],
  { width, colors }: Paper,
): { readonly option: Record<string, unknown>; readonly top: number } {
  const room = width - 2 * EDGE;
  const lines = names.length > 1 ? linesOf(names, room) : 0;
  const legend: LegendComponentOption = {
    data: names.map((name) => ({ name })),
    left: EDGE,
    top: EDGE + TITLE - 4,
    width: room,
    itemWidth: 14,
    itemHeight: 10,
    itemGap: 12,
    selectedMode: false,
    formatter: (name) => fit(name, LEGEND_NAME),
    textStyle: textStyle(colors),
  };
  return {
    option: {
      title: {
        text: fit(title, room / 1.2),
        left: EDGE,
        top: EDGE - 4,
        textStyle: { ...textStyle(colors), fontSize: SIZE + 2, fontWeight: 'bold' },
      },
      ...(lines > 0 && { legend }),
    },
    top: EDGE + TITLE + lines * LEGEND_LINE + 8,
  };
}

const LEGEND_NAME = 220;

/** How many lines a legend breaks into. */
function linesOf(names: readonly string[], room: number): number {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const width = Math.min(widthOf(name) * 1.15, LEGEND_NAME) + 14 + 5 + 12;
    if (used > 0 && used + width > room) {
      lines++;
      used = 0;
    }
    used += width;
  }
  return lines;
}

/** The widest of some labels, but never more than a part of the picture. */
export function labelRoom(labels: readonly string[], most: number): number {
  return Math.min(Math.max(20, ...labels.map(widthOf)) + 6, most);
}
