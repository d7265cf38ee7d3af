/** A cell's tint as `9dc3f0`: from white to a light blue, on which black is read easily. undefined: none. */
export function tintOf(heat = 0): string | undefined {
  if (!(heat > 0)) return undefined;
  const part = (least: number): string =>
    Math.round(255 - (255 - least) * Math.min(heat, 1))
      .toString(16)
      .padStart(2, '0');
  return part(0x9d) + part(0xc3) + part(0xf0);
}
