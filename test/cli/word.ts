/* eslint-disable @typescript-eslint/no-deprecated -- bold and italics are taken for those of String */
import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';

const said = (label: string, text: string): Paragraph =>
  new Paragraph({ children: [new TextRun({ text: `${label}:`, bold: true }), new TextRun(` ${text}`)] });
const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] });

/** A Word document as a transcriber would write it: turns, a heading, a list, a table, a note, a picture. */
export function wordFile(): Promise<Buffer> {
  const dot = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const children = [
    new Paragraph({ text: 'Interview {.a}', heading: HeadingLevel.HEADING_1 }),
    said('INT', 'Who opens [the door]{.buffering}?'),
    new Paragraph({
      children: [
        new TextRun({ text: 'Ana Lopez:', bold: true }),
        new TextRun(' I do, '),
        new TextRun({ text: 'always', italics: true }),
        new TextRun('.'),
        new FootnoteReferenceRun(1),
      ],
    }),
    new Paragraph({ text: 'first', bullet: { level: 0 } }),
    new Paragraph({ text: 'second', bullet: { level: 1 } }),
    new Table({
      rows: [
        new TableRow({ children: [cell('day'), cell('visits')] }),
        new TableRow({ children: [cell('May'), cell('2 | 3')] }),
      ],
    }),
    new Paragraph({
      children: [new ImageRun({ type: 'png', data: dot, transformation: { width: 9, height: 9 } })],
    }),
    said('Ana Lopez', 'That is all.'),
  ];
  const footnotes = { 1: { children: [new Paragraph('But Sundays.')] } };
  return Packer.toBuffer(new Document({ footnotes, sections: [{ children }] }));
}
