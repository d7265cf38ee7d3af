import { didYouMean, nearest } from '../nearest.js';
import type { Problem, Range } from '../problem.js';
import { rosterOf } from '../study/roster.js';
import type { AttributeRule, AttributeValue, Document, Study } from '../study/types.js';
import { fold, hasType, sameLook, scalarsOf, TYPE_WORDS } from '../study/values.js';
import type { AttributeScalar } from '../study/values.js';
import { problem } from './rules.js';

/** What front matter states, against what qualdown.yaml asks of it. */
export function checkAttributes(study: Study, document: Document, text: string): Problem[] {
  const problems = [...document.problems];
  for (const [name, rule] of study.config.attributes) {
    const range = document.attributeRange(name);
    const value = document.attributes.get(name);
    if (range && value === undefined) problems.push(wrongType(name, 'This', rule, range));
    else if (!range || isEmpty(value)) {
      if (rule.required) problems.push(missing(study, document, name, range, text));
    } else problems.push(...scalarsOf(value!).flatMap((each) => checkValue(name, each, rule, range)));
  }
  const codingRange = document.attributeRange('coding');
  if (codingRange && document.coding === 'none' && document.codingStated && hasCodes(document)) {
    const message =
      'The document says “coding: none” but holds coded passages; as it stands no table counts them.';
    problems.push(problem('coding-none-marked', codingRange, message));
  }
  problems.push(...unlistedParticipants(study, document));
  return problems;
}

function isEmpty(value: AttributeValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function hasCodes({ scan }: Document): boolean {
  return scan.columns.codesFrom[scan.markCount]! > 0;
}

/** At the empty attribute, else at the first line of front matter or of the document. */
function missing(
  { config }: Study,
  document: Document,
  name: string,
  range: Range | undefined,
  text: string,
): Problem {
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const top = { start: bom, end: document.scan.frontMatter ? bom + 3 : bom };
  const others = [...document.attributes.keys()].filter((other) => !config.attributes.has(other));
  const near = range ? [] : nearest(name, others);
  const message = `The attribute “${name}” is missing; the study requires it.${didYouMean(near)} Write a line \`${name}: …\` between the two lines \`---\` at the top.`;
  return problem('attribute-missing', range ?? top, message, { attribute: name, nearest: near });
}

function checkValue(name: string, value: AttributeScalar, rule: AttributeRule, range: Range): Problem[] {
  if (value === null || !hasType(value, rule.type))
    return [wrongType(name, `“${String(value)}”`, rule, range)];
  const { values } = rule;
  if (!values || values.includes(value)) return [];
  const texts = values.map(String);
  const same = texts.filter((text) => fold(text) === fold(String(value)));
  const near = same.length > 0 ? same : nearest(String(value), texts);
  const look = texts.map((text) => sameLook(String(value), text)).find((why) => why !== undefined);
  const known = look
    ? ` “${near[0]!}” looks the same; ${look}.`
    : didYouMean(near) || ` It is one of: ${texts.join(', ')}.`;
  const message = `“${String(value)}” is not among the values of “${name}” in qualdown.yaml.${known}`;
  return [problem('attribute-value', range, message, { attribute: name, nearest: near })];
}

function wrongType(name: string, what: string, { type }: AttributeRule, range: Range): Problem {
  return problem('attribute-type', range, `${what} is not ${TYPE_WORDS[type]}, as “${name}” takes it.`, {
    attribute: name,
    type,
  });
}

/** Ids that front matter lists without saying more of them, in a study that lists its participants. */
function* unlistedParticipants({ config, context }: Study, document: Document): Generator<Problem> {
  if (config.participants.size === 0) return;
  const roster = rosterOf(context);
  for (const field of ['participants', 'participant']) {
    const range = document.attributeRange(field);
    for (const id of scalarsOf(document.attributes.get(field) ?? null)) {
      if (!range || id === null || id === '' || roster.role(String(id))) continue;
      const near = nearest(String(id), config.participants.keys());
      const message = `“${String(id)}” is not among the participants in qualdown.yaml.${didYouMean(near)}`;
      yield problem('participant-unlisted', range, message, { participant: String(id), nearest: near });
    }
  }
}
