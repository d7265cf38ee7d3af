import { checkKept } from '../kept/check.js';
import { checkMemos } from '../memos/check.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Problem } from '../problem.js';
import { unmatchedGlobs } from '../study/index.js';
import type { Document, Study } from '../study/types.js';
import { problem } from './rules.js';
import { checkVariants, nameVariants } from './variants.js';
import { Verdicts } from './verdicts.js';

/**
 * What only all documents together can tell, by file: values written in two ways, codes that no passage carries,
 * settings that fit no document. For a study whose documents have all been read.
 */
export function checkStudy(study: Study): ReadonlyMap<string, readonly Problem[]> {
  const problems = new Map<string, readonly Problem[]>(checkVariants(study));
  const add = (file: string, found: readonly Problem[]) => {
    if (found.length > 0) problems.set(file, [...(problems.get(file) ?? []), ...found]);
  };
  for (const [file, found] of nameVariants(study)) add(file, found);
  for (const [file, found] of checkMemos(study)) add(file, found);
  for (const [file, found] of checkKept(study)) add(file, found);
  add(study.config.codebook, unusedCodes(study));
  add('qualdown.yaml', [...unmatchedPatterns(study), ...undeclaredCase(study), ...unknownCoder(study)]);
  return problems;
}

interface Uses {
  /** Numbers of names. */
  readonly codes: ReadonlySet<number>;
  readonly coders: ReadonlySet<number>;
}
const memo = new WeakMap<Document, Uses>();

function usesOf(document: Document): Uses {
  let uses = memo.get(document);
  if (!uses) {
    const { columns, markCount } = document.scan;
    const codes = new Set(columns.codes.subarray(0, columns.codesFrom[markCount]));
    const coders = new Set(columns.coder.subarray(0, markCount));
    coders.delete(-1);
    memo.set(document, (uses = { codes, coders }));
  }
  return uses;
}

function unusedCodes({ codebook, context, documents }: Study): Problem[] {
  const verdicts = Verdicts.of(codebook, context.names);
  const numbers = new Set<number>();
  for (const document of documents.values()) for (const code of usesOf(document).codes) numbers.add(code);
  if (numbers.size === 0) return []; // coding has not begun
  const used = new Set(Array.from(numbers, (code) => verdicts.idOf(code)));
  return [...codebook.codes.values()]
    .filter(
      ({ id, codable, status }) =>
        codable && status !== 'retired' && !codebook.descendants(id).some((below) => used.has(below)),
    )
    .map(({ id, idRange }) => problem('code-unused', idRange, `No passage carries “${id}”.`, { code: id }));
}

function unmatchedPatterns(study: Study): Problem[] {
  const place = study.config.places.get('documents');
  if (!place) return [];
  return unmatchedGlobs(study).map((glob) => {
    const message = `“${glob}” matches no document. Write the name of a folder, or a pattern such as \`interviews/**/*.md\`; capitals matter.`;
    return problem('pattern-unmatched', place, message, { pattern: glob });
  });
}

function undeclaredCase({ config, documents }: Study): Problem[] {
  const place = config.places.get('compare_by');
  const known = new Set([...documents.values()].flatMap(({ attributes }) => [...attributes.keys()]));
  if (!place || documents.size === 0 || known.has(config.compareBy)) return [];
  const near = nearest(config.compareBy, known);
  const message = `No document states the attribute “${config.compareBy}”.${didYouMean(near)}`;
  return [problem('attribute-undeclared', place, message, { nearest: near })];
}

function unknownCoder({ config, context, documents }: Study): Problem[] {
  const { coderOfRecord } = config;
  const place = config.places.get('coder_of_record');
  if (coderOfRecord === undefined || !place) return [];
  const coders = new Set<string>();
  for (const document of documents.values()) {
    for (const coder of usesOf(document).coders) coders.add(context.names.name(coder));
  }
  if (coders.size === 0 || coders.has(coderOfRecord)) return [];
  const near = nearest(coderOfRecord, coders);
  const who = [...coders].sort().slice(0, 5).join(', ');
  const message = `“${coderOfRecord}” has signed no passage, so those signed by others (${who}) are not counted.${didYouMean(near)}`;
  return [problem('coder-unknown', place, message, { nearest: near })];
}
