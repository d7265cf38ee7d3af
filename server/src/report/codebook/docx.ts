import { HeadingLevel, Paragraph } from 'docx';
import { fieldsOf, figuresOf, sourceOf } from '../../core/codebook/print/lines.js';
import { heading, labelled, run, text, wordFile } from '../docx.js';
import type { CodebookJob } from './job.js';

const LEVELS = [
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

/** A Word document: a heading a code, so that Word's own outline is the tree of codes. */
export function codebookDocx({ printed, about }: CodebookJob): Promise<Uint8Array> {
  const { title, sentence, codes } = printed;
  return wordFile(`${title}: codebook`, [
    heading(`${title}: codebook`, HeadingLevel.HEADING_1),
    text(sentence),
    ...codes.flatMap((code) => [
      heading(`${code.name} (${code.id})`, LEVELS[Math.min(code.depth, LEVELS.length - 1)]!),
      new Paragraph({ spacing: { after: 60 }, children: [run(figuresOf(code), false, true)] }),
      ...fieldsOf(code).map(([label, value]) => labelled(label, value)),
      ...(code.passage ? quoted(code.passage) : []),
    ]),
    heading('How this was made', HeadingLevel.HEADING_2),
    ...about.map(([name, value]) => labelled(name, value)),
  ]);
}

function quoted(passage: NonNullable<CodebookJob['printed']['codes'][number]['passage']>): Paragraph[] {
  const indent = { left: 360 };
  return [
    ...passage.text.split(/\n+/).map((line) => new Paragraph({ indent, children: [run(line)] })),
    new Paragraph({
      indent,
      spacing: { after: 120 },
      children: [run(`— ${sourceOf(passage)}`, false, true)],
    }),
  ];
}
