import type { FieldReader, Placed } from '../fields.js';
import { didYouMean, nearest } from '../nearest.js';
import { checkForm } from './read.js';
import type { Draft } from './read.js';

/** The code of each alias: an id always wins, else the alias that stands first. */
export function aliasesOf(
  drafts: ReadonlyMap<string, Draft>,
  reader: FieldReader,
): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const { id, aliases: stated } of drafts.values()) {
    for (const alias of stated) {
      checkForm(alias.text, alias, 'The alias', reader);
      const owner = drafts.has(alias.text) ? alias.text : aliases.get(alias.text);
      if (owner === undefined) aliases.set(alias.text, id);
      else if (owner === id)
        reader.report('alias-clash', alias, `“${alias.text}” already stands for this code.`);
      else {
        const what = drafts.has(alias.text) ? 'the id' : 'an alias';
        const message = `The alias “${alias.text}” of “${id}” is ${what} of the code “${owner}”, which holds.`;
        reader.report('alias-clash', alias, message, { owner });
      }
    }
  }
  return aliases;
}

/** The id of the code that a reference names, by id or alias. */
export type Target = (reference: Placed | undefined) => string | undefined;

export function checkReferences(
  drafts: ReadonlyMap<string, Draft>,
  target: Target,
  reader: FieldReader,
): void {
  const missing = (rule: 'replaced-by-missing' | 'counterpart-missing', field: string, reference: Placed) => {
    const near = nearest(reference.text, drafts.keys());
    const message = `“${field}” names “${reference.text}”, which is not in the codebook.${didYouMean(near)}`;
    reader.report(rule, reference, message, { nearest: near });
  };
  for (const draft of drafts.values()) {
    const { id, replacedBy, counterpart } = draft;
    if (replacedBy) {
      const path = circleFrom(draft, drafts, target);
      if (target(replacedBy) === undefined) missing('replaced-by-missing', 'replaced_by', replacedBy);
      else if (path) {
        reader.report(
          'replaced-by-circle',
          replacedBy,
          `“replaced_by” leads in a circle: ${path.join(' → ')}.`,
        );
      } else if (draft.status !== 'retired') {
        const message = `“${id}” names a successor but is not retired. Add \`status: retired\`.`;
        reader.report('replaced-by-active', replacedBy, message);
      }
    }
    if (counterpart) {
      if (target(counterpart) === undefined) missing('counterpart-missing', 'counterpart', counterpart);
      else if (target(counterpart) === id) {
        reader.report('counterpart-self', counterpart, `“${id}” is named as its own counterpart.`);
      }
    }
  }
}

/** The codes that `replaced_by` leads through until one comes again; undefined where the way ends. */
function circleFrom(draft: Draft, drafts: ReadonlyMap<string, Draft>, target: Target): string[] | undefined {
  const path = new Set<string>();
  let id: string | undefined = draft.id;
  while (id !== undefined) {
    if (path.has(id)) return [...path, id];
    path.add(id);
    id = target(drafts.get(id)?.replacedBy);
  }
  return undefined;
}

/** Counterparts by id, both ways. What a code states itself goes before what another states about it. */
export function counterpartsOf(
  drafts: ReadonlyMap<string, Draft>,
  target: Target,
): ReadonlyMap<string, string> {
  const counterparts = new Map<string, string>();
  const pairs = [...drafts.values()].flatMap(({ id, counterpart }) => {
    const other = target(counterpart);
    return other === undefined || other === id ? [] : [[id, other] as const];
  });
  for (const [id, other] of pairs) counterparts.set(id, other);
  for (const [id, other] of pairs) if (!counterparts.has(other)) counterparts.set(other, id);
  return counterparts;
}
