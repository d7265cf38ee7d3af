import type { Range } from '../core/problem.js';
import { readAttributes } from '../core/scan/attributes.js';
import type { Mark } from '../core/scan/types.js';
import { segmentsOf } from '../core/segments.js';
import type { LastChange } from '../git/blame.js';
import { escape } from './card.js';
import type { DocumentPage } from './pages.js';
import { paintedCode } from './painted-code.js';

/**
 * The passages that an offset lies in, innermost first, as Markdown: codes by name, coder, memo.
 * @param lastChanges of each line; asked where a passage is not signed
 */
export async function codesCard(
  page: DocumentPage,
  offset: number,
  lastChanges: () => Promise<readonly (LastChange | undefined)[] | undefined>,
): Promise<({ value: string } & Range) | undefined> {
  const around = marksAround(page, offset);
  const [innermost] = around;
  if (!innermost) return undefined;
  const signed = around.map(({ index }) => signedBy(page, index));
  const changes = signed.includes(undefined) ? await lastChanges() : undefined;
  const value = around.map(({ index, mark }, at) => {
    // The braces' line: who mends a word of a long passage has not touched its codes.
    const change = changes?.[page.text.positionAt(mark.attributes.start).line];
    return lineOf(page, index, signed[at] ?? (change && lastChangedBy(change)));
  });
  return { value: value.join('\n'), ...innermost.mark.content };
}

function signedBy({ document, study }: DocumentPage, index: number): string | undefined {
  const { ofMark, coder } = segmentsOf(document);
  const signed = coder[ofMark[index]!]!;
  return signed < 0 ? undefined : `coded by ${escape(study.context.names.name(signed))}`;
}

/** Never who coded it: whoever mends a comma in a line becomes its last. */
function lastChangedBy({ commit, author, date }: LastChange): string {
  return commit === ''
    ? 'last changed here, not committed yet'
    : `last changed by ${escape(author)}, ${date}`;
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

function lineOf({ document, study, text }: DocumentPage, index: number, who: string | undefined): string {
  const { inherited } = segmentsOf(document);
  const { names } = study.context;
  const mark = document.scan.mark(index);
  const codes = [...mark.codes, ...(inherited.get(index) ?? [])].map((code) => {
    const { id, name } = paintedCode(study, names.name(code));
    const brief = study.codebook.codes.get(id)?.brief;
    return `**${escape(name)}**${brief === undefined ? '' : ` – ${escape(brief)}`}`;
  });
  const memo = readAttributes(text.getText(), mark.attributes).pairs.find(({ key }) => key === 'memo')?.value;
  const facts = [
    ...(who === undefined ? [] : [who]),
    ...(memo === undefined ? [] : [`memo: ${escape(memo)}`]),
  ];
  return [`- ${codes.join('; ')}`, ...facts.map((fact) => `  - ${fact}`)].join('\n');
}
