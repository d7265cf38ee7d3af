import type { Problem } from '../problem.js';
import { problem } from '../check/rules.js';
import { readYaml } from '../yaml/index.js';
import type { Entry } from '../yaml/index.js';
import { readFlat } from './flat.js';

/** The attributes that a document states, as read from the YAML between its `---` lines. */
export interface FrontMatter {
  /** As written; a repeated key stands once, as stated first. Ranges count from `base`. */
  readonly entries: readonly Entry[];
  /** Ranges count from `base`. */
  readonly problems: readonly Problem[];
  /** Where the YAML begins in the document. */
  readonly base: number;
}

/**
 * Reads the YAML of front matter, which begins at `base` in its document. Never throws: what can be read of it is
 * there, and what cannot is a problem.
 */
export function readFrontMatter(yaml: string, base: number): FrontMatter {
  const flat = readFlat(yaml);
  return flat ? { entries: flat, problems: [], base } : { ...readAny(yaml), base };
}

/** Front matter of any form, by the YAML parser. Exported for the test that the short way agrees with it. */
export function readAny(yaml: string): Omit<FrontMatter, 'base'> {
  const { root, faults } = readYaml(yaml);
  const problems = faults.map((fault) => problem('front-matter-unreadable', fault, fault.message));
  const entries = new Map<string, Entry>();
  for (const entry of root?.kind === 'map' ? root.entries : []) {
    const { key, keyRange } = entry;
    if (!entries.has(key)) entries.set(key, entry);
    else
      problems.push(problem('front-matter-repeated', keyRange, `“${key}” is stated twice; the first holds.`));
  }
  if (root && root.kind !== 'map') {
    const message = 'Front matter takes attributes, each on a line of its own: `district: Alder`.';
    problems.push(problem('front-matter-unreadable', root, message));
  }
  return { entries: [...entries.values()], problems: problems.sort((a, b) => a.start - b.start) };
}
