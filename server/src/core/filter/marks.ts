import { attributeNames } from '../compare/columns.js';
import { listOf } from '../compare/phrases.js';
import type { Passages } from '../counting/choice.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Texts } from '../report/analyse.js';
import { attributesOf, segmentsMeeting } from '../segments/meeting.js';
import { fragmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import type { Condition } from './condition.js';
import { Unmet } from './unmet.js';
import { needValue, phrase } from './values.js';

/** The segments whose own attributes (`stance=lacking`) meet conditions; fails where none does. */
export async function passagesMeeting(
  study: Study,
  where: readonly Condition[],
  texts: Texts,
): Promise<Passages> {
  const met = new Met();
  const passages = new Map<Document, Uint8Array>();
  for (const document of study.documents.values()) {
    const text = await texts.of(document);
    if (text === undefined) continue;
    for (const marks of fragmentsOf(document)) met.add(attributesOf(document, text, marks));
    passages.set(document, segmentsMeeting(document, text, where));
  }
  for (const condition of where) {
    met.need(study, condition.attribute);
    needValue(condition, met.values(condition.attribute));
  }
  if (![...passages.values()].some((each) => each.includes(1))) {
    throw new Unmet(`No passage has ${phrase(where)} together.`);
  }
  return passages;
}

/** Attributes of marks that were met, with their values. */
export class Met {
  readonly #values = new Map<string, Set<string>>();

  add(attributes: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(attributes)) {
      const values = this.#values.get(name);
      if (values) values.add(value);
      else this.#values.set(name, new Set([value]));
    }
  }

  values(name: string): readonly string[] {
    return [...(this.#values.get(name) ?? [])];
  }

  /** Fails for an attribute that neither documents nor the marks met have. */
  need(study: Study, name: string): void {
    const names = [...new Set([...attributeNames(study), ...this.#values.keys()])];
    if (names.includes(name)) return;
    const near = didYouMean(nearest(name, names));
    const known = names.length > 0 ? ` Attributes are ${listOf(names)}.` : ' None has any attribute.';
    throw new Unmet(`No document and no passage has the attribute “${name}”.${near}${known}`);
  }
}
