import type { Aliases } from './anonymous.js';
import type { AnalysisSpec } from './spec.js';
import type { Chart, Report, Sheet } from './types.js';

/** Maps the texts of a report; its figures stay. */
export interface Naming {
  readonly text: (text: string) => string;
  /** Of what stands at the head of a row, a column, a mark of a chart. */
  readonly label: (text: string) => string;
}

/** Where people are the rows or columns, their heads are names also where they look like figures. */
export function namingOf(aliases: Aliases, { by = [], unit }: AnalysisSpec): Naming {
  const people = unit === 'participant' || by.some((each) => PEOPLE.includes(each));
  return { text: aliases.in, label: people ? aliases.inLabel : aliases.in };
}

const PEOPLE: readonly string[] = ['participant', 'speaker', 'coder'];

/** The same report with other names: titles, labels and sentences are mapped, no figure is. */
export function renamed(report: Report, naming: Naming): Report {
  const { text } = naming;
  return {
    ...report,
    title: text(report.title),
    sentence: text(report.sentence),
    warnings: report.warnings.map(text),
    notes: report.notes.map(text),
    sheets: report.sheets.map((sheet) => sheetOf(sheet, naming)),
    charts: report.charts.map((chart) => chartOf(chart, naming)),
  };
}

function sheetOf(sheet: Sheet, { text, label }: Naming): Sheet {
  const textual = sheet.columns.map(({ figures }) => figures.map(({ format }) => format === 'text'));
  return {
    title: text(sheet.title),
    stub: text(sheet.stub),
    columns: sheet.columns.map((column) => ({
      ...column,
      key: label(column.key),
      name: label(column.name),
      ...(column.group !== undefined && { group: label(column.group) }),
      lines: column.lines.map(text),
    })),
    rows: sheet.rows.map((row) => ({
      ...row,
      key: label(row.key),
      name: label(row.name),
      ...(row.brief !== undefined && { brief: text(row.brief) }),
      cells: row.cells.map((cell, column) => ({
        ...cell,
        values: cell.values.map((value, at) =>
          typeof value === 'string' && textual[column]?.[at] ? text(value) : value,
        ),
        texts: cell.texts.map((each, at) => (textual[column]?.[at] ? text(each) : each)),
        ...(cell.mark !== undefined && { mark: text(cell.mark) }),
        ...(cell.title !== undefined && { title: label(cell.title) }),
      })),
    })),
  };
}

function chartOf(chart: Chart, { text, label }: Naming): Chart {
  const head = { title: label(chart.title), alt: text(chart.alt) };
  switch (chart.kind) {
    case 'bars':
    case 'dots':
      return { ...chart, ...head, categories: chart.categories.map(label), series: chart.series.map(named) };
    case 'slopes':
      return { ...chart, ...head, points: chart.points.map(label), series: chart.series.map(named) };
    case 'heat':
      return { ...chart, ...head, columns: chart.columns.map(label), rows: chart.rows.map(label) };
    case 'network':
      return { ...chart, ...head, nodes: chart.nodes.map(named) };
    case 'curve':
      return { ...chart, ...head, points: chart.points.map(text) };
  }

  function named<T extends { readonly name: string }>(each: T): T {
    return { ...each, name: label(each.name) };
  }
}

/** The same value with every text in it mapped; keys of objects stay. */
export function mapTexts<T>(value: T, map: (text: string) => string): T {
  const walk = (of: unknown): unknown => {
    if (typeof of === 'string') return map(of);
    if (Array.isArray(of)) return of.map(walk);
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(Object.entries(of).map(([key, each]) => [key, walk(each)]));
  };
  return walk(value) as T;
}
