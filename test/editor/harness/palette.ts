// Pictures of an editor have few colours: with a palette of 256 they weigh a third, and no eye sees the difference.
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

interface Indexed {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of each colour. */
  readonly palette: number[];
  /** A byte a pixel, base64. */
  readonly pixels: string;
}

/** A PNG with at most 256 colours of one with millions. The browser reads it, so that no decoder is needed here. */
export async function withPalette(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    return encode(await page.evaluate(index, png.toString('base64')));
  } finally {
    await page.close();
  }
}

/** Runs in the page: colours are chosen one by one, each time the one that most pixels are furthest from. */
async function index(png: string): Promise<Indexed> {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const counts = new Map<number, number>();
  const drawn = new Uint32Array(width * height);
  for (let at = 0; at < drawn.length; at++) {
    const color = (data[4 * at]! << 16) | (data[4 * at + 1]! << 8) | data[4 * at + 2]!;
    drawn[at] = color;
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const colors = [...counts.keys()];
  const weights = Float64Array.from(colors, (color) => counts.get(color)!);
  const distances = new Float64Array(colors.length).fill(Infinity);
  const nearest = new Uint8Array(colors.length);
  const palette: number[] = [];
  let next = weights.indexOf(weights.reduce((most, weight) => Math.max(most, weight), 0));
  while (palette.length < 3 * 256 && distances[next]! > 0) {
    const chosen = colors[next]!;
    const place = palette.length / 3;
    palette.push(chosen >> 16, (chosen >> 8) & 255, chosen & 255);
    let furthest = -1;
    for (let i = 0; i < colors.length; i++) {
      const red = (colors[i]! >> 16) - (chosen >> 16);
      const green = ((colors[i]! >> 8) & 255) - ((chosen >> 8) & 255);
      const blue = (colors[i]! & 255) - (chosen & 255);
      const distance = red * red + green * green + blue * blue;
      if (distance < distances[i]!) {
        distances[i] = distance;
        nearest[i] = place;
      }
      if (distances[i]! * weights[i]! > furthest) {
        furthest = distances[i]! * weights[i]!;
        next = i;
      }
    }
  }
  const places = new Map(colors.map((color, i) => [color, nearest[i]!]));
  let pixels = '';
  for (const color of drawn) pixels += String.fromCharCode(places.get(color)!);
  return { width, height, palette, pixels: btoa(pixels) };
}

function encode({ width, height, palette, pixels }: Indexed): Buffer {
  const source = Buffer.from(pixels, 'base64');
  // A zero before each row: no filter, which suits palettes.
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++)
    source.copy(rows, row * (width + 1) + 1, row * width, (row + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
