import type { Range } from '../core/problem.js';
import { readAttributes } from '../core/scan/attributes.js';
import type { Mark } from '../core/scan/types.js';
import { segmentsOf } from '../core/segments.js';
import { escape } from './card.js';
import type { DocumentPage } from './pages.js';
import { paintedCode } from './painted-code.js';

/** The passages that an offset lies in, innermost first, as Markdown: codes by name, coder, memo. */
export function codesCard(page: DocumentPage, offset: number): ({ value: string } & Range) | undefined {
  const around = marksAround(page, offset);
  const [innermost] = around;
  if (!innermost) return undefined;
  const value = around.map(({ index }) => lineOf(page, index)).join('\n');
  return { value, ...innermost.mark.content };
}

/** One fragment of each passage. */
function marksAround({ document }: DocumentPage, offset: number): { index: number; mark: Mark }[] {
  const { scan } = document;
  const { ofMark } = segmentsOf(document);
  const { contentStart, contentEnd } = scan.columns;
  const found = new Map<number, { index: number; mark: Mark }>();
  for (let index = scan.markCount - 1; index >= 0; index--) {
    const segment = ofMark[index]!;
    if (segment < 0 || contentStart[index]! > offset || offset >= contentEnd[index]!) continue;
    if (!found.has(segment)) found.set(segment, { index, mark: scan.mark(index) });
  }
  return [...found.values()].sort((a, b) => size(a.mark) - size(b.mark));
}

const size = ({ content }: Mark): number => content.end - content.start;

function lineOf({ document, study, text }: DocumentPage, index: number): string {
  const { ofMark, coder, inherited } = segmentsOf(document);
  const { names } = study.context;
  const mark = document.scan.mark(index);
  const codes = [...mark.codes, ...(inherited.get(index) ?? [])].map((code) => {
    const { id, name } = paintedCode(study, names.name(code));
    const brief = study.codebook.codes.get(id)?.brief;
    return `**${escape(name)}**${brief === undefined ? '' : ` – ${escape(brief)}`}`;
  });
  const signed = coder[ofMark[index]!]!;
  const memo = readAttributes(text.getText(), mark.attributes).pairs.find(({ key }) => key === 'memo')?.value;
  const facts = [
    ...(signed < 0 ? [] : [`coded by ${escape(names.name(signed))}`]),
    ...(memo === undefined ? [] : [`memo: ${escape(memo)}`]),
  ];
  return [`- ${codes.join('; ')}`, ...facts.map((fact) => `  - ${fact}`)].join('\n');
}
