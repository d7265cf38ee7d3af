import type { Io, Output } from '../io.js';

type Paint = (text: string) => string;

/** How parts of the output look on a terminal; in a pipe every one leaves its text alone. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** Colours for a terminal that wants them (https://no-color.org). */
export function styleFor(output: Output, { env }: Io): Style {
  const wanted = output.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const paint = (open: number, close: number): Paint =>
    wanted ? (text) => (text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`) : (text) => text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}
