import { fromHex, toHex } from './oklch.js';
import type { Codebook } from './types.js';

/**
 * Ten hues for families of codes, the most distinct first. Found by searching Oklch for the ten colours whose least
 * like pair differs most under protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira &
 * Fernandes 2009) and in full colour vision, among all that have a contrast of 3:1 (WCAG 2.2, 1.4.11) against white
 * and against the background of dark themes. So ten colours are as far apart as the seven of Okabe & Ito (2008),
 * two of which can hardly be seen on white. A test checks what is claimed here.
 */
export const PALETTE: readonly string[] = [
  '#1c58fc', // blue
  '#db1c61', // crimson
  '#38a1b9', // cyan
  '#a09520', // olive
  '#776590', // slate
  '#9585f4', // lavender
  '#ce7e83', // rose
  '#277a55', // green
  '#c82ac9', // magenta
  '#a65706', // brown
];

/** Of codes that are not in the codebook. */
export const UNKNOWN_COLOR = '#808080';

/** The steps of lightness within a family; all of them keep the contrast of 3:1. */
const STEPS = [0.52, 0.56, 0.6, 0.64, 0.68];

/**
 * The colour of a code (id or alias) as `#rrggbb`: its own, else a shade of the nearest code above it that states
 * one, else of its family's hue. Shades keep the hue and step through lightness in the order of the codebook; since
 * steps repeat in a large family, nothing is told by colour alone.
 */
export function colorOf(codebook: Codebook, id: string): string {
  const code = codebook.resolve(id);
  if (!code) return UNKNOWN_COLOR;
  let colors = memo.get(codebook);
  if (!colors) memo.set(codebook, (colors = allColors(codebook)));
  return colors.get(code.id) ?? UNKNOWN_COLOR;
}

const memo = new WeakMap<Codebook, ReadonlyMap<string, string>>();

function allColors(codebook: Codebook): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  const paint = (id: string, family: Family): void => {
    const code = codebook.codes.get(id);
    if (!code) return;
    const around = code.color === undefined ? family : new Family(sixDigits(code.color));
    colors.set(id, around.next());
    for (const child of code.children) paint(child, around);
  };
  codebook.roots.forEach((id, index) => paint(id, new Family(PALETTE[index % PALETTE.length]!)));
  return colors;
}

/** Hands out a colour and then its shades, the farthest in lightness first. */
class Family {
  readonly #shades: readonly string[];
  #given = 0;

  constructor(color: string) {
    const base = fromHex(color);
    const distance = (step: number) => Math.abs(step - base.lightness);
    const [, ...others] = STEPS.toSorted((a, b) => distance(a) - distance(b));
    this.#shades = [color, ...others.reverse().map((lightness) => toHex({ ...base, lightness }))];
  }

  next(): string {
    const index = this.#given++;
    // The colour itself is the first code's alone.
    return this.#shades[index === 0 ? 0 : 1 + ((index - 1) % (this.#shades.length - 1))]!;
  }
}

function sixDigits(color: string): string {
  return (color.length === 4 ? color.replace(/[0-9a-f]/gi, '$&$&') : color).toLowerCase();
}
