import { markdownText } from '../compare/markdown.js';
import { count, listOf } from '../compare/phrases.js';
import type { Assignment } from './plan.js';

/** How a sample was drawn, to lie beside the copies and to be cited: what draws the same sample again. */
export function aboutAssignment({ spec, strata, documents, copies }: Assignment, study: string): string {
  const { by, seed, coder, count: size, share, where = [] } = spec;
  const command = [
    'qualdown assign',
    ...(by.length > 0 ? [`--by ${by.join(',')}`] : []),
    size === undefined ? `--share ${share ?? 0.2}` : `--count ${size}`,
    `--seed ${seed}`,
    ...where.map((condition) => `--where "${condition}"`),
  ].join(' ');
  return [
    `# Double coding: ${markdownText(study)}`,
    '',
    `${count(copies.length, 'document')} of ${documents}, drawn at random${by.length > 0 ? ` within each ${listOf(by)}` : ''} with seed ${seed}${coder === undefined ? '' : `, to be coded by ${markdownText(coder)}`}.`,
    'The texts are the originals without any coding. Code them without sight of the first coding; then say `coding: done` in the front matter of each, and compare with `qualdown agree`.',
    '',
    `Drawn by \`${command}\`.`,
    '',
    ...(by.length > 0
      ? [
          '| Stratum | documents | drawn |',
          '| --- | ---: | ---: |',
          ...strata.map(
            ({ label, size: of, drawn }) => `| ${markdownText(label)} | ${of} | ${drawn.length} |`,
          ),
          '',
        ]
      : []),
    ...copies.map(({ file }) => `- ${markdownText(file)}`),
    '',
  ].join('\n');
}

/** The study's configuration as the second coder has it: nobody's codings but theirs are there to be preferred. */
export function configForSecond(text: string | undefined): string {
  return (text ?? '# Copies for a second coder: a study of its own.\n').replace(
    /^coder_of_record:.*(?:\r?\n|$)/m,
    '',
  );
}
