import { Document, Scalar } from 'yaml';

/** How a text that is replaced was written, so that the new one is written alike. */
const STYLES: Readonly<Record<string, Scalar.Type>> = {
  '"': Scalar.QUOTE_DOUBLE,
  "'": Scalar.QUOTE_SINGLE,
  '>': Scalar.BLOCK_FOLDED,
  '|': Scalar.BLOCK_LITERAL,
};
/** As wide as the lines of a codebook are for people. */
const WIDTH = 100;

/** What a field can hold. */
export type Plain = string | number | boolean | readonly string[];

export interface Written {
  /** Inside braces or brackets. */
  readonly flow?: boolean;
  /** The column of the field's name. */
  readonly column: number;
  /** Spaces by which a level is indented. */
  readonly step?: number;
  /** The text that is replaced, as written. */
  readonly before?: string;
}

/** `field: value`, without a line break at the end; lines that follow are indented for the column. */
export function fieldText(field: string, value: Plain, how: Written): string {
  const document = new Document({ [field]: null });
  document.set(
    field,
    typeof value === 'object' ? document.createNode(value, { flow: true }) : scalarOf(value, how),
  );
  if (how.flow === true) {
    const map = document.contents as unknown as { flow: boolean };
    map.flow = true;
    const [, inside = ''] = /^\{ ?(.*?) ?\}\n$/s.exec(document.toString({ lineWidth: 0 })) ?? [];
    return inside;
  }
  const text = document.toString({ lineWidth: typeof value === 'object' ? 0 : WIDTH, indent: how.step ?? 2 });
  return indented(text.replace(/\n$/, ''), how.column);
}

/** The value alone, as `fieldText` writes it. */
export function valueText(value: Plain, how: Written): string {
  return fieldText('x', value, how).replace(/^x: ?/, '');
}

function scalarOf(value: string | number | boolean, { before, flow }: Written): Scalar {
  const scalar = new Scalar(value);
  const style = before === undefined ? undefined : STYLES[before[0] ?? ''];
  const block = style === Scalar.BLOCK_FOLDED || style === Scalar.BLOCK_LITERAL;
  if (style !== undefined && typeof value === 'string' && !(block && flow === true)) scalar.type = style;
  // One long line is folded into a block, as one writes it oneself; a short one stays on its line.
  else if (typeof value === 'string' && flow !== true && value.length > WIDTH && !/[\n#]/.test(value)) {
    scalar.type = Scalar.BLOCK_FOLDED;
  }
  return scalar;
}

/** The lines behind the first moved to the right. */
export function indented(text: string, columns: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(columns)}`);
}
