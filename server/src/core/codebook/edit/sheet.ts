import type { TextEdit } from '../../edits/edit.js';
import { readYaml } from '../../yaml/index.js';
import type { Entry, Mapping, Yaml } from '../../yaml/index.js';
import { columnOf, isFlow } from './layout.js';

/** What a step gives: edits of the text as it is now, or a sentence that says why there are none. */
export type StepResult = readonly TextEdit[] | { readonly refused: string };

export function isRefused(result: StepResult): result is { readonly refused: string } {
  return 'refused' in result;
}

/** A code's entry and the map it stands in. */
export interface Place {
  readonly entry: Entry;
  readonly siblings: Mapping;
  /** The entry of the code above, undefined for a root. */
  readonly parent: Place | undefined;
}

/** A codebook's text with its structure, to work out one step. */
export class Sheet {
  readonly yaml: Yaml;
  readonly root: Mapping | undefined;

  constructor(readonly text: string) {
    this.yaml = readYaml(text);
    this.root = this.yaml.root?.kind === 'map' ? this.yaml.root : undefined;
  }

  get eol(): string {
    return /\r?\n/.exec(this.text)?.[0] ?? '\n';
  }

  /** The entry `codes:` at the top. */
  get codes(): Entry | undefined {
    return this.root && fieldIn(this.root, 'codes');
  }

  /** The first code of an id, depth first: the one that holds. */
  find(id: string): Place | undefined {
    const codes = this.codes;
    return codes && this.#findIn(codes, id, undefined, new Set());
  }

  /** Spaces by which a level is indented: as the first code is below `codes:`. */
  get step(): number {
    const { codes } = this;
    if (codes?.value?.kind !== 'map' || isFlow(this.text, codes.value)) return 2;
    const [first] = codes.value.entries;
    const step = first ? columnOf(this.text, first.start) - columnOf(this.text, codes.start) : 2;
    return step > 0 ? step : 2;
  }

  /** Whether an entry stands inside braces. */
  isInFlow({ siblings }: Place): boolean {
    return isFlow(this.text, siblings);
  }

  #findIn(codes: Entry, id: string, parent: Place | undefined, seen: Set<Mapping>): Place | undefined {
    const siblings = codes.value;
    if (siblings?.kind !== 'map' || seen.has(siblings)) return undefined;
    seen.add(siblings);
    for (const entry of siblings.entries) {
      const place: Place = { entry, siblings, parent };
      if (entry.key === id) return place;
      const below = entry.value?.kind === 'map' ? fieldIn(entry.value, 'codes') : undefined;
      const found = below && this.#findIn(below, id, place, seen);
      if (found) return found;
    }
    return undefined;
  }
}

export function fieldIn(map: Mapping, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/**
 * The fields of a code; undefined where it has none yet. Refused where they are written at another place, to which an
 * anchor leads: what is changed there would change other codes too.
 */
export function fieldsOf({ entry }: Place): Mapping | undefined | { readonly refused: string } {
  const { value } = entry;
  if (!value) return undefined;
  if (value.kind !== 'map') {
    return {
      refused: `The entry of “${entry.key}” in the codebook has no fields. Correct it by hand first.`,
    };
  }
  if (value.start < entry.start || value.end > entry.end) return elsewhere(entry.key);
  return value;
}

export function elsewhere(id: string): { readonly refused: string } {
  return {
    refused: `The entry of “${id}” is written at another place, to which an anchor (*) leads. Change it there by hand.`,
  };
}
