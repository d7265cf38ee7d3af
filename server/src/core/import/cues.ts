import { lineOf, tidy } from './plain.js';
import { clock, secondsOf } from './times.js';
import type { LinePiece, Reading } from './types.js';

const ARROW = /^\s*(\d[\d:.,]*|\S+)[ \t]*-->[ \t]*(\S+)/;
/** Blocks of WebVTT that hold no speech. */
const NO_CUE = /^(WEBVTT|NOTE|STYLE|REGION)(?=\s|$)/;

/**
 * The cues of WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip, which differ in a header, the comma and voice tags.
 * What is no cue (a note, a style, a number without times) is told under `omitted`, for speech must not get lost in it.
 */
export function readCues(text: string): Reading {
  const pieces: LinePiece[] = [];
  let strange = 0;
  let notes = 0;
  for (const lines of tidy(text)
    .split(/\n(?:[ \t]*\n)+/)
    .flatMap(cuesOf)) {
    const at = lines.findIndex((line) => ARROW.test(line));
    const [, from = '', to = ''] = ARROW.exec(lines[at] ?? '') ?? [];
    const [start, end] = [secondsOf(from), secondsOf(to)];
    if (start !== undefined && end !== undefined) {
      pieces.push(...cueLines(lines.slice(at + 1), { start, end }));
    } else if (NO_CUE.test(lines[0]!)) {
      if (!lines[0]!.startsWith('WEBVTT')) notes++;
    } else {
      strange++;
      pieces.push(...lines.map((line) => lineOf(spoken(line).trim())));
    }
  }
  const omitted = [
    ...(notes > 0
      ? [counted(notes, 'note or style of the subtitles', 'notes or styles of the subtitles')]
      : []),
    ...(strange > 0
      ? [
          `the times of ${counted(strange, 'cue that has none that can be read', 'cues that have none that can be read')} (the words are kept)`,
        ]
      : []),
  ];
  return { pieces: pieces.filter((piece) => plainText(piece) !== ''), omitted };
}

/** The cues of a block: one, unless blank lines were lost between them. The number above the times belongs to them. */
function cuesOf(block: string): string[][] {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  const starts = lines.flatMap((line, index) => (ARROW.test(line) ? [index] : []));
  const cuts = starts.slice(1).map((at) => (/^\s*\d+\s*$/.test(lines[at - 1]!) ? at - 1 : at));
  return [0, ...cuts].map((at, index) => lines.slice(at, cuts[index])).filter((cue) => cue.length > 0);
}

/** A cue's lines as one, or one for each who speaks in it. */
function cueLines(lines: readonly string[], cue: { start: number; end: number }): LinePiece[] {
  const more = { time: clock(cue.start), cue };
  const whole = lines.join('\n');
  const voices = [...whole.matchAll(/<v(?:\.[^\s>]*)?[ \t]+([^>\n]*)>/g)];
  if (voices.length === 0) {
    // Two who speak at once stand on lines of their own with a dash.
    const dashed = lines.length > 1 && lines.every((line) => /^\s*[-–]\s*\S/.test(spoken(line)));
    if (dashed)
      return lines.map((line) =>
        lineOf(
          spoken(line)
            .replace(/^\s*[-–]\s*/, '')
            .trim(),
          more,
        ),
      );
    return [lineOf(spoken(whole.replaceAll('\n', ' ')).trim(), more)];
  }
  const before = spoken(whole.slice(0, voices[0]!.index).replaceAll('\n', ' ')).trim();
  const rest = voices.map((voice, index) => {
    const said = whole.slice(voice.index + voice[0].length, voices[index + 1]?.index ?? whole.length);
    const speaker = references(voice[1]!).trim();
    const text = spoken(said.replaceAll('\n', ' ')).trim();
    return lineOf(text, { ...more, ...(speaker !== '' && { speaker }) });
  });
  return before === '' ? rest : [lineOf(before, more), ...rest];
}

/** Words without the tags of subtitles: `<i>`, `<c.loud>`, `<00:01.5>`, `</v>`, `{\an8}`. Other `<` are words. */
function spoken(text: string): string {
  const bare = text
    .replace(/<\/?(?:[biuvc]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>/gi, '')
    .replace(/\{\\[^{}]*\}/g, '');
  return references(bare).replace(/[ \t]+/g, ' ');
}

const REFERENCES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  lrm: '',
  rlm: '',
};

/** `&amp;` and the like, decoded once. */
function references(text: string): string {
  return text.replace(
    /&(?:([a-z]{2,6})|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (written, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return REFERENCES[name] ?? written;
      const point = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
      const isText = point >= 0x20 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return isText ? String.fromCodePoint(point) : written;
    },
  );
}

function plainText({ children: [first] }: LinePiece): string {
  return first?.type === 'text' ? first.value : '';
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
