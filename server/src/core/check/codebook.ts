import type { Problem } from '../problem.js';
import { PANDOC_CLASSES } from '../scan/index.js';
import type { Study } from '../study/types.js';
import { problem } from './rules.js';

/** What is wrong in the codebook by itself and by the classes that the study ignores. */
export function checkCodebook({ codebook, config }: Study): Problem[] {
  const problems = [...codebook.problems];
  for (const { id, idRange, definition, codable, status } of codebook.codes.values()) {
    if (PANDOC_CLASSES.has(id) || config.ignoreClasses.has(id)) {
      const where = PANDOC_CLASSES.has(id)
        ? 'a class of Pandoc’s own'
        : 'among the “ignore_classes” of qualdown.yaml';
      problems.push(
        problem('code-ignored', idRange, `“${id}” is ${where}, so no passage can carry it as a code.`),
      );
    }
    if (definition === undefined && codable && status !== 'retired') {
      problems.push(problem('definition-missing', idRange, `“${id}” has no definition yet.`, { code: id }));
    }
  }
  return problems.sort((a, b) => a.start - b.start);
}
