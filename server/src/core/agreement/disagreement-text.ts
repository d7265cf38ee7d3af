import { count, listOf } from '../compare/phrases.js';
import { markdownText } from '../compare/markdown.js';
import { csv } from '../csv.js';
import type { Disagreement, Disagreements, SideOfDisagreement } from './types.js';

/** A disagreement, and the line where its unit begins in the text of each side (from 1); null where it has none. */
export interface Located extends Disagreement {
  readonly lines: readonly (number | null)[];
}

/** Who coded what, as a table: one disagreement a row. */
export function disagreementsCsv({ coders }: Disagreements, list: readonly Located[]): string {
  return csv(
    [
      'file',
      'code',
      'speaker',
      'coded',
      'not',
      ...coders.flatMap((name) => [`${name}: line`, `${name}: text`]),
    ],
    list.map(({ file, code, speaker, coded, not, sides, lines }) => [
      ...[file, code, speaker ?? '', coded.join('; '), not.join('; ')],
      ...sides.flatMap(({ text }, at) => [lines[at] ?? '', text ?? '']),
    ]),
  );
}

/** For reading and talking it over: each unit as each side marked it, what it marked in bold. */
export function disagreementsMarkdown(of: Disagreements, list: readonly Located[]): string {
  const lines = [
    `# ${titleOf(of)}`,
    '',
    summaryOf(of, list),
    '',
    ...of.warnings.flatMap((each) => [`> **Warning.** ${markdownText(each)}`, '']),
  ];
  let file = '';
  for (const each of list) {
    if (each.file !== file) lines.push(`## ${markdownText((file = each.file))}`, '');
    lines.push(`### ${markdownText(headOf(each))}`, '');
    each.sides.forEach((side, at) => {
      if (side.text === null) return;
      lines.push(
        `**${markdownText(side.side)}**, ${judgement(side)}, line ${each.lines[at]!}:`,
        '',
        quoted(side),
        '',
      );
    });
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function quoted({ text, marked }: SideOfDisagreement): string {
  const pieces = piecesOf(text!, marked).map(({ text: piece, isMarked }) => {
    const plain = markdownText(piece.replace(/\s+/g, ' '));
    const bare = plain.trim();
    // Signs of emphasis stand at letters, else they are read as signs.
    return isMarked && bare !== '' ? plain.replace(bare, () => `**${bare}**`) : plain;
  });
  return `> ${pieces.join('')}`;
}

/** The same as a page by itself: nothing is fetched, no script runs. Each side has its colour and its kind of line. */
export function disagreementsHtml(of: Disagreements, list: readonly Located[]): string {
  const title = titleOf(of);
  const side = (each: SideOfDisagreement, at: number, line: number | null): string =>
    each.text === null
      ? ''
      : `<div class="side s${at % 6}"><h4>${html(each.side)} <small>${judgement(each)}, line ${line}</small></h4><p>${piecesOf(
          each.text,
          each.marked,
        )
          .map(({ text, isMarked }) => (isMarked ? `<mark>${html(text)}</mark>` : html(text)))
          .join('')}</p></div>`;
  let file = '';
  const body = list.map((each) => {
    const head = each.file === file ? '' : `<h2>${html((file = each.file))}</h2>\n`;
    return `${head}<section><h3>${html(headOf(each))}</h3>\n<div class="sides">${each.sides.map((one, at) => side(one, at, each.lines[at]!)).join('\n')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title><style>${STYLE}</style></head>
<body><h1>${html(title)}</h1>
<p>${html(summaryOf(of, list))}</p>
${of.warnings.map((each) => `<p class="warning"><strong>Warning.</strong> ${html(each)}</p>`).join('\n')}
${body.join('\n')}
</body></html>
`;
}

const COLORS = ['#0072b2', '#b34700', '#00734f', '#8a3d7a', '#7a6200', '#555555'];
const LINES = ['solid', 'dashed', 'dotted', 'double', 'solid', 'dashed'];
const STYLE = [
  'body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}',
  '.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1rem}',
  '.side{border-top:3px solid;padding-top:.25rem}h4{margin:0}small{font-weight:normal}p{white-space:pre-wrap}mark{color:inherit}',
  '@media print{section{break-inside:avoid}}',
  ...COLORS.map(
    (color, at) =>
      `.s${at}{border-color:${color}}.s${at} h4{color:${color}}.s${at} mark{background:${color}22;border-bottom:2px ${LINES[at]!} ${color}}`,
  ),
].join('');

interface TextPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

function piecesOf(text: string, marked: SideOfDisagreement['marked']): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  const add = (end: number, isMarked: boolean): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), isMarked });
    at = Math.max(at, end);
  };
  for (const { start, end } of marked) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return pieces;
}

function titleOf({ coders }: Disagreements): string {
  return `Disagreements of ${listOf(coders)}`;
}

function summaryOf({ unit, sides }: Disagreements, list: readonly Located[]): string {
  const files = new Set(list.map(({ file }) => file)).size;
  const commits = sides.flatMap(({ name, commit }) =>
    commit === undefined ? [] : [` ${name} is commit ${commit}.`],
  );
  return `${count(list.length, 'disagreement')} in ${count(files, 'document')}, by ${unit === 'turn' ? 'turns (sentences where nobody speaks)' : `${unit}s`}.${commits.join('')}`;
}

function headOf({ code, coded, not, speaker }: Disagreement): string {
  const who = speaker === null ? '' : `${speaker}: `;
  return `${who}${code}, coded by ${listOf(coded)}, not by ${listOf(not)}`;
}

function judgement({ coded }: SideOfDisagreement): string {
  return coded === null ? 'takes no part' : coded ? 'coded' : 'not coded';
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
