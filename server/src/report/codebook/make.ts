import { codebookCsv, codebookMarkdown } from '../../core/codebook/print/text.js';
import { markdownText } from '../../core/compare/markdown.js';
import { codebookDocx } from './docx.js';
import { codebookHtml } from './html.js';
import type { CodebookJob } from './job.js';

/** The bytes of a printed codebook: the same for the same job. */
export async function makeCodebook(job: CodebookJob): Promise<Uint8Array> {
  switch (job.format) {
    case 'docx':
      return codebookDocx(job);
    case 'html':
      return utf8(codebookHtml(job));
    case 'csv':
      return utf8(codebookCsv(job.printed));
    case 'json':
      return utf8(`${JSON.stringify(job.printed, null, 2)}\n`);
    case 'md':
      return utf8(`${codebookMarkdown(job.printed)}${aboutMarkdown(job)}`);
  }
}

function aboutMarkdown({ about }: CodebookJob): string {
  const lines = about.map(([name, value]) => `- ${name}: ${markdownText(value)}`);
  return ['', '## How this was made', '', ...lines, ''].join('\n');
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
