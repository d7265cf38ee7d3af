import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { columnName } from '../core/report/records.js';
import { provenanceLines } from '../core/report/provenance.js';
import type { Sheet } from '../core/report/types.js';
import type { Evidence, FileJob } from './job.js';
import { tintOf } from './tint.js';
import { withoutTimes } from './zip.js';

/** More columns than this lie across the page. */
const UPRIGHT = 4;

/** A Word document: title, sentence, warnings, tables, quotations with their source, how it was made. */
export function docxFile(
  job: Pick<FileJob, 'report' | 'provenance' | 'evidence' | 'leftOut'>,
): Promise<Uint8Array> {
  const { report, provenance, evidence = [], leftOut = [] } = job;
  const { title, sentence, warnings, notes, sheets } = report;
  const wide = sheets.some(({ columns }) => columns.length > UPRIGHT);
  return wordFile(
    title,
    [
      heading(title, HeadingLevel.HEADING_1),
      text(sentence),
      ...warnings.map((warning) => labelled('Warning', warning)),
      ...sheets.flatMap((sheet) => [
        ...(sheets.length > 1 ? [heading(sheet.title, HeadingLevel.HEADING_2)] : [text('')]),
        ...(sheet.rows.length === 0 ? [text('Nothing to show.')] : [tableOf(sheet)]),
      ]),
      ...(notes.length > 0
        ? [heading('Notes', HeadingLevel.HEADING_2), ...notes.map((note) => text(note))]
        : []),
      ...(evidence.length > 0
        ? [heading('Passages', HeadingLevel.HEADING_2), ...evidence.flatMap(quoted)]
        : []),
      heading(ABOUT, HeadingLevel.HEADING_2),
      ...leftOut.map((each) => labelled('Left out', each)),
      ...provenanceLines(provenance).map(([name, value]) => labelled(name, value)),
    ],
    wide,
  );
}

/** A Word document of these parts, the same bytes for the same parts. */
export async function wordFile(
  title: string,
  children: readonly (Paragraph | Table)[],
  wide = false,
): Promise<Uint8Array> {
  const document = new Document({
    title: plain(title),
    creator: 'Qualdown',
    styles: { default: { document: { run: { font: 'Calibri', size: 21 } } } },
    sections: [
      {
        ...(wide && { properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } } }),
        children: [...children],
      },
    ],
  });
  return withoutTimes(await Packer.toBuffer(document));
}

const ABOUT = 'How this was made';

function tableOf({ stub, columns, rows }: Sheet): Table {
  const head = new TableRow({
    tableHeader: true,
    children: [
      cellOf([bold(stub)]),
      ...columns.map((column) =>
        cellOf([
          bold(columnName(column)),
          ...column.lines.map((line) => small(line)),
          small(column.figures.map(({ name }) => name).join(' · ')),
        ]),
      ),
    ],
  });
  const body = rows.map(
    ({ name, depth, cells }) =>
      new TableRow({
        cantSplit: true,
        children: [
          cellOf([new Paragraph({ indent: { left: depth * 240 }, children: [run(name, depth === 0)] })]),
          ...cells.map(({ texts, mark, heat }, index) => {
            const words = columns[index]!.figures.every(({ format }) => format === 'text');
            const alignment = words ? AlignmentType.LEFT : AlignmentType.RIGHT;
            const lines = texts.join(words ? '\n' : ' · ').split('\n');
            return cellOf(
              [
                ...lines.map((line) => new Paragraph({ alignment, children: [run(line)] })),
                ...(mark === undefined ? [] : [small(mark, alignment)]),
              ],
              heat,
            );
          }),
        ],
      }),
  );
  return new Table({ rows: [head, ...body], width: { size: 100, type: WidthType.PERCENTAGE } });
}

function cellOf(children: Paragraph[], heat = 0): TableCell {
  const fill = tintOf(heat);
  return new TableCell({
    children,
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
    ...(fill !== undefined && { shading: { type: ShadingType.CLEAR, color: 'auto', fill } }),
  });
}

function quoted({ title, documents }: Evidence): Paragraph[] {
  const passages = documents.flatMap(({ file, passages: of }) => of.map((each) => ({ file, ...each })));
  if (passages.length === 0) return [];
  return [
    heading(title, HeadingLevel.HEADING_3),
    ...passages.flatMap(({ file, line, speaker, text: words }) => {
      const source = `${speaker === null ? '' : `${speaker}: `}${file}, line ${line}`;
      return [
        ...(words === null
          ? []
          : words
              .split(/\n+/)
              .map((part) => new Paragraph({ indent: { left: 360 }, children: [run(part)] }))),
        new Paragraph({
          indent: { left: 360 },
          spacing: { after: 120 },
          children: [run(`— ${source}`, false, true)],
        }),
      ];
    }),
  ];
}

export function heading(title: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ heading: level, children: [run(title)] });
}
export const text = (words: string): Paragraph =>
  new Paragraph({ spacing: { after: 120 }, children: [run(words)] });
const bold = (words: string): Paragraph => new Paragraph({ children: [run(words, true)] });
export const labelled = (label: string, words: string): Paragraph =>
  new Paragraph({ spacing: { after: 60 }, children: [run(`${label}: `, true), run(words)] });

function small(words: string, alignment: 'left' | 'right' = AlignmentType.LEFT): Paragraph {
  return new Paragraph({
    alignment,
    children: [new TextRun({ text: plain(words), size: 16, color: '555555' })],
  });
}

export function run(words: string, isBold = false, italics = false): TextRun {
  // The names are marked as old for TextRun's own shorthand, but they are what the format has.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return new TextRun({ text: plain(words), bold: isBold, italics });
}

/** Without the characters that XML cannot hold. */
function plain(words: string): string {
  return words.replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD');
}
