import type { CurveChart, SlopeChart } from '../../core/report/types.js';
import { valueAxis } from './bars.js';
import { type Drawing, EDGE, heads, labelRoom, type Paper, textStyle } from './layout.js';
import { type Colors, fit, figureText, widthOf } from './theme.js';

const HEIGHT = 320;
const SHAPES = [
  'circle',
  'rect',
  'triangle',
  'diamond',
  'emptyCircle',
  'emptyRect',
  'emptyTriangle',
  'emptyDiamond',
];

/** Lines over points in time, told apart by colour, shape and dashes. */
export function slopeDrawing(chart: SlopeChart, paper: Paper): Drawing {
  const { points, series, format } = chart;
  const { colors } = paper;
  const { option, top } = heads(
    chart.title,
    series.map(({ name }) => name),
    paper,
  );
  const axis = pointAxis(points, paper);
  const height = top + HEIGHT + axis.height;
  return {
    height,
    option: {
      ...option,
      grid: { left: EDGE + 62, right: EDGE + 30, top, bottom: axis.height },
      xAxis: { ...axis.option, boundaryGap: true },
      yAxis: upright(chart.axis, format, colors),
      series: series.map(({ name, values }, index) => ({
        type: 'line',
        name,
        data: values.map((value) => value ?? '-'),
        symbol: SHAPES[index % SHAPES.length],
        symbolSize: 8,
        connectNulls: false,
        color: colors.series[index % colors.series.length],
        lineStyle: {
          width: 2,
          type:
            index < colors.series.length ? 'solid' : index < 2 * colors.series.length ? 'dashed' : 'dotted',
        },
        emphasis: { disabled: true },
      })),
    },
  };
}

/** A line that never falls: what there is after each point. */
export function curveDrawing(chart: CurveChart, paper: Paper): Drawing {
  const { colors } = paper;
  const { option, top } = heads(chart.title, [], paper);
  const axis = pointAxis(chart.points, paper);
  const most = chart.values.length <= 40 ? 7 : 3;
  return {
    height: top + HEIGHT + axis.height,
    option: {
      ...option,
      grid: { left: EDGE + 62, right: EDGE + 30, top, bottom: axis.height },
      xAxis: { ...axis.option, boundaryGap: true },
      yAxis: { ...upright(chart.axis, 'count', colors), min: 0 },
      series: [
        {
          type: 'line',
          data: [...chart.values],
          symbol: 'circle',
          symbolSize: most,
          color: colors.series[0],
          lineStyle: { width: 2 },
          emphasis: { disabled: true },
          label: {
            show: chart.values.length <= 20,
            position: 'top',
            ...textStyle(colors),
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              figureText(chart.values[dataIndex] ?? null, 'count'),
          },
        },
      ],
    },
  };
}

function upright(name: string, format: SlopeChart['format'], colors: Colors): object {
  return { ...valueAxis(name, format, colors), nameGap: 50, nameRotate: 90 };
}

/** Labels lie while there is room, then stand; of very many some are left out. */
function pointAxis(points: readonly string[], { width, colors }: Paper): { option: object; height: number } {
  const step = (width - 2 * EDGE - 92) / Math.max(points.length, 1);
  const longest = Math.max(0, ...points.map(widthOf));
  const lie = longest + 8 <= step;
  const room = lie ? longest + 8 : labelRoom(points, 130);
  return {
    height: lie ? 36 : room + 26,
    option: {
      type: 'category',
      data: points.map((point) => fit(point, room)),
      axisTick: { alignWithLabel: true, lineStyle: { color: colors.lines } },
      axisLine: { lineStyle: { color: colors.lines } },
      axisLabel: {
        ...textStyle(colors),
        rotate: lie ? 0 : 90,
        interval: Math.max(0, Math.ceil(15 / step) - 1),
      },
    },
  };
}
