import type { NetworkChart } from '../../core/report/types.js';
import { type Drawing, EDGE, heads, labelRoom, type Paper, textStyle } from './layout.js';
import { fit } from './theme.js';

/** Nodes around a circle, in the order given, so that the same figures give the same picture. */
export function networkDrawing(chart: NetworkChart, paper: Paper): Drawing {
  const { width, colors } = paper;
  const { nodes, links } = chart;
  const { option, top } = heads(chart.title, [], paper);
  const room = labelRoom(
    nodes.map(({ name }) => name),
    Math.min(170, width * 0.22),
  );
  const radius = Math.max(80, Math.min(width / 2 - EDGE - room - 12, 330, Math.max(150, nodes.length * 8)));
  const height = top + 2 * (radius + room + EDGE);
  const largest = Math.max(1, ...nodes.map(({ size }) => size));
  const heaviest = Math.max(1e-9, ...links.map(({ weight }) => weight));
  const most = Math.max(8, Math.min(28, (Math.PI * radius) / Math.max(nodes.length, 1)));
  return {
    height,
    option: {
      ...option,
      series: [
        {
          type: 'graph',
          layout: 'circular',
          circular: { rotateLabel: true },
          left: width / 2 - radius,
          top: top + room + EDGE,
          width: 2 * radius,
          height: 2 * radius,
          data: nodes.map(({ name, size, color }, index) => ({
            id: String(index),
            name: fit(name, room),
            symbolSize: 5 + (most - 5) * Math.sqrt(size / largest),
            itemStyle: { color: color ?? colors.series[index % colors.series.length] },
          })),
          links: links.map(({ from, to, weight }) => ({
            source: String(from),
            target: String(to),
            lineStyle: { width: 0.75 + 5 * (weight / heaviest), opacity: 0.25 + 0.5 * (weight / heaviest) },
          })),
          label: { show: true, position: 'right', formatter: '{b}', ...textStyle(colors) },
          lineStyle: { color: colors.text, curveness: 0.2 },
          emphasis: { disabled: true },
          silent: true,
        },
      ],
    },
  };
}
