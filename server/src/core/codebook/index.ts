import { FieldReader } from '../fields.js';
import { readYaml } from '../yaml/index.js';
import { CODEBOOK_FIELDS, readCodes } from './read.js';
import type { Draft } from './read.js';
import { aliasesOf, checkReferences, counterpartsOf } from './references.js';
import type { Target } from './references.js';
import type { Code, Codebook } from './types.js';

export type { Code, Codebook, CodeStatus } from './types.js';

/** Reads a codebook. Never throws: whatever can be read of a broken one is in it, and what cannot is a problem. */
export function parseCodebook(text: string): Codebook {
  const yaml = readYaml(text);
  const reader = new FieldReader(text, yaml);
  const root = yaml.root?.kind === 'map' ? yaml.root : undefined;
  const fields = reader.fields(root, CODEBOOK_FIELDS, 'a codebook');
  const name = reader.text(fields.get('name'));
  const entry = fields.get('codes');
  const codes = entry?.value?.kind === 'map' ? entry.value : undefined;
  if (!codes) {
    const range = entry?.value ?? entry?.keyRange ?? { start: 0, end: Math.max(0, text.search(/\r?\n|$/)) };
    const message = entry?.value
      ? '“codes” takes a map of codes: a line `buffering:` for each, indented, with its fields below.'
      : 'No codes yet. Write a line `codes:` and below it, indented, a line for each code: `  buffering:`.';
    reader.report('codes-missing', range, message);
  }
  const drafts = codes ? readCodes(codes, reader) : new Map<string, Draft>();
  return new ReadCodebook(name, drafts, reader);
}

class ReadCodebook implements Codebook {
  readonly name?: string;
  readonly codes: ReadonlyMap<string, Code>;
  readonly roots: readonly string[];
  readonly problems: Codebook['problems'];
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #descendants = new Map<string, readonly string[]>();

  constructor(name: string | undefined, drafts: ReadonlyMap<string, Draft>, reader: FieldReader) {
    if (name !== undefined) this.name = name;
    const aliases = aliasesOf(drafts, reader);
    const target: Target = (reference) =>
      reference && (drafts.has(reference.text) ? reference.text : aliases.get(reference.text));
    checkReferences(drafts, target, reader);
    const counterparts = counterpartsOf(drafts, target);
    const codes = Array.from(drafts.values(), (draft) =>
      codeOf(draft, aliases, target(draft.replacedBy), counterparts.get(draft.id)),
    );
    this.codes = new Map(codes.map((code) => [code.id, code]));
    this.roots = codes.filter(({ parent }) => parent === undefined).map(({ id }) => id);
    this.#aliases = aliases;
    this.problems = reader.problems;
  }

  resolve(idOrAlias: string): Code | undefined {
    return this.codes.get(idOrAlias) ?? this.codes.get(this.#aliases.get(idOrAlias) ?? '');
  }

  successor(id: string): Code | undefined {
    const seen = new Set<Code>();
    let code = this.resolve(id);
    if (code?.replacedBy === undefined) return undefined;
    while (code?.replacedBy !== undefined) {
      if (seen.has(code)) return undefined;
      seen.add(code);
      code = this.resolve(code.replacedBy);
    }
    return code;
  }

  descendants(id: string): readonly string[] {
    const code = this.resolve(id);
    if (!code) return [];
    let ids = this.#descendants.get(code.id);
    if (!ids) {
      ids = [code.id, ...code.children.flatMap((child) => this.descendants(child))];
      this.#descendants.set(code.id, ids);
    }
    return ids;
  }
}

function codeOf(
  draft: Draft,
  owners: ReadonlyMap<string, string>,
  replacedBy: string | undefined,
  counterpart: string | undefined,
): Code {
  const { id, entry, parent, depth, children, examples, codable, status } = draft;
  return {
    id,
    name: draft.name ?? id,
    ...draft.texts,
    examples,
    codable,
    // Not those that are the id, or an alias, of another code: whoever counts or renames by these would take its passages.
    aliases: draft.aliases.map(({ text }) => text).filter((text) => owners.get(text) === id),
    status,
    ...(replacedBy !== undefined && { replacedBy }),
    ...(counterpart !== undefined && { counterpart }),
    ...(parent && { parent: parent.id }),
    children,
    depth,
    idRange: entry.keyRange,
    range: { start: entry.start, end: entry.end },
  };
}
