import { columnName } from '../core/report/records.js';
import { provenanceLines } from '../core/report/provenance.js';
import type { Sheet, SheetCell } from '../core/report/types.js';
import { chartSvg, escapeXml } from './charts/index.js';
import { STYLE } from './html-style.js';
import type { CodeEntry, Evidence, FileJob } from './job.js';
import { tintOf } from './tint.js';

type Job = Pick<FileJob, 'report' | 'provenance' | 'evidence' | 'codebook' | 'leftOut'>;
const WIDTH = 760;

/** One file without script, network or anything beside it: tables, pictures, the passages of every figure. */
export function htmlFile(job: Job): string {
  const { title, sentence, warnings, notes, sheets, charts } = job.report;
  const evidence = new Map(
    (job.evidence ?? []).map((each) => [keyOf(each.sheet, each.row, each.column), each]),
  );
  const ids = new Map([...evidence.keys()].map((key, index) => [key, `p${index + 1}`]));
  const body = [
    `<h1>${text(title)}</h1>`,
    `<p class="sentence">${text(sentence)}</p>`,
    ...(warnings.length > 0
      ? [
          `<section class="warnings" aria-label="Warnings"><ul>${warnings.map((each) => `<li>${text(each)}</li>`).join('')}</ul></section>`,
        ]
      : []),
    ...sheets.map((sheet, index) => tableOf(sheet, index, ids)),
    ...charts.map(
      (chart, index) =>
        `<figure>${chartSvg(chart, { width: WIDTH, theme: 'light', bare: true, id: `chart${index + 1}` })}<figcaption>${text(chart.alt)}</figcaption></figure>`,
    ),
    ...(notes.length > 0 ? [list('Notes', notes)] : []),
    ...(evidence.size > 0 ? [passagesOf(evidence, ids)] : []),
    ...(job.codebook && job.codebook.length > 0 ? [codebookOf(job.codebook)] : []),
    aboutOf(job),
  ];
  return pageOf(title, body);
}

/** A whole page of these parts. */
export function pageOf(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${text(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body><main>',
    ...body,
    '</main></body>',
    '</html>',
    '',
  ].join('\n');
}

const keyOf = (sheet: number, row: string, column: string): string => JSON.stringify([sheet, row, column]);

function tableOf(
  { title, stub, columns, rows }: Sheet,
  index: number,
  ids: ReadonlyMap<string, string>,
): string {
  const heads = columns.map(
    (column) =>
      `<th scope="col"><span class="name">${text(columnName(column))}</span>${column.lines.map((line) => `<small>${text(line)}</small>`).join('')}<small class="figures">${column.figures.map(({ name }) => text(name)).join(' · ')}</small></th>`,
  );
  const lines = rows.map(({ key, name, depth, brief, color, cells }) => {
    const bar = color === undefined ? '' : `<span class="color" style="background:${text(color)}"></span>`;
    const title = brief === undefined ? '' : ` title="${text(brief)}"`;
    const figures = cells.map((cell, at) => {
      const words = columns[at]!.figures.every(({ format }) => format === 'text');
      return cellOf(cell, ids.get(keyOf(index, key, columns[at]!.key)), words);
    });
    return `<tr><th scope="row" style="padding-left:${(0.5 + depth * 1.2).toFixed(1)}em"${title}>${bar}${text(name)}</th>${figures.join('')}</tr>`;
  });
  const empty = rows.length === 0 ? '<p>Nothing to show.</p>' : '';
  return `<div class="table" role="region" tabindex="0" aria-label="${text(title)}"><table><caption>${text(title)}</caption><thead><tr><th scope="col">${text(stub)}</th>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>${empty}</div>`;
}

/** The figures, linked to what they rest on; the way back is to the cell. */
function cellOf({ texts, heat, mark, title }: SheetCell, id: string | undefined, words: boolean): string {
  const figures = text(texts.join(words ? '\n' : ' · '));
  const tint = tintOf(heat);
  const attributes = [
    ...(id === undefined ? [] : [`id="${id}-cell"`]),
    ...(words ? ['class="words"'] : []),
    ...(tint === undefined ? [] : [`style="background:#${tint}"`]),
    ...(title === undefined ? [] : [`title="${text(title)}"`]),
  ];
  const linked = id === undefined ? figures : `<a href="#${id}">${figures}</a>`;
  const note = mark === undefined ? '' : `<small class="mark">${text(mark)}</small>`;
  return `<td${attributes.map((each) => ` ${each}`).join('')}>${linked}${note}</td>`;
}

function passagesOf(evidence: ReadonlyMap<string, Evidence>, ids: ReadonlyMap<string, string>): string {
  const sections = Array.from(evidence, ([key, each]) => {
    const id = ids.get(key)!;
    const documents = each.documents
      .filter(({ passages }) => passages.length > 0)
      .map(({ file, passages }) => `<h4>${text(file)}</h4><ul>${passages.map(passageOf).join('')}</ul>`);
    const without =
      each.without.length > 0
        ? [`<p class="without">Documents without: ${text(each.without.join(', '))}.</p>`]
        : [];
    const silent =
      each.withoutParticipants.length > 0
        ? [`<p class="without">Participants without: ${text(each.withoutParticipants.join(', '))}.</p>`]
        : [];
    return [
      `<section class="passages" id="${id}" aria-labelledby="${id}-head"><h3 id="${id}-head">${text(each.title)}</h3>`,
      `<p>${text(each.sentence)} <a class="back" href="#${id}-cell" aria-label="Back to the figure of ${text(each.title)}">Back to the figure</a></p>`,
      ...documents,
      ...without,
      ...silent,
      '</section>',
    ].join('\n');
  });
  return `<section><h2>What the figures rest on</h2>\n${sections.join('\n')}\n</section>`;
}

function passageOf({
  line,
  speaker,
  text: words,
}: Evidence['documents'][number]['passages'][number]): string {
  const source = `${speaker === null ? '' : `${speaker}, `}line ${line}`;
  return words === null
    ? `<li>${text(source)}</li>`
    : `<li><blockquote>${text(words)}</blockquote><cite>${text(source)}</cite></li>`;
}

function codebookOf(codes: readonly CodeEntry[]): string {
  const entries = codes.map(({ id, name, depth, color, brief, definition, useWhen, notWhen, examples }) => {
    const fields: [string, string | undefined][] = [
      ['', brief],
      ['Definition', definition],
      ['Use when', useWhen],
      ['Not when', notWhen],
      ...examples.map((example): [string, string] => ['Example', example]),
    ];
    const lines = fields.flatMap(([label, value]) =>
      value === undefined ? [] : [`<p>${label === '' ? '' : `<b>${label}:</b> `}${text(value)}</p>`],
    );
    return `<dt style="margin-left:${(depth * 1.2).toFixed(1)}em"><span class="color" style="background:${text(color)}"></span>${text(name)} <code>${text(id)}</code></dt><dd style="margin-left:${(1 + depth * 1.2).toFixed(1)}em">${lines.join('')}</dd>`;
  });
  return `<section><h2>Codebook</h2><dl>${entries.join('\n')}</dl></section>`;
}

function aboutOf({ provenance, leftOut = [] }: Job): string {
  const lines = [...leftOut.map((each) => ['Left out', each] as const), ...provenanceLines(provenance)];
  const entries = lines.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`);
  return `<section class="about"><h2>How this was made</h2><dl>${entries.join('\n')}</dl></section>`;
}

function list(title: string, lines: readonly string[]): string {
  return `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul></section>`;
}

const text = escapeXml;
