import { attributeNames } from '../../core/compare/columns.js';
import { listOf, some } from '../../core/compare/phrases.js';
import type { Passages } from '../../core/counting/choice.js';
import { textsOf } from '../../core/attributes/values.js';
import { type Condition, meets } from '../../core/filter/condition.js';
import { didYouMean, nearest } from '../../core/nearest.js';
import { attributesOf, segmentsMeeting } from '../../core/segments/meeting.js';
import { fragmentsOf } from '../../core/segments.js';
import type { Document, Study } from '../../core/study/types.js';
import type { LoadedStudy } from '../../files.js';
import { Failure } from '../failure.js';
import { reread } from '../reread.js';

/**
 * The conditions of a table: on documents, or where only marks have an attribute (`stance=lacking`), on passages.
 * Fails for what nothing meets: a slip of the pen must not look like a finding.
 */
export async function conditionsOf(
  loaded: LoadedStudy,
  all: readonly Condition[] = [],
): Promise<{ readonly where: readonly Condition[]; readonly passages?: Passages }> {
  if (all.length === 0) return { where: all };
  const ofDocuments = attributeNames(loaded.study);
  const where = all.filter(({ attribute }) => ofDocuments.includes(attribute));
  for (const { attribute, value } of where) {
    const documents = [...loaded.study.documents.values()];
    needValue(
      attribute,
      value,
      documents.flatMap(({ attributes }) => textsOf(attributes.get(attribute))),
    );
  }
  if (![...loaded.study.documents.values()].some(({ attributes }) => meets(attributes, where))) {
    throw new Failure(`no document has ${phrase(where)} together.`);
  }
  const ofMarks = all.filter(({ attribute }) => !ofDocuments.includes(attribute));
  return ofMarks.length === 0 ? { where } : { where, passages: await passagesMeeting(loaded, ofMarks) };
}

async function passagesMeeting(loaded: LoadedStudy, where: readonly Condition[]): Promise<Passages> {
  const met = new Met();
  const passages = new Map<Document, Uint8Array>();
  for (const counted of loaded.study.documents.values()) {
    const { text, document } = await reread(loaded, counted);
    // Saved in this very moment: what was counted stands, without passages of which nothing is known any more.
    if (document !== counted) continue;
    for (const marks of fragmentsOf(document)) met.add(attributesOf(document, text, marks));
    passages.set(document, segmentsMeeting(document, text, where));
  }
  for (const { attribute, value } of where) {
    met.need(loaded.study, attribute);
    needValue(attribute, value, met.values(attribute));
  }
  if (![...passages.values()].some((each) => each.includes(1))) {
    throw new Failure(`no passage has ${phrase(where)} together.`);
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
    throw new Failure(`no document and no passage has the attribute “${name}”.${near}${known}`);
  }
}

/** `wave=1 or wave=2 and kind=b`: values of one attribute are alternatives. */
function phrase(where: readonly Condition[]): string {
  const attributes = [...new Set(where.map(({ attribute }) => attribute))];
  const alternatives = attributes.map((name) =>
    where
      .filter(({ attribute }) => attribute === name)
      .map(({ value }) => `${name}=${value}`)
      .join(' or '),
  );
  return listOf(alternatives);
}

function needValue(attribute: string, value: string, values: readonly string[]): void {
  if (values.includes(value)) return;
  const known = [...new Set(values)].sort();
  const near = didYouMean(nearest(value, known));
  throw new Failure(`nothing has ${attribute} “${value}”.${near} Values are ${some(known)}.`);
}
