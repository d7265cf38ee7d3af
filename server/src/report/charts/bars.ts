import type { CustomSeriesRenderItem } from 'echarts/types/dist/shared';
import type { BarChart, Figure } from '../../core/report/types.js';
import { type Drawing, EDGE, heads, labelRoom, type Paper, textStyle } from './layout.js';
import { type Colors, figureText, fit } from './theme.js';

/** Pixels of one bar or dot of a category. */
const BAR = 13;
const AXIS = 44;

/** Bars lie, so that labels of any length can be read; one below the other in the order given. */
export function barDrawing(chart: BarChart, paper: Paper): Drawing {
  const { categories, series, format } = chart;
  const { colors, width } = paper;
  const { option, top } = heads(
    chart.title,
    series.map(({ name }) => name),
    paper,
  );
  const room = labelRoom(categories, width * 0.4);
  const band = Math.max(series.length * BAR, BAR) + 9;
  const height = top + categories.length * band + AXIS + EDGE;
  return {
    height,
    option: {
      ...option,
      grid: { left: EDGE + room + 8, right: EDGE + 44, top, bottom: AXIS },
      yAxis: categoryAxis(categories, room, colors),
      xAxis: valueAxis(chart.axis, format, colors),
      series: series.map((one, index) =>
        chart.kind === 'bars' ? bars(one, index, format, colors) : dots(one, index, series.length, colors),
      ),
    },
  };
}

export function categoryAxis(names: readonly string[], room: number, colors: Colors): object {
  return {
    type: 'category',
    inverse: true,
    data: names.map((name) => fit(name, room)),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colors.lines } },
    axisLabel: { ...textStyle(colors), interval: 0 },
  };
}

export function valueAxis(name: string, format: Figure['format'], colors: Colors): object {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: textStyle(colors),
    ...(format === 'count' && { minInterval: 1 }),
    axisLabel: {
      ...textStyle(colors),
      hideOverlap: true,
      formatter: (value: number) => figureText(value, format),
    },
    splitLine: { lineStyle: { color: colors.lines } },
  };
}

type Series = BarChart['series'][number];

/** Further series than there are colours are told apart by a frame. */
function bars({ name, values }: Series, index: number, format: Figure['format'], colors: Colors): object {
  const again = index >= colors.series.length;
  return {
    type: 'bar',
    name,
    data: values.map((value) => value ?? '-'),
    barWidth: BAR - 3,
    barGap: '20%',
    itemStyle: {
      color: colors.series[index % colors.series.length],
      ...(again && { borderColor: colors.text, borderWidth: 1.5 }),
    },
    label: {
      show: true,
      position: 'right',
      ...textStyle(colors),
      fontSize: 10,
      formatter: ({ dataIndex }: { dataIndex: number }) => figureText(values[dataIndex] ?? null, format),
    },
    emphasis: { disabled: true },
  };
}

/** A dot for each value, with a line over its range; those of several series below each other. */
function dots({ name, values, ranges }: Series, index: number, of: number, colors: Colors): object {
  const color = colors.series[index % colors.series.length]!;
  const offset = (index - (of - 1) / 2) * BAR;
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const value = values[dataIndex] ?? null;
    const range = ranges?.[dataIndex] ?? null;
    const at = (amount: number): [number, number] => {
      const [x = 0, y = 0] = api.coord([amount, dataIndex]);
      return [x, y + offset];
    };
    const line = range && line2(at(range[0]), at(range[1]), color);
    const dot = value === null ? [] : [circle(at(value), color)];
    return { type: 'group', children: [...(line ?? []), ...dot] };
  };
  return {
    type: 'custom',
    name,
    itemStyle: { color },
    // Dots and both ends of their ranges decide how far the axis goes.
    encode: { x: [0, 2, 3], y: 1 },
    data: values.map((value, row) => [value ?? '-', row, ...(ranges?.[row] ?? ['-', '-'])]),
    renderItem,
    clip: false,
  };
}

function line2([x1, y1]: [number, number], [x2, y2]: [number, number], stroke: string) {
  const style = { stroke, lineWidth: 2, fill: 'none' };
  const piece = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
    type: 'line' as const,
    shape,
    style,
  });
  return [
    piece({ x1, y1, x2, y2 }),
    piece({ x1, y1: y1 - 4, x2: x1, y2: y1 + 4 }),
    piece({ x1: x2, y1: y2 - 4, x2, y2: y2 + 4 }),
  ];
}

function circle([cx, cy]: [number, number], fill: string) {
  return { type: 'circle' as const, shape: { cx, cy, r: 4.5 }, style: { fill } };
}
