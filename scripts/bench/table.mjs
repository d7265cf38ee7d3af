// What the benchmark prints: one line a budget.

/** @typedef {{what: string, measured: string, against: string, ratio: number, byCpu?: number, budget?: [string, number]}} Row */

/**
 * Rows aligned under their heads; `budget` is `['<=', 1]`: how the ratio should be to what; a row without one
 * just reports.
 */
export function tableOf(rows) {
  const lines = [
    ['what', 'measured', 'against', 'ratio', 'by CPU', 'budget', ''],
    ...rows.map(({ what, measured, against, ratio, byCpu, budget }) => [
      what,
      measured,
      against,
      figure(ratio),
      byCpu === undefined ? '' : figure(byCpu),
      budget ? `${budget[0]} ${figure(budget[1])}` : '',
      budget ? verdict(...budget, ratio, byCpu) : '',
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function verdict(relation, limit, ratio, byCpu) {
  const met = (value) => (relation === '<=' ? value <= limit : value >= limit);
  if (met(ratio)) return 'met';
  return byCpu !== undefined && met(byCpu) ? 'met by CPU time only' : 'NOT MET';
}

function figure(value) {
  if (value >= 10) return value.toFixed(0);
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}
