import type { GridChange, GridColumn, GridRow, GridValue } from '../gridMessages.js';

/** A cell that is changed and not written yet. `wrong`: undefined until it has been looked at. */
export interface Draft {
  readonly to: string;
  readonly wrong: string | null | undefined;
}
interface Step {
  readonly uri: string;
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
}

const keyOf = (uri: string, attribute: string): string => `${uri}\n${attribute}`;

/** The cells as files state them, what is changed in them and not written yet, and the way back. */
export class Sheet {
  columns: readonly GridColumn[] = [];
  rows: readonly GridRow[] = [];
  readonly #drafts = new Map<string, Draft>();
  readonly #undo: Step[][] = [];
  readonly #redo: Step[][] = [];

  /** What files state now. A draft that says the same is done; columns that nobody has a value for yet stay. */
  load(columns: readonly GridColumn[], rows: readonly GridRow[]): void {
    const own = this.columns.filter(
      ({ name }) => columns.every((column) => column.name !== name) && this.#isUsed(name),
    );
    this.columns = [...columns, ...own];
    this.rows = rows.map((row) => ({ ...row, cells: [...row.cells, ...own.map(() => '')] }));
    const rowOf = new Map(rows.map((row, index) => [row.uri, index]));
    for (const [key, { to }] of this.#drafts) {
      const [uri = '', attribute = ''] = key.split('\n');
      const row = rowOf.get(uri);
      const column = this.columnOf(attribute);
      if (row === undefined || column < 0 || this.base(row, column) === to) this.#drafts.delete(key);
    }
  }

  #isUsed(name: string): boolean {
    const last = this.columns.at(-1)?.name === name;
    return last || [...this.#drafts.keys()].some((key) => key.endsWith(`\n${name}`));
  }

  columnOf(name: string): number {
    return this.columns.findIndex((column) => column.name === name);
  }

  addColumn(name: string): void {
    if (this.columnOf(name) >= 0) return;
    this.columns = [...this.columns, { name, hint: '', values: [] }];
    this.rows = this.rows.map((row) => ({ ...row, cells: [...row.cells, ''] }));
  }

  /** As the file states it; null: nothing to type into. */
  base(row: number, column: number): string | null {
    const cell = this.rows[row]?.cells[column];
    return cell === undefined ? '' : cell;
  }

  draft(row: number, column: number): Draft | undefined {
    return this.#drafts.get(keyOf(this.rows[row]!.uri, this.columns[column]!.name));
  }

  /** As it will be. */
  value(row: number, column: number): string {
    return this.draft(row, column)?.to ?? this.base(row, column) ?? '';
  }

  /** Changes cells, in one step of undo. Gives those that have to be looked at. */
  set(values: readonly GridValue[]): GridValue[] {
    const steps: Step[] = [];
    for (const { uri, attribute, to, wrong } of values) {
      const row = this.rows.findIndex((one) => one.uri === uri);
      const column = this.columnOf(attribute);
      if (row < 0 || column < 0 || this.base(row, column) === null) continue;
      const before = this.value(row, column);
      if (before === to) continue;
      steps.push({ uri, attribute, before, after: to });
      this.#put(row, column, to, wrong);
    }
    if (steps.length > 0) this.#undo.push(steps);
    if (steps.length > 0) this.#redo.length = 0;
    return steps.map(({ uri, attribute, after }) => ({ uri, attribute, to: after }));
  }

  #put(row: number, column: number, to: string, wrong?: string | null): void {
    const key = keyOf(this.rows[row]!.uri, this.columns[column]!.name);
    if (this.base(row, column) === to) this.#drafts.delete(key);
    else this.#drafts.set(key, { to, wrong: to === '' ? null : wrong });
  }

  /** One step back, also behind what was written since: then the old values are drafts again. */
  undo(): GridValue[] {
    return this.#go(this.#undo, this.#redo, ({ before }) => before);
  }
  redo(): GridValue[] {
    return this.#go(this.#redo, this.#undo, ({ after }) => after);
  }

  #go(from: Step[][], to: Step[][], valueOf: (step: Step) => string): GridValue[] {
    const steps = from.pop();
    if (!steps) return [];
    to.push(steps);
    return steps.flatMap((step) => {
      const row = this.rows.findIndex(({ uri }) => uri === step.uri);
      const column = this.columnOf(step.attribute);
      if (row < 0 || column < 0) return [];
      this.#put(row, column, valueOf(step));
      return { uri: step.uri, attribute: step.attribute, to: valueOf(step) };
    });
  }

  /** What was found out about drafts, unless they are others by now. */
  checked(values: readonly GridValue[]): void {
    for (const { uri, attribute, to, wrong } of values) {
      const key = keyOf(uri, attribute);
      if (this.#drafts.get(key)?.to === to) this.#drafts.set(key, { to, wrong });
    }
  }

  discard(): void {
    this.set(this.changes().map(({ uri, attribute, from }) => ({ uri, attribute, to: from })));
  }

  changes(): (GridChange & { wrong: string | null | undefined })[] {
    return this.rows.flatMap(({ uri }, row) =>
      this.columns.flatMap(({ name }, column) => {
        const draft = this.draft(row, column);
        return draft ? [{ uri, attribute: name, from: this.base(row, column) ?? '', ...draft }] : [];
      }),
    );
  }
}
