import { type Scalar, valuesOf } from '../attributes/values.js';
import { type Choice, chooser, codersIn, speaks, wordsOf } from '../counting/choice.js';
import { participantsAmong, stretchesOf, type Voices } from '../counting/voices.js';
import { segmentsOf } from '../segments.js';
import type { Document, Study } from '../study/types.js';
import { attributeNames, participantAttributes } from './columns.js';

/** A part of a document that stands under one value: all of it, or those of its codings and words that `choice` takes. */
export interface Part {
  readonly value: Scalar | null;
  readonly choice: Choice;
}

/** One way to tell documents, or what is in them, apart. */
export interface Dimension {
  readonly name: string;
  /** `people`: an attribute that participants have. */
  readonly kind: 'attribute' | 'coder' | 'participant' | 'speaker' | 'people';
  /** Where a document stands, each value once; `choice` is what counts in it anyway. */
  partsOf(document: Document, choice: Choice): readonly Part[];
}

/** An attribute goes before the other meanings of its name. */
export function dimensionOf(study: Study, name: string): Dimension {
  if (participantAttributes(study).includes(name)) return peopleBy(study, name);
  const isAttribute = attributeNames(study).includes(name);
  if (!isAttribute && name === 'coder') return coders(study);
  if (!isAttribute && (name === 'participant' || name === 'speaker')) return voices(study, name);
  return {
    name,
    kind: 'attribute',
    partsOf({ attributes }, choice) {
      // `1` and `"1"` are one case.
      const values = new Map(valuesOf(attributes.get(name)).map((value) => [String(value), value]));
      return (values.size > 0 ? [...values.values()] : [null]).map((value) => ({ value, choice }));
    },
  };
}

/** What each coder signed, and what nobody did; in a document where they signed something. */
function coders(study: Study): Dimension {
  return {
    name: 'coder',
    kind: 'coder',
    partsOf: (document, { by, ...choice }) =>
      [...codersIn(study, document)]
        // A coder of record is no wish for one coder: who compares coders wants all of them.
        .filter((name) => by === undefined || by.unsigned || name === by.coder)
        .map((value) => ({ value, choice: { ...choice, by: { coder: value, unsigned: value === null } } })),
  };
}

/** What each participant or speaker says, and what none of them does. */
function voices(study: Study, by: 'participant' | 'speaker'): Dimension {
  const { names } = study.context;
  return {
    name: by,
    kind: by,
    partsOf(document, choice) {
      const speak = new Set<string | null>(document.participants);
      for (const stretch of stretchesOf(document, names)) speak.add(stretch[by]);
      speak.add(null);
      return [...speak]
        .map((value) => ({
          value,
          choice: withVoices(choice, { by, names: new Set([value]) }),
        }))
        .filter(({ choice: own }) => isThere(document, study, own));
    },
  };
}

/** What participants with each value of an attribute of theirs say; what the others say, and nobody, under null. */
function peopleBy(study: Study, name: string): Dimension {
  return {
    name,
    kind: 'people',
    partsOf(document, choice) {
      const values = new Map<string | null, Scalar | null>();
      for (const id of document.participants)
        for (const value of valuesOf(document.attributesOfParticipant(id).get(name)))
          values.set(String(value), value);
      values.set(null, null);
      return [...values]
        .map(([text, value]) => ({
          value,
          choice: withVoices(choice, { by: { attribute: name }, names: new Set([text]) }),
        }))
        .filter(({ choice: own }) => isThere(document, study, own));
    },
  };
}

const withVoices = (choice: Choice, more: Voices): Choice => ({
  ...choice,
  voices: [...(choice.voices ?? []), more],
});

/** A participant whom a document lists is there also if nothing was said. */
function isThere(document: Document, study: Study, choice: Choice): boolean {
  const { names } = study.context;
  if (wordsOf(document, choice, names) > 0) return true;
  if (participantsAmong(document, choice.voices).length > 0) return true;
  if (!choice.voices!.at(-1)!.names.has(null)) return false;
  const counts = chooser(choice, document, names);
  const theirs = speaks(choice, document, names)!;
  return Array.from({ length: segmentsOf(document).count }, (_, segment) => segment).some(
    (segment) => theirs(segment) && (!counts || counts(segment)),
  );
}
