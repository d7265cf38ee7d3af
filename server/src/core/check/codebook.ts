import type { Problem } from '../problem.js';
import { PANDOC_CLASSES } from '../scan/index.js';
import type { Study, StudyConfig } from '../study/types.js';
import { problem } from './rules.js';

/** What is wrong in the codebook by itself and by the classes that the study ignores. */
export function checkCodebook({ codebook, config }: Study): Problem[] {
  const problems = [...codebook.problems];
  for (const { id, idRange, aliases, definition, codable, status } of codebook.codes.values()) {
    for (const name of [id, ...aliases]) {
      const where = ignoredWhere(name, config);
      if (where === undefined) continue;
      const what = name === id ? `“${id}”` : `The alias “${name}” of “${id}”`;
      const message = `${what} is ${where}, so no passage can carry it as a code.`;
      problems.push(problem('code-ignored', idRange, message));
    }
    if (definition === undefined && codable && status !== 'retired') {
      problems.push(problem('definition-missing', idRange, `“${id}” has no definition yet.`, { code: id }));
    }
  }
  return problems.sort((a, b) => a.start - b.start);
}

function ignoredWhere(name: string, { ignoreClasses }: StudyConfig): string | undefined {
  if (PANDOC_CLASSES.has(name)) return 'a class of Pandoc’s own';
  return ignoreClasses.has(name) ? 'among the “ignore_classes” of qualdown.yaml' : undefined;
}
