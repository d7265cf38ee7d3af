import type { Report, Sheet, SheetColumn, SheetRow } from './types.js';

/** A report as one flat table of values, as statistics programs and spreadsheets load it. */
export interface Records {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * One record for each row of each sheet, one field for each figure: `Alder: documents`, and behind a figure that is a
 * part of something `Alder: of documents`. Percentages are parts of 1. A report of several sheets is one table still:
 * a first field names the sheet, and fields that a sheet has not are empty.
 */
export function recordsOf({ sheets }: Report): Records {
  const stub = sheets.every((sheet) => sheet.stub === sheets[0]?.stub) ? (sheets[0]?.stub ?? '') : 'Row';
  const several = sheets.length > 1;
  const withIds = sheets.some(({ rows }) => rows.some(({ key, name }) => key !== name));
  const heads = [...(several ? ['Table'] : []), stub, ...(withIds ? [`${stub} id`] : [])];
  const figures = [...new Set(sheets.flatMap((sheet) => sheet.columns.flatMap(fieldsOf(sheet))))];
  return {
    fields: [...heads, ...figures],
    rows: sheets.flatMap((sheet) =>
      sheet.rows.map((row) => {
        const values = valuesOf(sheet, row);
        return [
          ...(several ? [sheet.title] : []),
          row.name,
          ...(withIds ? [row.key] : []),
          ...figures.map((field) => values.get(field) ?? null),
        ];
      }),
    ),
  };
}

/** A column's name with the head over it: `Alder, wave 1`. */
export function columnName({ group, name }: Pick<SheetColumn, 'group' | 'name'>): string {
  return group === undefined ? name : `${group}, ${name}`;
}

/** The fields of a column, in the order of `valuesOf`. */
function fieldsOf({ rows }: Sheet): (column: SheetColumn, index: number) => string[] {
  return (column, index) => {
    const name = columnName(column);
    const marked = rows.some(({ cells }) => cells[index]?.mark !== undefined);
    return [
      ...column.figures.flatMap((figure) => [
        `${name}: ${figure.name}`,
        ...(figure.of ? [`${name}: of ${figure.name}`] : []),
      ]),
      ...(marked ? [`${name}: note`] : []),
    ];
  };
}

function valuesOf(sheet: Sheet, { cells }: SheetRow): ReadonlyMap<string, string | number | null> {
  const values = new Map<string, string | number | null>();
  sheet.columns.forEach((column, index) => {
    const name = columnName(column);
    const cell = cells[index];
    column.figures.forEach((figure, at) => {
      values.set(`${name}: ${figure.name}`, cell?.values[at] ?? null);
      if (figure.of) values.set(`${name}: of ${figure.name}`, cell?.of?.[at] ?? null);
    });
    if (cell?.mark !== undefined) values.set(`${name}: note`, cell.mark);
  });
  return values;
}
