import assert from 'node:assert/strict';
import fc from 'fast-check';
import { colorOf, PALETTE, UNKNOWN_COLOR } from '../../server/src/core/codebook/colors.js';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { fromHex, toHex } from '../../server/src/core/codebook/oklch.js';

type Color = readonly [number, number, number];

/** sRGB to linear light. */
function linear(hex: string): Color {
  const channel = (at: number) => parseInt(hex.slice(at, at + 2), 16) / 255;
  return [1, 3, 5].map((at) => {
    const value = channel(at);
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Color;
}

/** WCAG 2.2's contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** CSS's `color-mix(in srgb, …)` over an opaque ground. */
function mixed(color: string, ground: string, part: number): string {
  const channel = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16);
  const mix = (at: number) => Math.round(channel(color, at) * part + channel(ground, at) * (1 - part));
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, '0')).join('')}`;
}

/** Machado, Oliveira & Fernandes (2009), severity 1.0, in linear RGB. */
const VISIONS: Record<string, readonly Color[]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance in Oklab as somebody with this vision sees the two. */
function difference(a: string, b: string, vision: readonly Color[]): number {
  const lab = (hex: string) => {
    const color = linear(hex);
    const dot = (row: Color) => row[0] * color[0] + row[1] * color[1] + row[2] * color[2];
    const [r, g, b] = vision.map((row) => Math.min(1, Math.max(0, dot(row)))) as unknown as Color;
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ] as const;
  };
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** The smallest difference between any two. */
function closest(colors: readonly string[], vision: string): number {
  const pairs = colors.flatMap((a, index) =>
    colors.slice(index + 1).map((b) => difference(a, b, VISIONS[vision]!)),
  );
  return Math.min(...pairs);
}

const OKABE_ITO = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'];

describe('colours: the palette', () => {
  it('is seen on white and on a dark editor', () => {
    for (const color of PALETTE) {
      for (const background of ['#ffffff', '#1e1e1e']) {
        assert.ok(
          contrast(color, background) >= 3,
          `${color} on ${background}: ${contrast(color, background)}`,
        );
      }
    }
  });
  it('is seen in the margin of every theme, and text is read on its grounds', () => {
    const themes = [
      { background: '#ffffff', text: '#3b3b3b' },
      { background: '#1f1f1f', text: '#cccccc' },
      { background: '#000000', text: '#ffffff' },
      { background: '#ffffff', text: '#292929' },
    ];
    for (const { background, text } of themes) {
      for (const color of PALETTE) {
        assert.ok(contrast(color, background) >= 3, `${color} beside ${background}`);
        // What the editor paints behind text (client/src/paint/styles.ts): one passage, and several.
        for (const part of [0.14, 0.22]) {
          const ground = mixed(color, background, part);
          assert.ok(contrast(text, ground) >= 4.5, `${text} on ${ground}: ${contrast(text, ground)}`);
        }
      }
    }
  });
  it('has ten hues that colour-blind people tell apart as they do the seven of Okabe and Ito', () => {
    assert.equal(new Set(PALETTE).size, 10);
    const worst = (colors: readonly string[]) =>
      Math.min(...['protanopia', 'deuteranopia', 'tritanopia'].map((vision) => closest(colors, vision)));
    assert.ok(worst(PALETTE) >= worst(OKABE_ITO) - 0.001, `${worst(PALETTE)} and ${worst(OKABE_ITO)}`);
    assert.ok(closest(PALETTE, 'full') >= closest(OKABE_ITO, 'full') - 0.001);
  });
});

describe('colours: of codes', () => {
  const book = parseCodebook(`codes:
    a: { aliases: [old], codes: { a1: , a2: { codes: { a21: } }, a3: } }
    b: { color: "#D50", codes: { b1: , b2: { color: "#112233", codes: { b21: } } } }
    ${Array.from({ length: 9 }, (_, n) => `f${n}: {}`).join('\n    ')}
  `);

  it('a family has its hue, its codes have shades of it', () => {
    assert.equal(colorOf(book, 'a'), PALETTE[0]);
    assert.equal(colorOf(book, 'old'), PALETTE[0]);
    const family = ['a', 'a1', 'a2', 'a21', 'a3'].map((id) => colorOf(book, id));
    assert.equal(new Set(family).size, family.length);
    const hue = fromHex(PALETTE[0]!).hue;
    for (const shade of family) {
      assert.ok(Math.abs(fromHex(shade).hue - hue) < 0.05, shade);
      for (const background of ['#ffffff', '#1e1e1e']) assert.ok(contrast(shade, background) > 2.9, shade);
    }
  });
  it('a colour that is stated holds, and gives its hue to what is below', () => {
    assert.equal(colorOf(book, 'b'), '#dd5500');
    assert.ok(Math.abs(fromHex(colorOf(book, 'b1')).hue - fromHex('#dd5500').hue) < 0.05);
    assert.equal(colorOf(book, 'b2'), '#112233');
    assert.notEqual(colorOf(book, 'b21'), '#112233');
  });
  it('hues come again after ten families; what is unknown is grey', () => {
    assert.equal(colorOf(book, 'f8'), PALETTE[0]);
    assert.equal(colorOf(book, 'nothing'), UNKNOWN_COLOR);
  });
  it('a colour comes through Oklch as it was', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(fc.property(hex, (color) => assert.equal(toHex(fromHex(color)), color)));
  });
});
