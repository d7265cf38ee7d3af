import { fieldsOf, figuresOf, sourceOf } from '../../core/codebook/print/lines.js';
import { escapeXml as text } from '../charts/index.js';
import { pageOf } from '../html.js';
import type { CodebookJob } from './job.js';

/** One file without script, network or anything beside it: a list to jump from, then a section a code. */
export function codebookHtml({ printed, about }: CodebookJob): string {
  const { title, sentence, codes } = printed;
  const ids = new Map(codes.map(({ id }, index) => [id, `c${index + 1}`]));
  const contents = codes.map(
    ({ id, name, depth, total }) =>
      `<li style="margin-left:${(depth * 1.2).toFixed(1)}em"><a href="#${ids.get(id)!}">${text(name)}</a> <small style="display:inline">${total}</small></li>`,
  );
  const sections = codes.map((code) => {
    const { id, name, depth, color, passage } = code;
    const level = Math.min(depth + 2, 6);
    const fields = fieldsOf(code).map(([label, value]) => `<p><b>${label}:</b> ${text(value)}</p>`);
    const quoted = passage
      ? [`<blockquote>${text(passage.text)}</blockquote><cite>${text(sourceOf(passage))}</cite>`]
      : [];
    return [
      `<section id="${ids.get(id)!}">`,
      `<h${level}><span class="color" style="background:${text(color)}"></span>${text(name)} <code>${text(id)}</code></h${level}>`,
      `<small>${text(figuresOf(code))}</small>`,
      ...fields,
      ...quoted,
      '</section>',
    ].join('\n');
  });
  const made = about.map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`);
  return pageOf(`${title}: codebook`, [
    `<h1>${text(title)}: codebook</h1>`,
    `<p class="sentence">${text(sentence)}</p>`,
    `<nav aria-label="Codes"><ul>${contents.join('')}</ul></nav>`,
    ...sections,
    `<section class="about"><h2>How this was made</h2><dl>${made.join('\n')}</dl></section>`,
  ]);
}
