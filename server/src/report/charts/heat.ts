import type { CustomSeriesRenderItem } from 'echarts/types/dist/shared';
import type { HeatChart } from '../../core/report/types.js';
import { categoryAxis } from './bars.js';
import { type Drawing, EDGE, heads, labelRoom, type Paper, textStyle } from './layout.js';
import { between, figureText, fit, readableOn, widthOf } from './theme.js';

/** A field of tinted cells, each with its figure where it has room for it. */
export function heatDrawing(chart: HeatChart, paper: Paper): Drawing {
  const { rows, columns, values, format } = chart;
  const { width, colors } = paper;
  const { option, top } = heads(chart.title, [], paper);
  const left = labelRoom(rows, width * 0.35) + EDGE + 8;
  const step = (width - left - EDGE) / Math.max(columns.length, 1);
  const lie = Math.max(0, ...columns.map(widthOf)) + 6 <= step;
  const head = lie ? 24 : labelRoom(columns, 140) + 12;
  const row = Math.min(Math.max(20, step * 0.6), 30);
  const most = Math.max(0, ...values.flat().map((value) => value ?? 0));
  const cells = rows.flatMap((_, y) => columns.map((__, x) => [x, y, values[y]?.[x] ?? null] as const));
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const [x, y, value] = cells[dataIndex]!;
    const [centreX = 0, centreY = 0] = api.coord([x, y]);
    const fill = value === null ? 'none' : between(colors.heat, most === 0 ? 0 : value / most);
    const text = figureText(value, format);
    const shape = {
      x: centreX - step / 2 + 0.5,
      y: centreY - row / 2 + 0.5,
      width: Math.max(step - 1, 1),
      height: row - 1,
    };
    const style = { fill, ...(value === null && { stroke: colors.lines, lineWidth: 0.5 }) };
    const label = {
      text,
      x: centreX,
      y: centreY,
      align: 'center' as const,
      verticalAlign: 'middle' as const,
      ...textStyle(colors),
      fontSize: 11,
      fill: value === null ? colors.text : readableOn(fill),
    };
    return {
      type: 'group',
      children: [
        { type: 'rect', shape, style },
        ...(widthOf(text) + 2 <= step ? [{ type: 'text' as const, style: label }] : []),
      ],
    };
  };
  return {
    height: top + head + rows.length * row + EDGE,
    option: {
      ...option,
      grid: { left, right: EDGE, top: top + head, bottom: EDGE },
      yAxis: categoryAxis(rows, left - EDGE - 8, colors),
      xAxis: {
        type: 'category',
        position: 'top',
        data: columns.map((column) => fit(column, lie ? step : 140)),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          ...textStyle(colors),
          rotate: lie ? 0 : 90,
          interval: Math.max(0, Math.ceil(14 / step) - 1),
        },
      },
      series: [
        { type: 'custom', renderItem, data: cells.map(([x, y, value]) => [x, y, value ?? '-']), clip: false },
      ],
    },
  };
}
